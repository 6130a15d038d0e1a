import { expect, it } from 'vitest'
import {
  countDuplicates,
  countDuplicatesByCertainty,
  listDuplicates,
} from '../../../src/db/duplicates.ts'
import { writeSplynxPayments } from '../../../src/db/tie-out-splynx.ts'
import { dismissDuplicate } from '../../../src/operations/duplicates/dismiss-duplicate.ts'
import { findRecentDuplicates } from '../../../src/operations/duplicates/find-duplicates.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../../support/factories.ts'

async function payTwice(
  context: TestContext,
  changes: { sameDocument?: boolean; run?: boolean } = {},
) {
  const { splynx } = context
  const first = splynx.addDocument()
  const second = changes.sameDocument ? first : splynx.addDocument({ customerId: first.customerId })
  const method = await makeMethod(context, { customer_id: first.customerId })
  const payments = []
  for (const document of [first, second]) {
    const payment = await makePaymentOf(context, document, { method, amount_cents: 4_999 })
    await makeApproved(context, payment)
    await recordPayments(context, [payment.id])
    payments.push(payment)
    context.clock.forward(60_000)
  }
  return payments
}

const look = (context: TestContext) => findRecentDuplicates(context)

it('one document paid twice is certain, two of one amount paid by the customer on a day are likely', async () => {
  const context = testContext()
  await payTwice(context, { sameDocument: true })
  await payTwice(context)
  expect(await look(context)).toBe(2)
  expect(await countDuplicatesByCertainty(context.db)).toEqual({
    certain: 1,
    likely: 1,
    possible: 0,
  })
  // Looking again finds the same pairs and no new ones.
  await look(context)
  expect(await countDuplicates(context.db)).toBe(2)
})

it('a pair ends when one of its payments went back, or when somebody says that both were meant', async () => {
  const context = testContext()
  const { db } = context
  const [, later] = await payTwice(context)
  await payTwice(context)
  await look(context)
  await db
    .updateTable('payments')
    .set({ status: 'refunded' } as never)
    .where('id', '=', later!.id)
    .execute()
  await look(context)
  const [pair, ...others] = await listDuplicates(db, ['certain', 'likely'], {
    beforeId: undefined,
    size: 9,
  })
  expect(others).toEqual([])
  const words = { id: pair!.id, note: 'Two sites', actor: 'staff:ada', address: '::1' }
  expect(await dismissDuplicate(context, words)).toBe(true)
  expect(await dismissDuplicate(context, words)).toBe(false)
  await look(context)
  expect(await countDuplicates(db)).toBe(0)
  expect(await db.selectFrom('audit_events').select('action').execute()).toEqual([
    { action: 'duplicate.dismissed' },
  ])
})

it('cash of the same amount that somebody entered in Splynx is found, and what is ours there is not', async () => {
  const context = testContext()
  const { splynx, db, now } = context
  const document = splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const { attempt } = await makeApproved(context, payment)
  await recordPayments(context, [payment.id])
  const row = {
    ...{ customer_id: document.customerId, payment_type: 1, paid_on: '2026-11-23' },
    ...{ amount_cents: 4_999, proforma_id: null },
  }
  await writeSplynxPayments(
    db,
    [
      { ...row, id: 77, receipt_number: 'CASH-1', invoice_id: document.id },
      {
        ...row,
        id: splynx.payments[0]!.id,
        receipt_number: attempt.transaction_id,
        invoice_id: null,
      },
    ],
    now(),
  )
  context.clock.forward(1_000)
  await look(context)
  expect(await db.selectFrom('duplicates').selectAll().execute()).toMatchObject([
    {
      later_id: payment.id,
      splynx_payment_id: 77,
      certainty: 'certain',
      reason: 'same_document_by_hand',
    },
  ])
})
