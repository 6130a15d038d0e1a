import type { Staff } from '../../src/db/schema.ts'
import { ROLE_MEANING } from '../../src/domain/role.ts'
import { isSecondFactorRequired, type TwoFactorPolicy } from '../../src/domain/two-factor.ts'
import type { StaffSession } from '../../src/routes/staff-view.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card, Columns, Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Field, FormActions } from '../components/field.tsx'
import { Moment } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { counted } from '../format.ts'
import { SessionRows } from './session-rows.tsx'

interface View {
  staff: Staff
  sessions: readonly StaffSession[]
  /** The session in front of us. */
  current: string
  policy: TwoFactorPolicy
  recoveryCodes: number
  zone: string
  csrf: string
  errors: FieldErrors
}

/** The own account. What is of Splynx is changed in Splynx. */
export const AccountPanel = (view: View) => (
  <Columns>
    <Stack>
      <Devices {...view} />
      {view.staff.source === 'local' && <PasswordCard {...view} />}
    </Stack>
    <Stack>
      <WhoCard {...view} />
      {view.staff.source === 'local' && <TwoFactorCard {...view} />}
    </Stack>
  </Columns>
)

const WhoCard = ({ staff, zone }: View) => (
  <Card title="Who you are">
    <Definitions>
      <Definition term="Login">{staff.login}</Definition>
      <Definition term="Role">
        {staff.role}
        <small class="definition-note">{ROLE_MEANING[staff.role]}</small>
      </Definition>
      <Definition term="Account">
        {staff.source === 'splynx'
          ? 'Of Splynx: password and codes are set there'
          : 'Of this console'}
      </Definition>
      {staff.password_changed_at && (
        <Definition term="Password set">
          <Moment at={staff.password_changed_at} zone={zone} />
        </Definition>
      )}
    </Definitions>
  </Card>
)

const Devices = ({ sessions, current, zone, csrf }: View) => (
  <Card
    title="Where you are logged in"
    lead="If you do not know one of them, log it out and change your password."
    actions={
      sessions.length > 1 && (
        <form method="post" action="/admin/account/sessions/end-others">
          <CsrfField token={csrf} />
          <Button look="danger">Log out all others</Button>
        </form>
      )
    }
  >
    <SessionRows
      {...{ sessions, current, zone, csrf }}
      endHref={(handle) => `/admin/account/sessions/${handle}/end`}
    />
  </Card>
)

const PasswordCard = ({ csrf, errors }: View) => (
  <Card title="Change your password" lead="All other devices are logged out.">
    <FormErrors errors={errors} />
    <form method="post" action="/admin/account/password">
      <CsrfField token={csrf} />
      <Field
        name="password"
        label="Present password"
        type="password"
        error={errors.password}
        autocomplete="current-password"
        maxlength={200}
      />
      <NewPasswordFields errors={errors} />
      <FormActions>
        <Button look="primary">Change the password</Button>
      </FormActions>
    </form>
  </Card>
)

export const NewPasswordFields = ({ errors }: { errors: FieldErrors }) => (
  <>
    <Field
      name="new_password"
      label="New password"
      type="password"
      hint="At least 12 characters. A few words in a row are easy to remember and hard to guess."
      error={errors.new_password}
      autocomplete="new-password"
      maxlength={200}
    />
    <Field
      name="repeated_password"
      label="New password again"
      type="password"
      error={errors.repeated_password}
      autocomplete="new-password"
      maxlength={200}
    />
  </>
)

const TwoFactorCard = (view: View) => {
  const { staff, policy } = view
  if (policy === 'off') return null
  return staff.totp_sealed === null ? <NoFactor /> : <Factor {...view} />
}

const NoFactor = () => (
  <Card
    title="Second factor"
    lead="A code of an app on your phone, besides the password: so a password alone opens nothing."
  >
    <ButtonLink href="/admin/account/two-factor" look="primary" icon="lock">
      Set it up
    </ButtonLink>
  </Card>
)

const Factor = ({ staff, policy, recoveryCodes, csrf }: View) => (
  <Card
    title="Second factor"
    lead={`Your log-in asks for a code. ${counted(recoveryCodes, 'recovery code')} left.`}
  >
    <form method="post" action="/admin/account/two-factor/recovery-codes">
      <CsrfField token={csrf} />
      <Field
        name="password"
        id="field-factor-password"
        label="Your password"
        hint="For either of these."
        type="password"
        autocomplete="current-password"
        maxlength={200}
      />
      <FormActions>
        <Button>New recovery codes</Button>
        {!isSecondFactorRequired(policy, staff.role) && (
          <Button look="danger" formaction="/admin/account/two-factor/removal">
            Switch it off
          </Button>
        )}
      </FormActions>
    </form>
  </Card>
)
