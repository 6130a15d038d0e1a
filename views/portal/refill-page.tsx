import { decimalOfCents } from '../../src/domain/money.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { MethodChoice, type Typed } from './method-choice.tsx'
import type { SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'
import { Reassurance } from './pay-form.tsx'

const QUICK_CENTS = [10_00, 25_00, 50_00, 100_00] as const

/** Money for the balance: how much, and with what. */
export const RefillPage = ({
  page,
  currency,
  now,
  balanceCents,
  limits,
  requestKey,
  methods,
  typed,
  errors = {},
}: {
  page: PortalPage
  currency: string
  now: Date
  balanceCents: number
  limits: { minCents: number; maxCents: number }
  requestKey: string
  methods: readonly SavedMethod[]
  typed?: Typed
  errors?: FieldErrors
}) => (
  <CustomerLayout
    title="Add money"
    heading="Add money"
    lead={
      <>
        Your balance is <Money cents={balanceCents} currency={currency} />.
      </>
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
          label="Amount"
          prefix={currency === 'USD' ? '$' : undefined}
          width="short"
          inputmode="decimal"
          autocomplete="off"
          maxlength={12}
          value={typed?.amount}
          hint={`From ${money(limits.minCents, currency)} to ${money(limits.maxCents, currency)}`}
          error={errors.amount}
        />
        <nav class="quick-amounts" aria-label="Usual amounts">
          {QUICK_CENTS.map((cents) => (
            <ButtonLink size="small" href={`/ippay?amount=${decimalOfCents(cents)}`}>
              {money(cents, currency).replace('.00', '')}
            </ButtonLink>
          ))}
        </nav>
      </Card>
      <Card>
        <MethodChoice legend="Account type" {...{ methods, now, typed, errors }} zip={page.zip} />
        <FormActions>
          <Button look="primary" size="large" wide icon="lock">
            Add money
          </Button>
        </FormActions>
        <Reassurance />
      </Card>
    </form>
  </CustomerLayout>
)
