import type { ANSWERS } from '../../src/operations/settle-unknown.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { ChoiceCards } from '../components/choice-cards.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions, TextareaField } from '../components/field.tsx'
import { FormErrors } from '../components/form-errors.tsx'
import type { FilterErrors } from './payment-filters.tsx'
import { paymentHref } from './payment-rows.tsx'

type Answer = (typeof ANSWERS)[number]

const CHOICES: Record<Answer, { label: string; hint: string }> = {
  charged: {
    label: 'It was charged',
    hint: 'The gateway shows it as approved. It counts as paid and is recorded in Splynx.',
  },
  declined: {
    label: 'It was declined',
    hint: 'The gateway shows a decline. The document is open again.',
  },
  voided: {
    label: 'It was charged and voided',
    hint: 'The gateway shows both. No money stays, and the document is open again.',
  },
  never_arrived: {
    label: 'It never arrived',
    hint: 'Neither the gateway nor its settlement report knows it. The document is open again.',
  },
  not_known: {
    label: 'Still not known',
    hint: 'Only notes what you found. We go on asking the gateway.',
  },
}

export interface SettleFormView {
  paymentId: string
  csrf: string
  values: Readonly<Partial<Record<string, string>>>
  errors: FilterErrors
}

/** For a manager who has looked the payment up at the gateway. */
export const SettleForm = ({ paymentId, ...rest }: SettleFormView) => (
  <SettleCard
    {...rest}
    title="Settle by hand"
    action={`${paymentHref(paymentId)}/verdict`}
    legend="What happened?"
    choices={CHOICES}
    hasApproval
    confirm="Store this answer? If it says that no money moved, the document may be charged again."
  />
)

/** One of five answers, with evidence. A refund that nobody is sure of is settled in the same way. */
export const SettleCard = ({
  title,
  action,
  legend,
  choices,
  hasApproval = false,
  confirm,
  csrf,
  values,
  errors,
}: Omit<SettleFormView, 'paymentId'> & {
  title: string
  action: string
  legend: string
  choices: Readonly<Record<string, { label: string; hint: string }>>
  hasApproval?: boolean
  confirm: string
}) => (
  <Card
    id="settle"
    title={title}
    lead="Only with evidence: look the TransactionID up in the gateway's virtual terminal or its settlement report. Your answer has the same effects as the gateway's own, and is kept with your name."
  >
    <form method="post" action={action}>
      <CsrfField token={csrf} />
      <FormErrors errors={errors} />
      <ChoiceCards
        name="answer"
        legend={legend}
        choices={Object.entries(choices).map(([value, words]) => ({ value, ...words }))}
        value={values.answer}
        error={errors.answer}
      />
      {hasApproval && (
        <Field
          name="approval"
          label="Approval code"
          hint="Only if it was charged. Six letters or digits, as the gateway shows them."
          required={false}
          width="short"
          maxlength={10}
          autocomplete="off"
          spellcheck={false}
          value={values.approval}
          error={errors.approval}
        />
      )}
      <TextareaField
        name="evidence"
        label="What you saw, and where"
        hint="For example: virtual terminal, Nov 25, status approved. No card numbers."
        maxlength={200}
        required
        value={values.evidence}
        error={errors.evidence}
      />
      <FormActions>
        <Button look="primary" confirm={confirm} confirmLabel="Store the answer">
          Store the answer
        </Button>
      </FormActions>
    </form>
  </Card>
)
