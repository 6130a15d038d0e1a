import { describe, expect, it } from 'vitest'
import { countOpenCredits, listOpenCredits } from '../../src/db/customer-credits.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment } from '../../src/db/payments.ts'
import { findRecording } from '../../src/db/recordings.ts'
import { finishCredit } from '../../src/operations/finish-credit.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import type { RecordFault } from '../support/bogus-splynx.ts'
import { type TestContext, testContext } from '../support/context.ts'
import { makeApproved, makeMethod, makePayment, makePaymentOf } from '../support/factories.ts'

const HOUR_MS = 3_600_000

/** An invoice whose money is taken and that Splynx does not know of. */
async function setup() {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const { attempt } = await makeApproved(context, payment)
  return {
    context,
    document,
    payment,
    transactionId: attempt.transaction_id,
    record: () => recordPayments(context, [payment.id]),
    read: async () => (await findPayment(context.db, payment.id))!,
  }
}

it('an approved payment is recorded under its TransactionID, and its document is paid', async () => {
  const { context, record, read, document, transactionId } = await setup()
  expect(await record()).toEqual({ recorded: 1, waiting: 0 })
  expect(await read()).toMatchObject({ status: 'recorded' })
  expect(context.splynx.payments).toMatchObject([
    {
      receiptNumber: transactionId,
      amountCents: 4999,
      document: { kind: 'invoice', id: document.id },
      date: '2026-11-24',
    },
  ])
})

it('is recorded once, however many workers are told to', async () => {
  const { context, payment, read } = await setup()
  const workers = Array.from({ length: 6 }, () => context.another())
  await Promise.all(workers.map((worker) => recordPayments(worker, [payment.id])))
  expect(context.splynx.calls.filter((call) => call === 'createPayment')).toHaveLength(1)
  expect(await read()).toMatchObject({ status: 'recorded' })
})

it.each<{ faults: RecordFault[]; created: number }>([
  { faults: ['lost_before'], created: 2 },
  { faults: ['lost_after'], created: 1 },
  { faults: ['lost_before', 'lost_before', 'lost_after'], created: 3 },
])('after $faults there is one payment in Splynx', async ({ faults, created }) => {
  const { context, record, read } = await setup()
  context.splynx.faults.push(...faults)
  for (let at = 0; at <= faults.length; at++) {
    await record()
    context.clock.forward(HOUR_MS)
  }
  expect(await read()).toMatchObject({ status: 'recorded' })
  expect(context.splynx.payments).toHaveLength(1)
  expect(context.splynx.calls.filter((call) => call === 'createPayment')).toHaveLength(created)
})

it('a worker that ended after Splynx had stored it leaves it to be found', async () => {
  const { context, payment, record, read } = await setup()
  const { createPayment } = context.splynx
  context.splynx.createPayment = async (asked) => {
    await createPayment(asked)
    throw new Error('the worker was killed here')
  }
  await expect(record()).rejects.toThrow('killed')
  context.splynx.createPayment = createPayment
  expect(await record(), 'while the lease lasts').toEqual({ recorded: 0, waiting: 0 })
  context.clock.forward(HOUR_MS)
  expect(await record()).toEqual({ recorded: 1, waiting: 0 })
  expect(await read()).toMatchObject({ status: 'recorded' })
  expect(context.splynx.payments).toHaveLength(1)
  expect((await findRecording(context.db, payment.id))?.splynx_payment_id).toBe(
    context.splynx.payments[0]!.id,
  )
})

it('a receipt number that Splynx has already is that payment, not another one', async () => {
  const { context, payment, transactionId, record, read } = await setup()
  // As after a restored backup: Splynx knows it, our outbox has forgotten the try.
  await context.splynx.createPayment({
    customerId: payment.customer_id,
    amountCents: 4999,
    date: '2026-11-24',
    receiptNumber: transactionId,
    paymentType: 3,
    comment: '',
  })
  await record()
  expect(await read()).toMatchObject({ status: 'recorded' })
  expect(context.splynx.payments).toHaveLength(1)
})

it('a receipt number with another amount is a task for a person', async () => {
  const { context, payment, transactionId, record, read } = await setup()
  await context.splynx.createPayment({
    customerId: payment.customer_id,
    amountCents: 1,
    date: '2026-11-24',
    receiptNumber: transactionId,
    paymentType: 3,
    comment: '',
  })
  expect(await record()).toEqual({ recorded: 0, waiting: 1 })
  expect(await read()).toMatchObject({ status: 'approved' })
  expect((await findRecording(context.db, payment.id))?.last_error).toContain('another amount')
})

