import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Db } from './connect.ts'
import type { Database } from './schema.ts'

export type Trx = Transaction<Database>

const TRIES_MAX = 6

/**
 * Runs `work` in a transaction, again when the database chose it as the victim of a deadlock or let
 * it wait too long: then nothing of it was kept. Never call anything outside the database in here.
 * A connection lost on the way rejects, because the commit may or may not have happened.
 */
export async function transact<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (tries === TRIES_MAX || !wasRolledBack(error)) throw error
      await sleep(tries * 5 * (1 + Math.random()))
    }
  }
}

const wasRolledBack = (error: unknown): boolean =>
  ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'].includes(codeOf(error))

/** Errors of a database that is away for a moment, not of what it was asked. */
export const isDatabaseAway = (error: unknown): boolean =>
  [
    'PROTOCOL_CONNECTION_LOST',
    'ECONNRESET',
    'ECONNREFUSED',
    'EPIPE',
    'ETIMEDOUT',
    'ER_SERVER_SHUTDOWN',
    'ER_CON_COUNT_ERROR',
  ].includes(codeOf(error)) ||
  (error instanceof Error && /closed state|connection is closed/i.test(error.message))

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
