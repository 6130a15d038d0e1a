import { expect, it } from 'vitest'
import { listMissingRecords } from '../../../src/db/missing-records.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import { perform, type TestContext, testContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePayment, makePaymentOf } from '../../support/factories.ts'

const poll = (context: TestContext) => perform(context, 'poll-splynx', {})

async function recordOne(context: TestContext) {
  const payment = await makePaymentOf(context, context.splynx.addDocument())
  await makeApproved(context, payment)
  await recordPayments(context, [payment.id])
  return payment
}

it('finds what changed while no hook came: documents, customers, deleted payments', async () => {
  const context = testContext()
  const { splynx, db } = context
  const paid = await makePaymentOf(context, splynx.addDocument())
  const gone = await makePaymentOf(context, splynx.addDocument())
  const method = await makeMethod(context, { customer_id: gone.customer_id })
  const refill = await makePayment(context, { method, purpose: 'refill', document_id: null })
  const fine = await makePaymentOf(context, splynx.addDocument())
  const recorded = await recordOne(context)
  const kept = await recordOne(context)

  splynx.change(splynx.documents.get(`invoice:${paid.document_id}`)!, { status: 'paid' })
  splynx.customers.delete(gone.customer_id)
  splynx.payments.splice(0, 1)
  context.clock.forward(24 * 3_600_000)
  expect(await poll(context)).toBe('4 waiting and 2 recorded looked at, 1 missing')

  const statusOf = async ({ id }: { id: string }) => (await findPayment(db, id))?.status
  expect(await Promise.all([paid, gone, refill, fine, recorded, kept].map(statusOf))).toEqual([
    ...['cancelled', 'cancelled', 'cancelled', 'pending', 'recorded', 'recorded'],
  ])
  expect(await listMissingRecords(db, 10)).toMatchObject([{ id: recorded.id }])
  expect(await poll(context)).toBe('1 waiting and 1 recorded looked at, 0 missing')
})

it('leaves what was stored a moment ago to the worker that is about to send it', async () => {
  const context = testContext()
  await makePaymentOf(context, context.splynx.addDocument())
  expect(await poll(context)).toContain('0 waiting')
  expect(context.splynx.calls).not.toContain('findDocuments')
})

it('looks at many that wait in several rounds', async () => {
  const context = testContext()
  const method = await makeMethod(context)
  const customerId = context.splynx.addCustomer({ id: 1 }).id
  for (let at = 0; at < 130; at++) {
    await makePaymentOf(context, context.splynx.addDocument({ customerId }), { method })
  }
  context.clock.forward(120_000)
  expect(await poll(context)).toContain('130 waiting')
})

it('is quiet about payments of long ago', async () => {
  const context = testContext()
  await recordOne(context)
  context.splynx.payments.splice(0)
  context.clock.forward(71 * 86_400_000)
  expect(await poll(context)).toContain('0 recorded')
})

it('changes nothing while Splynx does not answer', async () => {
  const context = testContext()
  const recorded = await recordOne(context)
  context.splynx.isDown = true
  await expect(poll(context)).rejects.toThrow('Splynx does not answer')
  expect(await listMissingRecords(context.db, 10)).toEqual([])
  expect(await findPayment(context.db, recorded.id)).toMatchObject({ status: 'recorded' })
})
