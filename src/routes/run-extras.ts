import type { Context as HonoContext } from 'hono'
import type { RunView } from '../../views/runs/run-view.ts'
import type { Context } from '../context.ts'
import { readRunReversals } from '../db/run-figures.ts'
import { findSignOff } from '../db/run-sign-offs.ts'
import { listUndosOf } from '../db/run-undos.ts'
import type { Run } from '../db/schema.ts'
import { hasRunEnded, type RunTotals } from '../domain/run.ts'
import { isAtLeast } from '../middleware/guards.ts'
import { readPace } from '../operations/runs/read-pace.ts'
import { isSignatureGood, maySignOff } from '../operations/runs/sign-off-run.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { readUndoView } from './run-undo-view.ts'

export type RunExtras = Pick<RunView, 'second' | 'controlTotals' | 'chart' | 'undos'>

/** More than that takes longer than a page should, so its chart is fetched after it. */
const CHARTED_AT_ONCE_MAX = 5_000

/** What the page of a run shows below its progress. Little of it is read while the run goes on. */
export async function readRunExtras(
  c: HonoContext<StaffEnv>,
  context: Context,
  { run, totals }: { run: Run; totals: RunTotals },
): Promise<RunExtras> {
  const second = secondOf(c, run)
  const undos = hasRunEnded(run.status) ? await listUndosOf(context.db, run.id) : []
  return {
    second,
    controlTotals: hasRunEnded(run.status)
      ? await readControlTotals(c, context, { run, totals })
      : null,
    chart: await chartOf(context, { run, totals }),
    undos: await Promise.all(undos.map((undo) => readUndoView(context, undo))),
  }
}

function secondOf(c: HonoContext<StaffEnv>, run: Run): RunView['second'] {
  if (!isAtLeast(c.var.staff.role, 'manager')) return 'no_manager'
  const actor = actorOf(c.var.staff)
  return run.actor === actor || run.asked_by === actor ? 'own' : 'may'
}

async function readControlTotals(
  c: HonoContext<StaffEnv>,
  context: Context,
  { run, totals }: { run: Run; totals: RunTotals },
): Promise<RunView['controlTotals']> {
  const { db, config } = context
  const [reversals, signOff, isAllowed] = await Promise.all([
    readRunReversals(db, run.id),
    findSignOff(db, run.id),
    maySignOff(context, run, actorOf(c.var.staff)),
  ])
  const isManager = isAtLeast(c.var.staff.role, 'manager')
  return {
    runId: run.id,
    figures: { totals, reversals },
    signOff: signOff ?? null,
    isSignatureGood: signOff !== undefined && isSignatureGood(signOff),
    mayToSign: !isManager ? 'no_manager' : isAllowed ? 'yes' : 'own',
    csrf: c.var.csrf,
    currency: config.CURRENCY,
    zone: config.TZ,
  }
}

async function chartOf(
  { db, config }: Context,
  { run, totals }: { run: Run; totals: RunTotals },
): Promise<RunView['chart']> {
  const tried = totals.charged.count + totals.declined.count + totals.unknown.count
  if (tried === 0 && hasRunEnded(run.status)) return null
  if (!hasRunEnded(run.status) || tried > CHARTED_AT_ONCE_MAX) return 'later'
  const pace = await readPace(db, run.id)
  return { runId: run.id, pace, isMoving: false, zone: config.TZ }
}
