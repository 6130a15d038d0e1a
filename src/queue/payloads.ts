/** What each job is told: ids only, because Redis keeps it in clear. */
export interface Payloads {
  'pay-invoice': { paymentId: string }
  refill: { paymentId: string }
  'charge-batch': { runId: number }
  'charge-payment': { paymentId: string }
  'charge-items': { runId: number; fromItemId: number; toItemId: number }
  'record-payment': { paymentIds: string[] }
  'resolve-payment': { paymentIds: string[] }
  'send-refund': { refundId: string }
  'resolve-refund': { refundIds: string[] }
  'undo-payment': { undoingIds: number[] }
  'undo-run': { undoId: number }
  'charge-return-fee': { returnIds: string[] }
  'read-reports': { isAsked?: boolean }
  'write-statement-records': { paymentIds: string[] }
  'tie-out-day': { day?: string }
  'find-duplicates': Record<string, never>
  'sum-up-days': Record<string, never>
  'follow-splynx': Concerns
  'poll-splynx': Record<string, never>
  'look-at-balances': Record<string, never>
  'send-mail': Record<string, never>
  'plan-mails': Record<string, never>
  'probe-gateway': Record<string, never>
  'check-journal': Record<string, never>
  sweep: Record<string, never>
}

/** What has changed in Splynx, or may have: its ids, and ours of recorded payments. */
export interface Concerns {
  invoiceIds?: number[]
  proformaIds?: number[]
  customerIds?: number[]
  paymentIds?: string[]
}

export type JobName = keyof Payloads

/**
 * `charge-payment` is a payment of a run that has to be sent once more: it waits with the run.
 *
 * Customers' own payments have a queue to themselves, so that they never wait behind a run. The
 * selection of a run and its charges are apart, so that a long selection does not hold up charges.
 */
export const QUEUE_OF = {
  'pay-invoice': 'payments',
  refill: 'payments',
  'charge-batch': 'runs',
  'charge-items': 'charges',
  'charge-payment': 'charges',
  'record-payment': 'recordings',
  'resolve-payment': 'inquiries',
  // A clerk waits for it.
  'send-refund': 'payments',
  'resolve-refund': 'inquiries',
  'undo-payment': 'recordings',
  'undo-run': 'runs',
  'charge-return-fee': 'recordings',
  // Takes its time, and holds nothing else up.
  'read-reports': 'reports',
  'tie-out-day': 'reports',
  'find-duplicates': 'reports',
  'sum-up-days': 'reports',
  // Nobody waits for it: how long Splynx takes for it is nobody's trouble.
  'write-statement-records': 'statements',
  'follow-splynx': 'changes',
  'poll-splynx': 'changes',
  'look-at-balances': 'changes',
  // A mail server that is slow or away holds nothing else up.
  'send-mail': 'mails',
  'plan-mails': 'mails',
  'probe-gateway': 'inquiries',
  'check-journal': 'upkeep',
  sweep: 'upkeep',
} as const satisfies Record<JobName, string>

export type QueueName = (typeof QUEUE_OF)[JobName]
export const QUEUE_NAMES = [...new Set(Object.values(QUEUE_OF))] as QueueName[]

/** Every key under one hash tag, so that a Redis Cluster keeps a queue on one node. */
export const QUEUE_PREFIX = '{ippay}'
