import type { Db } from '../../db/connect.ts'
import type { NewDifference } from '../../db/schema.ts'
import {
  type Bounds,
  listReturnEntries,
  listSentEntries,
  MONEY_KINDS,
  type ReturnEntry,
  type SentEntry,
} from '../../db/tie-out-entries.ts'
import type { MethodKind } from '../../domain/payment.ts'
import type { Copies, DifferenceKind, Line } from '../../domain/tie-out.ts'

/** So many are in memory at once, however many a day has. */
const ENTRIES_AT_ONCE = 500

/** Our ledger of a day in parts: messages that moved money, then debits that came back. */
export async function* eachSentPart(db: Db, bounds: Bounds): AsyncGenerator<SentEntry[], void> {
  for (const kind of MONEY_KINDS) {
    for (let after: SentEntry | undefined; ; ) {
      const part = await listSentEntries(db, { ...bounds, kind, after }, ENTRIES_AT_ONCE)
      if (part.length > 0) yield part
      if (part.length < ENTRIES_AT_ONCE) break
      after = part.at(-1)
    }
  }
}

export async function* eachReturnPart(db: Db, bounds: Bounds): AsyncGenerator<ReturnEntry[], void> {
  for (let afterId = ''; ; ) {
    const part = await listReturnEntries(db, { ...bounds, afterId }, ENTRIES_AT_ONCE)
    if (part.length > 0) yield part
    if (part.length < ENTRIES_AT_ONCE) return
    afterId = part.at(-1)!.id
  }
}

/** Money of ours that a bank took back. A reversal that came back is a clerk's task and no loss. */
export type OwnReturn = ReturnEntry & {
  payment_id: string
  current_id: string | null
  amount_cents: number
}
export const isOwnReturn = (entry: ReturnEntry): entry is OwnReturn =>
  entry.payment_id !== null && entry.kind === 'check' && entry.amount_cents !== null

export const lineOf = ({ kind }: Pick<SentEntry, 'kind'>): Line =>
  kind === 'sale' || kind === 'check' ? 'taken' : 'given_back'

export const methodOf = ({
  kind,
  method_kind,
}: Pick<SentEntry, 'kind' | 'method_kind'>): MethodKind =>
  kind === 'void' ? method_kind : kind === 'check' || kind === 'reversal' ? 'bank' : 'card'

const NO_LINKS = {
  payment_id: null,
  return_id: null,
  splynx_payment_id: null,
  customer_id: null,
  customer_name: null,
  ours_cents: null,
  theirs_cents: null,
  at: null,
  explained_at: null,
  explained_by: null,
  explanation: null,
}

/** A row of what differs; what is not said of it is null. */
export const difference = (
  row: Pick<NewDifference, 'kind' | 'line' | 'method_kind' | 'reference'> & Partial<NewDifference>,
): NewDifference => ({
  ...NO_LINKS,
  side: row.kind.startsWith('gateway') ? 'gateway' : 'splynx',
  ...row,
})

export const ofSent = (
  entry: SentEntry,
  kind: DifferenceKind,
  { theirsCents }: Copies,
): NewDifference =>
  difference({
    kind,
    line: lineOf(entry),
    method_kind: methodOf(entry),
    reference: entry.transaction_id,
    payment_id: entry.payment_id,
    customer_id: entry.customer_id,
    customer_name: entry.customer_name,
    ours_cents: entry.amount_cents,
    theirs_cents: theirsCents,
    at: entry.sent_at,
  })

export const ofReturn = (
  entry: ReturnEntry,
  kind: DifferenceKind,
  { ours, theirs }: { ours: number | null; theirs: number | null },
): NewDifference =>
  difference({
    kind,
    line: 'returned',
    method_kind: 'bank',
    reference: entry.id,
    payment_id: entry.payment_id,
    return_id: entry.id,
    customer_id: entry.customer_id,
    customer_name: entry.customer_name,
    ours_cents: ours,
    theirs_cents: theirs,
    at: entry.returned_at,
  })
