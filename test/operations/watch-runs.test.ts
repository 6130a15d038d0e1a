import { describe, expect, it } from 'vitest'
import { acknowledgeRunAlarm, listRunAlarms } from '../../src/db/run-alarms.ts'
import { insertSchedule } from '../../src/db/schedules.ts'
import { listComingRuns } from '../../src/operations/schedules/coming-runs.ts'
import { mailAlarms } from '../../src/operations/schedules/mail-alarms.ts'
import { readOpenDays } from '../../src/operations/schedules/open-days.ts'
import { readRunAlarms, watchRuns } from '../../src/operations/schedules/watch-runs.ts'
import { startDueRuns } from '../../src/operations/start-due-runs.ts'
import { config, createClock, type TestContext, testContext } from '../support/context.ts'
import { makeMethod } from '../support/factories.ts'
import { settingsFor } from '../support/settings.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const MAILED = settingsFor(config, { alarmMail: 'ops@example.com, night@example.com' })

/** Every night at two in Chicago; it is a quarter past two, plus a minute. */
async function setup(changes: { updatedAt?: string } = {}) {
  const clock = createClock(new Date(changes.updatedAt ?? '2026-11-23T18:00:00Z'))
  const context = testContext({ clock, changes: { settings: MAILED } })
  const schedule = {
    ...{ name: 'Nightly', isEnabled: true, timeOfDay: '02:00', zone: 'America/Chicago' },
    filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 30 } as const,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    catchUpMinutes: 180,
  }
  const scheduleId = await insertSchedule(context.db, schedule, 'staff:admin', clock.now())
  clock.forward(new Date('2026-11-24T08:16:00Z').getTime() - clock.now().getTime())
  return { context, clock, scheduleId }
}

const kinds = async ({ db }: TestContext) => (await listRunAlarms(db)).map(({ kind }) => kind)

/** A night that has ended: so many charged and declined. */
async function endedRun(
  context: TestContext,
  scheduleId: number,
  { day, charged, declined, unknown = 0, minutes = 5 }: Record<string, number> & { day: number },
) {
  const { db } = context
  const createdAt = new Date(Date.UTC(2026, 10, 1 + day, 8))
  const finishedAt = new Date(createdAt.getTime() + minutes * MINUTE_MS)
  const { insertId } = await db
    .insertInto('runs')
    .values({
      ...{ source: 'auto', schedule_id: scheduleId, status: 'finished', actor: 'schedule:1' },
      ...{ business_date: `2026-11-${String(1 + day).padStart(2, '0')}`, request_key: null },
      ...{ slot_key: `${scheduleId}:night-${day}`, late_minutes: 0, pause_reason: null },
      ...{ paused_by: null, select_after_id: 0, select_lease_until: null, asked_by: null },
      ...{ approval_reason: null, approved_by: null, approved_at: null, canary_count: null },
      ...{ canary_passed_at: null, selected_at: createdAt, heartbeat_at: finishedAt },
      ...{ filter: '{}', created_at: createdAt, finished_at: finishedAt },
    })
    .executeTakeFirstOrThrow()
  const runId = Number(insertId)
  const statuses = [
    ...Array.from({ length: charged ?? 0 }, () => 'recorded' as const),
    ...Array.from({ length: declined ?? 0 }, () => 'declined' as const),
    ...Array.from({ length: unknown }, () => 'unknown' as const),
  ]
  if (statuses.length === 0) return runId
  const method = await makeMethod(context)
  await db
    .insertInto('payments')
    .values(
      statuses.map((status, at) => ({
        ...{ id: `${String(runId).padStart(13, '0')}${String(at).padStart(13, '0')}`, status },
        ...{ customer_id: 1, customer_name: 'Ada', partner_id: 1, purpose: 'invoice' as const },
        ...{ document_id: runId * 1_000 + at, document_number: '1', method_id: method.id },
        ...{ method_kind: at % 5 === 0 ? ('bank' as const) : ('card' as const), brand: null },
        ...{
          last4: '1111',
          transaction_id: `T${runId}-${at}`,
          amount_cents: 1_000,
          currency: 'USD',
          channel: 'schedule' as const,
        },
        ...{ actor: 'schedule:1', run_id: runId, run_item_id: null },
        ...{ request_key: null, look_at: null, created_at: createdAt, updated_at: createdAt },
      })),
    )
    .execute()
  return runId
}

