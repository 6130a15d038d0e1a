import { expect, it } from 'vitest'
import { readRunTotals } from '../../src/db/run-totals.ts'
import { claimSelection, findRun, moveRun } from '../../src/db/runs.ts'
import { pauseRun, resumeRun } from '../../src/operations/move-run.ts'
import { selectRun } from '../../src/operations/select-run.ts'
import { startRun } from '../../src/operations/start-run.ts'
import { testContext } from '../support/context.ts'
import { makeMethod } from '../support/factories.ts'

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

async function setup(documents: number) {
  const context = testContext()
  const { id: customerId } = context.splynx.addCustomer()
  await makeMethod(context, { customer_id: customerId })
  for (let at = 0; at < documents; at++) context.splynx.addDocument({ customerId })
  const run = { source: 'manual', filter: FILTER, actor: 'staff:clerk' } as const
  const { runId } = await startRun(context, run)
  const totals = () => readRunTotals(context.db, runId)
  return { context, runId, totals }
}

it('a form that is posted twice starts one run', async () => {
  const context = testContext()
  const run = { source: 'manual', filter: FILTER, actor: 'staff:clerk', requestKey: 'f' } as const
  const started = await Promise.all([1, 2, 3].map(() => startRun(context, run)))
  expect(new Set(started.map(({ runId }) => runId)).size).toBe(1)
  expect(started.filter(({ isNew }) => isNew)).toHaveLength(1)
})

it('two workers that select at once take each document once', async () => {
  const { context, runId, totals } = await setup(150)
  const results = await Promise.all([
    selectRun(context, runId),
    selectRun(context.another(), runId),
  ])
  expect(results.sort()).toEqual(['left_alone', 'selected'])
  expect((await totals()).waiting.count).toBe(150)
})

it('a selection that broke off goes on behind the last page, and takes nothing twice', async () => {
  const { context, runId, totals } = await setup(150)
  const { findCustomers } = context.splynx
  let pages = 0
  context.splynx.findCustomers = (ids) => {
    if (++pages === 2) context.splynx.isDown = true
    return findCustomers(ids)
  }
  await expect(selectRun(context, runId)).rejects.toThrow('Splynx')
  expect((await totals()).waiting.count).toBe(100)
  context.splynx.isDown = false
  expect(await selectRun(context, runId)).toBe('selected')
  expect((await totals()).waiting.count).toBe(150)
})

it('a worker that ended while selecting is followed by another when its lease is over', async () => {
  const { context, runId, totals } = await setup(3)
  await claimSelection(context.db, runId, { now: context.now(), leaseMs: 60_000 })
  expect(await selectRun(context, runId)).toBe('left_alone')
  context.clock.forward(61_000)
  expect(await selectRun(context, runId)).toBe('selected')
  expect((await totals()).waiting.count).toBe(3)
})

it('a run that is cancelled while its documents are selected charges none of them', async () => {
  const { context, runId, totals } = await setup(150)
  const { findCustomers } = context.splynx
  context.splynx.findCustomers = async (ids) => {
    await moveRun(context.db, runId, 'cancelled', context.now())
    return findCustomers(ids)
  }
  expect(await selectRun(context, runId)).toBe('left_alone')
  await context.drain()
  expect(context.gateway.sent).toEqual([])
  expect(await totals()).toMatchObject({ waiting: { count: 0 }, cancelled: { count: 100 } })
})

it('a run that is paused at the end of its selection goes on at once when resumed', async () => {
  const { context, runId, totals } = await setup(3)
  const { eachDocument } = context.splynx
  context.splynx.eachDocument = async function* (...asked) {
    yield* eachDocument(...asked)
    await pauseRun(context, { runId, actor: 'staff:clerk' })
  }
  expect(await selectRun(context, runId)).toBe('left_alone')
  context.splynx.eachDocument = eachDocument
  context.rings.length = 0
  await resumeRun(context, { runId, actor: 'staff:clerk' })
  await context.drain()
  expect((await totals()).charged.count).toBe(3)
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'finished' })
})

it('a run of nothing is finished at once', async () => {
  const { context, runId } = await setup(0)
  await selectRun(context, runId)
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'finished' })
})

it('an amount beyond every limit is skipped and does not stop the others', async () => {
  const { context, runId, totals } = await setup(2)
  const customerId = [...context.splynx.customers.keys()][0]!
  context.splynx.addDocument({ customerId, dueCents: 5_000_000_000 })
  await selectRun(context, runId)
  expect(await totals()).toMatchObject({ waiting: { count: 2 }, skipped: { count: 1 } })
})
