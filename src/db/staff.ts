import type { Db } from './connect.ts'
import type { Role, Staff } from './schema.ts'

export const findActiveStaff = (db: Db, id: number): Promise<Staff | undefined> =>
  db
    .selectFrom('staff')
    .selectAll()
    .where('id', '=', id)
    .where('is_active', '=', 1)
    .executeTakeFirst()

export const findStaffByLogin = (db: Db, login: string): Promise<Staff | undefined> =>
  db.selectFrom('staff').selectAll().where('login', '=', login).executeTakeFirst()

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
  const described = { name, role, splynx_id: splynxId }
  await db
    .insertInto('staff')
    .values({ login, source: 'splynx', is_active: true, created_at: at, ...described })
    .onDuplicateKeyUpdate(described)
    .execute()
  return db.selectFrom('staff').selectAll().where('login', '=', login).executeTakeFirstOrThrow()
}

export interface LocalStaff {
  login: string
  name: string
  role: Role
  passwordHash: string
}

/** Adds an account that works without Splynx. Rejects when the login is taken. */
export async function insertLocalStaff(db: Db, staff: LocalStaff, at: Date): Promise<number> {
  const { login, name, role, passwordHash } = staff
  const { insertId } = await db
    .insertInto('staff')
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
  return Number(insertId)
}

export async function recordLogIn(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('staff').set({ last_login_at: at }).where('id', '=', id).execute()
}
