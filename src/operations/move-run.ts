import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { cancelWaitingItems, listWaitingItemIds } from '../db/run-items.ts'
import { cancelRunPayments, listPendingRunPayments } from '../db/run-payments.ts'
import { findRun, moveRun } from '../db/runs.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import { SafeModeError } from '../domain/safe-mode.ts'
import { finishRun } from './finish-run.ts'
import { ringItems } from './ring-items.ts'
import { ringPayment } from './ring-payment.ts'

export interface RunCommand {
  runId: number
  actor: string
  reason?: string
}

/** Nothing new is sent; what is on its way ends. False when the run does not go on anyway. */
export async function pauseRun(context: Context, command: RunCommand): Promise<boolean> {
  const reason = command.reason?.trim() || `Paused by ${command.actor}`
  return move(context, command, 'paused', { reason, by: 'person' })
}

/** Goes on where it was. Rejects with `SafeModeError` in safe mode. */
export async function resumeRun(context: Context, command: RunCommand): Promise<boolean> {
  if (await isSafeMode(context.db)) throw new SafeModeError()
  if (!(await move(context, command, 'running', null))) return false
  await ringForRun(context, command.runId)
  return true
}

/** What has not been sent never will be. What is at the gateway ends, and counts. */
export async function cancelRun(context: Context, command: RunCommand): Promise<boolean> {
  if (!(await move(context, command, 'cancelled', null))) return false
  await cancelWaitingItems(context.db, command.runId)
  await cancelRunPayments(context.db, command, context.now())
  return true
}

async function move(
  { db, now }: Context,
  { runId, actor, reason }: RunCommand,
  to: 'running' | 'paused' | 'cancelled',
  pause: { reason: string; by: 'person' } | null,
): Promise<boolean> {
  if (!(await moveRun(db, runId, to, now(), pause))) return false
  await recordAudit(db, {
    at: now(),
    actor,
    action: `run.${to}`,
    subject: `run:${runId}`,
    details: { reason: reason ?? null },
  })
  return true
}

const PAGE = 1_000

async function ringForRun(context: Context, runId: number): Promise<void> {
  const { db, bell } = context
  const run = await findRun(db, runId)
  if (run?.selected_at === null) await bell.ring('charge-batch', { runId })
  for (let after = 0; ; ) {
    const ids = await listWaitingItemIds(db, runId, after, PAGE)
    if (ids.length === 0) break
    await ringItems(context, runId, ids)
    after = ids.at(-1)!
  }
  for (const payment of await listPendingRunPayments(db, runId)) await ringPayment(context, payment)
  await finishRun(context, runId)
}
