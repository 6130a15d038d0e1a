import { describe, expect, it } from 'vitest'
import { moveRun } from '../../../src/db/runs.ts'
import { insertSchedule } from '../../../src/db/schedules.ts'
import type { RunFilter } from '../../../src/domain/run.ts'
import { chargeSelection, findChargedBefore } from '../../../src/operations/charge-selection.ts'
import { cancelRun, pauseRun, resumeRun } from '../../../src/operations/move-run.ts'
import { approveRun } from '../../../src/operations/runs/approve-run.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import type { Settings } from '../../../src/settings/definitions.ts'
import { config, testContext } from '../../support/context.ts'
import { makeMethod } from '../../support/factories.ts'
import { settingsFor } from '../../support/settings.ts'

const FILTER: RunFilter = { documentKind: 'invoice', status: 'not_paid' }
const LIMIT = { runApprovalCents: 100_00 }

/** Three invoices of 50.00 unless said otherwise, and the settings of the case. */
async function setup(settings: Partial<Settings>, count = 3) {
  const context = testContext({ changes: { settings: settingsFor(config, settings) } })
  const add = async () => {
    const document = context.splynx.addDocument({ dueCents: 50_00 })
    await makeMethod(context, { customer_id: document.customerId })
  }
  for (let at = 0; at < count; at++) await add()
  const start = (filter: Partial<RunFilter> = {}, actor = 'staff:ann') =>
    startRun(context, { source: 'manual', filter: { ...FILTER, ...filter }, actor })
  const runOf = (id: number) =>
    context.db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const charged = () => context.gateway.sent.filter(({ kind }) => kind === 'sale').length
  return { context, add, start, runOf, charged }
}
const SEEN = { count: 3, cents: 150_00 }

describe('a run above the limit', () => {
  it('waits, takes no document and charges nothing, whatever was previewed', async () => {
    const { context, start, runOf, charged } = await setup(LIMIT)
    const { runId } = await start()
    await context.drain()
    expect(await runOf(runId)).toMatchObject({
      status: 'awaiting_approval',
      asked_count: 3,
      asked_cents: 150_00,
      asked_by: 'staff:ann',
    })
    expect(charged()).toBe(0)
    expect(await context.db.selectFrom('run_items').selectAll().execute()).toEqual([])
    expect(await context.db.selectFrom('payments').selectAll().execute()).toEqual([])
  })

  it('waits at once when its preview says so', async () => {
    const { context, runOf } = await setup(LIMIT)
    const run = { source: 'manual', filter: FILTER, actor: 'staff:ann' } as const
    const started = await startRun(context, run, SEEN)
    expect(started.isAwaitingApproval).toBe(true)
    expect(context.rings).toEqual([])
    expect(await runOf(started.runId)).toMatchObject({ status: 'awaiting_approval' })
  })

  it('is not approved by who asked for it, and is by another', async () => {
    const { context, start, runOf, charged } = await setup(LIMIT)
    const { runId } = await start()
    await context.drain()
    expect(await approveRun(context, { runId, actor: 'staff:ann', seen: SEEN })).toBe('own')
    expect(context.rings).toEqual([])
    expect(await approveRun(context, { runId, actor: 'staff:bob', seen: SEEN })).toBe('approved')
    expect(await approveRun(context, { runId, actor: 'staff:bob', seen: SEEN })).toBe('not_waiting')
    await context.drain()
    expect(await runOf(runId)).toMatchObject({ status: 'finished', approved_by: 'staff:bob' })
    expect(charged()).toBe(3)
    const { details } = await context.db
      .selectFrom('audit_events')
      .selectAll()
      .where('action', '=', 'run.approved')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(details)).toMatchObject({ askedBy: 'staff:ann', seen: SEEN })
  })

  it('is not let go by anything that lets runs go on', async () => {
    const { context, start, runOf } = await setup(LIMIT)
    const { runId } = await start()
    await context.drain()
    expect(await resumeRun(context, { runId, actor: 'staff:bob' })).toBe(false)
    expect(await pauseRun(context, { runId, actor: 'staff:bob' })).toBe(false)
    expect(await moveRun(context.db, runId, 'running', context.now())).toBe(false)
    context.clock.forward(60_000)
    await sweep(context)
    await context.drain()
    expect(await runOf(runId)).toMatchObject({ status: 'awaiting_approval' })
  })

  it('waits again when far more is due than was approved', async () => {
    const { context, add, start, runOf, charged } = await setup(LIMIT)
    const { runId } = await start()
    await context.drain()
    await approveRun(context, { runId, actor: 'staff:bob', seen: SEEN })
    for (let at = 0; at < 3; at++) await add()
    await context.drain()
    expect(await runOf(runId)).toMatchObject({
      status: 'awaiting_approval',
      approved_by: null,
      approval_reason: 'It has grown since it was approved: somebody has to look again',
    })
    expect(charged()).toBe(0)
  })

  it('can be cancelled, and never begins then', async () => {
    const { context, start, charged } = await setup(LIMIT)
    const { runId } = await start()
    await context.drain()
    expect(await cancelRun(context, { runId, actor: 'staff:ann' })).toBe(true)
    expect(await approveRun(context, { runId, actor: 'staff:bob', seen: SEEN })).toBe('not_waiting')
    await context.drain()
    expect(charged()).toBe(0)
  })

  it('is told of when the same selection is asked for again, however much later', async () => {
    const { context, start } = await setup(LIMIT)
    const { runId } = await start()
    await context.drain()
    context.clock.forward(30 * 60 * 60_000)
    expect((await findChargedBefore(context, FILTER))?.id).toBe(runId)
    const answer = await chargeSelection(context, {
      ...{ filter: FILTER, actor: 'staff:ann', requestKey: 'again', previewed: SEEN },
    })
    expect(answer).toMatchObject({ kind: 'charged_before', run: { id: runId } })
  })
})

