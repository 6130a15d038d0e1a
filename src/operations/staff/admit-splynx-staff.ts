import type { Db } from '../../db/connect.ts'
import type { Role, Staff } from '../../db/schema.ts'
import { findStaffByLogin, saveSplynxStaff } from '../../db/staff.ts'
import type { StaffIdentity } from '../../splynx/splynx.ts'

/**
 * The account of an administrator of Splynx, made when it is new. Null for one that was closed here,
 * and for one whose login is an account of our own.
 */
export async function admitSplynxStaff(
  db: Db,
  identity: StaffIdentity,
  at: Date,
): Promise<Staff | null> {
  // Splynx may spell the login otherwise than it was typed, and then it may be one of ours.
  const known = await findStaffByLogin(db, identity.login)
  if (known && (known.source === 'local' || known.is_active !== 1)) return null
  const { id: splynxId, login, name } = identity
  return saveSplynxStaff(db, { splynxId, login, name, role: roleOf(identity.role) }, at)
}

const ROLE_OF: Record<string, Role> = {
  'super-administrator': 'admin',
  administrator: 'manager',
  'financial-manager': 'clerk',
}

/** Splynx's roles to ours. What an installation invented may look and nothing more. */
const roleOf = (splynxRole: string): Role =>
  Object.hasOwn(ROLE_OF, splynxRole) ? ROLE_OF[splynxRole]! : 'viewer'
