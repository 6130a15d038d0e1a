import type { Context } from '../../context.ts'
import {
  findAlarmKeys,
  findStartedSlots,
  insertRunAlarms,
  type ListedAlarm,
  listOpenRunsFrom,
  listRunAlarms,
  listRunsBefore,
  listUnjudgedRuns,
  type NewRunAlarm,
  noteJudgedRun,
} from '../../db/run-alarms.ts'
import { readTotalsOfRuns } from '../../db/run-totals.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import { listSchedules, timesOf } from '../../db/schedules.ts'
import type { Run, Schedule } from '../../db/schema.ts'
import { type EndedRun, judgeEnded, STUCK_AFTER_MS } from '../../domain/run-alarms.ts'
import { slotsBetween } from '../../domain/schedule.ts'
import { areTwoRetriers } from '../retries/refuse-two-retriers.ts'
import { type OpenDays, readOpenDays } from './open-days.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** A watcher that was down for so long still says what was missed. */
const MISSED_LOOKED_BACK_MS = 2 * DAY_MS
const ENDED_LOOKED_BACK_MS = 7 * DAY_MS
/** What is usual: the last ones of the schedule. */
const COMPARED_RUNS = 5
const JUDGED_AT_ONCE = 20

/**
 * Raises an alarm for each scheduled run that did not start, ended strangely or does not end. However
 * many look at once, each thing is one alarm. Returns how many are new.
 */
export async function watchRuns(context: Context): Promise<number> {
  const { db, now, log, mail, settings } = context
  const { alarmMail } = await settings.of(null)
  const isMailed = mail !== null && alarmMail !== ''
  const found = [...(await findMissed(context)), ...(await findStuck(context))]
  let raised = await insertRunAlarms(db, found, { now: now(), isMailed })
  const since = new Date(now().getTime() - ENDED_LOOKED_BACK_MS)
  for (const run of await listUnjudgedRuns(db, since, JUDGED_AT_ONCE)) {
    raised += await insertRunAlarms(db, await judge(context, run), { now: now(), isMailed })
    // After the alarms: whoever ends in between judges it once more and finds them there.
    await noteJudgedRun(db, run.id, now())
  }
  if (raised > 0) log.error({ raised }, 'something is wrong with scheduled runs')
  return raised
}

/**
 * What nobody has acknowledged, the oldest first; with what should have started by now, so that it is
 * seen even while the clock, which raises alarms, is down. Changes nothing.
 */
export async function readRunAlarms(context: Context): Promise<ListedAlarm[]> {
  const [raised, missed] = await Promise.all([listRunAlarms(context.db), findMissed(context)])
  const known = await findAlarmKeys(
    context.db,
    missed.map(({ key }) => key),
  )
  const names = new Map((await listSchedules(context.db)).map(({ id, name }) => [id, name]))
  const unraised = missed.filter(({ key }) => !known.has(key))
  return [
    ...raised,
    ...unraised.map((alarm) => ({
      ...{ id: 0, alarm_key: alarm.key, kind: alarm.kind, says: alarm.says },
      ...{ schedule_id: alarm.scheduleId, run_id: null, found_at: context.now() },
      ...{ mail_state: 'none' as const, mail_tries: 0, mail_error: null },
      ...{ seen_at: null, seen_by: null, note: null },
      schedule_name: names.get(alarm.scheduleId ?? 0) ?? null,
    })),
  ]
}

async function findMissed(context: Context): Promise<NewRunAlarm[]> {
  const { db, now, settings } = context
  const { alarmLateMinutes } = await settings.of(null)
  const openDays = await readOpenDays(context)
  const until = new Date(now().getTime() - alarmLateMinutes * MINUTE_MS)
  const due = (await listSchedules(db)).flatMap((schedule) => missable(schedule, until, openDays))
  const started = await findStartedSlots(
    db,
    due.map(({ slotKey }) => slotKey),
  )
  const missed = due.filter(({ slotKey }) => !started.has(slotKey))
  if (missed.length === 0) return []
  const cause = await causeOf(context)
  return missed.map(({ schedule, slotKey, businessDate }) => ({
    key: `not_started:${slotKey}`,
    kind: 'not_started',
    says: `“${schedule.name}” of ${businessDate} did not start at ${schedule.time_of_day}, ${schedule.zone}. ${cause}`,
    scheduleId: schedule.id,
    runId: null,
  }))
}

/** What should have started by then. A schedule that was changed after its time was not late. */
function missable(schedule: Schedule, until: Date, { isOpen }: OpenDays) {
  if (!schedule.is_enabled) return []
  const from = new Date(until.getTime() - MISSED_LOOKED_BACK_MS)
  return slotsBetween(timesOf(schedule), from, until, isOpen)
    .filter(({ dueAt }) => dueAt >= schedule.updated_at)
    .map(({ businessDate }) => ({
      schedule,
      businessDate,
      slotKey: `${schedule.id}:${businessDate}`,
    }))
}

async function causeOf(context: Context): Promise<string> {
  if (await isSafeMode(context.db)) return 'Safe mode is on: it starts when a manager releases it.'
  if (await areTwoRetriers(context)) {
    return 'IPpay’s recycling and own retries are both on in the settings.'
  }
  return 'Look whether the clock is running; within its catch-up window it starts by itself then.'
}

async function findStuck({ db, now }: Context): Promise<NewRunAlarm[]> {
  const runs = await listOpenRunsFrom(db, new Date(now().getTime() - STUCK_AFTER_MS))
  return runs.map(({ id, schedule_id, status, pause_reason }) => ({
    key: `stuck:run:${id}`,
    kind: 'stuck',
    says: `Six hours after its start it has not ended: ${STATE[status] ?? status}. ${pause_reason ?? ''}`.trim(),
    scheduleId: schedule_id,
    runId: id,
  }))
}

const STATE: Partial<Record<Run['status'], string>> = {
  running: 'it still goes on',
  paused: 'it is paused',
  awaiting_approval: 'it waits for approval',
}

async function judge({ db, settings }: Context, run: Run): Promise<NewRunAlarm[]> {
  const { alarmDeclinePoints, alarmSlowFactor } = await settings.of(null)
  const scheduleId = run.schedule_id
  if (scheduleId === null) return []
  const before = await listRunsBefore(db, { scheduleId, runId: run.id, limit: COMPARED_RUNS })
  const totals = await readTotalsOfRuns(
    db,
    [run, ...before].map(({ id }) => id),
  )
  const ended = ({ id, created_at, finished_at }: Run): EndedRun => ({
    totals: totals.get(id)!,
    tookMs: (finished_at ?? created_at).getTime() - created_at.getTime(),
  })
  const limits = { declinePoints: alarmDeclinePoints, slowFactor: alarmSlowFactor }
  return judgeEnded(run.id, ended(run), before.map(ended), limits).map((alarm) => ({
    ...alarm,
    ...{ scheduleId, runId: run.id },
  }))
}
