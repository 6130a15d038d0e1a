import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'

/** Moves or cancels the next automatic try of one document. */
export const PlanForm = ({
  customerId,
  purpose,
  documentId,
  isPlanned,
  values,
  errors,
  csrf,
}: {
  customerId: number
  purpose: string
  documentId: number
  /** Somebody has decided about it before. */
  isPlanned: boolean
  values: Readonly<Record<string, string>>
  errors: FieldErrors
  csrf: string
}) => (
  <Card lead="The day is kept by runs and schedules. What the card brands and the policy allow at most holds on that day, too.">
    <form method="post" action="/admin/retries/plans" novalidate>
      <FormErrors errors={errors} />
      <CsrfField token={csrf} />
      <input type="hidden" name="customer" value={customerId} autocomplete="off" />
      <input type="hidden" name="purpose" value={purpose} autocomplete="off" />
      <input type="hidden" name="document" value={documentId} autocomplete="off" />
      <FieldGrid>
        <SelectField
          name="decision"
          label="Next automatic try"
          choices={[
            { value: 'moved', label: 'Not before a day' },
            { value: 'cancelled', label: 'None any more' },
            ...(isPlanned ? [{ value: 'by_policy', label: 'By the policy again' }] : []),
          ]}
          value={values.decision}
          error={errors.decision}
        />
        <Field
          name="not_before"
          label="Not before"
          type="date"
          optional
          hint="Of the spacing and the days of the policy it takes the place."
          value={values.not_before}
          error={errors.not_before}
        />
        <Field
          name="reason"
          label="Reason"
          width="full"
          maxlength={200}
          value={values.reason}
          error={errors.reason}
          autocomplete="off"
        />
      </FieldGrid>
      <FormActions>
        <Button look="primary">Save</Button>
        <ButtonLink href={`/admin/customers/${customerId}`}>Back</ButtonLink>
      </FormActions>
    </form>
  </Card>
)
