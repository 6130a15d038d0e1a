import type { Context } from '../../context.ts'
import {
  endSplynxReading,
  findSplynxReading,
  listFreshIds,
  markSplynxPaymentsGone,
  type SeenPayment,
  startSplynxReading,
  writeSplynxPayments,
} from '../../db/tie-out-splynx.ts'
import { scrub } from '../../gateway/scrub.ts'
import type { ListedPayment } from '../../splynx/splynx.ts'

/** Several days are compared one after another: each list serves the day before as well. */
const FRESH_MS = 60 * 60_000
const RECEIPT_CHARACTERS_MAX = 64

/**
 * Reads what Splynx lists of a day, page by page, unless that was done a moment ago. Returns when the
 * reading began: whatever was seen since then is there. Rejects while Splynx cannot be asked.
 */
export async function readSplynxDay(
  { db, splynx, now }: Context,
  day: string,
  { isAsked = false } = {},
): Promise<Date> {
  const startedAt = now()
  const before = isAsked ? null : await findSplynxReading(db, day)
  if (before && startedAt.getTime() - before.getTime() < FRESH_MS) return before
  await startSplynxReading(db, day, startedAt)
  for await (const page of splynx.eachPayment(day)) {
    await writeSplynxPayments(db, page.map(rowOf), now())
  }
  await endSplynxReading(db, day, { startedAt, now: now() })
  return startedAt
}

/**
 * Payments that should be in Splynx and were not on the lists just read: they stand under another
 * day, or were recorded or deleted in the meantime. Each is asked for by its id before anybody is
 * told that it is missing.
 */
export async function lookAgain(
  { db, splynx, now }: Context,
  ids: readonly number[],
  since: Date,
): Promise<void> {
  const fresh = new Set(await listFreshIds(db, ids, since))
  const stale = [...new Set(ids)].filter((id) => !fresh.has(id))
  if (stale.length === 0) return
  const found = await splynx.findListedPayments(stale)
  await writeSplynxPayments(db, found.map(rowOf), now())
  const there = new Set(found.map(({ id }) => id))
  await markSplynxPaymentsGone(
    db,
    stale.filter((id) => !there.has(id)),
    now(),
  )
}

const rowOf = (payment: ListedPayment): SeenPayment => ({
  id: payment.id,
  customer_id: payment.customerId,
  payment_type: payment.paymentType,
  // People type into it whatever they like.
  receipt_number: scrub(payment.receiptNumber).slice(0, RECEIPT_CHARACTERS_MAX),
  paid_on: payment.date,
  amount_cents: payment.amountCents,
  invoice_id: payment.invoiceId,
  proforma_id: payment.proformaId,
})
