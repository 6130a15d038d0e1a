import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import type { Staff } from '../../db/schema.ts'
import {
  findByPasswordLink,
  savePassword,
  savePasswordLink,
  takePasswordLink,
} from '../../db/staff-secrets.ts'
import { transact } from '../../db/transact.ts'
import { passwordProblem } from '../../domain/password.ts'
import type { By } from './change-staff.ts'
import { hashPassword } from './passwords.ts'

const LINK_HOURS = 24
const KEY = /^[\w-]{43}$/

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/**
 * A link with which this person sets a password, once, within a day. Its key is in MySQL as a hash
 * only, so this is the one moment in which it can be shown. Null for who is not ours or not active.
 */
export async function makePasswordLink(
  { db, config, now }: Context,
  staff: Staff,
  { actor, address }: By,
): Promise<{ href: string; until: Date } | null> {
  if (staff.source !== 'local' || staff.is_active !== 1) return null
  const key = randomBytes(32).toString('base64url')
  const at = now()
  const until = new Date(at.getTime() + LINK_HOURS * 60 * 60_000)
  await transact(db, async (trx) => {
    await savePasswordLink(trx, { id: staff.id, hash: hashOf(key), until })
    const subject = `staff:${staff.login}`
    const details = { until: until.toISOString() }
    const action = 'staff.password_link_made'
    await recordAudit(trx, { at, actor, action, subject, details, address })
  })
  // Behind the question mark, where no log of ours looks.
  return { href: new URL(`/admin/password?key=${key}`, config.PUBLIC_URL).href, until }
}

/** Whose link it is; undefined when it was used, has ended or never was. */
export const findLinkOwner = async (
  { db, now }: Context,
  key: string,
): Promise<Staff | undefined> =>
  KEY.test(key) ? findByPasswordLink(db, hashOf(key), now()) : undefined

export type PasswordResult = { kind: 'set' } | { kind: 'weak'; problem: string } | { kind: 'gone' }

/** Sets the password by the link, which is used up by it, and ends all sessions. */
export async function setPasswordByLink(
  context: Context,
  { key, password, address }: { key: string; password: string; address: string },
): Promise<PasswordResult> {
  const staff = await findLinkOwner(context, key)
  if (!staff) return { kind: 'gone' }
  const problem = passwordProblem(password, staff)
  if (problem !== null) return { kind: 'weak', problem }
  const { db, now } = context
  const hash = await hashPassword(password)
  const at = now()
  return transact(db, async (trx) => {
    if (!(await takePasswordLink(trx, hashOf(key), at))) return { kind: 'gone' as const }
    await savePassword(trx, { id: staff.id, hash, at })
    const subject = `staff:${staff.login}`
    const details = { by: 'link' }
    const action = 'staff.password_set'
    await recordAudit(trx, { at, actor: subject, action, subject, details, address })
    return { kind: 'set' as const }
  })
}

/** Sets the own password, which is known to be asked for by its owner, and ends all sessions. */
export async function changePassword(
  { db, now }: Context,
  staff: Staff,
  { password, address }: { password: string; address: string | null },
): Promise<PasswordResult> {
  const problem = passwordProblem(password, staff)
  if (problem !== null) return { kind: 'weak', problem }
  const hash = await hashPassword(password)
  const at = now()
  await transact(db, async (trx) => {
    await savePassword(trx, { id: staff.id, hash, at })
    const subject = `staff:${staff.login}`
    const action = 'staff.password_set'
    await recordAudit(trx, { at, actor: subject, action, subject, address })
  })
  return { kind: 'set' }
}
