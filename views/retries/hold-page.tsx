import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'

/** Pauses or stops automatic charges of one customer, or lets them go on. */
export const HoldForm = ({
  customerId,
  isHeld,
  values,
  errors,
  csrf,
}: {
  customerId: number
  isHeld: boolean
  values: Readonly<Record<string, string>>
  errors: FieldErrors
  csrf: string
}) => (
  <Card lead="Runs and schedules leave the customer out. Who pays at a screen, or by you, is not affected.">
    <form method="post" action={`/admin/customers/${customerId}/hold`} novalidate>
      <FormErrors errors={errors} />
      <CsrfField token={csrf} />
      <FieldGrid>
        <SelectField
          name="hold"
          label="Automatic charges"
          choices={[
            { value: 'paused', label: 'Pause until a day' },
            { value: 'opted_out', label: 'Stop: the customer wants none' },
            ...(isHeld ? [{ value: 'none', label: 'Go on' }] : []),
          ]}
          value={values.hold}
          error={errors.hold}
        />
        <Field
          name="until"
          label="Until"
          type="date"
          optional
          hint="For a pause. On this day charges go on."
          value={values.until}
          error={errors.until}
        />
        <Field
          name="reason"
          label="Reason"
          width="full"
          maxlength={200}
          hint="Colleagues read it here and in previews."
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
