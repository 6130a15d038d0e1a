import { expect, it } from 'vitest'
import { markMissingRecordSeen, noteMissingRecord } from '../../src/db/missing-records.ts'
import { listRunResults } from '../../src/db/run-results.ts'
import { transact } from '../../src/db/transact.ts'
import { chargeItems } from '../../src/operations/charge-items.ts'
import { openPayment } from '../../src/operations/open-payment.ts'
import { previewRun } from '../../src/operations/preview-run.ts'
import { testContext } from '../support/context.ts'
import { makeMethod, makeRun } from '../support/factories.ts'

/** An invoice that was charged and recorded, whose payment somebody deleted in Splynx: noticed. */
async function setup() {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const pay = (requestKey: string) =>
    openPayment(context, {
      customerId: document.customerId,
      target: { document },
      expectedCents: document.dueCents,
      methodId: method.id,
      channel: 'customer',
      actor: `customer:${document.customerId}`,
      requestKey,
    })
  const first = await pay('first')
  await context.drain()
  context.splynx.addDocument(document)
  const paymentId = 'paymentId' in first ? first.paymentId : ''
  const record = { id: paymentId, transaction_id: null, splynx_payment_id: 1 }
  await noteMissingRecord(context.db, record, context.now())
  const sales = () => context.gateway.sent.filter(({ kind }) => kind === 'sale').length
  return { context, document, method, pay, paymentId, sales }
}

it('a run leaves it alone and says why, in the preview and in its last look', async () => {
  const { context, document, method, sales } = await setup()
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  expect(JSON.stringify(await previewRun(context, filter))).toContain('deleted_in_splynx')
  const { runId, itemIds } = await makeRun(context, [{ document, method }])
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
  const [result] = await listRunResults(context.db, runId, { filter: 'all', limit: 10 })
  expect(result).toMatchObject({ skipReason: 'deleted_in_splynx' })
  expect(sales()).toBe(1)
})

it('nobody can pay it a second time', async () => {
  const { context, pay, sales } = await setup()
  expect(await pay('second')).toEqual({ kind: 'not_open' })
  await context.drain()
  expect(sales()).toBe(1)
})

it('it may be paid again when a person has found the deletion right', async () => {
  const { context, pay, paymentId } = await setup()
  const { db, now } = context
  expect(await pay('before')).toEqual({ kind: 'not_open' })
  const seen = { paymentId, actor: 'staff:clerk', reason: 'given back in cash' }
  await transact(db, (trx) => markMissingRecordSeen(trx, seen, now()))
  expect(await pay('seen')).toMatchObject({ kind: 'opened' })
})
