import type { PaymentStatus } from '../domain/payment.ts'
import type { RunItemState, SkipReason } from '../domain/run.ts'
import type { Db } from './connect.ts'

/** One document of a run and what became of it. */
export interface RunResult {
  itemId: number
  documentId: number
  documentNumber: string
  customerId: number
  customerName: string
  amountCents: number
  state: RunItemState
  skipReason: SkipReason | null
  skipDetail: string | null
  paymentId: string | null
  paymentStatus: PaymentStatus | null
  methodKind: 'card' | 'bank' | null
  brand: string | null
  last4: string | null
  reason: string | null
}

/** Which results to list: everything, one state of items, or one part of the totals. */
export const RESULT_FILTERS = [
  'all',
  'charged',
  'declined',
  'unknown',
  'skipped',
  'cancelled',
  'sending',
  'waiting',
] as const
export type ResultFilter = (typeof RESULT_FILTERS)[number]

const STATUSES: Partial<Record<ResultFilter, PaymentStatus[]>> = {
  sending: ['pending', 'submitting'],
  charged: ['approved', 'recorded', 'voided', 'refunded', 'returned'],
  declined: ['declined'],
  unknown: ['unknown', 'review'],
}

/** A page of results by ascending item: behind `afterItemId`, or the one before `beforeItemId`. */
export async function listRunResults(
  db: Db,
  runId: number,
  {
    filter,
    afterItemId = 0,
    beforeItemId,
    limit,
  }: { filter: ResultFilter; afterItemId?: number; beforeItemId?: number; limit: number },
): Promise<RunResult[]> {
  const isBackward = beforeItemId !== undefined
  const base = db
    .selectFrom('run_items as item')
    .leftJoin('payments as payment', 'payment.run_item_id', 'item.id')
    .select([
      'item.id as itemId',
      'item.document_id as documentId',
      'item.document_number as documentNumber',
      'item.customer_id as customerId',
      'item.customer_name as customerName',
      'item.amount_cents as selectedCents',
      'item.state',
      'item.skip_reason as skipReason',
      'item.skip_detail as skipDetail',
      'payment.id as paymentId',
      'payment.status as paymentStatus',
      'payment.amount_cents as paymentCents',
      'payment.method_kind as methodKind',
      'payment.brand',
      'payment.last4',
      'payment.reason',
    ])
    .where('item.run_id', '=', runId)
    .where('item.id', isBackward ? '<' : '>', beforeItemId ?? afterItemId)
  const statuses = STATUSES[filter]
  const filtered = statuses
    ? base.where('payment.run_id', '=', runId).where('payment.status', 'in', statuses)
    : filter === 'cancelled'
      ? base.where((row) =>
          row.or([row('item.state', '=', 'cancelled'), row('payment.status', '=', 'cancelled')]),
        )
      : filter === 'all'
        ? base
        : base.where('item.state', '=', filter as RunItemState)
  const rows = await filtered
    .orderBy('item.id', isBackward ? 'desc' : 'asc')
    .limit(limit)
    .execute()
  return (isBackward ? rows.reverse() : rows).map(({ selectedCents, paymentCents, ...row }) => ({
    ...row,
    amountCents: paymentCents ?? selectedCents,
  }))
}
