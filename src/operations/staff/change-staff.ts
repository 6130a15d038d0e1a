import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import type { Role, Staff } from '../../db/schema.ts'
import { changeStaff, endSessionsOf, insertLocalStaff, type StaffChange } from '../../db/staff.ts'
import { type Trx, transact } from '../../db/transact.ts'

export interface By {
  /** Who does it. */
  actor: string
  address: string | null
}

/** An account of our own, which gets its password by a link. Null when the login is taken. */
export async function inviteStaff(
  { db, now }: Context,
  { login, name, role }: { login: string; name: string; role: Role },
  { actor, address }: By,
): Promise<number | null> {
  const at = now()
  return transact(db, async (trx) => {
    const id = await insertLocalStaff(trx, { login, name, role, passwordHash: null }, at)
    if (id === null) return null
    const subject = `staff:${login}`
    const details = { role, name }
    await recordAudit(trx, { at, actor, action: 'staff.invited', subject, details, address })
    return id
  })
}

/**
 * Counts from the next request on. Nobody changes the own role or closes the own account: so one
 * admin is always left. False for oneself, and when nothing is new.
 */
export const changeRole = (context: Context, staff: Staff, role: Role, by: By): Promise<boolean> =>
  change(context, staff, by, {
    change: { role, is_role_ours: staff.source === 'splynx' },
    action: 'staff.role_changed',
    details: { from: staff.role, to: role },
  })

/** Also ends every session, so that none comes back with the account. */
export const deactivateStaff = (context: Context, staff: Staff, by: By): Promise<boolean> =>
  change(context, staff, by, {
    change: { is_active: false },
    action: 'staff.deactivated',
    alsoDo: (trx) => endSessionsOf(trx, staff.id),
  })

export const activateStaff = (context: Context, staff: Staff, by: By): Promise<boolean> =>
  change(context, staff, by, { change: { is_active: true }, action: 'staff.activated' })

async function change(
  { db, now }: Context,
  staff: Staff,
  { actor, address }: By,
  step: {
    change: StaffChange
    action: string
    details?: Record<string, unknown>
    alsoDo?: (trx: Trx) => Promise<void>
  },
): Promise<boolean> {
  const subject = `staff:${staff.login}`
  if (actor === subject) return false
  return transact(db, async (trx) => {
    if (!(await changeStaff(trx, staff.id, step.change))) return false
    await step.alsoDo?.(trx)
    const { action, details } = step
    await recordAudit(trx, { at: now(), actor, action, subject, details, address })
    return true
  })
}

/** Ends every session of this person, on all devices. */
export async function endAllSessions(
  { db, now }: Context,
  staff: Staff,
  { actor, address }: By,
): Promise<void> {
  await transact(db, async (trx) => {
    await endSessionsOf(trx, staff.id)
    const subject = `staff:${staff.login}`
    const action = 'staff.sessions_ended'
    await recordAudit(trx, { at: now(), actor, action, subject, address })
  })
}
