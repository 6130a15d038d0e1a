import type { Db } from './connect.ts'

/** One document of a run with all that an auditor asks about it. */
export type ExportedDocument = Awaited<ReturnType<typeof listExportedDocuments>>[number]

/** By ascending item, behind `afterItemId`. */
export const listExportedDocuments = (
  db: Db,
  runId: number,
  { afterItemId, limit }: { afterItemId: number; limit: number },
) =>
  db
    .selectFrom('run_items as item')
    .leftJoin('payments as payment', 'payment.run_item_id', 'item.id')
    .leftJoin('attempts as attempt', 'attempt.transaction_id', 'payment.transaction_id')
    .select([
      'item.id as itemId',
      'item.document_id as documentId',
      'item.document_number as documentNumber',
      'item.customer_id as customerId',
      'item.customer_name as customerName',
      'item.partner_id as partnerId',
      'item.amount_cents as selectedCents',
      'item.state',
      'item.skip_reason as skipReason',
      'item.skip_detail as skipDetail',
      'payment.id as paymentId',
      'payment.status as paymentStatus',
      'payment.amount_cents as paymentCents',
      'payment.refunded_cents as refundedCents',
      'payment.currency',
      'payment.method_kind as methodKind',
      'payment.brand',
      'payment.last4',
      'payment.reason',
      'payment.transaction_id as transactionId',
      'attempt.approval_code as approvalCode',
      'attempt.action_code as actionCode',
      'attempt.sent_at as sentAt',
      'attempt.answered_at as answeredAt',
    ])
    .where('item.run_id', '=', runId)
    .where('item.id', '>', afterItemId)
    .orderBy('item.id')
    .limit(limit)
    .execute()
