import type { Payment } from '../../src/db/schema.ts'
import { decimalOfCents } from '../../src/domain/money.ts'
import type { RefundFacts, RefundPlan } from '../../src/domain/refund.ts'
import { settlesAt } from '../../src/domain/settlement.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { ChoiceCards } from '../components/choice-cards.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Field, FormActions, TextareaField } from '../components/field.tsx'
import { Method, Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { fullMoment, money } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { PURPOSE_LABEL } from '../payments/words.ts'
import { AT_GATEWAY, kindOf, tooEarly } from './refund-words.ts'

export interface RefundFormView {
  payment: Payment
  facts: RefundFacts
  /** Set when the money is that of an approval which came too late. */
  lateOriginalId: string | null
  /** What would be done with all that is left. */
  plan: RefundPlan
  /** How much of one payment this person may give back; null without a limit. */
  limitCents: number | null
  csrf: string
  values: Readonly<Partial<Record<string, string>>>
  errors: FieldErrors
  place: Place
}

export const refundsHref = (paymentId: string): string => `${paymentHref(paymentId)}/refunds`

/** How much, why, and whether the document is to be paid again. Nothing happens before the next page. */
export const RefundForm = (view: RefundFormView) => {
  const { payment, facts, plan, csrf, errors, values, lateOriginalId } = view
  const kind = kindOf(plan)
  const leftCents = facts.takenCents - facts.spokenForCents
  return (
    <div class="stack">
      <TakenCard {...view} />
      {plan.kind === 'debit_too_early' && (
        <Notice tone="warning" title="Not yet">
          {tooEarly(plan.from)}
        </Notice>
      )}
      {kind && (
        <Card title="Give money back" lead={AT_GATEWAY[kind]}>
          {facts.isVoidRefused && (
            <Notice tone="warning" title="Look first">
              The gateway would not void this payment. If its virtual terminal shows it as voided,
              the money is back already: do not credit it.
            </Notice>
          )}
          <form method="post" action={`${refundsHref(payment.id)}/confirmation`}>
            <CsrfField token={csrf} />
            {lateOriginalId && <input type="hidden" name="original" value={lateOriginalId} />}
            <FormErrors errors={errors} />
            <AmountField {...view} isFixed={kind === 'void' || lateOriginalId !== null} />
            {payment.purpose !== 'refill' && lateOriginalId === null && (
              <ChoiceCards
                name="reopens"
                legend="Is the document to be paid again?"
                choices={REOPENS}
                value={values.reopens ?? (kind === 'void' ? 'yes' : 'no')}
                error={errors.reopens}
              />
            )}
            <TextareaField
              name="reason"
              label="Why"
              hint="Kept for ever with your name. No card numbers."
              maxlength={200}
              required
              value={values.reason}
              error={errors.reason}
            />
            <FormActions>
              <Button look="primary" icon="arrow_right">
                Look at it once more
              </Button>
              <ButtonLink look="quiet" href={paymentHref(payment.id)}>
                Back
              </ButtonLink>
            </FormActions>
          </form>
        </Card>
      )}
      {leftCents <= 0 && <Notice>Nothing is left to give back.</Notice>}
    </div>
  )
}

const REOPENS = [
  {
    value: 'yes',
    label: 'Yes, open it again',
    hint: 'The customer still owes it. No run charges it by itself; a person may.',
  },
  {
    value: 'no',
    label: 'No, it stays paid',
    hint: 'A kindness or a correction. The balance falls by the amount.',
  },
]

const AmountField = ({
  facts,
  payment: { currency },
  limitCents,
  values,
  errors,
  place,
  isFixed,
}: RefundFormView & { isFixed: boolean }) => {
  const leftCents = facts.takenCents - facts.spokenForCents
  const left = decimalOfCents(leftCents)
  if (!isFixed) {
    const all = `All that is left is ${money(leftCents, currency)}. For a part, give less.`
    const limit =
      limitCents === null ? '' : ` You may give back ${money(limitCents, currency)} of a payment.`
    return (
      <Field
        name="amount"
        label="Amount"
        prefix="$"
        inputmode="decimal"
        autocomplete="off"
        width="short"
        hint={all + limit}
        value={values.amount ?? left}
        error={errors.amount}
      />
    )
  }
  const from = fullMoment(settlesAt(facts.sentAt), place.zone)
  return (
    <div class="field">
      <input type="hidden" name="amount" value={left} />
      <p id="field-amount" tabindex={-1}>
        <strong>All of it, {money(leftCents, currency)}.</strong>
        {facts.methodKind === 'card' && place.now < settlesAt(facts.sentAt) && (
          <> A part can be given back once it has settled, from {from}.</>
        )}
      </p>
      {errors.amount && <p class="field-error">{errors.amount}</p>}
    </div>
  )
}

const TakenCard = ({ payment, facts, lateOriginalId }: RefundFormView) => (
  <Card title={lateOriginalId ? 'Money that came too late to count' : 'Payment'}>
    <Definitions>
      <Definition term="Customer">{payment.customer_name}</Definition>
      <Definition term={PURPOSE_LABEL[payment.purpose]}>
        {payment.purpose === 'refill'
          ? 'of the prepaid balance'
          : payment.document_number || `#${payment.document_id}`}
      </Definition>
      <Definition term="Method">
        <Method kind={payment.method_kind} brand={payment.brand} last4={payment.last4} />
      </Definition>
      <Definition term="Taken">
        <Money cents={facts.takenCents} currency={payment.currency} />
      </Definition>
      {facts.spokenForCents > 0 && (
        <Definition term="Given back">
          <Money cents={facts.spokenForCents} currency={payment.currency} />
        </Definition>
      )}
    </Definitions>
  </Card>
)
