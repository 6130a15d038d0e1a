import { describe, expect, it } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment, insertPayments, lowerAmount, movePayments } from '../../src/db/payments.ts'
import type { Payment } from '../../src/db/schema.ts'
import { transact } from '../../src/db/transact.ts'
import {
  canMove,
  PAYMENT_STATUSES,
  type PaymentStatus,
  UNDER_WAY,
} from '../../src/domain/payment.ts'
import { createTransactionId } from '../../src/gateway/transaction-id.ts'
import { START, testContext } from '../support/context.ts'
import { makeMethod, makePayment, paymentRow } from '../support/factories.ts'

const EDGES = PAYMENT_STATUSES.flatMap((from) => PAYMENT_STATUSES.map((to) => ({ from, to })))
const LEGAL = EDGES.filter(({ from, to }) => canMove(from, to))
const FORBIDDEN = EDGES.filter(({ from, to }) => !canMove(from, to))

/** Puts a payment into a status by force, past every rule. */
async function force(db: Db, { id }: Payment, status: PaymentStatus): Promise<void> {
  await db
    .updateTable('payments')
    .set({ status, transaction_id: createTransactionId() })
    .where('id', '=', id)
    .execute()
}

const move = (db: Db, id: string, to: PaymentStatus, more = {}) =>
  transact(db, (trx) =>
    movePayments(trx, [{ id, to, actor: 'worker', reason: 'a test', ...more }], START),
  )

it.each(LEGAL)(
  'a payment may go from $from to $to, and its history says so',
  async ({ from, to }) => {
    const context = testContext()
    const payment = await makePayment(context)
    await force(context.db, payment, from)
    expect(await move(context.db, payment.id, to)).toMatchObject([{ was: from }])
    expect(await findPayment(context.db, payment.id)).toMatchObject({ status: to })
    const events = await listEvents(context.db, payment.id)
    expect(events.at(-1)).toMatchObject({ from_status: from, to_status: to, actor: 'worker' })
  },
)

it('a payment goes along no other edge, whatever is asked for', async () => {
  const context = testContext()
  const payment = await makePayment(context)
  for (const { from, to } of FORBIDDEN) {
    await force(context.db, payment, from)
    expect(await move(context.db, payment.id, to), `${from} to ${to}`).toEqual([])
    expect(await findPayment(context.db, payment.id)).toMatchObject({ status: from })
  }
  expect(await listEvents(context.db, payment.id)).toHaveLength(1)
})

describe('a move', () => {
  it('is won by one of many workers that race for it', async () => {
    const context = testContext()
    const payment = await makePayment(context)
    const racing = Array.from({ length: 10 }, () => move(context.db, payment.id, 'cancelled'))
    const won = (await Promise.all(racing)).flat()
    expect(won).toHaveLength(1)
    expect(await listEvents(context.db, payment.id)).toHaveLength(2)
  })

  it('is left out when the payment is somewhere else than was expected', async () => {
    const context = testContext()
    const payment = await makePayment(context)
    expect(await move(context.db, payment.id, 'cancelled', { from: ['unknown'] })).toEqual([])
  })

  it('is left out when another attempt counts by now', async () => {
    const context = testContext()
    const payment = await makePayment(context)
    await force(context.db, payment, 'submitting')
    const transactionId = createTransactionId()
    expect(await move(context.db, payment.id, 'approved', { transactionId })).toEqual([])
    expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'submitting' })
  })

  it('of a batch is made though others of the batch are forbidden', async () => {
    const context = testContext()
    const method = await makeMethod(context)
    const payments = [
      await makePayment(context, { method }),
      await makePayment(context, { method }),
      await makePayment(context, { method }),
    ]
    await force(context.db, payments[1]!, 'recorded')
    const moves = payments.map(({ id }) => ({
      id,
      to: 'cancelled' as const,
      actor: 'worker',
      reason: 'a test',
    }))
    const made = await transact(context.db, (trx) => movePayments(trx, moves, START))
    expect(made.map(({ id }) => id)).toEqual([payments[0]!.id, payments[2]!.id])
  })
})

