import { expect, it } from 'vitest'
import { findRecording } from '../../src/db/recordings.ts'
import type { Payment } from '../../src/db/schema.ts'
import { transact } from '../../src/db/transact.ts'
import { insertUndoings, listUndoingsOf } from '../../src/db/undoings.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import { undoPayments } from '../../src/operations/refunds/undo-payments.ts'
import { sweep } from '../../src/operations/sweep.ts'
import { config, type TestContext, testContext } from '../support/context.ts'
import { makeApproved, makeMethod, makePayment, makePaymentOf } from '../support/factories.ts'

type Grouping = typeof config.SPLYNX_STATEMENT_GROUPING

const world = (grouping: Grouping = 'month') =>
  testContext({ changes: { config: { ...config, SPLYNX_STATEMENT_GROUPING: grouping } } })

async function approve(context: TestContext, changes: Parameters<typeof makePaymentOf>[2] = {}) {
  const payment = await makePaymentOf(context, context.splynx.addDocument(), changes)
  await makeApproved(context, payment)
  return payment
}

const record = (context: TestContext, ...payments: Pick<Payment, 'id'>[]) =>
  recordPayments(
    context,
    payments.map(({ id }) => id),
  )

it('each recorded payment becomes one record of the month’s statement', async () => {
  const context = world()
  const { splynx } = context
  const method = await makeMethod(context)
  const invoice = await approve(context, { method })
  const refill = await makePayment(context, { method, purpose: 'refill', document_id: null })
  await makeApproved(context, refill)
  await record(context, invoice, refill)
  expect(await context.drain()).toEqual(['write-statement-records: 2 written, 0 waiting'])
  expect(splynx.statements).toEqual(['Splynx Ippay Billing Add-On 11/2026'])
  const booked = splynx.payments.map(({ id, receiptNumber }) => [id, receiptNumber])
  expect(splynx.statementRecords).toHaveLength(2)
  const ofInvoice = splynx.statementRecords.find(({ document }) => document)
  const ofRefill = splynx.statementRecords.find(({ document }) => !document)
  expect(ofInvoice).toMatchObject({
    statementId: 1,
    customerId: invoice.customer_id,
    document: { kind: 'invoice', id: invoice.document_id, number: invoice.document_number },
    amountCents: 4_999,
    date: '2026-11-24',
    status: 'processed',
    comment: expect.stringMatching(/^IPpay card ending in 1111, \S{18}$/),
  })
  expect(ofRefill).toMatchObject({ customerId: 1, amountCents: 4_999 })
  expect(
    splynx.statementRecords.map(({ splynxPaymentId, receiptNumber }) => [
      splynxPaymentId,
      receiptNumber,
    ]),
  ).toEqual(expect.arrayContaining(booked))
})

it('by day each day has a statement of its own, in the operator’s time zone', async () => {
  const context = world('day')
  const first = await approve(context)
  context.clock.forward(15 * 3_600_000) // 06:00 UTC of the next day, midnight in Chicago
  const second = await approve(context)
  await record(context, first, second)
  await context.drain()
  expect(context.splynx.statements).toEqual([
    'Splynx Ippay Billing Add-On 24/11/2026',
    'Splynx Ippay Billing Add-On 25/11/2026',
  ])
})

it('switched off nothing is written, and nobody rung for it', async () => {
  const context = world('off')
  await record(context, await approve(context))
  expect(context.rings).toEqual([])
  expect(await sweep(context)).toContain('0 statement records')
})

it.each(['lost_before', 'lost_after'] as const)(
  'a record whose writing was %s is there once in the end',
  async (fault) => {
    const context = world()
    const payment = await approve(context)
    await record(context, payment)
    context.splynx.recordFaults.push(fault)
    expect(await context.drain()).toEqual(['write-statement-records: 0 written, 1 waiting'])
    context.clock.forward(60_000)
    await sweep(context)
    expect(await context.drain()).toContain('write-statement-records: 1 written, 0 waiting')
    expect(context.splynx.statementRecords).toHaveLength(1)
    expect(await findRecording(context.db, payment.id)).toMatchObject({
      statement_record_id: context.splynx.statementRecords[0]?.id,
      statement_due_at: null,
    })
  },
)

