import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { isLocking, type LogInLimits } from '../middleware/limits.ts'
import { recordLock } from '../operations/staff/locks.ts'
import { isPassword } from '../operations/staff/passwords.ts'
import type { StaffEnv } from './env.ts'

/** Not trimmed: a blank may be part of it. */
export const passwordField = z
  .string({ error: 'Enter your password.' })
  .min(1, 'Enter your password.')
  .max(200, 'This is too long.')

/**
 * Whoever finds a browser that is logged in must not get further than that, nor guess: it counts as
 * a log-in does. Returns what to say beside the field; null when the password is right.
 */
export async function checkOwnPassword(
  c: HonoContext<StaffEnv>,
  context: Context,
  limits: LogInLimits,
  password: string,
): Promise<string | null> {
  const { staff, address } = c.var
  const counted = await limits.count(staff.login, address)
  if (await isPassword(staff.password_hash, password)) {
    await counted.forget()
    return null
  }
  if (isLocking(counted)) await recordLock(context, { login: staff.login, address, ...counted })
  return 'This is not your password.'
}
