import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext } from 'hono'
import type { Staff } from '../db/schema.ts'
import type { Language } from '../domain/language.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings/definitions.ts'

/** Who uses a page: the console under /admin is for staff, everything under /ippay for customers. */
export type Side = 'staff' | 'customer'

export interface CustomerIdentity {
  customerId: number
  name: string
}

export interface Session {
  side: Side
  /** The cookie's value. It opens the session, so it goes nowhere else. */
  id: string
  subject: SessionSubject
  /** The hash of Splynx's session that it was made from, if it was. */
  madeFrom: string | null
  /** When it was known last that Splynx's session is still good. */
  confirmedAt: number
}
/** `version` is the account's `session_version` at the log-in: a newer one ends the session. */
export type SessionSubject = { staffId: number; login: string; version: number } | CustomerIdentity

interface Variables {
  /** A short reference that people can read out; the log lines of the request carry it too. */
  requestId: string
  /** The client's address, as far as TRUST_PROXY lets us believe it; empty if there is none. */
  address: string
  /** Writes the request's reference with every line. */
  log: Log
  /** Null for who has not logged in on this side. */
  session: Session | null
  /** Of the page; the console's is English. */
  language: Language
  /** Behind the log-in: nothing is charged at the moment. */
  isSafeMode: boolean
  /** For `<CsrfField>` and the X-CSRF-Token header: belongs to this browser and session. */
  csrf: string
}

/** What every route finds in `c.var`. */
export interface Env {
  Bindings: Partial<HttpBindings>
  Variables: Variables
}

/** Behind `requireStaff`, as everything under /admin is but the log-in. */
export interface StaffEnv extends Env {
  Variables: Variables & {
    staff: Staff
    /** How much work waits for people; left out where no page is made. */
    openWork?: number
  }
}

/** Behind `requireCustomer`. */
export interface CustomerEnv extends Env {
  Variables: Variables & {
    customer: CustomerIdentity
    /** What holds for this customer. */
    settings: Settings
  }
}

/** How people are named in `actor` columns and in the audit trail: `staff:clerk`, `customer:17`. */
export const actorOf = (person: { login: string } | { customerId: number }): string =>
  'customerId' in person ? `customer:${person.customerId}` : `staff:${person.login}`

export const isHtmx = (c: HonoContext): boolean => c.req.header('HX-Request') === 'true'