it('the sweep rings for records whose ring was lost, and two workers write each once', async () => {
  const context = world()
  const payments = [await approve(context), await approve(context), await approve(context)]
  await record(context, ...payments)
  context.rings.length = 0
  await sweep(context)
  const other = context.another()
  other.rings.push(...context.rings)
  await Promise.all([context.drain(), other.drain()])
  expect(context.splynx.statementRecords).toHaveLength(3)
})

it('recording a payment never waits for a statement, nor fails with it', async () => {
  const context = world()
  const payment = await approve(context)
  context.splynx.findOrCreateStatement = () => Promise.reject(new Error('no permission'))
  expect(await record(context, payment)).toEqual({ recorded: 1, waiting: 0 })
  expect(await context.drain()).toEqual(['write-statement-records: 0 written, 1 waiting'])
})

it('a statement that was deleted by hand is made anew', async () => {
  const context = world()
  await record(context, await approve(context))
  await context.drain()
  const second = await approve(context)
  await record(context, second)
  context.splynx.recordFaults.push('refused')
  await context.drain()
  const asked = () => context.splynx.calls.filter((name) => name === 'findOrCreateStatement').length
  expect(asked()).toBe(1)
  context.clock.forward(3_600_000)
  await sweep(context)
  await context.drain()
  expect(asked()).toBe(2)
  expect(context.splynx.statementRecords).toHaveLength(2)
})

it('what can never be written is left out after a while, with a word in the log', async () => {
  const context = world()
  const payment = await approve(context)
  await record(context, payment)
  context.splynx.recordFaults.push(...Array.from({ length: 20 }, () => 'refused' as const))
  for (let tries = 0; tries < 14; tries++) {
    await context.drain()
    context.clock.forward(3_600_000)
    await sweep(context)
  }
  expect(context.logged()).toContain('left_out')
  expect(context.rings).toEqual([])
  expect(await findRecording(context.db, payment.id)).toMatchObject({ statement_due_at: null })
})

/** Money that went back and that Splynx is told of. */
async function giveBack(context: TestContext, { id }: Payment, cents: number, number: string) {
  await transact(context.db, (trx) =>
    insertUndoings(
      trx,
      [
        {
          paymentId: id,
          cause: 'refund',
          sourceId: number,
          amountCents: cents,
          reopens: true,
          receiptNumber: number,
        },
      ],
      context.now(),
    ),
  )
  const undoings = await listUndoingsOf(context.db, id)
  await undoPayments(
    context,
    undoings.map((undoing) => undoing.id),
  )
  context.clock.forward(60_000)
  await sweep(context)
  return context.drain()
}

it('a payment that was deleted because all of it went back has its record cancelled', async () => {
  const context = world()
  const payment = await approve(context)
  await record(context, payment)
  await context.drain()
  await giveBack(context, payment, 4_999, 'REFUND0000000000A1')
  expect(context.splynx.payments).toEqual([])
  expect(context.splynx.statementRecords).toMatchObject([
    { status: 'canceled', comment: expect.stringMatching(/, \S{18}, refunded 49\.99$/) },
  ])
  expect(await findRecording(context.db, payment.id)).toMatchObject({ statement_due_at: null })
})

it('a part that went back is noted in the record, which stays processed; lost answers or not', async () => {
  const context = world()
  const payment = await approve(context)
  await record(context, payment)
  await context.drain()
  context.splynx.recordFaults.push('lost_before')
  await giveBack(context, payment, 1_000, 'REFUND0000000000A1')
  expect(context.splynx.statementRecords[0]?.comment).not.toContain('refunded')
  await giveBack(context, payment, 500, 'REFUND0000000000A2')
  expect(context.splynx.statementRecords).toMatchObject([
    { status: 'processed', comment: expect.stringMatching(/refunded 10\.00, refunded 5\.00$/) },
  ])
})

it('a record that is written after the money went back says so from the start', async () => {
  const context = world()
  const payment = await approve(context)
  await record(context, payment)
  context.rings.length = 0
  await giveBack(context, payment, 4_999, 'REFUND0000000000A1')
  expect(context.splynx.statementRecords).toMatchObject([
    { status: 'canceled', splynxPaymentId: null },
  ])
})
