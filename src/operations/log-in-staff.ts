import type { Context } from '../context.ts'
import type { Staff } from '../db/schema.ts'
import { findStaff, findStaffByLogin } from '../db/staff.ts'
import { renewPasswordHash } from '../db/staff-secrets.ts'
import { SplynxError, type StaffIdentity } from '../splynx/splynx.ts'
import { open, seal } from '../vault/key-ring.ts'
import { admitSplynxStaff } from './staff/admit-splynx-staff.ts'
import { hashPassword, isHashOld, isPassword } from './staff/passwords.ts'
import { recordLoggedIn, recordRefused } from './staff/record-log-in.ts'
import { takeCode } from './staff/second-factor.ts'

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
  /** Right or wrong, an account of ours with an authenticator is asked for its code too. */
  | { kind: 'second_step'; state: string }

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
      ? await logInLocally(context, known, credentials.password)
      : await logInBySplynx(context, credentials)
  const { address } = credentials
  if (result.kind === 'logged_in') await recordLoggedIn(context, result.staff, address)
  if (result.kind === 'refused') await recordRefused(context, known, address)
  return result
}

async function logInLocally(context: Context, staff: Staff, password: string): Promise<StaffLogIn> {
  const isRight = await isPassword(staff.password_hash, password)
  if (isRight) await renewHash(context, staff, password)
  const isAdmitted = isRight && staff.is_active === 1
  const { staffTwoFactor } = await context.settings.of(null)
  if (staff.totp_sealed !== null && staffTwoFactor !== 'off') {
    return { kind: 'second_step', state: sealStep(context, staff, isAdmitted) }
  }
  return isAdmitted ? { kind: 'logged_in', staff } : { kind: 'refused' }
}

/** Parameters grow with the years; only now is the password there to be hashed anew. */
async function renewHash({ db }: Context, staff: Staff, password: string): Promise<void> {
  const former = staff.password_hash
  if (former === null || !isHashOld(former)) return
  await renewPasswordHash(db, { id: staff.id, former, hash: await hashPassword(password) })
}

async function logInBySplynx(
  { splynx, db, now }: Context,
  { login, password, code }: StaffCredentials,
): Promise<StaffLogIn> {
  const identity = await askSplynx(() => splynx.logInStaff(login, password, code))
  if (identity === null) return { kind: 'refused' }
  if (identity === 'code missing') return { kind: 'code_needed', wasWrong: false }
  if (identity === 'code wrong') return { kind: 'code_needed', wasWrong: true }
  const staff = await admitSplynxStaff(db, identity, now())
  return staff ? { kind: 'logged_in', staff } : { kind: 'refused' }
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

const STEP = 'log-in-step'
const STEP_MS_MAX = 5 * 60_000

/** What the first step found out, for the second one. Sealed, so that its form does not tell. */
interface Step {
  login: string
  staffId: number
  isAdmitted: 0 | 1
  version: number
  at: number
}

function sealStep({ config, now }: Context, staff: Staff, isAdmitted: boolean): string {
  const step: Step = {
    login: staff.login,
    staffId: staff.id,
    isAdmitted: isAdmitted ? 1 : 0,
    version: staff.session_version,
    at: now().getTime(),
  }
  return seal(config.APP_KEYS, STEP, JSON.stringify(step))
}

/** Null when it is too old or was not made by us. */
function openStep({ config, now }: Context, state: string): Step | null {
  try {
    const step = JSON.parse(open(config.APP_KEYS, STEP, state)) as Step
    return now().getTime() - step.at < STEP_MS_MAX ? step : null
  } catch {
    return null // altered, or sealed with a key that is gone
  }
}

/** Whose log-in the second step is, for counting its tries; null when it must begin anew. */
export const loginOfStep = (context: Context, state: string): string | null =>
  openStep(context, state)?.login ?? null

/** The second step. Which of login, password and code was wrong is not told. */
export async function finishLogIn(
  context: Context,
  { state, code, address }: { state: string; code: string; address: string },
): Promise<Extract<StaffLogIn, { kind: 'logged_in' | 'refused' }>> {
  const step = openStep(context, state)
  const staff = step ? await findStaff(context.db, step.staffId) : undefined
  if (!step || !staff) return { kind: 'refused' }
  const isSame = staff.is_active === 1 && staff.session_version === step.version
  // Without the password a code is not even looked at: it would be used up.
  const isRight = step.isAdmitted === 1 && isSame && (await takeCode(context, staff, code, address))
  if (!isRight) {
    await recordRefused(context, staff, address)
    return { kind: 'refused' }
  }
  await recordLoggedIn(context, staff, address, { twoFactor: true })
  return { kind: 'logged_in', staff }
}