describe('a document', () => {
  const insert = (db: Db, row: ReturnType<typeof paymentRow>) =>
    transact(db, (trx) => insertPayments(trx, [row]))

  it.each(UNDER_WAY)('whose payment is %s can have no other', async (status) => {
    const context = testContext()
    const method = await makeMethod(context)
    const first = await makePayment(context, { method, document_id: 5 })
    await force(context.db, first, status)
    const taken = await insert(context.db, paymentRow(context, method, { document_id: 5 }))
    expect(taken.size).toBe(0)
  })

  it.each(PAYMENT_STATUSES.filter((status) => !(UNDER_WAY as readonly string[]).includes(status)))(
    'whose payment is %s may have another',
    async (status) => {
      const context = testContext()
      const method = await makeMethod(context)
      await force(context.db, await makePayment(context, { method, document_id: 5 }), status)
      const taken = await insert(context.db, paymentRow(context, method, { document_id: 5 }))
      expect(taken.size).toBe(1)
    },
  )

  it('gets one payment of many that are stored at the same moment', async () => {
    const context = testContext()
    const method = await makeMethod(context)
    const rows = Array.from({ length: 10 }, () => paymentRow(context, method, { document_id: 5 }))
    const taken = await Promise.all(rows.map((row) => insert(context.db, row)))
    expect(taken.filter(({ size }) => size === 1)).toHaveLength(1)
  })

  it('is not an invoice when it is a proforma of the same number', async () => {
    const context = testContext()
    const method = await makeMethod(context)
    await makePayment(context, { method, document_id: 5 })
    const proforma = paymentRow(context, method, { document_id: 5, purpose: 'proforma' })
    expect((await insert(context.db, proforma)).size).toBe(1)
  })

  it('that is refused keeps no other payment of the same statement out', async () => {
    const context = testContext()
    const method = await makeMethod(context)
    await makePayment(context, { method, document_id: 5 })
    const rows = [5, 6, 7].map((document_id) => paymentRow(context, method, { document_id }))
    const taken = await transact(context.db, (trx) => insertPayments(trx, rows))
    expect(taken).toEqual(new Set([rows[1]!.id, rows[2]!.id]))
    expect(await listEvents(context.db, rows[0]!.id)).toEqual([])
  })
})

it('a form that is posted twice makes one payment', async () => {
  const context = testContext()
  const method = await makeMethod(context)
  const rows = [1, 2].map(() =>
    paymentRow(context, method, { purpose: 'refill', request_key: 'the-form' }),
  )
  const taken = await Promise.all(
    rows.map((row) => transact(context.db, (trx) => insertPayments(trx, [row]))),
  )
  expect(taken.map(({ size }) => size).sort()).toEqual([0, 1])
})

it.each([
  { what: 'zero', changes: { amount_cents: 0 } },
  { what: 'a negative amount', changes: { amount_cents: -1 } },
  { what: 'a document for a refill', changes: { purpose: 'refill' as const, document_id: 5 } },
  { what: 'an invoice without its document', changes: { document_id: null } },
  { what: 'approval without a TransactionID', changes: { status: 'approved' as const } },
])('the database refuses $what', async ({ changes }) => {
  const context = testContext()
  const row = paymentRow(context, await makeMethod(context), changes)
  await expect(transact(context.db, (trx) => insertPayments(trx, [row]))).rejects.toThrow(
    /constraint/i,
  )
})

describe('lowering an amount', () => {
  it('is possible while nothing has been sent, and the history says so', async () => {
    const context = testContext()
    const payment = await makePayment(context)
    expect(await lowerAmount(context.db, payment, 3000, START)).toBe(true)
    expect(await findPayment(context.db, payment.id)).toMatchObject({ amount_cents: 3000 })
    const events = await listEvents(context.db, payment.id)
    expect(events.at(-1)?.reason).toContain('49.99 to 30.00')
  })

  it('never raises it', async () => {
    const context = testContext()
    const payment = await makePayment(context)
    expect(await lowerAmount(context.db, payment, 5000, START)).toBe(false)
  })

  it.each(['submitting', 'unknown', 'approved', 'pending'] as const)(
    'is refused for a payment that is %s and has a TransactionID',
    async (status) => {
      const context = testContext()
      const payment = await makePayment(context)
      await force(context.db, payment, status)
      expect(await lowerAmount(context.db, payment, 3000, START)).toBe(false)
      expect(await findPayment(context.db, payment.id)).toMatchObject({ amount_cents: 4999 })
    },
  )
})
