import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ButtonLink } from '../../views/components/button.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import { InvitePanel } from '../../views/staff/invite-panel.tsx'
import { PasswordLinkPanel } from '../../views/staff/password-link-panel.tsx'
import { StaffMemberPanel } from '../../views/staff/staff-member-panel.tsx'
import { StaffPanel } from '../../views/staff/staff-panel.tsx'
import type { Context } from '../context.ts'
import type { Staff } from '../db/schema.ts'
import { findStaff, listStaff } from '../db/staff.ts'
import { ROLES } from '../domain/role.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { createLockouts, keyOfLogin } from '../middleware/limits.ts'
import { listStaffSessions } from '../middleware/staff-sessions.ts'
import {
  activateStaff,
  type By,
  changeRole,
  deactivateStaff,
  endAllSessions,
  inviteStaff,
} from '../operations/staff/change-staff.ts'
import { recordUnlock } from '../operations/staff/locks.ts'
import { stopSecondFactor } from '../operations/staff/second-factor.ts'
import { makePasswordLink } from '../operations/staff/set-password.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readForm, readId, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const STAFF = '/admin/staff'
const CRUMBS = [{ href: STAFF, label: 'Staff' }]
/** More are no staff; whoever has so many finds them by their address. */
const LISTED_MAX = 500

const roleField = z.enum(ROLES, { error: 'Choose a role.' })
const inviteForm = z.object({
  login: text(100, 'Give a login.').regex(
    /^[\w.@+-]+$/,
    'Use letters, digits and . _ @ + - in a login.',
  ),
  name: text(200, 'Give the name of the person.'),
  role: roleField,
})
const roleForm = z.object({ role: roleField })
const addressForm = z.object({ address: text(45) })

