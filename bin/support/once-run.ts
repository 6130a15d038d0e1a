import { ulid } from 'ulid'
import { EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import { createContext } from '../../src/context.ts'
import { readRunTotals } from '../../src/db/run-totals.ts'
import { findRun } from '../../src/db/runs.ts'
import { startRun } from '../../src/operations/start-run.ts'
import type { Environment } from './demo-environment.ts'

export interface Sum {
  count: number
  cents: number
}

export interface RunTotals {
  /** Every document that the run looked at: the sum of the five below. */
  selected: Sum
  /** Approved, in Splynx already or not yet. */
  charged: Sum
  declined: Sum
  unknown: Sum
  skipped: Sum
  cancelled: Sum
}

export interface Runs {
  /** Starts a run over all open invoices of the seeded period and returns its id. */
  start(): Promise<number>
  read(runId: number): Promise<RunTotals & { isOver: boolean }>
  close(): Promise<void>
}

/** The two calls into the core that `bin/demo --once` makes, as a clerk's click would. */
export async function openRuns(env: Environment): Promise<Runs> {
  const config = readConfig(EVERY_VARIABLE, { ...env, LOG_LEVEL: 'silent' })
  const context = createContext(config, { name: 'once' })
  return {
    async start() {
      const filter = { documentKind: 'invoice', status: 'not_paid' } as const
      const run = { source: 'manual', filter, actor: 'demo', requestKey: ulid() } as const
      return (await startRun(context, run)).runId
    },
    async read(runId) {
      const [run, totals] = await Promise.all([
        findRun(context.db, runId),
        readRunTotals(context.db, runId),
      ])
      const { waiting: _w, sending: _s, ...parts } = totals
      return { ...parts, isOver: run?.status === 'finished' }
    },
    close: () => context.close(),
  }
}
