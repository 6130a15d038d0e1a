import { expect, it } from 'vitest'
import { findPayment } from '../../src/db/payments.ts'
import { findRecording } from '../../src/db/recordings.ts'
import { readRunTotals } from '../../src/db/run-totals.ts'
import { findRun, insertRun, moveRun } from '../../src/db/runs.ts'
import { APPROVED, createBogusGateway } from '../../src/gateway/bogus.ts'
import { sweep } from '../../src/operations/sweep.ts'
import { flushRedis, testContext } from '../support/context.ts'
import {
  claim,
  makeApproved,
  makeMethod,
  makePayment,
  makePaymentOf,
  makeRun,
  makeUnknown,
} from '../support/factories.ts'

const MINUTE_MS = 60_000

/** Rings are lost; only rows are left. */
async function loseRings(context: ReturnType<typeof testContext>) {
  await flushRedis()
  context.rings.length = 0
}

it('nothing that waits is forgotten when Redis loses everything', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const pending = await makePaymentOf(context, document, { method })
  const unknown = await makeUnknown(context, { purpose: 'refill' })
  const approved = await makePayment(context, { purpose: 'refill' })
  await makeApproved(context, approved)
  const inRun = context.splynx.addDocument({ customerId: document.customerId })
  const { runId } = await makeRun(context, [{ document: inRun, method }])
  await loseRings(context)

  context.clock.forward(MINUTE_MS)
  await sweep(context)
  await context.drain()
  for (const id of [pending.id, unknown.payment.id, approved.id]) {
    expect(await findPayment(context.db, id)).toMatchObject({ status: 'recorded' })
  }
  expect((await readRunTotals(context.db, runId)).charged.count).toBe(1)
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'finished' })
  expect(context.splynx.payments).toHaveLength(4)
})

it('an abandoned claim becomes unknown and is asked about, never sent blindly again', async () => {
  const gateway = createBogusGateway({ inquiries: [APPROVED] })
  const context = testContext({ gateway })
  const claimed = await claim(context, await makePayment(context, { purpose: 'refill' }))
  context.clock.forward(139_000)
  await sweep(context)
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'submitting' })
  context.clock.forward(2_000)
  await sweep(context)
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'unknown' })
  context.clock.forward(30_000)
  await sweep(context)
  await context.drain()
  expect(gateway.sent).toEqual([{ kind: 'inquiry', transactionId: claimed.attempt.transaction_id }])
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'recorded' })
})

it('sweeping twice, or twice at once, does nothing twice', async () => {
  const context = testContext()
  const payment = await makePayment(context, { purpose: 'refill' })
  context.clock.forward(MINUTE_MS)
  const other = context.another()
  await Promise.all([sweep(context), sweep(other), sweep(context)])
  await Promise.all([context.drain(), other.drain()])
  await Promise.all([context.drain(), other.drain()])
  expect(context.gateway.sent).toHaveLength(1)
  expect(context.splynx.payments).toHaveLength(1)
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'recorded' })
})

it('what a paused run has not sent waits silently, and hides no payment of a person', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const { runId } = await makeRun(context, [{ document, method }])
  await makePaymentOf(context, document, { method, channel: 'run', run_id: runId })
  await moveRun(context.db, runId, 'paused', context.now())
  context.clock.forward(MINUTE_MS)
  const own = await makePayment(context, { purpose: 'refill' })
  await sweep(context)
  expect(context.rings.map(({ payload }) => payload)).toEqual([{ paymentId: own.id }])
})

it('a run whose rings were lost before its selection began is selected', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  await makeMethod(context, { customer_id: document.customerId })
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  const run = { source: 'manual', filter, actor: 'staff:clerk' } as const
  const { runId } = await insertRun(context.db, run, context.now())
  context.clock.forward(MINUTE_MS)
  await sweep(context)
  await context.drain()
  expect((await readRunTotals(context.db, runId)).charged).toEqual({ count: 1, cents: 4999 })
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'finished' })
})

it('a run that somebody works on is left to him', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  await makeRun(context, [{ document, method }])
  context.clock.forward(10_000)
  await sweep(context)
  expect(context.rings).toEqual([])
})

it('a payment that Splynx could not be told of is told again, however long that takes', async () => {
  const context = testContext()
  const payment = await makePayment(context, { purpose: 'refill' })
  await makeApproved(context, payment)
  context.splynx.isDown = true
  for (let at = 0; at < 30; at++) {
    context.clock.forward(20 * MINUTE_MS)
    await sweep(context)
    await context.drain()
  }
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'approved' })
  expect((await findRecording(context.db, payment.id))?.tries).toBeGreaterThan(20)
  context.splynx.isDown = false
  context.clock.forward(20 * MINUTE_MS)
  await sweep(context)
  await context.drain()
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'recorded' })
  expect(context.splynx.payments).toHaveLength(1)
})
