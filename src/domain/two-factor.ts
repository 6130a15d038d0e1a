import { isAtLeast, type Role } from './role.ts'

/** Who must show a code besides the password; for accounts of our own, Splynx has rules itself. */
export type TwoFactorPolicy = 'off' | 'optional' | 'managers' | 'everyone'

export const isSecondFactorRequired = (policy: TwoFactorPolicy, role: Role): boolean =>
  policy === 'everyone' || (policy === 'managers' && isAtLeast(role, 'manager'))
