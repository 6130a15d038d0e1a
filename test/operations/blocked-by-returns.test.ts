import { describe, expect, it } from 'vitest'
import { findMethod } from '../../src/db/methods.ts'
import { chargeItems } from '../../src/operations/charge-items.ts'
import { openPayment } from '../../src/operations/open-payment.ts'
import { previewRun } from '../../src/operations/preview-run.ts'
import { takeReturn } from '../../src/operations/returns/take-return.ts'
import { type TestContext, testContext } from '../support/context.ts'
import { makeMethod, makeRun } from '../support/factories.ts'
import { DAY_MS, debitAgain, makeDebit } from './returns/debits.ts'

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

async function returned(code: string, context = testContext()) {
  const debit = await makeDebit(context)
  await giveBack(context, debit.transactionId, code)
  return { context, ...debit }
}

async function giveBack(context: TestContext, transactionId: string, code: string) {
  const [returnedAt, actor] = [context.now(), 'report']
  await takeReturn(context, { transactionId, code, returnedAt, source: 'report', actor })
  await context.drain()
}

const plan = async (context: TestContext) => {
  const { charge, skips } = await previewRun(context, FILTER)
  return { charged: charge.count, skipped: skips.map(({ reason }) => reason) }
}

describe('a run debits again what came back', () => {
  it('with R01 after three banking days, and at most twice', async () => {
    const { context, document, method } = await returned('R01')
    expect(await plan(context)).toEqual({ charged: 0, skipped: ['returned_wait'] })
    for (const time of [1, 2]) {
      context.clock.forward(7 * DAY_MS)
      expect(await plan(context), `time ${time}`).toEqual({ charged: 1, skipped: [] })
      const { transactionId } = await debitAgain(context, document, method)
      await giveBack(context, transactionId, 'R01')
    }
    context.clock.forward(7 * DAY_MS)
    expect(await plan(context)).toEqual({ charged: 0, skipped: ['returned_limit'] })
  })

  it('only within 180 days', async () => {
    const { context } = await returned('R09')
    context.clock.forward(181 * DAY_MS)
    expect(await plan(context)).toEqual({ charged: 0, skipped: ['returned_limit'] })
  })

  it('only for the same amount', async () => {
    const { context, document } = await returned('R01')
    context.clock.forward(7 * DAY_MS)
    context.splynx.change(document, { dueCents: 4_998 })
    expect(await plan(context)).toEqual({ charged: 0, skipped: ['returned_never'] })
  })

  it('not with a code that forbids it, until the customer allows the account anew', async () => {
    const { context, method } = await returned('R10')
    context.clock.forward(7 * DAY_MS)
    expect(await plan(context)).toEqual({ charged: 0, skipped: ['method_disabled'] })
    await makeMethod(context, {
      ...{ kind: 'bank', customer_id: method.customer_id, fingerprint: method.fingerprint },
    })
    expect((await findMethod(context.db, method.id))?.status).toBe('active')
    expect(await plan(context)).toEqual({ charged: 1, skipped: [] })
  })

  it('from a card or another account at once', async () => {
    const { context, method } = await returned('R01')
    await makeMethod(context, { customer_id: method.customer_id, is_default: true })
    expect(await plan(context)).toEqual({ charged: 1, skipped: [] })
  })

  it('not even from a card while it may have been sent twice', async () => {
    const { context, method } = await returned('R24')
    await makeMethod(context, { customer_id: method.customer_id, is_default: true })
    expect(await plan(context)).toEqual({ charged: 0, skipped: ['returned_never'] })
  })
})

it('the last look of a run finds a return that came after the selection', async () => {
  const context = testContext()
  const debit = await makeDebit(context)
  context.splynx.change(debit.document, { status: 'not_paid', dueCents: 4_999 })
  const { runId, itemIds } = await makeRun(context, [
    { document: debit.document, method: debit.method },
  ])
  await giveBack(context, debit.transactionId, 'R01')
  const sent = context.gateway.sent.length
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
  const [item] = await context.db.selectFrom('run_items').selectAll().execute()
  expect(item).toMatchObject({ state: 'skipped', skip_reason: 'returned_wait' })
  expect(context.gateway.sent).toHaveLength(sent)
})

it('a person who pays is held up by none of it', async () => {
  const { context, document, method } = await returned('R01')
  const result = await openPayment(context, {
    customerId: document.customerId,
    target: { document: { kind: 'invoice', id: document.id } },
    expectedCents: 4_999,
    methodId: method.id,
    channel: 'customer',
    actor: 'customer:1',
    requestKey: 'a-key',
  })
  expect(result.kind).toBe('opened')
})
