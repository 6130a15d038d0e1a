/** What can be done to all jobs of a state. Nothing can be done to those that a worker has in hand. */
export const BULK_ACTS = {
  failed: ['retry', 'remove'],
  delayed: ['promote', 'remove'],
  waiting: ['remove'],
  completed: ['remove'],
} as const satisfies Record<string, readonly string[]>

export type BulkState = keyof typeof BULK_ACTS
export type BulkAct = (typeof BULK_ACTS)[BulkState][number]

export const isBulkAct = (state: BulkState, act: BulkAct): boolean =>
  (BULK_ACTS[state] as readonly BulkAct[]).includes(act)

/** More than that is done in several goes. */
export const BULK_MAX = 5_000
