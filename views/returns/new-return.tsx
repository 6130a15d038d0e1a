import type { ListedPayment } from '../../src/db/payment-list.ts'
import { RETURN_CODES, returnCodeOf } from '../../src/domain/return-codes.ts'
import type { ReturnPlan } from '../../src/domain/returns.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card, Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Field, FormActions, SelectField, TextareaField } from '../components/field.tsx'
import { Day, Method, Money } from '../components/figures.tsx'
import { FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { TASK_WORDS } from './words.ts'

interface NewReturnView {
  payment: ListedPayment
  csrf: string
  values: Readonly<Partial<Record<string, string>>>
  errors: Readonly<Partial<Record<string, string>>>
}

/** A return that came by phone or mail. */
export const NewReturn = ({ payment, csrf, values, errors }: NewReturnView) => (
  <Card
    title="What the bank said"
    lead="For a return that came by phone or mail. When the report has it later, it is the same one."
  >
    <form method="post" action={`${paymentHref(payment.id)}/returns/new`}>
      <CsrfField token={csrf} />
      <FormErrors errors={errors} />
      <SelectField
        name="return"
        label="Code"
        placeholder="Choose"
        choices={[...RETURN_CODES.values()].map(({ code, meaning }) => ({
          value: code,
          label: `${code} ${meaning}`,
        }))}
        value={values.return}
        error={errors.return}
      />
      <Field
        name="date"
        type="date"
        label="Day on which it came back"
        width="short"
        value={values.date}
        error={errors.date}
      />
      <TextareaField
        name="evidence"
        label="Where it was seen or heard"
        hint="For example: call of the bank, Nov 25, Ms. Reyes. No account numbers."
        maxlength={200}
        required
        value={values.evidence}
        error={errors.evidence}
      />
      <FormActions>
        <Button look="primary">Continue</Button>
        <ButtonLink look="quiet" href={paymentHref(payment.id)}>
          Back
        </ButtonLink>
      </FormActions>
    </form>
  </Card>
)

interface ConfirmView {
  payment: ListedPayment
  plan: ReturnPlan
  entered: { code: string; day: string; evidence: string }
  feeCents: number
  csrf: string
}

/** What will happen, before it does. */
export const ConfirmReturn = ({ payment, plan, entered, feeCents, csrf }: ConfirmView) => (
  <Stack>
    <Card title="What the bank said">
      <Definitions>
        <Definition term="Payment">
          <Money cents={payment.amount_cents} currency={payment.currency} />{' '}
          <Method kind={payment.method_kind} brand={payment.brand} last4={payment.last4} />
        </Definition>
        <Definition term="Code">
          {entered.code}: {returnCodeOf(entered.code).meaning}
        </Definition>
        <Definition term="Came back">
          <Day date={entered.day} />
        </Definition>
        <Definition term="Evidence">{entered.evidence}</Definition>
      </Definitions>
    </Card>
    <Card title="What will happen">
      <Stack>
        <Notice tone="warning">
          <ul>
            <li>
              {plan.isUndone
                ? 'The payment is taken back, and its document is open in Splynx again.'
                : 'The payment stays as it is.'}
            </li>
            {plan.isStopped && <li>The account is stopped.</li>}
            {plan.isCharged && feeCents > 0 && (
              <li>
                The customer is charged a fee of{' '}
                <Money cents={feeCents} currency={payment.currency} />, unless one was charged for
                this document before.
              </li>
            )}
            {plan.note && <li>{plan.note}.</li>}
            {plan.task && <li>To do: {TASK_WORDS[plan.task]}</li>}
          </ul>
        </Notice>
        <form method="post" action={`${paymentHref(payment.id)}/returns`}>
          <CsrfField token={csrf} />
          <input type="hidden" name="return" value={entered.code} />
          <input type="hidden" name="date" value={entered.day} />
          <input type="hidden" name="evidence" value={entered.evidence} />
          <FormActions>
            <Button look="danger">Record the return</Button>
            <ButtonLink look="quiet" href={paymentHref(payment.id)}>
              Cancel
            </ButtonLink>
          </FormActions>
        </form>
      </Stack>
    </Card>
  </Stack>
)
