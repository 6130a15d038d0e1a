import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { FormErrors } from '../components/form-errors.tsx'
import type { FilterErrors } from './payment-filters.tsx'

/** Takes back what the gateway has not heard of, and says why. */
export const CancelCard = ({
  title,
  lead,
  action,
  csrf,
  errors = {},
  values = {},
}: {
  title: string
  lead: string
  action: string
  csrf: string
  errors?: FilterErrors
  values?: Readonly<Partial<Record<string, string>>>
}) => (
  <Card id="cancel" title={title} lead={lead}>
    <form method="post" action={action}>
      <CsrfField token={csrf} />
      <FormErrors errors={errors} />
      <Field
        name="reason"
        label="Why?"
        hint="It is kept in the history of the payment."
        maxlength={200}
        autocomplete="off"
        value={values.reason}
        error={errors.reason}
      />
      <FormActions>
        <Button look="danger" icon="slash">
          {title}
        </Button>
      </FormActions>
    </form>
  </Card>
)
