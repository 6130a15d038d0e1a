import { setTimeout as delay } from 'node:timers/promises'
import type { Demo } from './demo-parts.ts'
import { openRuns, type Runs, type RunTotals, type Sum } from './once-run.ts'

export interface OnceTotals extends RunTotals {
  /** What the simulators' own books say about the same time. */
  gateway: Sum
  splynx: Sum
  agree: boolean
  /** From the start of the run until the last payment was in Splynx. */
  seconds: number
}

const RUN_DEADLINE_MS = 10 * 60_000
// An approval is recorded in Splynx in a step of its own, which may still be under way.
const RECORD_DEADLINE_MS = 60_000

/** Does the main job without a person and compares three independent books. */
export async function chargeOnce({ env, sandbox }: Demo): Promise<OnceTotals> {
  const books = () => readBooks(sandbox.gatewayUrl, sandbox.splynxUrl)
  const before = await books()
  const runs = await openRuns(env)
  const began = performance.now()
  try {
    const runId = await runs.start()
    await untilOver(runs, runId)
    const deadline = Date.now() + RECORD_DEADLINE_MS
    for (;;) {
      const [{ isOver, ...totals }, after] = await Promise.all([runs.read(runId), books()])
      const gateway = difference(after.gateway, before.gateway)
      const splynx = difference(after.splynx, before.splynx)
      const agree = isOver && doAgree(totals, gateway, splynx)
      if (agree || Date.now() > deadline) {
        const seconds = Number(((performance.now() - began) / 1000).toFixed(2))
        return { ...totals, gateway, splynx, agree, seconds }
      }
      await delay(200)
    }
  } finally {
    await runs.close()
  }
}

async function untilOver(runs: Runs, runId: number): Promise<void> {
  const deadline = Date.now() + RUN_DEADLINE_MS
  while (!(await runs.read(runId)).isOver) {
    if (Date.now() > deadline) throw new Error('the run did not end within 10 minutes')
    await delay(200)
  }
}

/** Our tables, the gateway's ledger and Splynx say the same, and no document got lost between. */
export function doAgree(totals: RunTotals, gateway: Sum, splynx: Sum): boolean {
  const { selected, charged, declined, unknown, skipped, cancelled } = totals
  const parts = [charged, declined, unknown, skipped, cancelled]
  return (
    isSame(charged, gateway) &&
    isSame(charged, splynx) &&
    isSame(selected, {
      count: parts.reduce((sum, { count }) => sum + count, 0),
      cents: parts.reduce((sum, { cents }) => sum + cents, 0),
    })
  )
}

const isSame = (a: Sum, b: Sum) => a.count === b.count && a.cents === b.cents

const difference = (after: Sum, before: Sum): Sum => ({
  count: after.count - before.count,
  cents: after.cents - before.cents,
})

async function readBooks(gatewayUrl: string, splynxUrl: string) {
  const [gateway, splynx] = await Promise.all([
    readSum(`${gatewayUrl}/_sandbox/transactions?summary=1`),
    readSum(`${splynxUrl}/_sandbox/payments?summary=1`),
  ])
  return { gateway, splynx }
}

async function readSum(url: string): Promise<Sum> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const { count, cents } = (await response.json()) as Sum
  return { count, cents }
}
