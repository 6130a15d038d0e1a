/** What somebody of the staff may do, from the least to the most. */
export type Role = 'viewer' | 'auditor' | 'clerk' | 'manager' | 'admin'

/**
 * Each role with the roles whose rights it has. An auditor is beside the clerk and not below: sees
 * what a clerk need not, and changes nothing.
 */
const INCLUDED: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ['viewer'],
  auditor: ['viewer', 'auditor'],
  clerk: ['viewer', 'clerk'],
  manager: ['viewer', 'auditor', 'clerk', 'manager'],
  admin: ['viewer', 'auditor', 'clerk', 'manager', 'admin'],
}

export const ROLES = Object.keys(INCLUDED) as readonly Role[]

/** Whether `role` may do what needs `minimum`. */
export const isAtLeast = (role: Role, minimum: Role): boolean => INCLUDED[role].includes(minimum)

/** For those who give a role to somebody, and for those who have it. */
export const ROLE_MEANING: Readonly<Record<Role, string>> = {
  viewer: 'Sees payments, runs and customers. Changes nothing.',
  auditor: 'Sees everything, the audit trail and settings too. Changes nothing.',
  clerk: 'Charges, refunds within the limit, and answers customers.',
  manager:
    'Does what clerks do, approves large runs and refunds, plans runs, settles what is unclear.',
  admin: 'Does everything: settings, setup and the staff too.',
}
