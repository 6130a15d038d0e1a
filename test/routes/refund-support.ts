import { expect } from 'vitest'
import type { NewPaymentRow } from '../../src/db/schema.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import type { Browser } from '../support/browser.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../support/factories.ts'
import { context, fieldsOf, splynx } from './console-support.ts'

export const DAY_MS = 24 * 3_600_000

/** An invoice of 49.99 that was paid by card and is in Splynx. */
export async function makePaid(
  changes: Partial<NewPaymentRow> = {},
  kind: 'card' | 'bank' = 'card',
) {
  const document = splynx.addDocument({ dueCents: changes.amount_cents ?? 4999 })
  const method = await makeMethod(context, { customer_id: document.customerId, kind })
  const payment = await makePaymentOf(context, document, { method, ...changes })
  const { attempt } = await makeApproved(context, payment)
  await recordPayments(context, [payment.id])
  const href = `/admin/payments/${payment.id}`
  return { id: payment.id, href, saleId: attempt.transaction_id }
}

export const WISHES = { amount: '49.99', reason: 'Paid twice by mistake', reopens: 'yes' }

/** Fills in both forms as a person does, and returns what the second one answered. */
export async function giveBack(
  browser: Browser,
  href: string,
  wishes: Record<string, string> = WISHES,
) {
  await browser.get(`${href}/refunds/new`)
  const look = await browser.post(`${href}/refunds/confirmation`, wishes)
  expect(look.status).toBe(200)
  return browser.post(`${href}/refunds`, fieldsOf(look.text, `${href}/refunds`))
}
