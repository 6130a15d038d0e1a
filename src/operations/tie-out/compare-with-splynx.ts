import type { Context } from '../../context.ts'
import type { NewDifference, SplynxPayment } from '../../db/schema.ts'
import {
  type Bounds,
  findGivenBack,
  findInSplynx,
  type InSplynx,
  type ReturnEntry,
  type SentEntry,
} from '../../db/tie-out-entries.ts'
import { findSplynxPayments, listOwnAmong, listSplynxPayments } from '../../db/tie-out-splynx.ts'
import { type LegResult, writeDifferences } from '../../db/tie-outs.ts'
import type { MethodKind } from '../../domain/payment.ts'
import { addTo, compareCopies, dayAfter, noSums, type Sums } from '../../domain/tie-out.ts'
import { scrub } from '../../gateway/scrub.ts'
import { type SplynxBooks, takenInSplynx, undoneInSplynx } from './judge-in-splynx.ts'
import {
  difference,
  eachReturnPart,
  eachSentPart,
  isOwnReturn,
  lineOf,
  methodOf,
  ofReturn,
  ofSent,
} from './ledger.ts'
import { ownPaymentTypes } from './payment-types.ts'
import { lookAgain, readSplynxDay } from './read-splynx-day.ts'

const ROWS_AT_ONCE = 500

/**
 * Reads Splynx's payments of a day and compares them with our ledger, storing what differs. While
 * Splynx does not answer nothing is said about any payment.
 */
export async function compareWithSplynx(
  context: Context,
  day: string,
  bounds: Bounds,
): Promise<{ leg: LegResult; splynx: Sums }> {
  const sums = noSums()
  try {
    // What was sent before midnight and answered after it stands under the next day.
    const readings = [
      await readSplynxDay(context, day),
      await readSplynxDay(context, dayAfter(day)),
    ]
    const since = new Date(Math.min(...readings.map((at) => at.getTime())))
    for await (const part of eachSentPart(context.db, bounds)) {
      await compareSent(context, day, part, { since, sums })
    }
    for await (const part of eachReturnPart(context.db, bounds)) {
      await compareReturns(context, day, part, { since, sums })
    }
    await findOthers(context, day, sums)
    return { leg: { state: 'compared' }, splynx: sums }
  } catch (error) {
    if (!(error instanceof Error) || !['SplynxError', 'FilterIgnored'].includes(error.name)) {
      throw error
    }
    context.log.warn({ day, error }, 'a day could not be compared with Splynx')
    return { leg: { state: 'waiting', note: scrub(error.message) }, splynx: sums }
  }
}

interface Pass {
  since: Date
  sums: Sums
}

async function compareSent(
  context: Context,
  day: string,
  part: readonly SentEntry[],
  { since, sums }: Pass,
): Promise<void> {
  const books = await readBooks(context, part, since)
  const differences = part.flatMap((entry): NewDifference[] => {
    const line = lineOf(entry)
    const copies = compareCopies(entry.amount_cents, copiesOf(entry, books))
    if (copies.theirsCents !== null) addTo(sums, methodOf(entry), line, copies.theirsCents)
    if (!copies.differs) return []
    const isUndoing = line === 'given_back' && copies.differs === 'missing'
    const kind = isUndoing ? 'splynx_not_undone' : (`splynx_${copies.differs}` as const)
    return [ofSent(entry, kind, copies)]
  })
  await writeDifferences(context.db, day, differences, context.now())
}

function copiesOf(entry: SentEntry, books: SplynxBooks): number[] {
  if (lineOf(entry) === 'taken') return takenInSplynx(entry, books)
  const { payment_id: paymentId, current_id: currentId, amount_cents: amountCents } = entry
  // What gives back an approval that came too late undoes nothing in Splynx, which never had it.
  const isOfAnother = entry.original_id !== null && entry.original_id !== currentId
  if (isOfAnother) return [amountCents]
  const causes = ['void', 'refund'] as const
  const sourceId = entry.refund_id ?? ''
  return undoneInSplynx({ causes, sourceId, paymentId, currentId, amountCents }, books)
}

