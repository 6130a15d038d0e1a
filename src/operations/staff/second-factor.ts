import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import type { Staff } from '../../db/schema.ts'
import {
  countRecoveryCodes,
  removeAuthenticator,
  replaceRecoveryCodes,
  saveAuthenticator,
  takeRecoveryCode,
  takeStep,
} from '../../db/staff-secrets.ts'
import { transact } from '../../db/transact.ts'

/** Shown by the authenticator app beside the login. */
const ISSUER = 'IPpay payments'
/** A clock may be half a minute fast or slow. */
const STEPS_OFF = 1

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret) })

export const createSecret = (): string => new Secret({ size: 20 }).base32

/** `otpauth://…`, for a picture that an app reads. */
export const addressOfSecret = (secret: string, login: string): string =>
  totpOf(secret, login).toString()

/** The half minute that this code belongs to; null when it is wrong. */
function stepOf(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const totp = totpOf(secret)
  const timestamp = at.getTime()
  const off = totp.validate({ token: code, timestamp, window: STEPS_OFF })
  return off === null ? null : totp.counter({ timestamp }) + off
}

const plain = (code: string) => code.replace(/[\s-]/g, '').toUpperCase()

/** Whether this code is of the authenticator, or a recovery code. Neither is taken twice. */
export async function takeCode(
  { db, vault, now }: Context,
  staff: Staff,
  typed: string,
  address: string,
): Promise<boolean> {
  if (staff.totp_sealed === null) return false
  const code = plain(typed)
  const at = now()
  const step = stepOf(vault.openAuthenticator(staff.id, staff.totp_sealed), code, at)
  if (step !== null) return takeStep(db, staff.id, step)
  if (!RECOVERY_CODE.test(code)) return false
  return transact(db, async (trx) => {
    if (!(await takeRecoveryCode(trx, staff.id, hashOf(staff.id, code)))) return false
    const subject = `staff:${staff.login}`
    const details = { left: await countRecoveryCodes(trx, staff.id) }
    const action = 'staff.recovery_code_used'
    await recordAudit(trx, { at, actor: subject, action, subject, details, address })
    return true
  })
}

/** Begins to ask for codes, when the first one is right. Returns the recovery codes, else null. */
export async function startSecondFactor(
  { db, vault, now }: Context,
  staff: Staff,
  { secret, code, address }: { secret: string; code: string; address: string },
): Promise<readonly string[] | null> {
  const at = now()
  const step = stepOf(secret, plain(code), at)
  if (step === null) return null
  const sealed = vault.sealAuthenticator(staff.id, secret)
  const codes = createRecoveryCodes()
  const isNew = await transact(db, async (trx) => {
    if (!(await saveAuthenticator(trx, { id: staff.id, sealed, step }))) return false
    await replaceRecoveryCodes(trx, staff.id, hashesOf(staff.id, codes))
    const subject = `staff:${staff.login}`
    const action = 'staff.two_factor_on'
    await recordAudit(trx, { at, actor: subject, action, subject, address })
    return true
  })
  return isNew ? codes : null
}

/** For oneself, or by an admin for somebody who has lost the phone. */
export async function stopSecondFactor(
  { db, now }: Context,
  staff: Staff,
  { actor, address }: { actor: string; address: string | null },
): Promise<boolean> {
  return transact(db, async (trx) => {
    if (!(await removeAuthenticator(trx, staff.id))) return false
    const subject = `staff:${staff.login}`
    const action = 'staff.two_factor_off'
    await recordAudit(trx, { at: now(), actor, action, subject, address })
    return true
  })
}

/** New recovery codes; the former ones are worthless. */
export async function renewRecoveryCodes(
  { db, now }: Context,
  staff: Staff,
  address: string,
): Promise<readonly string[]> {
  const codes = createRecoveryCodes()
  await transact(db, async (trx) => {
    await replaceRecoveryCodes(trx, staff.id, hashesOf(staff.id, codes))
    const subject = `staff:${staff.login}`
    const action = 'staff.recovery_codes_renewed'
    await recordAudit(trx, { at: now(), actor: subject, action, subject, address })
  })
  return codes
}

const CODES = 10
// Without letters and digits that are mistaken for others.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const RECOVERY_CODE = /^[2-9A-HJKMNP-TV-Z]{16}$/

/** 78 bits each: nobody finds one from its hash. */
const createRecoveryCodes = (): string[] =>
  Array.from({ length: CODES }, () =>
    Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )

const hashOf = (staffId: number, code: string): string =>
  createHash('sha256').update(`${staffId}:${code}`).digest('hex')

const hashesOf = (staffId: number, codes: readonly string[]) =>
  codes.map((code) => hashOf(staffId, plain(code)))
