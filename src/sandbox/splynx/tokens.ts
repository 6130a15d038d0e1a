import { randomBytes } from 'node:crypto'
import type { Person } from './people.ts'
import { Problem } from './problem.ts'

/** Where a call came from. A token works only from where it was issued (Splynx facts §1.4). */
export interface Origin {
  userAgent: string
  address: string
}

interface Grant {
  person: Person
  origin: Origin
  accessToken: string
  /** Unix seconds, as the answer carries them. */
  accessExpiry: number
  refreshToken: string
  refreshExpiry: number
  banned: boolean
}

const ACCESS_SECONDS = 30 * 60
// Not documented; our decision.
const REFRESH_SECONDS = 30 * 24 * 60 * 60
const GRANTS_MAX = 50_000

export class Tokens {
  readonly #byAccess = new Map<string, Grant>()
  readonly #byRefresh = new Map<string, Grant>()

  constructor(readonly now: () => number) {}

  issue(person: Person, origin: Origin) {
    if (this.#byRefresh.size >= GRANTS_MAX) this.#forgetOldest()
    const seconds = Math.floor(this.now() / 1000)
    const grant: Grant = {
      person,
      origin,
      accessToken: randomBytes(16).toString('hex'),
      accessExpiry: seconds + ACCESS_SECONDS,
      refreshToken: randomBytes(16).toString('hex'),
      refreshExpiry: seconds + REFRESH_SECONDS,
      banned: false,
    }
    this.#byAccess.set(grant.accessToken, grant)
    this.#byRefresh.set(grant.refreshToken, grant)
    return {
      access_token: grant.accessToken,
      access_token_expiration: grant.accessExpiry,
      refresh_token: grant.refreshToken,
      refresh_token_expiration: grant.refreshExpiry,
    }
  }

  /** Whom an access token stands for. */
  person(accessToken: string, origin: Origin): Person {
    if (accessToken === '') throw new Problem('EMPTY_ACCESS_TOKEN', 'Access token is empty.')
    const grant = this.#byAccess.get(accessToken)
    if (grant === undefined) throw new Problem('UNAUTHORIZED', 'Unknown access token.')
    this.#check(grant, origin)
    if (this.#isOver(grant.accessExpiry)) {
      throw new Problem('EXPIRED_ACCESS_TOKEN', 'Access token is expired.')
    }
    return grant.person
  }

  /** A new pair. The old refresh token is used up, the old access token lives out its time. */
  refresh(refreshToken: string, origin: Origin) {
    const grant = this.#find(refreshToken)
    this.#check(grant, origin)
    if (this.#isOver(grant.refreshExpiry)) {
      throw new Problem('EXPIRED_REFRESH_TOKEN', 'Refresh token is expired.')
    }
    this.#byRefresh.delete(refreshToken)
    return this.issue(grant.person, origin)
  }

  /** Bans both tokens of the grant. */
  revoke(refreshToken: string): void {
    this.#find(refreshToken).banned = true
  }

  /** Bans every grant, as a server does that was broken into. */
  banAll(): void {
    for (const grant of this.#byRefresh.values()) grant.banned = true
    for (const grant of this.#byAccess.values()) grant.banned = true
  }

  /** Lets time run out for every access token, and on request for refresh tokens as well. */
  expire(what: { refresh: boolean }): void {
    for (const grant of this.#byAccess.values()) grant.accessExpiry = 0
    if (!what.refresh) return
    for (const grant of this.#byRefresh.values()) grant.refreshExpiry = 0
  }

  #find(refreshToken: string): Grant {
    const grant = this.#byRefresh.get(refreshToken)
    if (grant === undefined) throw new Problem('NOT_FOUND', 'Unknown refresh token.')
    return grant
  }

  #check({ banned, origin: { userAgent, address } }: Grant, now: Origin): void {
    if (banned) throw new Problem('TOKEN_BANNED', 'Token is banned.')
    if (now.userAgent !== userAgent) {
      throw new Problem('USER_AGENT_CHANGED', 'The user agent has changed.')
    }
    if (now.address !== address) throw new Problem('IP_CHANGED', 'The IP address has changed.')
  }

  #isOver(expiry: number): boolean {
    return this.now() / 1000 >= expiry
  }

  #forgetOldest(): void {
    for (const map of [this.#byAccess, this.#byRefresh]) {
      for (const key of [...map.keys()].slice(0, GRANTS_MAX / 2)) map.delete(key)
    }
  }
}