describe('a run that did not start', () => {
  it('raises one alarm, however many clocks look and however often', async () => {
    const { context, clock } = await setup()
    await Promise.all([context, context.another(), context.another()].map(watchRuns))
    clock.forward(MINUTE_MS)
    await watchRuns(context)
    const alarms = await listRunAlarms(context.db)
    expect(alarms).toMatchObject([{ kind: 'not_started', schedule_name: 'Nightly' }])
    expect(alarms[0]?.says).toContain('“Nightly” of 2026-11-24 did not start at 02:00')
  })

  it('is seen on the console while no clock runs, and once only when one does', async () => {
    const { context } = await setup()
    expect(await readRunAlarms(context)).toMatchObject([{ id: 0, kind: 'not_started' }])
    await watchRuns(context)
    const [raised] = await readRunAlarms(context)
    expect(raised?.id).toBeGreaterThan(0)
    const seen = { by: 'staff:ada', note: null, now: context.now() }
    expect(await acknowledgeRunAlarm(context.db, raised!.id, seen)).toBe(true)
    expect(await acknowledgeRunAlarm(context.db, raised!.id, seen)).toBe(false)
    await watchRuns(context)
    expect(await readRunAlarms(context)).toEqual([])
  })

  it.each([
    { what: 'that did', start: true },
    { what: 'of a schedule that was changed after its time', updatedAt: '2026-11-24T08:05:00Z' },
  ])('is not one $what', async ({ start, updatedAt }) => {
    const { context } = await setup({ updatedAt })
    if (start) await startDueRuns(context)
    await watchRuns(context)
    expect(await kinds(context)).toEqual([])
  })
})

describe('a run that ended', () => {
  it('raises an alarm for what is unlike the nights before, and is judged once', async () => {
    const { context, clock, scheduleId } = await setup()
    await startDueRuns(context)
    for (const day of [18, 19, 20])
      await endedRun(context, scheduleId, { day, charged: 45, declined: 5 })
    await watchRuns(context)
    expect(await kinds(context)).toEqual([])
    await endedRun(context, scheduleId, { day: 21, charged: 30, declined: 20, unknown: 1 })
    await endedRun(context, scheduleId, { day: 22, charged: 0, declined: 0, minutes: 40 })
    await watchRuns(context)
    expect(new Set(await kinds(context))).toEqual(
      new Set(['unknowns', 'declines', 'nothing_selected', 'slow']),
    )
    clock.forward(MINUTE_MS)
    expect(await watchRuns(context)).toBe(0)
  })

  it('or does not end within six hours', async () => {
    const { context, clock } = await setup()
    await startDueRuns(context)
    clock.forward(6 * 60 * MINUTE_MS + 1)
    await watchRuns(context)
    expect(await kinds(context)).toEqual(['stuck'])
  })
})

describe('the mail about an alarm', () => {
  it('goes out once, to everybody who is named', async () => {
    const { context } = await setup()
    await watchRuns(context)
    await Promise.all([mailAlarms(context), mailAlarms(context)])
    await mailAlarms(context)
    expect(context.mail.notes).toMatchObject([
      {
        to: ['ops@example.com', 'night@example.com'],
        subject: 'A scheduled run did not start: Nightly',
      },
    ])
    expect(context.mail.notes[0]?.text).toContain('/admin/schedules#alarms')
  })

  it('is tried again only when it certainly did not leave', async () => {
    const { context } = await setup()
    await watchRuns(context)
    context.mail.answers.push(
      { kind: 'not_sent', cause: 'ECONNREFUSED', isServer: true },
      { kind: 'uncertain', cause: 'closed' },
    )
    await mailAlarms(context)
    await mailAlarms(context)
    await mailAlarms(context)
    expect(context.mail.notes).toHaveLength(1)
    expect(await listRunAlarms(context.db)).toMatchObject([{ mail_state: 'failed', mail_tries: 2 }])
  })
})

describe('the runs to come', () => {
  it('carry the sums of the last one and the days on which the money is there', async () => {
    const { context, scheduleId } = await setup()
    const runId = await endedRun(context, scheduleId, { day: 22, charged: 8, declined: 2 })
    const from = context.now()
    const until = new Date(from.getTime() + 2 * DAY_MS)
    expect(
      await listComingRuns(context, { from, until }, await readOpenDays(context)),
    ).toMatchObject([
      {
        slot: { businessDate: '2026-11-25' },
        expected: { runId, byKind: { card: { count: 8, cents: 8_000 }, bank: { count: 2 } } },
        // Thursday is Thanksgiving.
        moneyIn: { settlesOn: '2026-11-27', debitsFinalOn: '2026-12-02' },
      },
      { slot: { businessDate: '2026-11-26' } },
    ])
  })

  it('keep to the own closed days and to the public holidays of a region', async () => {
    const settings = settingsFor(config, {
      closedDays: '2026-12-24 Christmas Eve\n2026-12-31',
      holidayRegion: 'MX',
    })
    const { isOpen, closedNameOf, unknownRegion } = await readOpenDays({ settings })
    const closed = ['2026-12-23', '2026-12-24', '2026-12-31', '2026-11-16', '2026-12-26'].map(
      (date) => [isOpen(date), closedNameOf(date)],
    )
    expect(closed).toEqual([
      [true, null],
      [false, 'Christmas Eve'],
      [false, 'Own closed day'],
      [false, expect.stringMatching(/Revoluci/)],
      [false, null],
    ])
    expect(unknownRegion).toBeNull()
    const nowhere = settingsFor(config, { holidayRegion: 'XX' })
    expect((await readOpenDays({ settings: nowhere })).unknownRegion).toBe('XX')
  })
})