it('several small runs of one person count together within a day', async () => {
  const { context, start, runOf, charged } = await setup(LIMIT)
  const ids = [...context.splynx.documents.values()].map(({ customerId }) => customerId)
  const statuses = []
  for (const customerId of ids) {
    const { runId } = await start({ customerIds: [customerId] })
    await context.drain()
    statuses.push((await runOf(runId)).status)
  }
  expect(statuses).toEqual(['finished', 'finished', 'awaiting_approval'])
  expect(charged()).toBe(2)
  const other = await start({ customerIds: [ids[2]!] }, 'staff:bob')
  await context.drain()
  expect(await runOf(other.runId)).toMatchObject({ status: 'finished' })
})

it('the first run of a month waits where that is set, the next one does not', async () => {
  const { context, start, runOf } = await setup({ runApprovalFirstOfMonth: true })
  const first = await start()
  await context.drain()
  expect(await runOf(first.runId)).toMatchObject({ status: 'awaiting_approval' })
  await approveRun(context, { runId: first.runId, actor: 'staff:bob', seen: SEEN })
  await context.drain()
  const next = await start({ customerIds: [1] })
  await context.drain()
  expect(await runOf(next.runId)).toMatchObject({ status: 'finished' })
})

it.each([
  ['off', 'finished'],
  ['same', 'awaiting_approval'],
] as const)('a scheduled run with approval of schedules %s is %s', async (setting, status) => {
  const { context, runOf } = await setup({ ...LIMIT, runApprovalOfSchedules: setting })
  const values = {
    ...{ name: 'Nightly', isEnabled: true, timeOfDay: '02:30', zone: 'America/Chicago' },
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], catchUpMinutes: 60, closedDays: 'run' as const },
    filter: { ...FILTER, lookBackDays: 30 },
  }
  const id = await insertSchedule(context.db, values as never, 'staff:bob', context.now())
  const slot = { scheduleId: id, businessDate: '2026-11-24', lateMinutes: 0 }
  const run = { source: 'auto', filter: FILTER, actor: `schedule:${id}`, slot } as const
  const { runId } = await startRun(context, run)
  await context.drain()
  expect(await runOf(runId)).toMatchObject({ status, asked_by: 'staff:bob' })
  if (status === 'finished') return
  // Whoever changed the schedule last is no second pair of eyes.
  expect(await approveRun(context, { runId, actor: 'staff:bob', seen: SEEN })).toBe('own')
  expect(await approveRun(context, { runId, actor: 'staff:ann', seen: SEEN })).toBe('approved')
})

it('a run that is paused while its sums are taken takes them again when it goes on', async () => {
  const { context, start, runOf } = await setup(LIMIT)
  const { runId } = await start()
  await pauseRun(context, { runId, actor: 'staff:ann' })
  await context.drain()
  expect(await runOf(runId)).toMatchObject({ status: 'paused', checks_limits: 1 })
  await resumeRun(context, { runId, actor: 'staff:ann' })
  await context.drain()
  expect(await runOf(runId)).toMatchObject({ status: 'awaiting_approval' })
})
