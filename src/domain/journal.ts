import type { AttemptKind, Channel, Purpose } from './payment.ts'

/**
 * A message that is about to move money, as the journal outside MySQL keeps it: ids and an amount.
 * No token, no name, nothing of a card.
 */
export interface JournalMessage {
  transactionId: string
  kind: AttemptKind
  paymentId: string
  customerId: number
  purpose: Purpose
  documentId: number | null
  documentNumber: string | null
  amountCents: number
  methodId: number
  fingerprint: string
  channel: Channel
  runId: number | null
  terminal: string
  /** When it was claimed, as `attempts.sent_at` has it. */
  sentAt: Date
  /** A message that gives money back. */
  refund: { id: string; originalId: string; reopens: boolean } | null
}

// A list without names, because a hundred days of them are kept in memory by Redis. New fields go to
// the end, and a line of an older release is read without them.

export const journalLine = (message: JournalMessage): string =>
  JSON.stringify([
    message.transactionId,
    message.kind,
    message.paymentId,
    message.customerId,
    message.purpose,
    message.documentId,
    message.documentNumber,
    message.amountCents,
    message.methodId,
    message.fingerprint,
    message.channel,
    message.runId,
    message.terminal,
    message.sentAt.getTime(),
    ...(message.refund
      ? [message.refund.id, message.refund.originalId, message.refund.reopens]
      : []),
  ])

/** Null for a line that was cut off when its writer ended. */
export function readJournalLine(line: string): JournalMessage | null {
  const values = parse(line)
  if (!Array.isArray(values) || values.length < 14) return null
  const [transactionId, kind, paymentId, customerId, purpose, documentId, documentNumber] = values
  const [amountCents, methodId, fingerprint, channel, runId, terminal, sentAt] = values.slice(7)
  const [refundId, originalId, reopens] = values.slice(14)
  const isWhole = /^[0-9A-Z]{18}$/.test(String(transactionId)) && typeof sentAt === 'number'
  if (!isWhole) return null
  return {
    ...{ transactionId, kind, paymentId, customerId, purpose, documentId, documentNumber },
    ...{ amountCents, methodId, fingerprint, channel, runId, terminal },
    sentAt: new Date(sentAt),
    refund: refundId ? { id: refundId, originalId, reopens } : null,
  }
}

function parse(line: string) {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** So long a message is kept. IPpay keeps a TransactionID unique for 90 days (IPpay facts §7). */
export const JOURNAL_KEPT_MS = 100 * 24 * 60 * 60 * 1000
