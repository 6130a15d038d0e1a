import type { AttemptKind } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { Attempt, Payment, Recording, StoredRecord, Undoing } from './schema.ts'

// Our ledger of one day, in parts: every approved message, and every debit that came back. A hundred
// thousand of them are never in memory at once.

export interface Bounds {
  from: Date
  to: Date
}

export const MONEY_KINDS: readonly AttemptKind[] = ['sale', 'check', 'void', 'credit', 'reversal']

export type SentEntry = Pick<
  Attempt,
  'transaction_id' | 'payment_id' | 'kind' | 'amount_cents' | 'sent_at' | 'refund_id'
> &
  Pick<Payment, 'customer_id' | 'customer_name' | 'method_kind'> & {
    /** The message that counts for the payment. */
    current_id: string | null
    payment_cents: number
    /** The message whose money it gives back. */
    original_id: string | null
  }

/** Approved messages of a kind, in the order of time. `after` is the last one of the part before. */
export const listSentEntries = (
  db: Db,
  { kind, from, to, after }: Bounds & { kind: AttemptKind; after: SentEntry | undefined },
  limit: number,
): Promise<SentEntry[]> =>
  db
    .selectFrom('attempts')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .leftJoin('refunds', 'refunds.id', 'attempts.refund_id')
    .select([
      'attempts.transaction_id',
      'attempts.payment_id',
      'attempts.kind',
      'attempts.amount_cents',
      'attempts.sent_at',
      'attempts.refund_id',
      'refunds.original_id',
      'payments.customer_id',
      'payments.customer_name',
      'payments.method_kind',
      'payments.transaction_id as current_id',
      'payments.amount_cents as payment_cents',
    ])
    .where('attempts.kind', '=', kind)
    .where('attempts.status', '=', 'approved')
    .where('attempts.sent_at', '>=', after?.sent_at ?? from)
    .where('attempts.sent_at', '<', to)
    .$if(after !== undefined, (query) =>
      query.where((row) =>
        row.or([
          row('attempts.sent_at', '>', after!.sent_at),
          row('attempts.transaction_id', '>', after!.transaction_id),
        ]),
      ),
    )
    .orderBy('attempts.sent_at')
    .orderBy('attempts.transaction_id')
    .limit(limit)
    .execute()

export interface ReturnEntry {
  id: string
  transaction_id: string
  code: string
  amount_cents: number | null
  returned_at: Date
  reported_at: Date | null
  /** Of our books; all null for a debit that is none of ours. */
  payment_id: string | null
  customer_id: number | null
  customer_name: string | null
  kind: AttemptKind | null
  current_id: string | null
  payment_cents: number | null
}

/** Debits that came back, in the order of their ids; notices of change are no money. */
export const listReturnEntries = (
  db: Db,
  { from, to, afterId }: Bounds & { afterId: string },
  limit: number,
): Promise<ReturnEntry[]> =>
  db
    .selectFrom('returns')
    .leftJoin('payments', 'payments.id', 'returns.payment_id')
    .leftJoin('attempts', 'attempts.transaction_id', 'returns.transaction_id')
    .select([
      'returns.id',
      'returns.transaction_id',
      'returns.code',
      'returns.returned_at',
      'returns.reported_at',
      'returns.payment_id',
      'payments.customer_id',
      'payments.customer_name',
      'attempts.kind',
      'payments.transaction_id as current_id',
      'payments.amount_cents as payment_cents',
    ])
    .select(({ fn }) =>
      fn.coalesce('attempts.amount_cents', 'returns.amount_cents').as('amount_cents'),
    )
    .where('returns.returned_at', '>=', from)
    .where('returns.returned_at', '<', to)
    .where('returns.code', 'like', 'R%')
    .where('returns.id', '>', afterId)
    .orderBy('returns.id')
    .limit(limit)
    .execute()

