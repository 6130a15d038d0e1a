import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import type { Staff } from '../../db/schema.ts'
import { recordLogIn } from '../../db/staff.ts'
import { transact } from '../../db/transact.ts'

export async function recordLoggedIn(
  { db, now }: Context,
  staff: Staff,
  address: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const actor = `staff:${staff.login}`
  await transact(db, async (trx) => {
    await recordLogIn(trx, staff.id, now())
    const details = { role: staff.role, source: staff.source, ...more }
    const action = 'staff.logged_in'
    await recordAudit(trx, { at: now(), actor, action, subject: actor, details, address })
  })
}

/** Only for accounts that exist: in the field of the login people also type their passwords. */
export async function recordRefused(
  { db, now }: Context,
  known: Staff | undefined,
  address: string,
): Promise<void> {
  if (!known) return
  const subject = `staff:${known.login}`
  const action = 'staff.log_in_refused'
  await recordAudit(db, { at: now(), actor: 'nobody', action, subject, address })
}
