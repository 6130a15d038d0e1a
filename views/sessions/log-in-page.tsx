import { Button } from '../components/button.tsx'
import { Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { PlainLayout } from '../layout.tsx'

const WORDS = {
  staff: {
    title: 'Log in to the console',
    lead: 'With your Splynx administrator login.',
    homeHref: '/admin',
  },
  customer: {
    title: 'Log in',
    lead: 'With the login and password of your customer portal.',
    homeHref: '/',
  },
} as const

/** The door of the console and of the customers' pages. A password is never shown again. */
export const LogInPage = ({
  side,
  action,
  csrf,
  target,
  login,
  errors = {},
  asksForCode = false,
}: {
  side: keyof typeof WORDS
  action: string
  csrf: string
  /** Where to go afterwards. */
  target: string
  login?: string
  errors?: FieldErrors
  /** Of a second factor. */
  asksForCode?: boolean
}) => (
  <PlainLayout {...WORDS[side]}>
    <Stack>
      <FormErrors errors={errors} />
      <form method="post" action={action}>
        <CsrfField token={csrf} />
        <input type="hidden" name="return" value={target} />
        <Field
          name="login"
          label="Login"
          value={login}
          error={errors.login}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxlength={100}
        />
        <Field
          name="password"
          label="Password"
          type="password"
          error={errors.password}
          autocomplete="current-password"
          maxlength={200}
        />
        {asksForCode && (
          <Field
            name="code"
            label="Code"
            hint="From your authenticator app."
            error={errors.code}
            width="short"
            autocomplete="one-time-code"
            inputmode="numeric"
            maxlength={32}
          />
        )}
        <FormActions>
          <Button look="primary" wide>
            Log in
          </Button>
        </FormActions>
      </form>
    </Stack>
  </PlainLayout>
)
