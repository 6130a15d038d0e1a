import { sql, type Updateable } from 'kysely'
import type { Db } from './connect.ts'
import type { Role, Staff, StaffTable } from './schema.ts'

export const findActiveStaff = (db: Db, id: number): Promise<Staff | undefined> =>
  db
    .selectFrom('staff')
    .selectAll()
    .where('id', '=', id)
    .where('is_active', '=', 1)
    .executeTakeFirst()

export const findStaffByLogin = (db: Db, login: string): Promise<Staff | undefined> =>
  db.selectFrom('staff').selectAll().where('login', '=', login).executeTakeFirst()

export const findStaff = (db: Db, id: number): Promise<Staff | undefined> =>
  db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()

/** Those who may log in first, each by login. */
export const listStaff = (db: Db, limit: number): Promise<Staff[]> =>
  db
    .selectFrom('staff')
    .selectAll()
    .orderBy('is_active', 'desc')
    .orderBy('login')
    .limit(limit)
    .execute()

export interface SplynxStaff {
  splynxId: number
  login: string
  name: string
  role: Role
}

/** Keeps a Splynx account as Splynx describes it now. Whether it may log in is ours to say. */
export async function saveSplynxStaff(
  db: Db,
  { splynxId, login, name, role }: SplynxStaff,
  at: Date,
): Promise<Staff> {
  const described = { name, splynx_id: splynxId }
  await db
    .insertInto('staff')
    .values({ login, role, source: 'splynx', is_active: true, created_at: at, ...described })
    // A role that was given here stays, whatever Splynx says.
    .onDuplicateKeyUpdate({ ...described, role: sql`if(is_role_ours = 1, role, values(role))` })
    .execute()
  return db.selectFrom('staff').selectAll().where('login', '=', login).executeTakeFirstOrThrow()
}

export interface LocalStaff {
  login: string
  name: string
  role: Role
  /** Null for somebody who is invited and chooses one by a link. */
  passwordHash: string | null
}

/** Adds an account that works without Splynx. Null when the login is taken. */
export async function insertLocalStaff(
  db: Db,
  staff: LocalStaff,
  at: Date,
): Promise<number | null> {
  const { login, name, role, passwordHash } = staff
  const { insertId, numInsertedOrUpdatedRows } = await db
    .insertInto('staff')
    .ignore()
    .values({
      login,
      name,
      role,
      source: 'local',
      password_hash: passwordHash,
      is_active: true,
      created_at: at,
    })
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n ? Number(insertId) : null
}

export async function recordLogIn(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('staff').set({ last_login_at: at }).where('id', '=', id).execute()
}

/** What an admin may change of somebody. */
export type StaffChange = Pick<Updateable<StaffTable>, 'role' | 'is_role_ours' | 'is_active'>

/** False when nothing of it is new. */
export async function changeStaff(db: Db, id: number, change: StaffChange): Promise<boolean> {
  const { numChangedRows } = await db
    .updateTable('staff')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst()
  return (numChangedRows ?? 0n) > 0n
}

/** Ends every session of this person: the next request of each finds that it is of old. */
export async function endSessionsOf(db: Db, id: number): Promise<void> {
  await db
    .updateTable('staff')
    .set(({ eb }) => ({ session_version: eb('session_version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