async function compareReturns(
  context: Context,
  day: string,
  part: readonly ReturnEntry[],
  { since, sums }: Pass,
): Promise<void> {
  const own = part.filter(isOwnReturn)
  const books = await readBooks(context, own, since)
  const differences = own.flatMap((entry): NewDifference[] => {
    const { amount_cents: ours, payment_id: paymentId, current_id: currentId } = entry
    const cause = { causes: ['return'] as const, sourceId: entry.id, paymentId, currentId }
    const copies = compareCopies(ours, undoneInSplynx({ ...cause, amountCents: ours }, books))
    if (copies.theirsCents !== null) addTo(sums, 'bank', 'returned', copies.theirsCents)
    if (!copies.differs) return []
    const kind = copies.differs === 'missing' ? 'splynx_not_undone' : 'splynx_amount'
    return [ofReturn(entry, kind, { ours, theirs: copies.theirsCents })]
  })
  await writeDifferences(context.db, day, differences, context.now())
}

/** Our books and Splynx's of the payments of a part; what is not on the lists is asked for by its id. */
async function readBooks(
  context: Context,
  part: readonly { payment_id: string; transaction_id: string; current_id: string | null }[],
  since: Date,
): Promise<SplynxBooks> {
  const { db } = context
  const inSplynx = await findInSplynx(db, [...new Set(part.map(({ payment_id }) => payment_id))])
  const ids = expectedIds(inSplynx)
  await lookAgain(context, ids, since)
  const messages = part.flatMap(({ transaction_id, current_id }) => [
    transaction_id,
    ...(current_id ? [current_id] : []),
  ])
  const negatives = [...inSplynx.undoings.values()].flat().map((one) => one.receipt_number)
  const receipts = [...new Set([...messages, ...negatives])]
  const [rows, givenBack] = await Promise.all([
    findSplynxPayments(db, { ids, receipts }),
    findGivenBack(db, messages),
  ])
  return {
    ...inSplynx,
    givenBack,
    byReceipt: byReceipt(rows),
    byId: new Map(rows.map((row) => [row.id, row])),
  }
}

function byReceipt(rows: readonly SplynxPayment[]): Map<string, SplynxPayment[]> {
  const found = new Map<string, SplynxPayment[]>()
  for (const row of rows) {
    found.set(row.receipt_number, [...(found.get(row.receipt_number) ?? []), row])
  }
  return found
}

const expectedIds = ({ recordings, undoings }: InSplynx): number[] =>
  [...recordings.values(), ...[...undoings.values()].flat()].flatMap(
    ({ splynx_payment_id }) => splynx_payment_id ?? [],
  )

/** Payments under our payment methods that nobody of ours recorded. */
async function findOthers(context: Context, day: string, sums: Sums): Promise<void> {
  const { db, now } = context
  const types = await ownPaymentTypes(context)
  for (let afterId = 0; ; ) {
    const asked = { day, types: [...types.keys()], afterId }
    const rows = await listSplynxPayments(db, asked, ROWS_AT_ONCE)
    const own = await listOwnAmong(db, rows)
    const others = rows.filter(({ id, amount_cents }) => !own.has(id) && amount_cents !== 0)
    const differences = others.map((row) => {
      const method_kind: MethodKind = types.get(row.payment_type) ?? 'card'
      const line = row.amount_cents > 0 ? ('taken' as const) : ('given_back' as const)
      const theirs_cents = Math.abs(row.amount_cents)
      addTo(sums, method_kind, line, theirs_cents)
      return difference({
        ...{ kind: 'splynx_only' as const, line, method_kind, theirs_cents },
        reference: String(row.id),
        splynx_payment_id: row.id,
        customer_id: row.customer_id,
      })
    })
    await writeDifferences(db, day, differences, now())
    if (rows.length < ROWS_AT_ONCE) return
    afterId = rows.at(-1)!.id
  }
}
