import type { Db } from './connect.ts'
import type { Breaker } from './schema.ts'

const THE_ONE = 1

export const findBreaker = (db: Db): Promise<Breaker> =>
  db.selectFrom('breaker').selectAll().where('id', '=', THE_ONE).executeTakeFirstOrThrow()

export const isBreakerOpen = async (db: Db): Promise<boolean> =>
  (await findBreaker(db)).state === 'open'

/** Opens it; true for the one that did. */
export async function openBreaker(
  db: Db,
  { reason, openings, nextProbeAt }: { reason: string; openings: number; nextProbeAt: Date },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('breaker')
    .set({
      state: 'open',
      reason: reason.slice(0, 255),
      opened_at: now,
      openings,
      probes_ok: 0,
      next_probe_at: nextProbeAt,
    })
    .where('id', '=', THE_ONE)
    .where('state', '=', 'closed')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes the next probe for one worker; true for the one that may ask. */
export async function claimProbe(db: Db, now: Date, nextProbeAt: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('breaker')
    .set({ next_probe_at: nextProbeAt })
    .where('id', '=', THE_ONE)
    .where('state', '=', 'open')
    .where('next_probe_at', '<=', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const noteProbes = (db: Db, probesOk: number) =>
  db
    .updateTable('breaker')
    .set({ probes_ok: probesOk })
    .where('id', '=', THE_ONE)
    .where('state', '=', 'open')
    .execute()

/** Closes it; true for the one that did. */
export async function closeBreaker(db: Db): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('breaker')
    .set({ state: 'closed', reason: null, probes_ok: 0, next_probe_at: null })
    .where('id', '=', THE_ONE)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Of the messages that ended since then: how many got an answer, and how many none. One that nobody
 * answers ends a whole time limit after it was sent, so the two are looked at apart; `sentSince`
 * only keeps the reading short.
 */
export async function countAnswers(
  db: Db,
  { since, sentSince }: { since: Date; sentSince: Date },
): Promise<{ answered: number; silent: number }> {
  const rows = await db
    .selectFrom('attempts')
    .select('status')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('sent_at', '>=', sentSince)
    .where((row) => row(row.fn.coalesce('answered_at', 'sent_at'), '>=', since))
    .where('status', '<>', 'sending')
    .groupBy('status')
    .execute()
  const sums = { answered: 0, silent: 0 }
  for (const { status, count } of rows) {
    const isSilent = status === 'unknown' || status === 'never_sent'
    sums[isSilent ? 'silent' : 'answered'] += Number(count)
  }
  return sums
}
