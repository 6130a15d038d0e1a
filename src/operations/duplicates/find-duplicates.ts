import type { Context } from '../../context.ts'
import {
  type ByHand,
  insertDuplicates,
  listSplynxPaymentsOf,
  listTakenOf,
  listTakenPayments,
  resolveDuplicates,
  type TakenPayment,
} from '../../db/duplicates.ts'
import type { NewDuplicate } from '../../db/schema.ts'
import { listOwnAmong } from '../../db/tie-out-splynx.ts'
import { dayIn } from '../../domain/banking-days.ts'
import {
  type DuplicateFacts,
  type Suspicion,
  strongest,
  suspect,
  suspectByHand,
} from '../../domain/duplicate.ts'
import { dayAfter } from '../../domain/tie-out.ts'

const PAYMENTS_AT_ONCE = 500
const DAY_MS = 24 * 3_600_000
/** Pairs that are merely possible do not pile up for ever. */
const POSSIBLE_DAYS = 30

/**
 * Looks among the payments of a stretch of time for those that look like an earlier one of the same
 * customer made twice, and ends what has been put right. Returns how many it found.
 */
export async function findDuplicates(
  context: Context,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const { db, now } = context
  let found = 0
  for (let after: TakenPayment | undefined; ; ) {
    const part = await listTakenPayments(db, { from, to, after }, PAYMENTS_AT_ONCE)
    const rows = await judgePart(context, part)
    await insertDuplicates(db, rows)
    found += rows.length
    if (part.length < PAYMENTS_AT_ONCE) break
    after = part.at(-1)
  }
  await resolveDuplicates(db, new Date(now().getTime() - POSSIBLE_DAYS * DAY_MS), now())
  return found
}

/** How far the look that is taken every few minutes goes back. */
const RECENT_MS = 2 * 3_600_000

/** While a card payment has not settled it can be voided, so nobody waits for the morning. */
export const findRecentDuplicates = (context: Context): Promise<number> => {
  const to = context.now()
  return findDuplicates(context, { from: new Date(to.getTime() - RECENT_MS), to })
}

async function judgePart(context: Context, part: readonly TakenPayment[]): Promise<NewDuplicate[]> {
  if (part.length === 0) return []
  const { db, config, settings, now } = context
  const { duplicateDays } = await settings.of(null)
  const times = part.map(({ created_at }) => created_at.getTime())
  const earliest = new Date(Math.min(...times) - duplicateDays * DAY_MS)
  const latest = new Date(Math.max(...times) + 1)
  const customers = [...new Set(part.map(({ customer_id }) => customer_id))]
  const [ours, listed] = await Promise.all([
    listTakenOf(db, customers, { from: earliest, to: latest }),
    listSplynxPaymentsOf(db, customers, {
      from: dayIn(earliest, config.TZ),
      to: dayAfter(dayIn(latest, config.TZ), duplicateDays),
    }),
  ])
  const own = await listOwnAmong(db, listed)
  const books = {
    ours: byCustomer(ours),
    byHand: byCustomer(listed.filter(({ id }) => !own.has(id))),
  }
  return part.flatMap((payment) => {
    const pair = earlierOf(payment, books, { zone: config.TZ, days: duplicateDays })
    if (!pair) return []
    const { certainty, reason, earlier_id = null, splynx_payment_id = null } = pair
    return {
      ...{ later_id: payment.id, earlier_id, splynx_payment_id, certainty, reason },
      ...{ amount_cents: payment.amount_cents, found_at: now() },
    }
  })
}

function byCustomer<T extends { customer_id: number }>(rows: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>()
  for (const row of rows) found.set(row.customer_id, [...(found.get(row.customer_id) ?? []), row])
  return found
}

interface Books {
  ours: ReadonlyMap<number, readonly TakenPayment[]>
  byHand: ReadonlyMap<number, readonly ByHand[]>
}

type Pair = Suspicion & { earlier_id?: string; splynx_payment_id?: number }

/** The one that it most looks like, if any. */
function earlierOf(
  payment: TakenPayment,
  { ours, byHand }: Books,
  { zone, days }: { zone: string; days: number },
): Pair | undefined {
  const facts = factsOf(payment, zone)
  const since = payment.created_at.getTime() - days * DAY_MS
  const pairs = (ours.get(payment.customer_id) ?? [])
    .filter((one) => one.amount_cents === payment.amount_cents && one.id !== payment.id)
    .filter((one) => one.created_at.getTime() >= since && isBefore(one, payment))
    .map((one): Pair => ({ ...suspect(factsOf(one, zone), facts), earlier_id: one.id }))
  // What people enter has a day and no time: it may be of any of the days around.
  const hands = (byHand.get(payment.customer_id) ?? [])
    .filter((one) => Number(one.amount_cents) === payment.amount_cents)
    .filter(({ paid_on }) => paid_on >= dayAfter(facts.day, -days))
    .filter(({ paid_on }) => paid_on <= dayAfter(facts.day, days))
    .map((one): Pair => {
      const paid = { invoiceId: one.invoice_id, proformaId: one.proforma_id }
      return { ...suspectByHand(paid, facts), splynx_payment_id: one.id }
    })
  return strongest([...hands, ...pairs])
}

const isBefore = (a: TakenPayment, b: TakenPayment): boolean =>
  a.created_at.getTime() === b.created_at.getTime() ? a.id < b.id : a.created_at < b.created_at

const factsOf = (
  { purpose, document_id, channel, run_id, created_at }: TakenPayment,
  zone: string,
): DuplicateFacts => ({
  ...{ purpose, documentId: document_id, channel, runId: run_id },
  ...{ at: created_at, day: dayIn(created_at, zone) },
})
