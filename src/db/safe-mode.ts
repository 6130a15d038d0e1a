import { sql } from 'kysely'
import type { Db } from './connect.ts'
import { distrustMails } from './mails.ts'
import type { SafeMode } from './schema.ts'
import type { Trx } from './transact.ts'

const THE_ONE = 1

export const findSafeMode = (db: Db): Promise<SafeMode> =>
  db.selectFrom('safe_mode').selectAll().where('id', '=', THE_ONE).executeTakeFirstOrThrow()

/**
 * While it is on nothing new is sent to the gateway but questions. One row by its key, so it is read
 * each time: whoever asks a moment later must not be told what was true before.
 */
export const isSafeMode = async (db: Db): Promise<boolean> =>
  (await findSafeMode(db)).state === 'on'

/**
 * The same inside the transaction of a claim, which the switching on waits for: a claim is either
 * committed before, and known, or does not happen.
 */
export async function isSafeModeForClaim(trx: Trx): Promise<boolean> {
  // Not `for share`, which MariaDB does not know.
  const { rows } = await sql<Pick<SafeMode, 'state'>>`
    select state from safe_mode where id = ${THE_ONE} lock in share mode`.execute(trx)
  return rows[0]?.state === 'on'
}

export interface SafeModeReason {
  cause: 'restore' | 'person'
  reason: string
  by: string
}

/** Until the transaction ends nobody claims, switches on or off: sums that are read now hold. */
export const lockSafeMode = (trx: Trx): Promise<SafeMode> =>
  trx
    .selectFrom('safe_mode')
    .selectAll()
    .where('id', '=', THE_ONE)
    .forUpdate()
    .executeTakeFirstOrThrow()

/** Switches it on, under `lockSafeMode`; true for the one that did. */
export async function enterSafeMode(
  trx: Trx,
  { cause, reason, by }: SafeModeReason,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('safe_mode')
    .set({
      state: 'on',
      cause,
      reason: reason.slice(0, 255),
      entered_at: now,
      entered_by: by,
      released_at: null,
      released_by: null,
      release_reason: null,
    })
    .where('id', '=', THE_ONE)
    .where('state', '=', 'off')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Switches it off, under `lockSafeMode`; true for the one that did. */
export async function leaveSafeMode(
  trx: Trx,
  { reason, by }: { reason: string; by: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('safe_mode')
    .set({
      state: 'off',
      released_at: now,
      released_by: by,
      release_reason: reason.slice(0, 255),
    })
    .where('id', '=', THE_ONE)
    .where('state', '=', 'on')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Pauses what goes on, and what the breaker paused, which would go on by itself otherwise. Returns
 * how many.
 */
export async function pauseRunsForSafeMode(db: Db, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('runs')
    .set({
      status: 'paused',
      paused_by: 'safe_mode',
      pause_reason: 'Safe mode: a person resumes it after the release',
      heartbeat_at: now,
    })
    .where((run) =>
      run.or([
        run('status', '=', 'running'),
        run.and([run('status', '=', 'paused'), run('paused_by', '=', 'breaker')]),
      ]),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/**
 * Splynx may have what this database thinks it was never told: it is looked for first. Customers may
 * have been written to.
 */
export async function distrustOutboxes(trx: Trx): Promise<void> {
  const statement_tries = sql<number>`greatest(statement_tries, 1)`
  await trx
    .updateTable('recordings')
    .set({ tries: sql<number>`greatest(tries, 1)`, statement_tries })
    .where('recorded_at', 'is', null)
    .execute()
  await trx
    .updateTable('recordings')
    .set({ statement_tries })
    .where('statement_due_at', 'is not', null)
    .execute()
  await distrustMails(trx)
  for (const outbox of ['undoings', 'return_fees'] as const) {
    await trx
      .updateTable(outbox)
      .set({ tries: 1 })
      .where('done_at', 'is', null)
      .where('tries', '=', 0)
      .execute()
  }
}

/** Payments of people that wait to be sent and that no forgotten message is about. */
export async function listUnsentOfPeople(trx: Trx, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('payments')
    .select('id')
    .where('status', '=', 'pending')
    .where('run_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('forgotten_messages')
            .select('transaction_id')
            .whereRef('forgotten_messages.payment_id', '=', 'payments.id')
            .where('forgotten_messages.state', '=', 'waiting'),
        ),
      ),
    )
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Runs that wait for a person after the release. */
export const listRunsPausedBySafeMode = (db: Db, limit: number) =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', 'paused')
    .where('paused_by', '=', 'safe_mode')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
