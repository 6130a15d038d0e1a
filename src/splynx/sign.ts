import { createHmac, createSecretKey } from 'node:crypto'

/**
 * Makes the `Authorization` of one request after another (Splynx facts §1.2, scheme 2). Each value
 * serves one request: a repeated one is signed again.
 */
export function createSigner(
  { key, secret }: { key: string; secret: string },
  nextNonce: () => number = createNonce(),
): () => string {
  const secretKey = createSecretKey(secret, 'utf8')
  const encodedKey = encodeURIComponent(key)
  return () => {
    const nonce = nextNonce()
    const hmac = createHmac('sha256', secretKey).update(`${nonce}${key}`)
    const signature = hmac.digest('hex').toUpperCase()
    return `Splynx-EA (key=${encodedKey}&nonce=${nonce}&signature=${signature})`
  }
}

/** What the token of somebody who logged in is sent as (scheme 3). */
export const tokenAuthorization = (accessToken: string): string =>
  `Splynx-EA (access_token=${encodeURIComponent(accessToken)})`

/**
 * Numbers that only grow: the clock in microseconds, or one more than the last when the clock has
 * not moved on or was set back. The centiseconds of the official clients would give out after a
 * hundred requests a second and then run ahead of the clock, past what another process sends. A
 * microsecond fits an unsigned 64-bit column (facts §1.3) and a number of ours.
 *
 * A key that checks its nonces ("check_nonce", off by default) still cannot be shared: requests
 * sent side by side overtake each other on the way, and no choice of numbers heals that.
 */
export function createNonce(nowMs: () => number = Date.now): () => number {
  let last = 0
  return () => {
    last = Math.max(last + 1, nowMs() * 1000)
    return last
  }
}
