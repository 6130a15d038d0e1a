import type { Environment } from './demo-environment.ts'

export interface Sum {
  count: number
  cents: number
}

export interface RunTotals {
  /** Every document that the run looked at: the sum of the four below. */
  selected: Sum
  /** Approved, in Splynx already or not yet. */
  charged: Sum
  declined: Sum
  unknown: Sum
  skipped: Sum
}

export interface Runs {
  /** Starts a run over all open invoices of the seeded period and returns its id. */
  start(): Promise<number>
  read(runId: number): Promise<RunTotals & { isOver: boolean }>
  close(): Promise<void>
}

/** The two calls into the core that `bin/demo --once` makes, as a clerk's click would. */
export async function openRuns(env: Environment): Promise<Runs> {
  throw new Error(`runs cannot be started yet at ${env.PUBLIC_URL}`)
}
