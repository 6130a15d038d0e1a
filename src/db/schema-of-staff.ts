import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Role } from '../domain/role.ts'
import type { Fixed } from './schema.ts'

export type { Role } from '../domain/role.ts'

export interface StaffTable {
  id: Generated<number>
  login: Fixed<string>
  name: string
  role: Role
  /** Given here by an admin: Splynx does not take it back. */
  is_role_ours: ColumnType<number, boolean | undefined, boolean>
  source: Fixed<'splynx' | 'local'>
  splynx_id: number | null
  /** Null for accounts of Splynx, and until an invited person has chosen one. */
  password_hash: string | null
  password_changed_at: Date | null
  password_link_hash: string | null
  password_link_until: Date | null
  totp_sealed: string | null
  totp_last_step: number | null
  /** Sessions of an older version have ended. */
  session_version: Generated<number>
  is_active: ColumnType<number, boolean, boolean>
  last_login_at: Date | null
  created_at: Fixed<Date>
}
export type Staff = Selectable<StaffTable>

export interface StaffRecoveryCodesTable {
  id: Generated<number>
  staff_id: Fixed<number>
  hash: Fixed<string>
}
