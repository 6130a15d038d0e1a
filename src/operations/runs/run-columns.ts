import { DateTime } from 'luxon'
import type { ExportedDocument } from '../../db/run-export.ts'
import { PART_OF } from '../../db/run-totals.ts'
import { decimalOfCents } from '../../domain/money.ts'
import { SKIP_LABEL } from '../../domain/run.ts'

/** One column of a run's documents, the same in every file that we make of them. */
export interface RunColumn {
  heading: string
  width: number
  kind: 'text' | 'whole' | 'money' | 'moment'
  /** Cents for money; null where there is nothing. */
  read(row: ExportedDocument): string | number | Date | null
}

const text = (
  heading: string,
  width: number,
  read: (row: ExportedDocument) => string | null,
): RunColumn => ({ heading, width, kind: 'text', read })

/** Which part of the control totals a document is in. */
export const partOf = ({ state, paymentStatus }: ExportedDocument): string =>
  state === 'taken' && paymentStatus ? PART_OF[paymentStatus] : state

export const RUN_COLUMNS: readonly RunColumn[] = [
  text('Document', 18, (row) => row.documentNumber),
  { heading: 'Document ID', width: 12, kind: 'whole', read: (row) => row.documentId },
  { heading: 'Customer ID', width: 12, kind: 'whole', read: (row) => row.customerId },
  text('Customer', 30, (row) => row.customerName),
  { heading: 'Partner ID', width: 10, kind: 'whole', read: (row) => row.partnerId },
  {
    heading: 'Amount',
    width: 12,
    kind: 'money',
    read: (row) => row.paymentCents ?? row.selectedCents,
  },
  text('Result', 12, partOf),
  text('Status', 12, (row) => row.paymentStatus ?? row.state),
  text('Reason', 40, (row) =>
    row.skipReason
      ? [SKIP_LABEL[row.skipReason], row.skipDetail].filter(Boolean).join(': ')
      : row.reason,
  ),
  { heading: 'Given back', width: 12, kind: 'money', read: (row) => row.refundedCents || null },
  text('Method', 10, (row) => row.methodKind),
  text('Brand', 12, (row) => row.brand),
  text('Last four', 10, (row) => row.last4),
  text('Payment', 28, (row) => row.paymentId),
  text('TransactionID', 20, (row) => row.transactionId),
  text('Approval code', 14, (row) => row.approvalCode),
  text('Action code', 12, (row) => row.actionCode),
  { heading: 'Sent', width: 20, kind: 'moment', read: (row) => row.sentAt },
  { heading: 'Answered', width: 20, kind: 'moment', read: (row) => row.answeredAt },
]

/** A value as text: money as a decimal, time with its offset. */
export function cellText({ kind }: RunColumn, value: ReturnType<RunColumn['read']>, zone: string) {
  if (value === null) return ''
  if (value instanceof Date) {
    return DateTime.fromJSDate(value, { zone }).toISO({ suppressMilliseconds: true }) ?? ''
  }
  return kind === 'money' ? decimalOfCents(Number(value)) : String(value)
}
