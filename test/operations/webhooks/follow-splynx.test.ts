import { describe, expect, it } from 'vitest'
import { listMissingRecords } from '../../../src/db/missing-records.ts'
import { listEvents } from '../../../src/db/payment-events.ts'
import { findPayment } from '../../../src/db/payments.ts'
import type { Payment } from '../../../src/db/schema.ts'
import { transact } from '../../../src/db/transact.ts'
import { insertUndoings, type NewUndoing } from '../../../src/db/undoings.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import type { Hook } from '../../../src/operations/webhooks/read-hook.ts'
import { receiveHook } from '../../../src/operations/webhooks/receive-hook.ts'
import { seeMissingRecord } from '../../../src/operations/webhooks/see-missing-record.ts'
import type { Concerns } from '../../../src/queue/payloads.ts'
import type { Document } from '../../../src/splynx/splynx.ts'
import { perform, type TestContext, testContext } from '../../support/context.ts'
import {
  claim,
  makeApproved,
  makeMethod,
  makePayment,
  makePaymentOf,
  makeUnknown,
} from '../../support/factories.ts'

const follow = (context: TestContext, concerns: Concerns) =>
  perform(context, 'follow-splynx', concerns)

const invoiceOf = ({ document_id }: Payment) => ({ invoiceIds: [document_id!] })

async function waitingFor(changes: Partial<Document> = {}, more: object = {}) {
  const context = testContext()
  const document = context.splynx.addDocument(changes)
  const payment = await makePaymentOf(context, document, more)
  return { context, document, payment, now: () => findPayment(context.db, payment.id) }
}

describe('a document that changed in Splynx', () => {
  it.each([
    { change: { status: 'paid', dueCents: 0 }, reason: 'paid in another way' },
    { change: { status: 'deleted' }, reason: 'has been deleted in Splynx' },
    { change: { status: 'pending' }, reason: 'waits for another payment' },
    { change: { dueCents: 0 }, reason: 'Nothing is due' },
    { change: { customerId: 999 }, reason: 'belongs to another customer' },
  ] satisfies { change: Partial<Document>; reason: string }[])(
    'to $change cancels what waits for it, and says why',
    async ({ change, reason }) => {
      const { context, document, payment, now } = await waitingFor()
      context.splynx.change(document, change)
      expect(await follow(context, invoiceOf(payment))).toBe('1 cancelled, 0 lowered, 0 missing')
      expect(await now()).toMatchObject({
        status: 'cancelled',
        reason: expect.stringContaining(reason),
      })
      expect((await listEvents(context.db, payment.id)).at(-1)).toMatchObject({ actor: 'splynx' })
      expect(context.gateway.sent).toEqual([])
    },
  )

  it('and is gone cancels what waits for it', async () => {
    const { context, document, payment, now } = await waitingFor({ kind: 'proforma' })
    context.splynx.remove(document)
    await follow(context, { proformaIds: [payment.document_id!] })
    expect(await now()).toMatchObject({ status: 'cancelled' })
  })

  it('and became smaller lowers what waits, and one that grew does not raise it', async () => {
    const { context, document, payment, now } = await waitingFor()
    context.splynx.change(document, { dueCents: 2_000 })
    expect(await follow(context, invoiceOf(payment))).toBe('0 cancelled, 1 lowered, 0 missing')
    expect(await now()).toMatchObject({ status: 'pending', amount_cents: 2_000 })
    context.splynx.change(document, { dueCents: 9_000 })
    expect(await follow(context, invoiceOf(payment))).toBe('0 cancelled, 0 lowered, 0 missing')
    expect(await now()).toMatchObject({ amount_cents: 2_000 })
  })

  it.each(['submitting', 'unknown', 'approved'] as const)(
    'and was paid leaves a payment alone that is %s: the gateway may have it',
    async (status) => {
      const { context, document, payment, now } = await waitingFor()
      if (status === 'approved') await makeApproved(context, payment)
      else await claim(context, payment)
      if (status === 'unknown') {
        const other = await makeUnknown(context, { document_id: 77 })
        context.splynx.addDocument({ id: 77, status: 'paid' })
        await follow(context, { invoiceIds: [77] })
        expect(await findPayment(context.db, other.payment.id)).toMatchObject({ status })
        return
      }
      context.splynx.change(document, { status: 'paid', dueCents: 0 })
      expect(await follow(context, invoiceOf(payment))).toBe('0 cancelled, 0 lowered, 0 missing')
      expect(await now()).toMatchObject({ status })
    },
  )

  it('to a state that nobody knows yet is left to the last look before sending', async () => {
    const { context, document, payment, now } = await waitingFor()
    context.splynx.change(document, { status: 'other' })
    await follow(context, invoiceOf(payment))
    expect(await now()).toMatchObject({ status: 'pending' })
  })

  it('and cannot be read says nothing', async () => {
    const { context, payment, now } = await waitingFor()
    context.splynx.findDocuments = async () => ({ documents: [], bad: [{ id: null, cause: 'x' }] })
    await follow(context, invoiceOf(payment))
    expect(await now()).toMatchObject({ status: 'pending' })
  })

  it('is asked about again while Splynx does not answer, and nothing is cancelled', async () => {
    const { context, payment, now } = await waitingFor()
    context.splynx.isDown = true
    await expect(follow(context, invoiceOf(payment))).rejects.toThrow('Splynx does not answer')
    expect(await now()).toMatchObject({ status: 'pending' })
  })

  it('is not asked about when nothing waits for it', async () => {
    const context = testContext()
    const document = context.splynx.addDocument({ status: 'paid' })
    expect(await follow(context, { invoiceIds: [document.id] })).toContain('0 cancelled')
    expect(context.splynx.calls).not.toContain('findDocuments')
  })

  it('may be told of any number of times, in any order', async () => {
    const { context, document, payment, now } = await waitingFor()
    context.splynx.change(document, { status: 'paid', dueCents: 0 })
    await Promise.all([1, 2, 3].map(() => follow(context, invoiceOf(payment))))
    const events = await listEvents(context.db, payment.id)
    expect(events.filter(({ to_status }) => to_status === 'cancelled')).toHaveLength(1)
    context.splynx.change(document, { status: 'not_paid', dueCents: 4_999 })
    await follow(context, invoiceOf(payment))
    expect(await now()).toMatchObject({ status: 'cancelled' })
  })
})

