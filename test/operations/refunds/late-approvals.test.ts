import { expect, it } from 'vitest'
import { findAttempt } from '../../../src/db/claims.ts'
import { lateApproval } from '../../../src/db/open-work/of-refunds.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { findRecording } from '../../../src/db/recordings.ts'
import { APPROVED } from '../../../src/gateway/bogus.ts'
import { openPayment } from '../../../src/operations/open-payment.ts'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { claim, learn, makeMethod, makePaymentOf, UNKNOWN } from '../../support/factories.ts'
import { DAY_MS, requestFor, sentBack } from './support.ts'

const NEVER_ARRIVED = { kind: 'not_charged', cause: 'never arrived', next: 'cancelled' } as const

/** A payment that was given up by hand, whereupon the gateway's approval came. */
async function setupLate() {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const claimed = await claim(context, payment)
  await learn(context, claimed, UNKNOWN)
  await learn(context, claimed, NEVER_ARRIVED)
  await learn(context, claimed, APPROVED)
  const originalId = claimed.attempt.transaction_id
  const giveBack = (changes = {}) =>
    openRefund(context, requestFor(payment.id, { originalId, reopens: false, ...changes }))
  return { context, document, method, payment, claimed, originalId, giveBack }
}

const listLate = ({ db, now }: TestContext) =>
  lateApproval.list(db, { now: now(), zone: 'UTC', limit: 10 })

it('an approval of a payment that was given up is a task, and holds no document', async () => {
  const { context, document, method, payment, originalId } = await setupLate()
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'cancelled' })
  expect(await listLate(context)).toMatchObject([
    { subject: originalId, paymentId: payment.id, amountCents: 4999 },
  ])
  expect(await findRecording(context.db, payment.id)).toBeUndefined()
  const again = await openPayment(context, {
    customerId: document.customerId,
    target: { document: { kind: 'invoice', id: document.id } },
    expectedCents: 4999,
    methodId: method.id,
    channel: 'customer',
    actor: 'customer:1',
    requestKey: 'again',
  })
  expect(again.kind).toBe('opened')
})

it('is given back as a whole, and Splynx, which never heard of it, is told nothing', async () => {
  const { context, payment, originalId, giveBack } = await setupLate()
  expect(await giveBack({ amountCents: 100 })).toEqual({ kind: 'whole_only', cents: 4999 })
  expect(await giveBack()).toMatchObject({ kind: 'opened' })
  await context.drain()
  expect(sentBack(context)).toEqual([
    { kind: 'void', transactionId: originalId, amountCents: 4999 },
  ])
  expect(await findPayment(context.db, payment.id)).toMatchObject({
    status: 'voided',
    refunded_cents: 4999,
  })
  expect(await listLate(context)).toEqual([])
  expect(context.splynx.payments).toEqual([])
  expect(await giveBack()).toEqual({ kind: 'nothing_taken' })
})

it('is credited once it has settled', async () => {
  const { context, payment, giveBack } = await setupLate()
  context.clock.forward(DAY_MS)
  expect(await giveBack({ expectedKind: 'credit' })).toMatchObject({ kind: 'opened' })
  await context.drain()
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'refunded' })
})

it('is one task however often it is learned, and none once it has gone back', async () => {
  const { context, claimed, giveBack } = await setupLate()
  await learn(context, claimed, APPROVED)
  expect(await listLate(context)).toHaveLength(1)
  await giveBack()
  await context.drain()
  await learn(context, claimed, APPROVED)
  expect(await listLate(context)).toEqual([])
  expect(await giveBack()).toEqual({ kind: 'nothing_taken' })
})

it('of a payment that waits to be sent once more it counts, and nothing is sent', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const claimed = await claim(context, payment)
  await learn(context, claimed, UNKNOWN)
  await learn(context, claimed, { ...NEVER_ARRIVED, next: 'pending' })
  expect(await learn(context, claimed, APPROVED)).toBe('approved')
  expect(await findAttempt(context.db, claimed.attempt.transaction_id)).toMatchObject({
    status: 'approved',
    late_at: null,
  })
  expect(context.gateway.sent).toEqual([])
})
