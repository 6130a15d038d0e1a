import type { Redis } from 'ioredis'
import type { Vault } from './vault.ts'

const SECONDS_MAX = 600

const keyOf = (paymentId: string) => `{ippay}:security-code:${paymentId}`

/**
 * Lets a security code wait, sealed, for the one sale that it was given for: ten minutes at most.
 * Rejects when Redis is away.
 */
export async function putSecurityCode(
  { redis, vault }: { redis: Redis; vault: Vault },
  paymentId: string,
  code: string,
): Promise<void> {
  await redis.set(keyOf(paymentId), vault.sealSecurityCode(paymentId, code), 'EX', SECONDS_MAX)
}

/** Reads it and removes it in one step. Undefined when there is none, or no way to get at it. */
export async function takeSecurityCode(
  { redis, vault }: { redis: Redis; vault: Vault },
  paymentId: string,
): Promise<string | undefined> {
  try {
    const sealed = await redis.getdel(keyOf(paymentId))
    return sealed === null ? undefined : vault.openSecurityCode(paymentId, sealed)
  } catch {
    // The sale is sent without it; the issuer decides.
    return undefined
  }
}
