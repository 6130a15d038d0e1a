import { setTimeout as sleep } from 'node:timers/promises'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import type { Staff } from '../db/schema.ts'
import { findActiveStaff } from '../db/staff.ts'
import type { Sessions } from '../middleware/sessions.ts'
import type { SessionSubject, StaffEnv } from './env.ts'

/** What a session of this person stands for. */
export const subjectOf = ({ id, login, session_version }: Staff): SessionSubject => ({
  staffId: id,
  login,
  version: session_version,
})

// Wrong passwords are refused alike and never sooner than this, so that the time does not tell
// which logins exist or where they are kept.
const REFUSAL_MS_MIN = 500

export const untilRefusal = (startedAt: number): Promise<void> =>
  sleep(Math.max(0, REFUSAL_MS_MIN - (performance.now() - startedAt)))

/** After all sessions of somebody ended: this browser's goes on, under a new id. */
export async function startAgain(
  c: HonoContext<StaffEnv>,
  { db }: Context,
  sessions: Sessions,
): Promise<void> {
  const staff = await findActiveStaff(db, c.var.staff.id)
  if (staff) await sessions.start(c, subjectOf(staff))
}
