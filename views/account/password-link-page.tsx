import { Button } from '../components/button.tsx'
import { Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { PlainLayout } from '../layout.tsx'
import { NewPasswordFields } from './account-panel.tsx'

/** For somebody who was invited, or has forgotten the password. */
export const PasswordLinkPage = ({
  csrf,
  key,
  login,
  errors,
}: {
  csrf: string
  key: string
  login: string
  errors: FieldErrors
}) => (
  <PlainLayout
    title="Choose a password"
    lead={
      <>
        For the login <strong>{login}</strong> of the console.
      </>
    }
    homeHref="/admin"
  >
    <Stack>
      <FormErrors errors={errors} />
      <form method="post" action="/admin/password">
        <CsrfField token={csrf} />
        <input type="hidden" name="key_token" value={key} />
        <NewPasswordFields errors={errors} />
        <FormActions>
          <Button look="primary" wide>
            Set the password
          </Button>
        </FormActions>
      </form>
    </Stack>
  </PlainLayout>
)
