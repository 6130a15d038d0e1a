import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card, Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { Identifier } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'

/** Shows the secret of a new authenticator, and asks for a first code as proof that it was read. */
export const TwoFactorPanel = ({
  secret,
  address,
  sealed,
  isRequired,
  csrf,
  errors,
}: {
  secret: string
  /** `otpauth://…` */
  address: string
  sealed: string
  isRequired: boolean
  csrf: string
  errors: FieldErrors
}) => (
  <Stack>
    {isRequired && (
      <Notice tone="info" title="Your role needs a second factor">
        The rest of the console opens when it is set up.
      </Notice>
    )}
    <FormErrors errors={errors} />
    <Card title="1. Scan this with your authenticator app">
      <div class="authenticator">
        <div class="qr-code" role="img" aria-label="QR code for your authenticator app">
          {raw(renderSVG(address, { border: 2 }))}
        </div>
        <div>
          <p>Google Authenticator, Microsoft Authenticator, 1Password and the like can read it.</p>
          <p>Or type this key into the app:</p>
          <p>
            <Identifier value={secret.replace(/(.{4})(?=.)/g, '$1 ')} label="Copy the key" />
          </p>
        </div>
      </div>
    </Card>
    <Card title="2. Enter the code that the app shows">
      <form method="post" action="/admin/account/two-factor">
        <CsrfField token={csrf} />
        <input type="hidden" name="sealed_token" value={sealed} />
        <Field
          name="code"
          label="Code"
          width="short"
          error={errors.code}
          autocomplete="one-time-code"
          inputmode="numeric"
          maxlength={10}
        />
        <Field
          name="password"
          label="Your password"
          type="password"
          error={errors.password}
          autocomplete="current-password"
          maxlength={200}
        />
        <FormActions>
          <Button look="primary">Switch it on</Button>
          {!isRequired && (
            <ButtonLink look="quiet" href="/admin/account">
              Cancel
            </ButtonLink>
          )}
        </FormActions>
      </form>
    </Card>
  </Stack>
)
