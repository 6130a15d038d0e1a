import { describe, expect, it } from 'vitest'
import { insertRun } from '../../../src/db/runs.ts'
import { declined } from '../../../src/gateway/bogus.ts'
import { pauseRun, resumeRun } from '../../../src/operations/move-run.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { perform, testContext } from '../../support/context.ts'
import { claim, makeMethod, makePayment } from '../../support/factories.ts'

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

async function setup(count: number, canaryCount: number, script = {}) {
  const context = testContext({ script })
  for (let at = 0; at < count; at++) {
    const document = context.splynx.addDocument({ dueCents: 1_000 })
    await makeMethod(context, { customer_id: document.customerId })
  }
  const run = { source: 'manual', filter: FILTER, actor: 'staff:ann', canaryCount } as const
  const { runId } = await startRun(context, run)
  const runRow = () =>
    context.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()
  const sales = () => context.gateway.sent.filter(({ kind }) => kind === 'sale').length
  return { context, runId, runRow, sales }
}

describe('the first payments of a run', () => {
  it('are made, then the run waits for a person, then the rest follows', async () => {
    const { context, runId, runRow, sales } = await setup(12, 5, { sales: [declined()] })
    await context.drain()
    expect(sales()).toBe(5)
    expect(await runRow()).toMatchObject({ status: 'paused', paused_by: 'canary' })
    context.clock.forward(60_000)
    await sweep(context)
    await context.drain()
    expect(sales()).toBe(5)

    await resumeRun(context, { runId, actor: 'staff:ann' })
    await context.drain()
    expect(await runRow()).toMatchObject({ status: 'finished' })
    expect(sales()).toBe(12)
  })

  it('are no more than so many when several workers take stretches at once', async () => {
    const { context, runId, runRow, sales } = await setup(30, 4)
    await perform(context, 'charge-batch', { runId })
    const items = await context.db.selectFrom('run_items').select('id').orderBy('id').execute()
    const workers = [context, context.another(), context.another()]
    await Promise.all(
      workers.map((worker, at) => {
        const part = items.slice(at * 10, at * 10 + 10)
        const stretch = { runId, fromItemId: part[0]!.id, toItemId: part.at(-1)!.id }
        return perform(worker, 'charge-items', stretch)
      }),
    )
    expect(sales()).toBe(4)
    expect(await runRow()).toMatchObject({ status: 'paused', paused_by: 'canary' })
  })

  it('still come first when somebody pauses and resumes in between', async () => {
    const { context, runId, runRow, sales } = await setup(6, 3)
    await pauseRun(context, { runId, actor: 'staff:ann' })
    await resumeRun(context, { runId, actor: 'staff:ann' })
    await context.drain()
    expect(sales()).toBe(3)
    expect(await runRow()).toMatchObject({ paused_by: 'canary', canary_passed_at: null })
  })

  it('end the run when there is nothing beyond them', async () => {
    const { context, runRow, sales } = await setup(3, 3)
    await context.drain()
    expect(sales()).toBe(3)
    expect(await runRow()).toMatchObject({ status: 'finished' })
  })

  it('count when their worker ended: the sweep learns of them and the run waits', async () => {
    const { context, runId, runRow } = await setup(4, 2)
    await perform(context, 'charge-batch', { runId })
    context.rings.length = 0
    const items = await context.db.selectFrom('run_items').selectAll().orderBy('id').execute()
    for (const item of items.slice(0, 2)) {
      await context.db
        .updateTable('run_items')
        .set({ state: 'taken' })
        .where('id', '=', item.id)
        .execute()
      const of = { run_id: runId, run_item_id: item.id, document_id: item.document_id }
      await claim(context, await makePayment(context, { ...of, channel: 'run' }))
    }
    context.clock.forward(10 * 60_000)
    await sweep(context)
    await context.drain()
    expect(await runRow()).toMatchObject({ status: 'paused', paused_by: 'canary' })
    expect(context.gateway.sent.filter(({ kind }) => kind === 'sale')).toEqual([])
  })
})

it('a run leaves out what was ticked off, says so, and still adds up', async () => {
  const { context } = await setup(0, 1)
  const documents = [1, 2, 3].map(() => context.splynx.addDocument({ dueCents: 1_000 }))
  for (const { customerId } of documents) await makeMethod(context, { customer_id: customerId })
  const exclusions = [documents[1]!.id]
  const run = { source: 'manual', filter: FILTER, actor: 'staff:ann', exclusions } as const
  const { runId } = await insertRun(context.db, run, context.now())
  await perform(context, 'charge-batch', { runId })
  const rows = await context.db
    .selectFrom('run_items')
    .select(['document_id', 'state', 'skip_reason'])
    .where('run_id', '=', runId)
    .orderBy('id')
    .execute()
  expect(rows.map(({ state, skip_reason }) => skip_reason ?? state)).toEqual([
    'waiting',
    'left_out',
    'waiting',
  ])
})
