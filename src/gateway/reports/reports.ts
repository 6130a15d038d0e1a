import { createHash } from 'node:crypto'

/** The reporting service as the rest of the program sees it (IPpay facts §9). */
export interface Reports {
  /**
   * All records of a kind within a time range, both ends included, in the order of the report; a
   * record that was reported twice comes once. Near the hour that the clocks repeat in autumn the
   * service cannot be asked exactly, and what it says of up to an hour around the range comes along.
   * Rejects with `ReportError` when the service cannot be asked or its answer makes no sense: then
   * nothing is said about any transaction. A record that cannot be read is counted, not guessed.
   */
  read(kind: ReportKind, range: ReportRange): Promise<Report>
  /**
   * The same in parts, in the order of time, for ranges of which nobody knows how much they hold: no
   * more than one answer of the service is in memory at once. Two parts can hold the same record;
   * `recordKey` tells. Throws `ReportError` at the part that failed.
   */
  parts(kind: ReportKind, range: ReportRange): AsyncIterable<Report>
  /** Ends the kept connections. */
  close(): Promise<void>
}

export interface ReportRange {
  from: Date
  to: Date
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
  /**
   * When the gateway took the message; null where the report does not say. The service writes US
   * Central without an offset, so in the hour that the clocks repeat this can be an hour early.
   */
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
  /** Never to be stored in clear: the vault seals it. */
  token: string | null
  /** Account updater: what replaces `token`. */
  newToken?: string
  /** UD1: our payment's id. */
  paymentReference: string | null
  /** `achrejects`: the Nacha code, R01 or C01. */
  status: string | null
  /** When it settled or came back. */
  completedAt: Date | null
  /**
   * What else a kind has that a person may want to read, by the service's names; never a card or
   * account number, a token, a name or an address.
   */
  details: Record<string, string>
}

export class ReportError extends Error {
  override name = 'ReportError'
}

/**
 * The same for the same record, however often and in whatever range it is read, and different for
 * any other. It holds nothing secret and always has 43 characters.
 */
export function recordKey(record: ReportRecord): string {
  const { kind, terminalId, gatewayId, transactionId, requestType, status } = record
  const isNamed = gatewayId !== '' || transactionId !== ''
  const parts = [
    kind,
    terminalId,
    gatewayId,
    transactionId,
    requestType,
    status,
    record.at?.getTime(),
    record.completedAt?.getTime(),
    isNamed ? null : record.token,
    isNamed ? null : record.newToken,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