/** Who works here, and what each may do. For admins. */
export const staffRoutes = (context: Context) => {
  const { db, redis, config, now } = context
  const { byLogin, byAddress } = createLockouts(redis, 'staff')
  const by = (c: HonoContext<StaffEnv>): By => ({
    actor: actorOf(c.var.staff),
    address: c.var.address,
  })
  const find = async (c: HonoContext<StaffEnv>): Promise<Staff> =>
    (await findStaff(db, readId(c.req.param('id')))) ?? notFound()
  const minutesOf = (ms: number) => Math.ceil(ms / 60_000)

  async function lockOf({ login }: Staff): Promise<number | null> {
    const leftMs = (await byLogin.list()).get(keyOfLogin(login))
    return leftMs === undefined ? null : minutesOf(leftMs)
  }

  const invite = (
    c: HonoContext<StaffEnv>,
    errors: Record<string, string> = {},
    values: Readonly<Record<string, string>> = {},
  ) =>
    c.html(
      <ConsoleLayout
        title="Add a local account"
        lead="It works without Splynx. The person chooses a password by a link that you hand over."
        crumbs={CRUMBS}
        active="staff"
        {...consoleProps(c, context)}
      >
        <InvitePanel csrf={c.var.csrf} errors={errors} values={values} />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )

  /** The link is shown in the answer itself: what is shown once must not wait anywhere. */
  async function showLink(c: HonoContext<StaffEnv>, staff: Staff) {
    const link = await makePasswordLink(context, staff, by(c))
    if (!link) return say(c, staff, 'A link is for active local accounts only.')
    return c.html(
      <ConsoleLayout
        title="Link to set a password"
        lead={`For ${staff.name || staff.login}. It is shown only now and works once.`}
        crumbs={[...CRUMBS, { href: `${STAFF}/${staff.id}`, label: staff.login }]}
        active="staff"
        {...consoleProps(c, context)}
      >
        <PasswordLinkPanel {...link} zone={config.TZ} backHref={`${STAFF}/${staff.id}`} />
      </ConsoleLayout>,
    )
  }

  /** Back to the person's page: `done` when something changed. */
  const say = (c: HonoContext<StaffEnv>, { id }: Staff, words: string, done = false) =>
    redirectWithNotice(c, context, `${STAFF}/${id}`, {
      tone: done ? 'success' : 'info',
      text: words,
    })

  return new Hono<StaffEnv>()
    .use(requireStaff('admin'))

    .get('/', async (c) => {
      const [staff, logins, addresses] = await Promise.all([
        listStaff(db, LISTED_MAX),
        byLogin.list(),
        byAddress.list(),
      ])
      const locked = new Map(
        staff.flatMap(({ id, login }) => {
          const leftMs = logins.get(keyOfLogin(login))
          return leftMs === undefined ? [] : [[id, minutesOf(leftMs)] as const]
        }),
      )
      return c.html(
        <ConsoleLayout
          title="Staff"
          lead="Everybody who has logged in from Splynx, and the accounts of this console beside them."
          active="staff"
          actions={
            <ButtonLink look="primary" icon="plus" href={`${STAFF}/new`}>
              Add a local account
            </ButtonLink>
          }
          {...consoleProps(c, context)}
        >
          <StaffPanel
            staff={staff}
            locked={locked}
            addresses={[...addresses].map(([name, ms]) => ({ name, minutes: minutesOf(ms) }))}
            zone={config.TZ}
            csrf={c.var.csrf}
          />
        </ConsoleLayout>,
      )
    })

    .get('/new', (c) => invite(c))

    .post('/', async (c) => {
      const reading = await readForm(c, inviteForm)
      if (!reading.ok) return invite(c, reading.errors, reading.values)
      const id = await inviteStaff(context, reading.data, by(c))
      if (id === null) return invite(c, { login: 'This login is taken.' }, reading.data)
      return showLink(c, (await findStaff(db, id)) ?? notFound())
    })

    .post('/addresses/unlock', async (c) => {
      const reading = await readForm(c, addressForm)
      if (!reading.ok) return notFound()
      const { address } = reading.data
      const wasLocked = await byAddress.forget(address)
      if (wasLocked) await recordUnlock(context, `address:${address}`, by(c))
      const words = wasLocked ? `${address} may log in again.` : 'It was not locked any more.'
      return redirectWithNotice(c, context, STAFF, { tone: 'success', text: words })
    })

    .get('/:id', async (c) => {
      const person = await find(c)
      const [sessions, lockedMinutes] = await Promise.all([
        listStaffSessions(redis, person, now()),
        lockOf(person),
      ])
      return c.html(
        <ConsoleLayout
          title={person.name || person.login}
          lead={person.name ? person.login : undefined}
          crumbs={CRUMBS}
          active="staff"
          {...consoleProps(c, context)}
        >
          <StaffMemberPanel
            {...{ person, sessions, lockedMinutes }}
            isSelf={person.id === c.var.staff.id}
            zone={config.TZ}
            csrf={c.var.csrf}
          />
        </ConsoleLayout>,
      )
    })

    .post('/:id/role', async (c) => {
      const person = await find(c)
      const reading = await readForm(c, roleForm)
      if (!reading.ok) return say(c, person, 'Choose a role.')
      const { role } = reading.data
      const isNew = await changeRole(context, person, role, by(c))
      return say(c, person, isNew ? `The role is ${role} now.` : 'Nothing was changed.', isNew)
    })

    .post('/:id/deactivation', async (c) => {
      const person = await find(c)
      const isNew = await deactivateStaff(context, person, by(c))
      const words = isNew ? 'Closed: all sessions have ended.' : 'Nothing was changed.'
      return say(c, person, words, isNew)
    })

    .post('/:id/activation', async (c) => {
      const person = await find(c)
      const isNew = await activateStaff(context, person, by(c))
      return say(c, person, isNew ? 'The account is open again.' : 'Nothing was changed.', isNew)
    })

    .post('/:id/unlock', async (c) => {
      const person = await find(c)
      const wasLocked = await byLogin.forget(keyOfLogin(person.login))
      if (wasLocked) await recordUnlock(context, `staff:${person.login}`, by(c))
      return say(c, person, wasLocked ? 'Unlocked.' : 'It was not locked any more.', wasLocked)
    })

    .post('/:id/sessions-end', async (c) => {
      const person = await find(c)
      await endAllSessions(context, person, by(c))
      return say(c, person, 'All sessions have ended.', true)
    })

    .post('/:id/password-link', async (c) => showLink(c, await find(c)))

    .post('/:id/two-factor-removal', async (c) => {
      const person = await find(c)
      const isOff = await stopSecondFactor(context, person, by(c))
      const words = isOff ? 'The second factor is removed.' : 'There was none.'
      return say(c, person, words, isOff)
    })
}
