import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { findStaffByLogin } from '../../db/staff.ts'
import type { By } from './change-staff.ts'

/** A failed try locked a login or an address. What was typed as login stays out, if it is nobody's. */
export async function recordLock(
  { db, now }: Context,
  failed: { login: string; address: string; loginMs: number; addressMs: number },
): Promise<void> {
  const { address, loginMs, addressMs } = failed
  const known = loginMs > 0 ? await findStaffByLogin(db, failed.login) : undefined
  const line = { at: now(), actor: 'nobody', address }
  if (known) {
    const details = { minutes: minutesOf(loginMs) }
    const subject = `staff:${known.login}`
    await recordAudit(db, { ...line, action: 'staff.locked', subject, details })
  }
  if (addressMs > 0) {
    const details = { minutes: minutesOf(addressMs) }
    const subject = `address:${address}`
    await recordAudit(db, { ...line, action: 'address.locked', subject, details })
  }
}

const minutesOf = (ms: number): number => Math.ceil(ms / 60_000)

/** An admin let a login or an address in again: `staff:ada`, `address:198.51.100.0`. */
export const recordUnlock = (
  { db, now }: Context,
  subject: `staff:${string}` | `address:${string}`,
  { actor, address }: By,
): Promise<void> =>
  recordAudit(db, {
    ...{ at: now(), actor, subject, address },
    action: subject.startsWith('staff:') ? 'staff.unlocked' : 'address.unlocked',
  })
