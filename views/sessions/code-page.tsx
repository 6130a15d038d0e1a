import { Button } from '../components/button.tsx'
import { Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { PlainLayout } from '../layout.tsx'

/** The second step of a log-in to the console. `state` is what the first one found, sealed. */
export const CodePage = ({
  csrf,
  state,
  target,
  errors = {},
}: {
  csrf: string
  state: string
  /** Where to go afterwards. */
  target: string
  errors?: FieldErrors
}) => (
  <PlainLayout
    title="Enter your code"
    lead="From your authenticator app, or one of your recovery codes."
    homeHref="/admin"
  >
    <Stack>
      <FormErrors errors={errors} />
      <form method="post" action="/admin/login/code">
        <CsrfField token={csrf} />
        <input type="hidden" name="return" value={target} />
        <input type="hidden" name="state" value={state} />
        <Field
          name="code"
          label="Code"
          error={errors.code}
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          maxlength={32}
          autofocus
        />
        <FormActions>
          <Button look="primary" wide>
            Log in
          </Button>
        </FormActions>
      </form>
      <p>
        <a href="/admin/login">Begin anew with your login and password</a>
      </p>
    </Stack>
  </PlainLayout>
)
