import type { AutoRefill } from '../../src/db/schema.ts'
import { decimalOfCents } from '../../src/domain/money.ts'
import { largestRefill, type RefillLimits } from '../../src/domain/refill-amounts.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { Filled } from '../words/speaking.tsx'
import { MethodChoice, type Typed } from './method-choice.tsx'
import type { SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'
import { Reassurance } from './pay-form.tsx'

/** Money for the balance: how much, and with what. */
export const RefillPage = ({
  page,
  currency,
  now,
  balanceCents,
  limits,
  usualCents,
  bankAtOnceCents,
  autoRefill,
  requestKey,
  methods,
  typed,
  errors = {},
}: {
  page: PortalPage
  currency: string
  now: Date
  balanceCents: number
  limits: RefillLimits
  usualCents: readonly number[]
  /** Larger refills by bank account are credited later. */
  bankAtOnceCents: number
  autoRefill: AutoRefill | undefined
  requestKey: string
  methods: readonly SavedMethod[]
  typed?: Typed
  errors?: FieldErrors
}) => {
  const words = page.words.pay
  const amountOf = (cents: number) => money(cents, currency, page.language)
  return (
    <CustomerLayout
      title={words.addMoney}
      heading={words.addMoney}
      lead={
        <Filled sentence={words.yourBalance}>
          <Money cents={balanceCents} currency={currency} />
        </Filled>
      }
      active="refill"
      {...page}
    >
      <form method="post" action="/ippay" data-choose-method>
        <CsrfField token={page.csrf} />
        <input type="hidden" name="requestKey" value={requestKey} autocomplete="off" />
        <FormErrors errors={errors} />
        <Card>
          <Field
            name="amount"
            label={words.amount}
            prefix={currency === 'USD' ? '$' : undefined}
            width="short"
            inputmode="decimal"
            autocomplete="off"
            maxlength={12}
            value={typed?.amount}
            hint={rangeOf(limits, page, currency)}
            error={errors.amount}
          />
          {usualCents.length > 0 && (
            <nav class="quick-amounts" aria-label={words.usualAmounts}>
              {usualCents.map((cents) => (
                <ButtonLink size="small" href={`/ippay?amount=${decimalOfCents(cents)}`}>
                  {amountOf(cents).replace(/[.,]00/, '')}
                </ButtonLink>
              ))}
            </nav>
          )}
        </Card>
        <Card>
          <MethodChoice
            legend={words.accountType}
            {...{ methods, now, typed, errors }}
            zip={page.zip}
          />
          <FormActions>
            <Button look="primary" size="large" wide icon="lock">
              {words.addMoney}
            </Button>
          </FormActions>
          <Reassurance />
        </Card>
      </form>
      <WhenItCounts atOnceCents={bankAtOnceCents} {...{ limits, page, currency }} />
      <AutoRefillCard {...{ autoRefill, page, currency }} />
    </CustomerLayout>
  )
}

function rangeOf(limits: RefillLimits, page: PortalPage, currency: string): string {
  const amountOf = (cents: number) => money(cents, currency, page.language)
  const { pay, refills } = page.words
  const range = pay.amountRange(amountOf(limits.minCents), amountOf(largestRefill(limits)))
  return limits.dailyCents > 0
    ? `${range}. ${refills.dailyLimit(amountOf(limits.dailyCents))}.`
    : range
}

/** By card at once, by bank account perhaps later: nobody should wonder where the money is. */
const WhenItCounts = ({
  atOnceCents,
  limits,
  page,
  currency,
}: {
  atOnceCents: number
  limits: RefillLimits
  page: PortalPage
  currency: string
}) => {
  const words = page.words.refills
  const byBank = () => {
    if (atOnceCents >= largestRefill(limits)) return words.bankAtOnce
    if (atOnceCents < limits.minCents) return words.bankLater
    return words.bankAtOnceUpTo(money(atOnceCents, currency, page.language))
  }
  return (
    <Card title={words.whenTitle}>
      <p>{words.cardAtOnce}</p>
      <p>{byBank()}</p>
    </Card>
  )
}

const AutoRefillCard = ({
  autoRefill,
  page,
  currency,
}: {
  autoRefill: AutoRefill | undefined
  page: PortalPage
  currency: string
}) => {
  const words = page.words.refills
  const amountOf = (cents: number) => money(cents, currency, page.language)
  const refill = autoRefill?.ended_at === null ? autoRefill : undefined
  return (
    <Card
      title={words.auto}
      actions={
        <ButtonLink size="small" href="/ippay/auto-refill">
          {refill ? words.change : words.setUp}
        </ButtonLink>
      }
    >
      {refill?.paused_at && <p>{words.isPaused}</p>}
      <p class="quiet">
        {refill
          ? words.rule(amountOf(refill.amount_cents), amountOf(refill.threshold_cents))
          : words.autoLead}
      </p>
    </Card>
  )
}
