import { describe, expect, it } from 'vitest'
import { listAttempts } from '../../src/db/claims.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment } from '../../src/db/payments.ts'
import { findRun, moveRun } from '../../src/db/runs.ts'
import { APPROVED, createBogusGateway, declined } from '../../src/gateway/bogus.ts'
import { sendPayment } from '../../src/operations/send-payment.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { type TestContext, testContext } from '../support/context.ts'
import {
  claim,
  makeMethod,
  makePayment,
  makePaymentOf,
  makeRun,
  UNKNOWN,
  UNREACHED,
} from '../support/factories.ts'

async function setup(parts: Parameters<typeof testContext>[0] = {}) {
  const context = testContext(parts)
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const read = async () => (await findPayment(context.db, payment.id))!
  return { context, document, method, payment, read, send: () => sendPayment(context, payment.id) }
}

const salesOf = ({ gateway }: TestContext) => gateway.sent.filter(({ kind }) => kind === 'sale')

it('a payment is sent once, however many workers are told to', async () => {
  const { context, payment } = await setup()
  const workers = Array.from({ length: 6 }, () => context.another())
  await Promise.all(workers.map((worker) => sendPayment(worker, payment.id)))
  expect(salesOf(context)).toHaveLength(1)
})

it('the row and its TransactionID are committed before the gateway hears of them', async () => {
  const seen: unknown[] = []
  const gateway = createBogusGateway({
    sales: [
      async ({ transactionId }) => {
        // Another connection: it sees only what has been committed.
        const attempts = await context.db.selectFrom('attempts').selectAll().execute()
        seen.push(...attempts.map(({ transaction_id, status }) => ({ transaction_id, status })))
        expect(transactionId).toBe(attempts[0]?.transaction_id)
        return APPROVED
      },
    ],
  })
  const { context, send } = await setup({ gateway })
  await send()
  expect(seen).toEqual([{ transaction_id: expect.any(String), status: 'sending' }])
})

it.each([
  { outcome: APPROVED, status: 'approved' },
  { outcome: declined(), status: 'declined' },
  { outcome: UNKNOWN, status: 'unknown' },
])('a payment whose sale was $outcome.kind is never sent again', async ({ outcome, status }) => {
  const { context, send, read } = await setup({ script: { sales: [outcome] } })
  await send()
  for (let at = 0; at < 3; at++) {
    context.clock.forward(3_600_000)
    expect(await send()).toEqual({ kind: 'left_alone', because: status })
  }
  expect(salesOf(context)).toHaveLength(1)
  expect(await read()).toMatchObject({ status })
})

it('a payment that never left is sent again under the same TransactionID', async () => {
  const { context, send, payment } = await setup({ script: { sales: [UNREACHED, APPROVED] } })
  expect(await send()).toMatchObject({ kind: 'unreached' })
  expect(await send()).toMatchObject({ kind: 'approved' })
  const [first, second] = salesOf(context)
  expect(second?.transactionId).toBe(first?.transactionId)
  expect(await listAttempts(context.db, payment.id)).toHaveLength(1)
})

describe('the last look', () => {
  it.each<{ what: string; change: (context: TestContext, document: Document) => void }>([
    {
      what: 'paid by cash',
      change: ({ splynx }, document) => splynx.change(document, { status: 'paid', dueCents: 0 }),
    },
    {
      what: 'deleted',
      change: ({ splynx }, document) => splynx.change(document, { status: 'deleted' }),
    },
    { what: 'gone', change: ({ splynx }, document) => splynx.remove(document) },
    {
      what: 'of somebody else',
      change: ({ splynx }, document) => splynx.change(document, { customerId: 9_999_999 }),
    },
  ])('cancels a payment whose document is $what, and says why', async ({ change }) => {
    const { context, document, send, read, payment } = await setup()
    change(context, document)
    expect(await send()).toMatchObject({ kind: 'cancelled' })
    expect(context.gateway.sent).toEqual([])
    expect(await read()).toMatchObject({
      status: 'cancelled',
      reason: 'Paid, pending or deleted in Splynx',
    })
    expect((await listEvents(context.db, payment.id)).at(-1)?.to_status).toBe('cancelled')
  })

  it.each([
    { dueCents: 3000, charged: 3000 },
    { dueCents: 9000, charged: 4999 },
  ])('at a document with $dueCents cents due charges $charged', async ({ dueCents, charged }) => {
    const { context, document, send, read } = await setup()
    context.splynx.change(document, { dueCents })
    await send()
    expect(salesOf(context)).toMatchObject([{ amountCents: charged }])
    expect(await read()).toMatchObject({ amount_cents: charged })
  })

  it('never changes the amount under a TransactionID that has been used', async () => {
    const { context, document, send, read } = await setup({ script: { sales: [UNREACHED] } })
    await send()
    context.splynx.change(document, { dueCents: 3000 })
    expect(await send()).toMatchObject({ kind: 'cancelled' })
    expect(salesOf(context)).toHaveLength(1)
    expect(await read()).toMatchObject({ status: 'cancelled', amount_cents: 4999 })
  })

  it('sends nothing while Splynx cannot be asked, and leaves the payment waiting', async () => {
    const { context, send, read } = await setup()
    context.splynx.isDown = true
    await expect(send()).rejects.toThrow('Splynx')
    expect(context.gateway.sent).toEqual([])
    expect(await read()).toMatchObject({ status: 'pending', transaction_id: null })
  })
})