describe('money for a document that is', () => {
  it.each<{ what: string; change: (context: TestContext, document: Document) => void }>([
    {
      what: 'paid by cash meanwhile',
      change: ({ splynx }, document) => splynx.change(document, { status: 'paid', dueCents: 0 }),
    },
    {
      what: 'deleted meanwhile',
      change: ({ splynx }, document) => splynx.change(document, { status: 'deleted' }),
    },
    { what: 'gone', change: ({ splynx }, document) => splynx.remove(document) },
  ])("$what becomes the customer's credit", async ({ change }) => {
    const { context, document, record, read } = await setup()
    change(context, document)
    await record()
    expect(context.splynx.payments).toHaveLength(1)
    expect(context.splynx.payments[0]).not.toHaveProperty('document')
    expect(await read()).toMatchObject({ status: 'recorded' })
  })

  it("deleted between the look at it and the record becomes the customer's credit at once", async () => {
    const { context, document, record, read } = await setup()
    const { findDocuments } = context.splynx
    context.splynx.findDocuments = async (...asked) => {
      const found = await findDocuments(...asked)
      context.splynx.findDocuments = findDocuments
      context.splynx.change(document, { status: 'deleted' })
      return found
    }
    // As Splynx refuses a payment for a deleted document.
    context.splynx.faults.push('refused')
    expect(await record()).toEqual({ recorded: 1, waiting: 0 })
    expect(context.splynx.payments).toHaveLength(1)
    expect(context.splynx.payments[0]).not.toHaveProperty('document')
    expect(await read()).toMatchObject({ status: 'recorded' })
  })

  it('unreadable waits, because it is still open and would be charged again', async () => {
    const { context, document, record, read } = await setup()
    const { findDocuments } = context.splynx
    context.splynx.findDocuments = async () => ({
      documents: [],
      bad: [{ id: document.id, cause: 'no amount' }],
    })
    expect(await record()).toEqual({ recorded: 0, waiting: 1 })
    expect(context.splynx.payments).toEqual([])
    context.splynx.findDocuments = findDocuments
    context.clock.forward(HOUR_MS)
    await record()
    expect(await read()).toMatchObject({ status: 'recorded' })
    expect(context.splynx.payments).toMatchObject([{ document: { id: document.id } }])
  })

  it('not known because Splynx is down waits', async () => {
    const { context, record, read } = await setup()
    context.splynx.isDown = true
    expect(await record()).toEqual({ recorded: 0, waiting: 1 })
    expect(await read()).toMatchObject({ status: 'approved' })
    expect(context.splynx.calls).not.toContain('createPayment')
  })
})

describe('money that became credit is a task for a clerk', () => {
  /** The document is deleted before Splynx hears of its money. */
  async function setupDeleted() {
    const all = await setup()
    all.context.splynx.change(all.document, { status: 'deleted' })
    const listed = async () =>
      (await listOpenCredits(all.context.db, 1_000)).filter(({ id }) => id === all.payment.id)
    return { ...all, listed }
  }

  it('that says what had become of its document', async () => {
    const { record, listed, payment } = await setupDeleted()
    await record()
    expect(await listed()).toMatchObject([
      { id: payment.id, amount_cents: payment.amount_cents, document_was: 'deleted' },
    ])
  })

  it.each<{ how: string; fault: RecordFault }>([
    { how: 'an earlier try had recorded it and its answer got lost', fault: 'lost_after' },
    { how: 'it is recorded at the second try', fault: 'lost_before' },
  ])('also where $how', async ({ fault }) => {
    const { context, record, listed } = await setupDeleted()
    context.splynx.faults.push(fault)
    await record()
    expect(await listed(), 'nobody knows yet').toEqual([])
    context.clock.forward(HOUR_MS)
    await record()
    expect(await listed()).toMatchObject([{ document_was: 'deleted' }])
  })

  it('by what Splynx has, whatever the document looks like now', async () => {
    const { context, payment, document, record, read, listed, transactionId } = await setupDeleted()
    await context.splynx.createPayment({
      customerId: payment.customer_id,
      amountCents: payment.amount_cents,
      date: '2026-11-24',
      receiptNumber: transactionId,
      paymentType: 3,
      comment: '',
    })
    context.splynx.change(document, { status: 'not_paid' })
    await record()
    expect(await listed()).toMatchObject([{ document_was: null }])
    expect(await read()).toMatchObject({ status: 'recorded' })
  })

  it('and never where the document took it, or where there was none', async () => {
    const { context, record } = await setup()
    const before = await countOpenCredits(context.db)
    context.splynx.faults.push('lost_after')
    const refill = await makePayment(context, { purpose: 'refill' })
    await makeApproved(context, refill)
    await record()
    context.clock.forward(HOUR_MS)
    await record()
    await recordPayments(context, [refill.id])
    expect(await countOpenCredits(context.db)).toBe(before)
  })

  it('that one person ends, with a note in the history and the audit trail', async () => {
    const { context, payment, record, listed } = await setupDeleted()
    await record()
    const done = { paymentId: payment.id, actor: 'staff:clerk', note: 'left for next month' }
    const ends = await Promise.all([1, 2, 3].map(() => finishCredit(context.another(), done)))
    expect(ends.filter(Boolean)).toHaveLength(1)
    expect(await listed()).toEqual([])
    const events = await listEvents(context.db, payment.id)
    expect(events.at(-1)?.reason).toContain('left for next month')
    const audited = await context.db
      .selectFrom('audit_events')
      .select(['actor', 'details'])
      .where('subject', '=', `payment:${payment.id}`)
      .where('action', '=', 'payment.credit_done')
      .execute()
    expect(audited).toMatchObject([
      { actor: 'staff:clerk', details: expect.stringContaining('next') },
    ])
    // Told once more, it stays done.
    await context.db
      .updateTable('recordings')
      .set({ recorded_at: null, next_try_at: context.now() })
      .where('payment_id', '=', payment.id)
      .execute()
    await record()
    expect(await listed()).toEqual([])
  })
})

it('the document stays held until Splynx has the money', async () => {
  const { context, document, record, read } = await setup()
  context.splynx.faults.push('lost_before')
  await record()
  expect(await read()).toMatchObject({ document_under_way: `invoice:${document.id}` })
  context.clock.forward(HOUR_MS)
  await record()
  expect(await read()).toMatchObject({ document_under_way: null })
})

it('one payment that Splynx refuses does not hold up the others', async () => {
  const context = testContext()
  const ids: string[] = []
  for (let at = 0; at < 3; at++) {
    const payment = await makePayment(context, { purpose: 'refill' })
    await makeApproved(context, payment)
    ids.push(payment.id)
  }
  context.splynx.faults.push('refused')
  expect(await recordPayments(context, ids)).toEqual({ recorded: 2, waiting: 1 })
  expect(context.logged()).toContain('422')
})
