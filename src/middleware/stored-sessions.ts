import { createHash } from 'node:crypto'
import type { SessionSubject, Side } from '../routes/env.ts'

// How sessions lie in Redis: under the hash of their id, so that who can read Redis cannot log in.

const MINUTE_MS = 60_000

/** Logged out when nothing was done for so long (rules of the trade P7 for staff). */
export const IDLE_MS = { staff: 15 * MINUTE_MS, customer: 30 * MINUTE_MS } as const
/** Logged out however much was done. */
export const SESSION_MS_MAX = 12 * 60 * MINUTE_MS

export interface StoredSession {
  subject: SessionSubject
  startedAt: number
  /** Splynx's session that it was made from, hashed, and when that was last known to be good. */
  madeFrom?: string
  confirmedAt?: number
  /** What the browser says of itself, and where it was at the log-in. */
  agent?: string
  address?: string
}

export const hashOfSession = (id: string): string => createHash('sha256').update(id).digest('hex')

export const keyOfSession = (side: Side, hash: string): string => `ippay:session:${side}:${hash}`

/** The hashes of somebody's sessions, by when they began. */
export const listOfSessions = (staffId: number): string => `ippay:sessions-of:${staffId}`
