import type { PropsWithChildren } from 'hono/jsx'
import type { Staff } from '../../src/db/schema.ts'
import type { StaffSession } from '../../src/routes/staff-view.ts'
import { SessionRows } from '../account/session-rows.tsx'
import { Button } from '../components/button.tsx'
import { Card, Columns, Stack } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { FormActions } from '../components/field.tsx'
import { Moment } from '../components/figures.tsx'
import { Notice } from '../components/notice.tsx'
import { RoleField } from './invite-panel.tsx'
import { AccountState, sourceWord } from './staff-words.tsx'

interface View {
  person: Staff
  sessions: readonly StaffSession[]
  lockedMinutes: number | null
  /** Nobody changes the own role or closes the own account. */
  isSelf: boolean
  zone: string
  csrf: string
}

/** One member of the staff, for an admin. */
export const StaffMemberPanel = (view: View) => (
  <Columns>
    <Stack>
      {view.isSelf ? <Self /> : <RoleCard {...view} />}
      <Sessions {...view} />
    </Stack>
    <Stack>
      <Facts {...view} />
      {!view.isSelf && <AccessCard {...view} />}
    </Stack>
  </Columns>
)

const Self = () => (
  <Notice title="This is you">
    Another admin has to change your role or close your account. Everything else stands on{' '}
    <a href="/admin/account">your own page</a>.
  </Notice>
)

const Facts = ({ person, lockedMinutes, zone }: View) => (
  <Card title="Account">
    <Definitions>
      <Definition term="State">
        <AccountState person={person} lockedMinutes={lockedMinutes} />
      </Definition>
      <Definition term="Role">{person.role}</Definition>
      <Definition term="Kind">{sourceWord(person)}</Definition>
      <Definition term="Since">
        <Moment at={person.created_at} zone={zone} />
      </Definition>
      <Definition term="Last log-in">
        {person.last_login_at && <Moment at={person.last_login_at} zone={zone} />}
      </Definition>
      {person.source === 'local' && (
        <Definition term="Password set">
          {person.password_changed_at && <Moment at={person.password_changed_at} zone={zone} />}
        </Definition>
      )}
    </Definitions>
    <p class="after-definitions">
      <a href={`/admin/audit?actor=${encodeURIComponent(`staff:${person.login}`)}`}>
        What this person did
      </a>
    </p>
  </Card>
)

const RoleCard = ({ person, csrf }: View) => (
  <Card
    title="Role"
    lead={
      person.source === 'splynx' && person.is_role_ours !== 1
        ? 'It follows the role in Splynx at each log-in, until you choose one here.'
        : 'It counts from the next click of this person on.'
    }
  >
    <form method="post" action={`/admin/staff/${person.id}/role`}>
      <CsrfField token={csrf} />
      <RoleField value={person.role} />
      <FormActions>
        <Button look="primary">Give this role</Button>
      </FormActions>
    </form>
  </Card>
)

const Sessions = ({ person, sessions, zone, csrf, isSelf }: View) => (
  <Card
    title="Where this person is logged in"
    actions={
      !isSelf &&
      sessions.length > 0 && (
        <Act person={person} csrf={csrf} what="sessions-end">
          <Button look="danger">End all sessions</Button>
        </Act>
      )
    }
  >
    {sessions.length > 0 ? (
      <SessionRows {...{ sessions, zone, csrf }} />
    ) : (
      <p>Nowhere at the moment.</p>
    )}
  </Card>
)

const AccessCard = ({ person, lockedMinutes, csrf }: View) => {
  const isActive = person.is_active === 1
  const isLocal = person.source === 'local'
  return (
    <Card title="Access">
      <div class="stack stack-tight">
        {lockedMinutes !== null && (
          <Act {...{ person, csrf }} what="unlock">
            <Button look="primary" icon="lock">
              Unlock
            </Button>
          </Act>
        )}
        {isLocal && isActive && (
          <Act {...{ person, csrf }} what="password-link">
            <Button>Make a link to set the password</Button>
          </Act>
        )}
        {person.totp_sealed !== null && (
          <Act {...{ person, csrf }} what="two-factor-removal">
            <Button confirm="Remove the second factor? Be sure that it is this person who asks.">
              Remove the second factor
            </Button>
          </Act>
        )}
        {isActive ? (
          <Act {...{ person, csrf }} what="deactivation">
            <Button
              look="danger"
              icon="slash"
              confirm="Close this account? All its sessions end at once."
            >
              Close the account
            </Button>
          </Act>
        ) : (
          <Act {...{ person, csrf }} what="activation">
            <Button look="primary">Open the account again</Button>
          </Act>
        )}
      </div>
    </Card>
  )
}

const Act = ({
  person,
  csrf,
  what,
  children,
}: PropsWithChildren<{ person: Staff; csrf: string; what: string }>) => (
  <form method="post" action={`/admin/staff/${person.id}/${what}`}>
    <CsrfField token={csrf} />
    {children}
  </form>
)
