import { createHmac, createSecretKey } from 'node:crypto'

export interface Signer {
  /**
   * The `Authorization` of one request after another (Splynx facts §1.2, scheme 2). Each value
   * serves one request: a repeated one is signed again. `sash` names an administrator's session.
   */
  (sash?: string): string
  /** The same for a log-in (§1.4), with a nonce that all processes of ours take turns at. */
  parts(aheadS: number): Promise<{ key: string; nonce: number; signature: string }>
}

/** Chooses a nonce above all that were handed out, for all processes; rejects when it cannot. */
export type SharedNonce = (leastMicroseconds: number) => Promise<number>

interface SignerOptions {
  key: string
  secret: string
  nextNonce?: Nonce
  sharedNonce?: SharedNonce | undefined
}

export function createSigner(options: SignerOptions): Signer {
  const { key, secret, nextNonce = createNonce(), sharedNonce } = options
  const secretKey = createSecretKey(secret, 'utf8')
  const encodedKey = encodeURIComponent(key)

  function signatureOf(nonce: number): string {
    return createHmac('sha256', secretKey).update(`${nonce}${key}`).digest('hex').toUpperCase()
  }

  function sign(sash?: string): string {
    const nonce = nextNonce()
    const end = sash === undefined ? '' : `&sash=${encodeURIComponent(sash)}`
    return `Splynx-EA (key=${encodedKey}&nonce=${nonce}&signature=${signatureOf(nonce)}${end})`
  }

  async function parts(aheadS: number) {
    const own = nextNonce(aheadS)
    // Without Redis the clock alone has to do.
    const nonce = sharedNonce ? nextNonce.past(await sharedNonce(own).catch(() => own)) : own
    return { key, nonce, signature: signatureOf(nonce) }
  }

  return Object.assign(sign, { parts })
}

/** What the token of somebody who logged in is sent as (scheme 3). */
export const tokenAuthorization = (accessToken: string): string =>
  `Splynx-EA (access_token=${encodeURIComponent(accessToken)})`

export interface Nonce {
  /** The next one, at least so many seconds ahead of the clock. */
  (aheadS?: number): number
  /** From now on above this one, which it returns. */
  past(nonce: number): number
}

/**
 * Numbers that only grow: the clock in microseconds, or one more than the last when the clock has
 * not moved on or was set back. The centiseconds of the official clients would give out after a
 * hundred requests a second and then run ahead of the clock, past what another process sends. A
 * microsecond fits an unsigned 64-bit column (facts §1.3) and a number of ours.
 */
export function createNonce(nowMs: () => number = Date.now): Nonce {
  let last = 0
  function next(aheadS = 0): number {
    last = Math.max(last + 1, nowMs() * 1000 + aheadS * 1_000_000)
    return last
  }
  function past(nonce: number): number {
    last = Math.max(last, nonce)
    return nonce
  }
  return Object.assign(next, { past })
}