describe('a customer', () => {
  const statusAfter = async (change: 'disabled' | 'blocked' | 'active' | 'gone', more: object) => {
    const { context, document, now } = await waitingFor({}, more)
    const { customerId } = document
    if (change === 'gone') context.splynx.customers.delete(customerId)
    else context.splynx.addCustomer({ id: customerId, status: change })
    await follow(context, { customerIds: [customerId] })
    return (await now())?.status
  }

  it.each([
    { change: 'gone', channel: 'customer', status: 'cancelled' },
    { change: 'disabled', channel: 'customer', status: 'cancelled' },
    { change: 'disabled', channel: 'schedule', status: 'cancelled' },
    { change: 'blocked', channel: 'schedule', status: 'cancelled' },
    // Who is blocked for what is owed may pay it.
    { change: 'blocked', channel: 'customer', status: 'pending' },
    { change: 'blocked', channel: 'clerk', status: 'pending' },
    { change: 'active', channel: 'schedule', status: 'pending' },
  ] as const)('who is $change: a payment by $channel is $status', async (one) => {
    expect(await statusAfter(one.change, { channel: one.channel })).toBe(one.status)
  })

  it('who is merged into another takes a refill that waits along with it', async () => {
    const context = testContext()
    const { id } = context.splynx.addCustomer()
    const method = await makeMethod(context, { customer_id: id })
    const refill = await makePayment(context, { method, purpose: 'refill', document_id: null })
    context.splynx.customers.delete(id)
    await follow(context, { customerIds: [id] })
    expect(await findPayment(context.db, refill.id)).toMatchObject({ status: 'cancelled' })
  })
})

