import { hash, verify } from '@node-rs/argon2'
import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import type { Role, Staff } from '../db/schema.ts'
import { findStaffByLogin, recordLogIn, saveSplynxStaff } from '../db/staff.ts'
import { transact } from '../db/transact.ts'
import { SplynxError, type StaffIdentity } from '../splynx/splynx.ts'

export interface StaffCredentials {
  login: string
  password: string
  /** Of a second factor, when Splynx asked for one. */
  code?: string
  address: string
}

export type StaffLogIn =
  | { kind: 'logged_in'; staff: Staff }
  /** Unknown login, wrong password or a closed account: nobody is told which. */
  | { kind: 'refused' }
  /** The password is right, and Splynx wants the code of the second factor too. */
  | { kind: 'code_needed'; wasWrong: boolean }

/**
 * Logs in by an account of our own or, where there is none of that name, by Splynx. A password of
 * ours is never sent to Splynx. Throws `SplynxError` when Splynx cannot be asked.
 */
export async function logInStaff(
  context: Context,
  credentials: StaffCredentials,
): Promise<StaffLogIn> {
  const known = await findStaffByLogin(context.db, credentials.login)
  const result =
    known?.source === 'local'
      ? await logInLocally(known, credentials.password)
      : await logInBySplynx(context, credentials)
  if (result.kind === 'logged_in') await recordSuccess(context, result.staff, credentials.address)
  else await recordRefusal(context, known, result.kind, credentials.address)
  return result
}

async function logInLocally(staff: Staff, password: string): Promise<StaffLogIn> {
  const isRight = await verify(staff.password_hash ?? '', password)
  return isRight && staff.is_active === 1 ? { kind: 'logged_in', staff } : { kind: 'refused' }
}

async function logInBySplynx(
  { splynx, db, now }: Context,
  { login, password, code }: StaffCredentials,
): Promise<StaffLogIn> {
  const identity = await askSplynx(() => splynx.logInStaff(login, password, code))
  if (identity === null) return { kind: 'refused' }
  if (identity === 'code missing') return { kind: 'code_needed', wasWrong: false }
  if (identity === 'code wrong') return { kind: 'code_needed', wasWrong: true }
  // Splynx may spell the login otherwise than it was typed, and then it may be one of ours.
  const known = await findStaffByLogin(db, identity.login)
  if (known && (known.source === 'local' || known.is_active !== 1)) return { kind: 'refused' }
  const { id: splynxId, login: spelled, name } = identity
  const role = roleOf(identity.role)
  return {
    kind: 'logged_in',
    staff: await saveSplynxStaff(db, { splynxId, login: spelled, name, role }, now()),
  }
}

const SECOND_FACTOR = {
  MISSED_TWO_FACTOR_CODE: 'code missing',
  INVALID_TWO_FACTOR_CODE: 'code wrong',
} as const

type SecondFactor = (typeof SECOND_FACTOR)[keyof typeof SECOND_FACTOR]

async function askSplynx(
  ask: () => Promise<StaffIdentity | null>,
): Promise<StaffIdentity | SecondFactor | null> {
  try {
    return await ask()
  } catch (error) {
    const word = error instanceof SplynxError ? (error.internalCode ?? '') : ''
    if (word in SECOND_FACTOR) return SECOND_FACTOR[word as keyof typeof SECOND_FACTOR]
    throw error
  }
}

const ROLE_OF: Record<string, Role> = {
  'super-administrator': 'admin',
  administrator: 'manager',
  'financial-manager': 'clerk',
}

/** Splynx's roles to ours. What an installation invented may look and nothing more. */
const roleOf = (splynxRole: string): Role =>
  Object.hasOwn(ROLE_OF, splynxRole) ? ROLE_OF[splynxRole]! : 'viewer'

async function recordSuccess({ db, now }: Context, staff: Staff, address: string): Promise<void> {
  const actor = `staff:${staff.login}`
  await transact(db, async (trx) => {
    await recordLogIn(trx, staff.id, now())
    const details = { role: staff.role, source: staff.source }
    const action = 'staff.logged_in'
    await recordAudit(trx, { at: now(), actor, action, subject: actor, details, address })
  })
}

/** Only for accounts that exist: in the field of the login people also type their passwords. */
async function recordRefusal(
  { db, now }: Context,
  known: Staff | undefined,
  kind: 'refused' | 'code_needed',
  address: string,
): Promise<void> {
  if (!known || kind === 'code_needed') return
  const subject = `staff:${known.login}`
  const action = 'staff.log_in_refused'
  await recordAudit(db, { at: now(), actor: 'nobody', action, subject, address })
}

/** For an account of our own. Argon2id with the parameters that OWASP recommends. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
