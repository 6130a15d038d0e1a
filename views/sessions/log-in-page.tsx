import type { Language } from '../../src/domain/language.ts'
import { Button } from '../components/button.tsx'
import { Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import type { Flash } from '../components/notice.tsx'
import { PlainLayout } from '../layout.tsx'
import { wordsFor } from '../words/index.ts'

const STAFF = {
  title: 'Log in to the console',
  lead: 'With your Splynx administrator login, or an account of this console.',
  homeHref: '/admin',
} as const

const customerDoor = (language: Language, csrf: string) => {
  const { title, lead } = wordsFor(language).sessions
  return { title, lead, homeHref: '/', language, csrf }
}

/** The door of the console and of the customers' pages. A password is never shown again. */
export const LogInPage = ({
  side,
  language,
  action,
  csrf,
  target,
  login,
  errors = {},
  asksForCode = false,
  notice,
}: {
  side: 'staff' | 'customer'
  /** Of customers; the console speaks English. */
  language: Language
  action: string
  csrf: string
  /** Where to go afterwards. */
  target: string
  login?: string
  errors?: FieldErrors
  /** Of a second factor. */
  asksForCode?: boolean
  notice?: Flash
}) => {
  const words = wordsFor(language).sessions
  return (
    <PlainLayout {...(side === 'staff' ? STAFF : customerDoor(language, csrf))} notice={notice}>
      <Stack>
        <FormErrors errors={errors} />
        <form method="post" action={action}>
          <CsrfField token={csrf} />
          <input type="hidden" name="return" value={target} />
          <Field
            name="login"
            label={words.login}
            value={login}
            error={errors.login}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            maxlength={100}
          />
          <Field
            name="password"
            label={words.password}
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
              {words.logIn}
            </Button>
          </FormActions>
        </form>
      </Stack>
    </PlainLayout>
  )
}
