import { rowOf, textOr } from './codec.ts'
import type { Answer, Exchange } from './http.ts'
import { readProblem } from './problem.ts'
import type { Signer } from './sign.ts'
import { tokenAuthorization } from './sign.ts'

// Splynx facts §1.4.
export const TOKENS = '/admin/auth/tokens'

/** What our own requests carry to prove who asks. */
export interface Authorizer {
  /** For the next request. Never rejects: without a token it is signed. */
  next(): Promise<string>
  /** Splynx did not let this one in. What to try in its place; null when nothing would help. */
  instead(refused: string, answer: Answer): Promise<string | null>
  /** Gives the token back. */
  close(): Promise<void>
}

export interface AuthorizerOptions {
  exchange: Exchange
  sign: Signer
  /** `auto` signs each request until Splynx refuses one, and goes on with a token. */
  mode: 'auto' | 'token'
  nowMs?: () => number
}

interface Token {
  authorization: string
  refreshToken: string
  /** By our own clock. */
  endsMs: number
  refreshEndsMs: number
}

/** The official clients renew so long before the end (facts §1.4). */
const RENEW_EARLY_MS = 5_000
/** Where the two clocks disagree so much that a new token looks old, it is used for this long. */
const LIFETIME_MS = 25 * 60_000
/** After a log-in was refused there is none before this. */
const REFUSED_PAUSE_MS = 15_000
/**
 * How far ahead of the clock each try to log in signs, in seconds: another process, or a host whose
 * clock is fast, may have used a larger nonce.
 */
const AHEAD_S = [0, 0, 2, 60, 3_600]

/** Several within a minute: this host leaves through changing addresses, and no token lasts. */
const CHANGES_MAX = 3
const CHANGES_WITHIN_MS = 60_000
const WITHOUT_TOKENS_MS = 10 * 60_000

/**
 * A signature needs no state and no second request, so requests begin with it. A key that checks
 * its nonces ("check_nonce") cannot be shared like that: requests that are under way at once
 * overtake each other, in one process or in many, and no choice of numbers heals that. From the
 * first such refusal on a process has a token of its own. Only the log-in then needs a nonce, once
 * in half an hour, and may be repeated.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { exchange, sign, nowMs = Date.now } = options
  let wantsToken = options.mode === 'token'
  let token: Token | null = null
  let obtaining: Promise<Token | null> | undefined
  let refusedUntilMs = 0
  let withoutTokensUntilMs = 0
  let changesMs: number[] = []

  /** One at a time, for all requests that need it. */
  function obtain(work: () => Promise<Token | null>): Promise<Token | null> {
    obtaining ??= work()
      .then((obtained) => {
        token = obtained
        return obtained
      })
      .finally(() => {
        obtaining = undefined
      })
    return obtaining
  }

  async function logIn(): Promise<Token | null> {
    if (nowMs() < Math.max(refusedUntilMs, withoutTokensUntilMs)) return null
    for (const aheadS of AHEAD_S) {
      const body = { auth_type: 'api_key', ...(await sign.parts(aheadS)) }
      const answer = await exchange({ method: 'POST', path: TOKENS, body, authorization: '' })
      if (answer.kind === 'silent') return null
      if (answer.status === 201) return tokenOf(answer.body)
      if (answer.status >= 500) return null
      if (![400, 401, 422].includes(answer.status)) {
        // This Splynx gives no tokens.
        withoutTokensUntilMs = nowMs() + WITHOUT_TOKENS_MS
        return null
      }
      // A nonce that was overtaken looks like any wrong signature, and is worth another try.
    }
    refusedUntilMs = nowMs() + REFUSED_PAUSE_MS
    return null
  }

  async function renew({ refreshToken, refreshEndsMs }: Token): Promise<Token | null> {
    if (refreshToken === '' || nowMs() >= refreshEndsMs) return logIn()
    const path = `${TOKENS}/${encodeURIComponent(refreshToken)}`
    const answer = await exchange({ method: 'GET', path, authorization: '' })
    const renewed = answer.kind === 'answered' && answer.status === 200 && tokenOf(answer.body)
    return renewed || logIn()
  }

  function tokenOf(body: unknown): Token | null {
    const row = rowOf(body)
    const accessToken = textOr(row?.access_token, '')
    if (accessToken === '') return null
    const end = (seconds: unknown) => {
      const endMs = Number(seconds) * 1_000
      return endMs > nowMs() + RENEW_EARLY_MS ? endMs : nowMs() + LIFETIME_MS
    }
    return {
      authorization: tokenAuthorization(accessToken),
      refreshToken: textOr(row?.refresh_token, ''),
      endsMs: end(row?.access_token_expiration),
      refreshEndsMs: end(row?.refresh_token_expiration),
    }
  }

  function noticeChange(answer: Answer): void {
    const code = answer.kind === 'answered' ? readProblem(answer.body).internalCode : null
    if (code !== 'IP_CHANGED' && code !== 'USER_AGENT_CHANGED') return
    const sinceMs = nowMs() - CHANGES_WITHIN_MS
    changesMs = [...changesMs.filter((atMs) => atMs > sinceMs), nowMs()]
    if (changesMs.length < CHANGES_MAX) return
    withoutTokensUntilMs = nowMs() + WITHOUT_TOKENS_MS
    changesMs = []
  }

  return {
    async next() {
      if (!wantsToken || nowMs() < withoutTokensUntilMs) return sign()
      const old = token
      if (old && nowMs() < old.endsMs - RENEW_EARLY_MS) return old.authorization
      const fresh = await obtain(() => (old ? renew(old) : logIn()))
      return fresh?.authorization ?? sign()
    },

    async instead(refused, answer) {
      // Somebody else has got a new one since.
      if (token && token.authorization !== refused) return token.authorization
      wantsToken = true
      noticeChange(answer)
      token = null
      const fresh = await obtain(logIn)
      if (fresh) return fresh.authorization
      // Nobody gives us a token: what was signed may have been overtaken, and once is worth it.
      return refused.includes('access_token=') || nowMs() >= refusedUntilMs ? sign() : null
    },

    async close() {
      const given = token
      token = null
      if (!given?.refreshToken) return
      const path = `${TOKENS}/${encodeURIComponent(given.refreshToken)}`
      await exchange({ method: 'DELETE', path, authorization: '' })
    },
  }
}

// Which status comes with them is only implied (facts §2.2).
const OF_TOKENS = new Set([
  'EMPTY_ACCESS_TOKEN',
  'EXPIRED_ACCESS_TOKEN',
  'TOKEN_BANNED',
  'USER_AGENT_CHANGED',
  'IP_CHANGED',
])

/**
 * Is this Splynx's own word that it does not know who asks? Then nothing of the request was carried
 * out, and even a write may be sent again. A 401 without that word may come from anything between.
 */
export function isNotLetIn(answer: Answer): boolean {
  if (answer.kind === 'silent' || answer.status < 400 || answer.status >= 500) return false
  const { internalCode } = readProblem(answer.body)
  const isError = rowOf(rowOf(answer.body)?.error) !== null
  return (answer.status === 401 && isError) || OF_TOKENS.has(internalCode ?? '')
}
