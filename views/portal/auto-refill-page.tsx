import type { AutoRefill } from '../../src/db/schema.ts'
import { dayIn } from '../../src/domain/banking-days.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { ChoiceCards } from '../components/choice-cards.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, Field, FormActions } from '../components/field.tsx'
import { Day, Method } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { Filled } from '../words/speaking.tsx'
import type { Typed } from './method-choice.tsx'
import { factsOf, healthOf, type SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'
import { paymentHref } from './words.ts'

interface AutoRefillPageProps {
  page: PortalPage
  currency: string
  zone: string
  now: Date
  /** What was agreed to, whatever has become of it. */
  refill: AutoRefill | undefined
  methods: readonly SavedMethod[]
  range: { minCents: number; maxCents: number }
  typed?: Typed
  errors?: FieldErrors
}

/** Money for the balance whenever it gets low: when, how much, from what, and the agreement. */
export const AutoRefillPage = (props: AutoRefillPageProps) => {
  const { page, refill } = props
  const words = page.words.refills
  const usable = props.methods.filter((method) => isChargeable(method, props))
  return (
    <CustomerLayout
      title={words.auto}
      heading={words.auto}
      lead={words.autoLead}
      crumbs={[{ href: '/ippay', label: page.words.common.navRefill }]}
      active="refill"
      {...page}
    >
      {refill && refill.ended_at === null && <Current {...props} refill={refill} />}
      {usable.length === 0 ? (
        <Card>
          <p>{words.noMethod}</p>
          <FormActions>
            <ButtonLink icon="card" href="/ippay/credentials/card">
              {page.words.credentials.addCard}
            </ButtonLink>
            <ButtonLink icon="bank" href="/ippay/credentials/bank-account">
              {page.words.credentials.addBank}
            </ButtonLink>
          </FormActions>
        </Card>
      ) : (
        <AgreementForm {...props} methods={usable} />
      )}
    </CustomerLayout>
  )
}

/** Nothing is charged unasked whose authorization was taken back. */
const isChargeable = (method: SavedMethod, { now, page }: AutoRefillPageProps): boolean =>
  !method.mandate_revoked_at &&
  healthOf(method, { now, zip: 'off', language: page.language }).isUsable

const Current = ({
  page,
  refill,
  methods,
  currency,
  zone,
}: AutoRefillPageProps & { refill: AutoRefill }) => {
  const words = page.words.refills
  const amountOf = (cents: number) => money(cents, currency, page.language)
  const method = methods.find(({ id }) => id === refill.method_id)
  return (
    <Card title={refill.paused_at ? words.isPaused : words.isOn}>
      {refill.pause_reason && (
        <Notice tone="warning">
          <p>{words[refill.pause_reason]}</p>
        </Notice>
      )}
      <p class="card-lead">
        {words.rule(amountOf(refill.amount_cents), amountOf(refill.threshold_cents))}
      </p>
      {method && (
        <p>
          <Method {...factsOf(method)} />
        </p>
      )}
      <p class="quiet">
        <Filled sentence={words.agreedOn}>
          <Day date={dayIn(refill.consent_at, zone)} />
        </Filled>{' '}
        {refill.last_payment_id && (
          <a href={paymentHref(refill.last_payment_id)}>{words.lastRefill}</a>
        )}
      </p>
      <form method="post" action="/ippay/auto-refill/stop">
        <CsrfField token={page.csrf} />
        <FormActions>
          <Button look="danger" icon="slash">
            {words.stop}
          </Button>
        </FormActions>
      </form>
    </Card>
  )
}

const AgreementForm = ({
  page,
  refill,
  methods,
  currency,
  range,
  typed = {},
  errors = {},
}: AutoRefillPageProps) => {
  const words = page.words.refills
  const amountOf = (cents: number) => money(cents, currency, page.language)
  const isRunning = refill !== undefined && refill.ended_at === null
  const amountField = {
    prefix: currency === 'USD' ? '$' : undefined,
    width: 'short',
    inputmode: 'decimal',
    autocomplete: 'off',
    maxlength: 12,
  } as const
  const chosen = methods.find(({ id }) => String(id) === typed.method) ?? methods[0]
  return (
    <form method="post" action="/ippay/auto-refill">
      <CsrfField token={page.csrf} />
      <FormErrors errors={errors} />
      <Card title={isRunning ? words.change : words.setUp}>
        <Field
          {...amountField}
          name="threshold"
          label={words.threshold}
          value={typed.threshold}
          error={errors.threshold}
        />
        <Field
          {...amountField}
          name="amount"
          label={words.amount}
          value={typed.amount}
          hint={page.words.pay.amountRange(amountOf(range.minCents), amountOf(range.maxCents))}
          error={errors.amount}
        />
        <ChoiceCards
          name="method"
          legend={words.chargeWith}
          choices={methods.map((method) => ({
            value: String(method.id),
            label: <Method {...factsOf(method)} />,
            hint: method.holder_name,
          }))}
          value={chosen && String(chosen.id)}
          error={errors.method}
        />
        <CheckboxField name="agree" label={words.agreement} error={errors.agree} />
        <FormActions>
          <Button look="primary" size="large">
            {isRunning ? words.save : words.turnOn}
          </Button>
        </FormActions>
      </Card>
    </form>
  )
}
