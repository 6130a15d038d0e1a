import type { Db } from './connect.ts'
import type { Staff } from './schema.ts'

// Passwords, links that set one, authenticators and recovery codes: hashed or sealed before they
// come here.

/** Sets the password, makes a link worthless that was handed out, and ends all sessions. */
export async function savePassword(
  db: Db,
  { id, hash, at }: { id: number; hash: string; at: Date },
): Promise<void> {
  await db
    .updateTable('staff')
    .set(({ eb }) => ({
      password_hash: hash,
      password_changed_at: at,
      password_link_hash: null,
      password_link_until: null,
      session_version: eb('session_version', '+', 1),
    }))
    .where('id', '=', id)
    .where('source', '=', 'local')
    .execute()
}

/** The same password under newer parameters; nothing when it was changed meanwhile. */
export async function renewPasswordHash(
  db: Db,
  { id, former, hash }: { id: number; former: string; hash: string },
): Promise<void> {
  await db
    .updateTable('staff')
    .set({ password_hash: hash })
    .where('id', '=', id)
    .where('password_hash', '=', former)
    .execute()
}

/** Only the newest link works. */
export async function savePasswordLink(
  db: Db,
  { id, hash, until }: { id: number; hash: string; until: Date },
): Promise<void> {
  await db
    .updateTable('staff')
    .set({ password_link_hash: hash, password_link_until: until })
    .where('id', '=', id)
    .where('source', '=', 'local')
    .execute()
}

export const findByPasswordLink = (db: Db, hash: string, at: Date): Promise<Staff | undefined> =>
  db
    .selectFrom('staff')
    .selectAll()
    .where('password_link_hash', '=', hash)
    .where('password_link_until', '>', at)
    .where('is_active', '=', 1)
    .executeTakeFirst()

/** Takes the link, which works once. False when somebody was faster or it is too late. */
export async function takePasswordLink(db: Db, hash: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ password_link_hash: null, password_link_until: null })
    .where('password_link_hash', '=', hash)
    .where('password_link_until', '>', at)
    .where('is_active', '=', 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Only where there is none yet; its first code counts as used. */
export async function saveAuthenticator(
  db: Db,
  { id, sealed, step }: { id: number; sealed: string; step: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ totp_sealed: sealed, totp_last_step: step })
    .where('id', '=', id)
    .where('source', '=', 'local')
    .where('totp_sealed', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when there was none. Its recovery codes go with it. */
export async function removeAuthenticator(db: Db, id: number): Promise<boolean> {
  await db.deleteFrom('staff_recovery_codes').where('staff_id', '=', id).execute()
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ totp_sealed: null, totp_last_step: null })
    .where('id', '=', id)
    .where('totp_sealed', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Each half minute's code is taken once, and none that is older than the last one. */
export async function takeStep(db: Db, id: number, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ totp_last_step: step })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function replaceRecoveryCodes(
  db: Db,
  id: number,
  hashes: readonly string[],
): Promise<void> {
  await db.deleteFrom('staff_recovery_codes').where('staff_id', '=', id).execute()
  const rows = hashes.map((hash) => ({ staff_id: id, hash }))
  await db.insertInto('staff_recovery_codes').values(rows).execute()
}

/** A recovery code works once. */
export async function takeRecoveryCode(db: Db, id: number, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('staff_recovery_codes')
    .where('staff_id', '=', id)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function countRecoveryCodes(db: Db, id: number): Promise<number> {
  const { count } = await db
    .selectFrom('staff_recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('staff_id', '=', id)
    .executeTakeFirstOrThrow()
  return Number(count)
}