describe('a recorded payment that was deleted in Splynx by hand', () => {
  async function recorded() {
    const { context, document, payment } = await waitingFor()
    await makeApproved(context, payment)
    await recordPayments(context, [payment.id])
    const [entry] = context.splynx.payments
    const remove = () => context.splynx.payments.splice(0)
    return { context, document, payment, entry: entry!, remove }
  }

  it('is shown to a person once, and never recorded again by itself', async () => {
    const { context, payment, remove } = await recorded()
    remove()
    const concerns = { paymentIds: [payment.id] }
    expect(await follow(context, concerns)).toBe('0 cancelled, 0 lowered, 1 missing')
    expect(await follow(context, concerns)).toBe('0 cancelled, 0 lowered, 0 missing')
    expect(await listMissingRecords(context.db, 10)).toMatchObject([{ id: payment.id }])
    const words = (await listEvents(context.db, payment.id)).map(({ reason }) => reason)
    expect(words.filter((reason) => reason.includes('deleted there by somebody'))).toHaveLength(1)
    await context.drain()
    expect(context.splynx.payments).toEqual([])
    expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'recorded' })
  })

  it('leaves the list when a person says that it is right', async () => {
    const { context, payment, remove } = await recorded()
    remove()
    await follow(context, { paymentIds: [payment.id] })
    const see = () => seeMissingRecord(context, { paymentId: payment.id, actor: 'staff:clerk' })
    expect(await see()).toBe(true)
    expect(await see()).toBe(false)
    expect(await listMissingRecords(context.db, 10)).toEqual([])
    expect(await follow(context, { paymentIds: [payment.id] })).toContain('0 missing')
  })

  it('is not missed while it is there, or there again under another number', async () => {
    const { context, payment, entry, remove } = await recorded()
    expect(await follow(context, { paymentIds: [payment.id] })).toContain('0 missing')
    remove()
    context.splynx.payments.push({ ...entry, id: 4_711 })
    expect(await follow(context, { paymentIds: [payment.id] })).toContain('0 missing')
  })

  it('is not missed when it was deleted by us because the money went back', async () => {
    const { context, payment, remove } = await recorded()
    const undoing: NewUndoing = {
      paymentId: payment.id,
      cause: 'void',
      sourceId: 'r1',
      amountCents: 4_999,
      reopens: true,
      receiptNumber: 'U1',
    }
    await transact(context.db, (trx) => insertUndoings(trx, [undoing], context.now()))
    remove()
    expect(await follow(context, { paymentIds: [payment.id] })).toContain('0 missing')
  })
})

describe('a hook', () => {
  const hook = (model: string, attributes: object, action = 'edit'): Hook => ({
    ...{ isPing: false, model, action, attributes: { ...attributes } },
  })

  it('about what waits here rings, and only with its ids', async () => {
    const { context, payment } = await waitingFor()
    const id = String(payment.document_id)
    expect(await receiveHook(context, hook('Invoices', { id, total: '0.01' }))).toBe('rung')
    expect(await receiveHook(context, hook('Payments', { id: 1, invoice_id: id }))).toBe('rung')
    expect(await receiveHook(context, hook('Customers', { id: payment.customer_id }))).toBe('rung')
    expect(context.rings.map(({ payload }) => payload)).toMatchObject([
      { invoiceIds: [payment.document_id] },
      { invoiceIds: [payment.document_id] },
      { customerIds: [payment.customer_id] },
    ])
  })

  it.each([
    hook('Invoices', { id: 4_711 }),
    hook('Requests', { id: 1 }),
    hook('Invoices', { id: "1' or 1=1" }),
    hook('Payments', { id: 1, invoice_id: 0, request_id: null }),
    hook('Payments', { id: 1, receipt_number: 'NONE' }, 'delete'),
    hook('Customers', {}),
    hook('Tickets', { id: 1 }),
    hook('', {}),
  ])('about nothing of ours is ignored: $model $attributes', async (one) => {
    const { context } = await waitingFor()
    expect(await receiveHook(context, one)).toBe('ignored')
    expect(context.rings).toEqual([])
    expect(context.splynx.calls).toEqual([])
  })

  it('about our own recording costs no question to Splynx; its deletion does', async () => {
    const { context, payment } = await waitingFor()
    await makeApproved(context, payment)
    await recordPayments(context, [payment.id])
    const { receiptNumber: receipt_number, id } = context.splynx.payments[0]!
    const attributes = { id, receipt_number, invoice_id: payment.document_id }
    expect(await receiveHook(context, hook('Payments', attributes, 'create'))).toBe('ignored')
    expect(await receiveHook(context, hook('Payments', attributes, 'delete'))).toBe('rung')
    expect(context.rings.at(-1)?.payload).toMatchObject({ paymentIds: [payment.id] })
  })
})
