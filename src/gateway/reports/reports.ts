/** The reporting service as the rest of the program sees it (IPpay facts §9). */
export interface Reports {
  /**
   * All records of a kind within a time range, both ends included, in the order of the report.
   * Rejects with `ReportError` when the service cannot be asked or its answer makes no sense: then
   * nothing is said about any transaction. A record that cannot be read is counted, not guessed.
   */
  read(kind: ReportKind, range: { from: Date; to: Date }): Promise<Report>
  /** Ends the kept connections. */
  close(): Promise<void>
}

export const REPORT_KINDS = [
  'credit',
  'ccsettlement',
  'ccchargebacks',
  'ach',
  'achsettlement',
  'achrejects',
  'token',
  'getAccountUpdaterActivity',
  'getAccountUpdaterPendingActivity',
] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

export interface Report {
  records: ReportRecord[]
  /** Records without what identifies them. */
  unreadable: number
}

export interface ReportRecord {
  kind: ReportKind
  /** When the gateway took the message; null where the report does not say. */
  at: Date | null
  /** Ours, upper case; empty for tokens and for what was not sent by us. */
  transactionId: string
  /** IPpay's own number without leading zeros, because only some kinds pad it. */
  gatewayId: string
  terminalId: string
  /** SALE, CHECK, VOID, CREDIT, REVERSAL, CREATE … */
  requestType: string
  actionCode: string | null
  responseText: string | null
  approvalCode: string | null
  /**
   * Cents, or null where the unit of this kind is not certain: then compare with the amount that
   * belongs to the TransactionID.
   */
  amountCents: number | null
  token: string | null
  /** UD1: our payment's id. */
  paymentReference: string | null
  /** `achrejects`: the NACHA code, R01 or C01. */
  status: string | null
  /** When it settled or came back. */
  completedAt: Date | null
  /** What else a kind has that a person may want to read; never a card or account number. */
  details: Record<string, string>
}

export class ReportError extends Error {
  override name = 'ReportError'
}