it('a refill needs no document', async () => {
  const context = testContext()
  const payment = await makePayment(context, { purpose: 'refill', amount_cents: 2500 })
  context.splynx.isDown = true
  await sendPayment(context, payment.id)
  expect(salesOf(context)).toMatchObject([{ amountCents: 2500 }])
})

it.each([
  { changes: { status: 'disabled' as const }, why: 'The saved method may not be charged' },
  { changes: { status: 'removed' as const }, why: 'No saved card or bank account' },
  { changes: { exp_month: 10, exp_year: 2026 }, why: 'The saved card has expired' },
  { changes: { token_sealed: 'gone.AAAA' }, why: 'The saved method may not be charged' },
])('a method that cannot be charged cancels its payment: $why', async ({ changes, why }) => {
  const { context, method, send, read } = await setup()
  await context.db.updateTable('methods').set(changes).where('id', '=', method.id).execute()
  await send()
  expect(context.gateway.sent).toEqual([])
  expect(await read()).toMatchObject({ status: 'cancelled', reason: why })
})

it('a bank account is asked by CHECK, a card by SALE', async () => {
  const context = testContext()
  const method = await makeMethod(context, { kind: 'bank' })
  const payment = await makePayment(context, { method, purpose: 'refill' })
  await sendPayment(context, payment.id)
  expect(context.gateway.sent.map(({ kind }) => kind)).toEqual(['check'])
})

describe('of a run that is', () => {
  async function runPayment(status: 'running' | 'paused' | 'cancelled') {
    const { context, document, method } = await setup()
    const other = context.splynx.addDocument({ customerId: document.customerId })
    const { runId, itemIds } = await makeRun(context, [{ document: other, method }])
    const payment = await makePaymentOf(context, other, {
      method,
      channel: 'run',
      run_id: runId,
      run_item_id: itemIds[0]!,
    })
    if (status !== 'running') await moveRun(context.db, runId, status, context.now())
    expect(await findRun(context.db, runId)).toMatchObject({ status })
    await sendPayment(context, payment.id)
    return { context, payment: await findPayment(context.db, payment.id) }
  }

  it.each([
    { run: 'running', status: 'approved', sent: 1 },
    { run: 'paused', status: 'pending', sent: 0 },
    { run: 'cancelled', status: 'cancelled', sent: 0 },
  ] as const)('$run a payment becomes $status', async ({ run, status, sent }) => {
    const { context, payment } = await runPayment(run)
    expect(payment).toMatchObject({ status })
    expect(context.gateway.sent).toHaveLength(sent)
  })
})

describe('a worker that is stopping', () => {
  it('sends nothing more and gives its claims back', async () => {
    const { context, send, read } = await setup()
    context.sendAttended.stop()
    expect(await send()).toMatchObject({ kind: 'unreached', cause: 'the worker was stopping' })
    expect(context.gateway.sent).toEqual([])
    expect(await read()).toMatchObject({ status: 'pending', lease_until: null })
    await sendPayment(context.another(), (await read()).id)
    expect(await read()).toMatchObject({ status: 'approved' })
  })

  it('lets what is at the gateway end', async () => {
    const gateway = createBogusGateway({
      sales: [
        () => {
          context.sendAttended.stop()
          return APPROVED
        },
      ],
    })
    const { context, send, read } = await setup({ gateway })
    await send()
    expect(await read()).toMatchObject({ status: 'approved' })
  })
})

it('a message that would outlive its lease does not leave', async () => {
  const { context, payment, read } = await setup()
  const claimed = await claim(context, payment)
  context.clock.forward(61_000)
  const method = await makeMethod(context)
  const sent = await context.sendAttended.send(claimed, { method, token: 'T' })
  expect(sent).toMatchObject({ isTried: false, settled: 'pending' })
  expect(context.gateway.sent).toEqual([])
  expect(await read()).toMatchObject({ status: 'pending' })
})
