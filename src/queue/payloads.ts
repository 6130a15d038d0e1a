/** What each job is told: ids only, because Redis keeps it in clear. */
export interface Payloads {
  'pay-invoice': { paymentId: string }
  refill: { paymentId: string }
  'charge-batch': { runId: number }
  'charge-payment': { paymentId: string }
  'charge-items': { runId: number; fromItemId: number; toItemId: number }
  'record-payment': { paymentIds: string[] }
  'resolve-payment': { paymentIds: string[] }
  'probe-gateway': Record<string, never>
  sweep: Record<string, never>
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
  'probe-gateway': 'inquiries',
  sweep: 'upkeep',
} as const satisfies Record<JobName, string>

export type QueueName = (typeof QUEUE_OF)[JobName]
export const QUEUE_NAMES = [...new Set(Object.values(QUEUE_OF))] as QueueName[]

/** Every key under one hash tag, so that a Redis Cluster keeps a queue on one node. */
export const QUEUE_PREFIX = '{ippay}'
