import { describe, expect, it } from 'vitest'
import { readUndoProgress, readUndoProspect } from '../../../src/db/run-undos.ts'
import { enterSafeMode, lockSafeMode } from '../../../src/db/safe-mode.ts'
import { transact } from '../../../src/db/transact.ts'
import { unsettledSince } from '../../../src/domain/run-undo.ts'
import { declined } from '../../../src/gateway/bogus.ts'
import { planUndo, type UndoRequest } from '../../../src/operations/runs/plan-undo.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { perform, testContext } from '../../support/context.ts'
import { makeMethod } from '../../support/factories.ts'

const HOUR_MS = 60 * 60_000

/** A finished run of so many cards and one bank account, 10.00 each. */
async function setup({ cards = 3, script = {} } = {}) {
  const context = testContext({ script })
  for (let at = 0; at <= cards; at++) {
    const document = context.splynx.addDocument({ dueCents: 1_000 })
    const kind = at === cards ? ('bank' as const) : ('card' as const)
    await makeMethod(context, { customer_id: document.customerId, kind })
  }
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  const { runId } = await startRun(context, { source: 'manual', filter, actor: 'staff:ann' })
  await context.drain()
  const request: UndoRequest = {
    ...{ runId, expected: { count: cards, cents: cards * 1_000 }, reopens: true, reason: 'Wrong' },
    ...{ actor: 'staff:max', role: 'manager', requestKey: 'KEY', address: '' },
  }
  const prospect = () => readUndoProspect(context.db, runId, unsettledSince(context.now()))
  /** Until nothing rings any more, with the clock moving on between stretches. */
  const settle = async () => {
    for (let at = 0; at < 20 && context.rings.some(({ name }) => name === 'undo-run'); at++) {
      await context.drain()
      context.clock.forward(1_000)
      for (const { name, payload } of context.rings.splice(0)) await perform(context, name, payload)
    }
    await context.drain()
  }
  const voids = () => context.gateway.sent.filter(({ kind }) => kind === 'void').length
  return { context, runId, request, prospect, settle, voids }
}

describe('what can be taken back of a run', () => {
  it('is what of its cards has not settled; debits are no part of it', async () => {
    const { context, prospect } = await setup()
    expect(await prospect()).toMatchObject({
      voidable: { count: 3, cents: 3_000 },
      debits: { count: 1, cents: 1_000 },
      settled: { count: 0 },
    })
    context.clock.forward(48 * HOUR_MS)
    expect(await prospect()).toMatchObject({ voidable: { count: 0 }, settled: { count: 3 } })
  })
})

describe('taking a run back', () => {
  it('voids every payment once, through the door of refunds, and reopens the documents', async () => {
    const { context, request, settle, voids, prospect } = await setup()
    const answer = await planUndo(context, request)
    expect(answer).toMatchObject({ kind: 'planned' })
    await settle()
    expect(voids()).toBe(3)
    const { undoId } = answer as { undoId: number }
    expect(await readUndoProgress(context.db, undoId)).toMatchObject({
      waiting: { count: 0 },
      refused: { count: 0 },
      refunds: { approved: { count: 3, cents: 3_000 } },
    })
    expect(await prospect()).toMatchObject({ voidable: { count: 0 } })
    const actions = await context.db.selectFrom('audit_events').select('action').execute()
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['run.undo_planned', 'run.undo_opened', 'refund.opened']),
    )
  })

  it('happens once for two clicks, and not beside another plan', async () => {
    const { context, request, settle, voids } = await setup()
    const clicks = await Promise.all([planUndo(context, request), planUndo(context, request)])
    expect(clicks.map(({ kind }) => kind).sort()).toEqual(['planned', 'repeated'])
    const other = await planUndo(context, { ...request, requestKey: 'OTHER' })
    expect(other).toEqual({ kind: 'under_way' })
    await settle()
    expect(voids()).toBe(3)
  })

  it('stores nothing when it is not what was confirmed, to the cent', async () => {
    const { context, request } = await setup()
    const changed = { ...request, expected: { count: 3, cents: 2_999 } }
    expect(await planUndo(context, changed)).toEqual({ kind: 'changed' })
    expect(await context.db.selectFrom('run_undos').selectAll().execute()).toEqual([])
    expect(await context.db.selectFrom('run_undo_items').selectAll().execute()).toEqual([])
  })

  it('goes on where it was when its worker ended, and its ring was lost', async () => {
    const { context, request, settle, voids } = await setup()
    await planUndo(context, request)
    const [ring] = context.rings.splice(0)
    // Two workers at once, and one that ended with its lease.
    await Promise.all([
      perform(context, 'undo-run', ring!.payload as { undoId: number }),
      perform(context.another(), 'undo-run', ring!.payload as { undoId: number }),
    ])
    context.rings.length = 0
    context.clock.forward(2 * 60_000)
    await sweep(context)
    await context.drain()
    await settle()
    expect(voids()).toBe(3)
  })

  it('leaves alone what has settled before its turn came, and says why', async () => {
    const { context, request, settle, voids } = await setup()
    const { undoId } = (await planUndo(context, request)) as { undoId: number }
    context.clock.forward(48 * HOUR_MS)
    await settle()
    expect(voids()).toBe(0)
    expect(await readUndoProgress(context.db, undoId)).toMatchObject({ refused: { count: 3 } })
  })

  it('waits in safe mode and sends nothing', async () => {
    const { context, request, voids } = await setup()
    await planUndo(context, request)
    await transact(context.db, async (trx) => {
      await lockSafeMode(trx)
      const why = { cause: 'person', reason: 'test', by: 'staff:max' } as const
      await enterSafeMode(trx, why, context.now())
    })
    const results = await context.drain()
    expect(results).toContain('undo-run: nothing may be sent at the moment')
    expect(voids()).toBe(0)
  })

  it('keeps few voids on their way at once', async () => {
    const { context, request } = await setup({ cards: 60 })
    await planUndo(context, request)
    const [ring] = context.rings.splice(0)
    await perform(context, 'undo-run', ring!.payload as { undoId: number })
    expect(context.rings.filter(({ name }) => name === 'send-refund')).toHaveLength(40)
    expect(context.rings.at(-1)).toMatchObject({ name: 'undo-run', options: { delayMs: 500 } })
  })

  it('does not touch what was declined', async () => {
    const { prospect } = await setup({ script: { sales: [declined()] } })
    expect(await prospect()).toMatchObject({ voidable: { count: 2, cents: 2_000 } })
  })
})
