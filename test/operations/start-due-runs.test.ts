import { expect, it } from 'vitest'
import { insertSchedule } from '../../src/db/schedules.ts'
import { startDueRuns } from '../../src/operations/start-due-runs.ts'
import { createClock, type TestContext, testContext } from '../support/context.ts'

const MINUTE_MS = 60_000

/** Every night at two in Chicago; made the day before. */
async function setup(at: string, changes: { isEnabled?: boolean } = {}) {
  const clock = createClock(new Date('2026-11-23T18:00:00Z'))
  const context = testContext({ clock })
  const schedule = {
    name: 'Nightly',
    isEnabled: true,
    filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 30 } as const,
    timeOfDay: '02:00',
    zone: 'America/Chicago',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    catchUpMinutes: 180,
    ...changes,
  }
  await insertSchedule(context.db, schedule, 'staff:admin', clock.now())
  clock.forward(new Date(at).getTime() - clock.now().getTime())
  return { context, clock, runs: () => listRuns(context) }
}

const listRuns = ({ db }: TestContext) => db.selectFrom('runs').selectAll().execute()

// Two in the morning there.
const DUE = '2026-11-24T08:00:00Z'

it('two clocks start one run for one night', async () => {
  const { context, runs } = await setup(DUE)
  await Promise.all([context, context.another(), context.another()].map(startDueRuns))
  expect(await runs()).toMatchObject([
    {
      source: 'auto',
      business_date: '2026-11-24',
      late_minutes: 0,
      filter: { from: '2026-10-25', to: '2026-11-24' },
    },
  ])
})

it('a clock that goes a little wrong starts no second run', async () => {
  const { context, clock, runs } = await setup(DUE)
  for (const minutes of [0, 5, -3, 60, 90]) {
    clock.forward(minutes * MINUTE_MS)
    await startDueRuns(context)
  }
  expect(await runs()).toHaveLength(1)
})

it('a run that was missed is caught up once within its window, and says how late it was', async () => {
  const { context, clock, runs } = await setup('2026-11-24T10:30:00Z')
  await startDueRuns(context)
  clock.forward(5 * MINUTE_MS)
  await startDueRuns(context)
  expect(await runs()).toMatchObject([{ late_minutes: 150, business_date: '2026-11-24' }])
})

it.each([
  { what: 'before its time', at: '2026-11-24T07:59:59Z' },
  { what: 'after its window', at: '2026-11-24T11:00:01Z' },
])('nothing is started $what', async ({ at }) => {
  const { context, runs } = await setup(at)
  await startDueRuns(context)
  expect(await runs()).toEqual([])
})

it('three days without a clock are not made up for', async () => {
  const { context, runs } = await setup('2026-11-27T08:30:00Z')
  await startDueRuns(context)
  expect(await runs()).toMatchObject([{ business_date: '2026-11-27' }])
})

it('a schedule that is switched off starts nothing', async () => {
  const { context, runs } = await setup(DUE, { isEnabled: false })
  await startDueRuns(context)
  expect(await runs()).toEqual([])
})

it('a schedule that was changed after its time waits for the next one', async () => {
  const { context, runs } = await setup('2026-11-24T08:10:00Z')
  await context.db.updateTable('schedules').set({ updated_at: context.now() }).execute()
  context.clock.forward(MINUTE_MS)
  await startDueRuns(context)
  expect(await runs()).toEqual([])
})
