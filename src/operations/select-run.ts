import type { Context } from '../context.ts'
import { findExclusions } from '../db/run-exclusions.ts'
import { cancelWaitingItems, insertRunItems } from '../db/run-items.ts'
import { advanceSelection, claimSelection, findRunStatus, releaseSelection } from '../db/runs.ts'
import type { NewRunItem, Run } from '../db/schema.ts'
import { finishRun } from './finish-run.ts'
import { ringItems } from './ring-items.ts'
import { checkLimits } from './runs/check-limits.ts'
import { leaveOut } from './runs/left-out.ts'
import { type Selected, selectDocuments } from './select-documents.ts'

// Renewed with every page. Should it end while Splynx is slow, two workers read the same page; a
// unique key lets each document in once.
const leaseOf = ({ SPLYNX_TIMEOUT_MS }: Context['config']) => SPLYNX_TIMEOUT_MS + 10_000

/**
 * Reads which documents a run charges, page by page, and rings for each page as soon as it is
 * stored, so that charging begins while the selection goes on. After a crash whoever comes next goes
 * on behind the last page.
 */
export async function selectRun(
  context: Context,
  runId: number,
): Promise<'selected' | 'left_alone' | 'awaits_approval'> {
  const { db, config, now } = context
  const leaseMs = leaseOf(config)
  const run = await claimSelection(db, runId, { now: now(), leaseMs })
  if (!run) return 'left_alone'
  try {
    const without = await findExclusions(db, runId)
    if (run.checks_limits === 1) {
      const checked = await checkLimits(context, run, { without, leaseMs })
      if (checked === 'stopped') return await stopSelecting(context, runId)
      if (checked === 'awaits_approval') return checked
    }
    for await (const page of selectDocuments(context, run.filter, run.select_after_id)) {
      await storePage(
        context,
        run,
        page.selected.map((document) => leaveOut(document, without)),
      )
      const progress = { afterId: page.afterId, isDone: false, now: now(), leaseMs }
      if (!(await advanceSelection(db, runId, progress))) return await stopSelecting(context, runId)
    }
  } catch (error) {
    await releaseSelection(db, runId)
    throw error
  }
  const done = { afterId: 0, isDone: true, now: now(), leaseMs: 0 }
  if (!(await advanceSelection(db, runId, done))) return stopSelecting(context, runId)
  await finishRun(context, runId)
  return 'selected'
}

/** The run was paused or cancelled while a page was stored. */
async function stopSelecting({ db }: Context, runId: number): Promise<'left_alone'> {
  await releaseSelection(db, runId)
  if ((await findRunStatus(db, runId)) === 'cancelled') await cancelWaitingItems(db, runId)
  return 'left_alone'
}

async function storePage(context: Context, run: Run, selected: Selected[]): Promise<void> {
  const rows = selected.map(itemRow)
  const waiting = await insertRunItems(context.db, run.id, rows)
  await ringItems(context, run.id, waiting)
}

/** What the column holds. Only a document that is skipped can be beyond it, for that reason. */
const COLUMN_MAX = 2_147_483_647

function itemRow(document: Selected): Omit<NewRunItem, 'run_id'> {
  const { decision } = document
  const isCharged = decision.kind === 'charge'
  return {
    document_id: document.documentId,
    document_number: document.documentNumber,
    customer_id: document.customerId,
    customer_name: document.customerName.slice(0, 200),
    partner_id: document.partnerId,
    method_id: decision.method?.id ?? null,
    amount_cents: Math.min(Math.max(document.amountCents, -COLUMN_MAX), COLUMN_MAX),
    state: isCharged ? 'waiting' : 'skipped',
    skip_reason: isCharged ? null : decision.reason,
    skip_detail: isCharged ? null : (decision.detail?.slice(0, 200) ?? null),
  }
}
