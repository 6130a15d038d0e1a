import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { insertLocalStaff } from '../../db/staff.ts'
import { transact } from '../../db/transact.ts'
import { passwordProblem } from '../../domain/password.ts'
import { hashPassword } from './passwords.ts'

export type AddedAdmin = { kind: 'added' } | { kind: 'taken' } | { kind: 'weak'; problem: string }

/** The first admin of an installation, or one for the day on which Splynx is away. */
export async function addLocalAdmin(
  { db, now }: Context,
  { login, password, actor }: { login: string; password: string; actor: string },
): Promise<AddedAdmin> {
  const problem = passwordProblem(password, { login, name: '' })
  if (problem !== null) return { kind: 'weak', problem }
  const passwordHash = await hashPassword(password)
  const at = now()
  return transact(db, async (trx) => {
    const staff = { login, name: '', role: 'admin', passwordHash } as const
    if ((await insertLocalStaff(trx, staff, at)) === null) return { kind: 'taken' }
    const details = { role: 'admin' }
    const subject = `staff:${login}`
    await recordAudit(trx, { at, actor, action: 'staff.added', subject, details })
    return { kind: 'added' }
  })
}
