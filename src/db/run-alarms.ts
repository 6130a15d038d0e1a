import { sql } from 'kysely'
import type { FoundAlarm } from '../domain/run-alarms.ts'
import type { Db } from './connect.ts'
import type { Run, RunAlarm } from './schema.ts'
import { transact } from './transact.ts'

export interface NewRunAlarm extends FoundAlarm {
  scheduleId: number | null
  runId: number | null
}

/** Raises what nobody has raised yet; may be repeated by anybody. Returns how many are new. */
export async function insertRunAlarms(
  db: Db,
  alarms: readonly NewRunAlarm[],
  { now, isMailed }: { now: Date; isMailed: boolean },
): Promise<number> {
  if (alarms.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('run_alarms')
    .ignore()
    .values(
      alarms.map(({ key, kind, says, scheduleId, runId }) => ({
        alarm_key: key,
        kind,
        schedule_id: scheduleId,
        run_id: runId,
        says: says.slice(0, 400),
        found_at: now,
        mail_state: isMailed ? ('waiting' as const) : ('none' as const),
        mail_error: null,
        seen_at: null,
        seen_by: null,
        note: null,
      })),
    )
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0n)
}

export type ListedAlarm = RunAlarm & { schedule_name: string | null }

/** What nobody has acknowledged, the oldest first. */
export const listRunAlarms = (db: Db, limit = 50): Promise<ListedAlarm[]> =>
  listed(db).where('run_alarms.seen_at', 'is', null).orderBy('found_at').limit(limit).execute()

/** Of these keys, those that were raised, acknowledged or not. */
export async function findAlarmKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('run_alarms')
    .select('alarm_key')
    .where('alarm_key', 'in', keys)
    .execute()
  return new Set(rows.map(({ alarm_key }) => alarm_key))
}

const listed = (db: Db) =>
  db
    .selectFrom('run_alarms')
    .leftJoin('schedules', 'schedules.id', 'run_alarms.schedule_id')
    .selectAll('run_alarms')
    .select('schedules.name as schedule_name')

/** False when there is none, or when somebody was faster. */
export async function acknowledgeRunAlarm(
  db: Db,
  id: number,
  { by, note, now }: { by: string; note: string | null; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('run_alarms')
    .set({ seen_at: now, seen_by: by, note })
    .where('id', '=', id)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** So many tries to hand an alarm to a mail server that cannot be reached. */
const MAIL_TRIES_MAX = 60

/** Takes alarms whose mail is to be sent: of two that ask at once at most one gets each. */
export function claimAlarmMails(db: Db, limit: number): Promise<ListedAlarm[]> {
  return transact(db, async (trx) => {
    const due = await trx
      .selectFrom('run_alarms')
      .select('id')
      .where('mail_state', '=', 'waiting')
      .orderBy('found_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return []
    const ids = due.map(({ id }) => id)
    await trx
      .updateTable('run_alarms')
      .set({ mail_state: 'sending', mail_tries: sql`mail_tries + 1` })
      .where('id', 'in', ids)
      .execute()
    return listed(trx).where('run_alarms.id', 'in', ids).execute()
  })
}

/** `waiting`: it certainly did not leave, and is tried again a number of times. */
export async function endAlarmMail(
  db: Db,
  id: number,
  end: { state: 'sent' | 'failed' | 'waiting'; cause?: string },
): Promise<void> {
  await db
    .updateTable('run_alarms')
    .set({
      mail_state:
        end.state === 'waiting'
          ? sql`if(mail_tries >= ${MAIL_TRIES_MAX}, 'failed', 'waiting')`
          : end.state,
      mail_error: end.cause?.slice(0, 255) ?? null,
    })
    .where('id', '=', id)
    .where('mail_state', '=', 'sending')
    .execute()
}

/** Of these slots, as `schedule:date`, those that have a run. */
export async function findStartedSlots(db: Db, slotKeys: readonly string[]): Promise<Set<string>> {
  if (slotKeys.length === 0) return new Set()
  const rows = await db
    .selectFrom('runs')
    .select('slot_key')
    .where('slot_key', 'in', slotKeys)
    .execute()
  return new Set(rows.flatMap(({ slot_key }) => slot_key ?? []))
}

/** Scheduled runs that have ended since then and that nobody has judged. */
export const listUnjudgedRuns = (db: Db, since: Date, limit: number): Promise<Run[]> =>
  db
    .selectFrom('runs')
    .leftJoin('judged_runs', 'judged_runs.run_id', 'runs.id')
    .selectAll('runs')
    .where('runs.source', '=', 'auto')
    .where('runs.status', '=', 'finished')
    .where('runs.heartbeat_at', '>=', since)
    .where('judged_runs.run_id', 'is', null)
    .orderBy('runs.id')
    .limit(limit)
    .execute()

export async function noteJudgedRun(db: Db, runId: number, now: Date): Promise<void> {
  await db.insertInto('judged_runs').ignore().values({ run_id: runId, judged_at: now }).execute()
}

/** The finished runs of a schedule before this one, the newest first. */
export const listRunsBefore = (
  db: Db,
  { scheduleId, runId, limit }: { scheduleId: number; runId: number; limit: number },
): Promise<Run[]> =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('schedule_id', '=', scheduleId)
    .where('status', '=', 'finished')
    .where('id', '<', runId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Scheduled runs that began before and have not ended. */
export const listOpenRunsFrom = (db: Db, before: Date): Promise<Run[]> =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('source', '=', 'auto')
    .where('status', 'in', ['running', 'paused', 'awaiting_approval'])
    .where('created_at', '<', before)
    .orderBy('id')
    .limit(50)
    .execute()
