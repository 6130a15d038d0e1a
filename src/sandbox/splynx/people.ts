import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import { Problem } from './problem.ts'
import type { Settings } from './settings.ts'
import { isSame } from './signature.ts'

/** Who a call acts as: an API key, a member of the staff or a customer. */
export type Person =
  | { kind: 'key'; id: number }
  | { kind: 'staff'; id: number }
  | { kind: 'customer'; id: number }

export type Side = 'staff' | 'customer'

/** Finds who has a login; null for nobody. */
export type Lookup = (login: string) => { id: number; password: string } | null

/** What the second step of a staff login asks for, one of them (Splynx facts §1.4). */
export interface SecondFactor {
  code: string
  /** Of a device that is trusted. */
  fingerprint: string
}

interface Session {
  person: Person
  /** Null for sessions that never end. */
  seenAt: number | null
}

/** Logins, and the web sessions that they opened (facts §1.4, §1.6). */
export class People {
  readonly #lookups: Record<Side, Lookup>
  readonly #clock: Clock
  readonly #settings: Settings
  readonly #sessions = new Map<string, Session>()
  /** Of customers who set a new one. */
  readonly #passwords = new Map<number, string>()
  readonly #factors = new Map<number, SecondFactor>()

  constructor(lookups: Record<Side, Lookup>, clock: Clock, settings: Settings) {
    this.#lookups = lookups
    this.#clock = clock
    this.#settings = settings
  }

  logIn(kind: Side, login: unknown, password: unknown): Person | null {
    if (typeof login !== 'string' || typeof password !== 'string') return null
    const known = this.#lookups[kind](login)
    if (known === null) return null
    const { id } = known
    const changed = kind === 'customer' ? this.#passwords.get(id) : undefined
    return isSame(changed ?? known.password, password) ? { kind, id } : null
  }

  setPassword(customerId: number, password: string): void {
    this.#passwords.set(customerId, password)
  }

  /** Staff first: a login may exist on both sides. */
  personOf(login: string): Person | null {
    for (const kind of ['staff', 'customer'] as const) {
      const known = this.#lookups[kind](login)
      if (known !== null) return { kind, id: known.id }
    }
    return null
  }

  hasSecondFactor(login: string): boolean {
    const known = this.#lookups.staff(login)
    return known !== null && this.#factors.has(known.id)
  }

  /** Null takes it away again. */
  setSecondFactor(staffId: number, factor: SecondFactor | null): void {
    if (factor === null) this.#factors.delete(staffId)
    else this.#factors.set(staffId, factor)
  }

  checkSecondFactor({ kind, id }: Person, presented: { code?: unknown; fingerprint?: unknown }) {
    const factor = kind === 'staff' ? this.#factors.get(id) : undefined
    if (factor === undefined) return
    const { code, fingerprint } = presented
    if (!code && !fingerprint) {
      throw new Problem('MISSED_TWO_FACTOR_CODE', 'Two-factor code is missed.')
    }
    const isRight = code
      ? isSame(String(code), factor.code)
      : isSame(String(fingerprint), factor.fingerprint)
    if (!isRight) throw new Problem('INVALID_TWO_FACTOR_CODE', 'Two-factor code is invalid.')
  }

  openSession(person: Person, id = randomBytes(13).toString('hex')): string {
    this.#sessions.set(id, { person, seenAt: this.#clock.now() })
    return id
  }

  /** A session that was there before the first login. */
  keepSession(person: Person, id: string): void {
    this.#sessions.set(id, { person, seenAt: null })
  }

  session(id: unknown): Person | null {
    const session = typeof id === 'string' ? this.#sessions.get(id) : undefined
    if (session === undefined) return null
    if (session.seenAt === null) return session.person
    if (this.#clock.now() - session.seenAt >= this.#settings.sessionSeconds * 1_000) {
      this.#sessions.delete(id as string)
      return null
    }
    session.seenAt = this.#clock.now()
    return session.person
  }

  closeSession(id: string): void {
    this.#sessions.delete(id)
  }

  ofSash(sash: string): Person | null {
    const id = [...this.#sessions.keys()].find((session) => isSame(sashOf(session), sash))
    return id === undefined ? null : this.session(id)
  }
}

/** What add-ons get as GET parameter `sash`: a hash of the session id (facts §1.2), by our choice SHA-1. */
export const sashOf = (sessionId: string): string =>
  createHash('sha1').update(sessionId).digest('hex')
