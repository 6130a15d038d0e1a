import { ROLE_MEANING, ROLES } from '../../src/domain/role.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card, Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions, SelectField } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'

const CHOICES = ROLES.map((value) => ({ value, label: `${value}: ${ROLE_MEANING[value]}` }))

export const RoleField = ({ value, error }: { value?: string; error?: string }) => (
  <SelectField name="role" label="Role" choices={CHOICES} value={value} error={error} />
)

export const InvitePanel = ({
  csrf,
  errors,
  values,
}: {
  csrf: string
  errors: FieldErrors
  values: Readonly<Record<string, string>>
}) => (
  <Stack>
    <FormErrors errors={errors} />
    <Card>
      <form method="post" action="/admin/staff">
        <CsrfField token={csrf} />
        <Field
          name="name"
          label="Name"
          value={values.name}
          error={errors.name}
          maxlength={200}
          autocomplete="off"
        />
        <Field
          name="login"
          label="Login"
          hint="From now on this login is of this console, even if Splynx has one of the same name."
          value={values.login}
          error={errors.login}
          maxlength={100}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
        <RoleField value={values.role ?? 'viewer'} error={errors.role} />
        <FormActions>
          <Button look="primary">Add and make a link</Button>
          <ButtonLink look="quiet" href="/admin/staff">
            Cancel
          </ButtonLink>
        </FormActions>
      </form>
    </Card>
  </Stack>
)