export type BookedRecord = Pick<
  StoredRecord,
  | 'id'
  | 'at'
  | 'transaction_id'
  | 'gateway_id'
  | 'terminal_id'
  | 'request_type'
  | 'action_code'
  | 'amount_cents'
>

/** What the gateway's reports of messages say of these moments, in the order of time. */
export const listBookedRecords = (
  db: Db,
  { from, to, after }: Bounds & { after: BookedRecord | undefined },
  limit: number,
): Promise<BookedRecord[]> =>
  db
    .selectFrom('report_records')
    .select(['id', 'at', 'transaction_id', 'gateway_id', 'terminal_id', 'request_type'])
    .select(['action_code', 'amount_cents'])
    .where('at', '>=', after?.at ?? from)
    .where('at', '<', to)
    .where('kind', 'in', ['credit', 'ach'])
    .where('action_code', 'in', ['000', '400'])
    .$if(after !== undefined, (query) =>
      query.where((row) => row.or([row('at', '>', after!.at), row('id', '>', after!.id)])),
    )
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** A message of ours by the number that a report names, whatever became of it. */
export type NamedAttempt = Pick<Attempt, 'transaction_id' | 'payment_id' | 'kind' | 'status'> &
  Pick<Payment, 'customer_id' | 'customer_name'>

export const findNamedAttempts = (db: Db, transactionIds: readonly string[]) =>
  transactionIds.length === 0
    ? Promise.resolve<NamedAttempt[]>([])
    : db
        .selectFrom('attempts')
        .innerJoin('payments', 'payments.id', 'attempts.payment_id')
        .select([
          'attempts.transaction_id',
          'attempts.payment_id',
          'attempts.kind',
          'attempts.status',
          'payments.customer_id',
          'payments.customer_name',
        ])
        .where('attempts.transaction_id', 'in', transactionIds)
        .execute()

/** Of these messages, those that a refund of ours gave back, with how. */
export async function findGivenBack(
  db: Db,
  transactionIds: readonly string[],
): Promise<Map<string, 'void' | 'credit' | 'reversal'>> {
  if (transactionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('refunds')
    .select(['original_id', 'kind'])
    .where('original_id', 'in', transactionIds)
    .where('status', '=', 'approved')
    .execute()
  return new Map(rows.map(({ original_id, kind }) => [original_id, kind]))
}

export interface InSplynx {
  recordings: Map<string, Pick<Recording, 'splynx_payment_id' | 'recorded_at'>>
  undoings: Map<string, Undoing[]>
  /** Refills that Splynx is told of when they are certain, and not before. */
  heldBack: Set<string>
}

/** What Splynx was told of these payments. */
export async function findInSplynx(db: Db, paymentIds: readonly string[]): Promise<InSplynx> {
  if (paymentIds.length === 0) {
    return { recordings: new Map(), undoings: new Map(), heldBack: new Set() }
  }
  const [recordings, undoings] = await Promise.all([
    db
      .selectFrom('recordings')
      .select(['payment_id', 'splynx_payment_id', 'recorded_at', 'held_until', 'last_error'])
      .where('payment_id', 'in', paymentIds)
      .execute(),
    db.selectFrom('undoings').selectAll().where('payment_id', 'in', paymentIds).execute(),
  ])
  const byPayment = new Map<string, Undoing[]>()
  for (const undoing of undoings) {
    byPayment.set(undoing.payment_id, [...(byPayment.get(undoing.payment_id) ?? []), undoing])
  }
  return {
    recordings: new Map(recordings.map((row) => [row.payment_id, row])),
    undoings: byPayment,
    heldBack: new Set(recordings.filter(isHeldBack).map(({ payment_id }) => payment_id)),
  }
}

const isHeldBack = ({
  held_until,
  recorded_at,
  last_error,
}: Pick<Recording, 'held_until' | 'recorded_at' | 'last_error'>): boolean =>
  held_until !== null && recorded_at === null && last_error === null
