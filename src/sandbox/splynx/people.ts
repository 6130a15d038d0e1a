import { randomBytes } from 'node:crypto'
import { isSame } from './signature.ts'

/** Who a call acts as: the API key, a member of the staff or a customer. */
export type Person =
  | { kind: 'key' }
  | { kind: 'staff'; id: number }
  | { kind: 'customer'; id: number }

/** Finds who has a login; null for nobody. */
export type Lookup = (login: string) => { id: number; password: string } | null

/** Logins, and the web sessions that they opened (Splynx facts §1.4, §1.6). */
export class People {
  readonly #lookups: Record<'staff' | 'customer', Lookup>
  readonly #sessions = new Map<string, Person>()

  constructor(lookups: Record<'staff' | 'customer', Lookup>) {
    this.#lookups = lookups
  }

  logIn(kind: 'staff' | 'customer', login: unknown, password: unknown): Person | null {
    if (typeof login !== 'string' || typeof password !== 'string') return null
    const known = this.#lookups[kind](login)
    return known !== null && isSame(known.password, password) ? { kind, id: known.id } : null
  }

  /** Staff first: a login may exist on both sides. */
  personOf(login: string): Person | null {
    for (const kind of ['staff', 'customer'] as const) {
      const known = this.#lookups[kind](login)
      if (known !== null) return { kind, id: known.id }
    }
    return null
  }

  openSession(person: Person, id = randomBytes(13).toString('hex')): string {
    this.#sessions.set(id, person)
    return id
  }

  session(id: unknown): Person | null {
    return typeof id === 'string' ? (this.#sessions.get(id) ?? null) : null
  }

  closeSession(id: string): void {
    this.#sessions.delete(id)
  }
}
