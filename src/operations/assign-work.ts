import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { type Assignment, writeOwner } from '../db/open-work/owners.ts'
import { findWork, type WorkOptions } from '../db/open-work/read-work.ts'
import { findStaffByLogin } from '../db/staff.ts'
import { transact } from '../db/transact.ts'
import { isAtLeast } from '../domain/role.ts'

export type AssignResult = 'assigned' | 'no_such_work' | 'no_such_person'

/** How work is read in this installation. */
export const workOptionsOf = ({ config, now }: Context): WorkOptions => ({
  now: now(),
  zone: config.TZ,
  reportWarnMs: config.REPORT_WARN_S * 1_000,
})

/** Gives a piece of open work to somebody who may do it, or back to everybody. */
export async function assignWork(context: Context, work: Assignment): Promise<AssignResult> {
  const { db, now } = context
  if (work.owner !== null) {
    const person = await findStaffByLogin(db, work.owner)
    if (!person?.is_active || !isAtLeast(person.role, 'clerk')) return 'no_such_person'
  }
  if (!(await findWork(db, workOptionsOf(context), work))) return 'no_such_work'
  const at = now()
  await transact(db, async (trx) => {
    await writeOwner(trx, work, at)
    await recordAudit(trx, {
      at,
      actor: work.givenBy,
      action: 'work.assigned',
      subject: `work:${work.kind}:${work.subject}`,
      details: { owner: work.owner, dueAt: work.dueAt, note: work.note },
    })
  })
  return 'assigned'
}
