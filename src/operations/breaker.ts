import type { Context } from '../context.ts'
import {
  claimProbe,
  closeBreaker,
  countAnswers,
  findBreaker,
  noteProbes,
  openBreaker,
} from '../db/breaker.ts'
import { listRunsPausedByBreaker, pauseAllRuns } from '../db/runs.ts'
import { resumeRun } from './move-run.ts'
import { leaseMs, type Sent } from './sending/sender.ts'

/** What is looked at, and how much of it must have gone without an answer. */
const WINDOW_MS = 60_000
const SILENT_MIN = 5
const SILENT_SHARE = 0.5

const PROBES_OK_MIN = 3
/** Openings within this time belong together: the gateway answers probes and not payments. */
const SAME_TROUBLE_MS = 30 * 60_000
const PROBE_PAUSE_MAX_MS = 10 * 60_000

/**
 * Looks at the latest answers when some stayed out, and stops all runs when the gateway answers
 * hardly anybody: going on would turn every payment into an unknown outcome.
 */
export async function noticeSilence(context: Context, sent: readonly Sent[]): Promise<void> {
  const { db, log, now, config } = context
  const silent = sent.filter(
    ({ outcome: { kind }, isTried }) => isTried && (kind === 'unknown' || kind === 'unreached'),
  )
  if (silent.length === 0) return
  const breaker = await findBreaker(db)
  if (breaker.state === 'open') return
  const since = new Date(now().getTime() - WINDOW_MS)
  const counts = await countAnswers(db, {
    since,
    sentSince: new Date(since.getTime() - leaseMs(config)),
  })
  const total = counts.silent + counts.answered
  if (counts.silent < SILENT_MIN || counts.silent < total * SILENT_SHARE) return

  const at = now()
  const isSameTrouble =
    breaker.opened_at !== null && at.getTime() - breaker.opened_at.getTime() < SAME_TROUBLE_MS
  const openings = isSameTrouble ? breaker.openings + 1 : 1
  const { outcome } = silent[0]!
  const cause = 'cause' in outcome ? outcome.cause : outcome.kind
  const reason = `The gateway left ${counts.silent} of the last ${total} messages without an answer (${cause})`
  const pauseMs = Math.min(config.BREAKER_PROBE_S * 1_000 * 2 ** (openings - 1), PROBE_PAUSE_MAX_MS)
  const nextProbeAt = new Date(at.getTime() + pauseMs)
  if (!(await openBreaker(db, { reason, openings, nextProbeAt }, at))) return
  const paused = await pauseAllRuns(db, `${reason}. It goes on by itself.`, at)
  log.error({ reason, paused }, 'the breaker is open: runs wait until probes succeed')
}

/** Asks the gateway whether it is back, when it is time; after enough good answers all goes on. */
export async function probeGateway(context: Context): Promise<string> {
  const { db, gateway, settings, config, log, now } = context
  const nextProbeAt = new Date(now().getTime() + config.BREAKER_PROBE_S * 1_000)
  if (!(await claimProbe(db, now(), nextProbeAt))) return 'nothing to probe'
  const { probes_ok } = await findBreaker(db)
  const { terminalId } = await settings.of(null)
  const { ok } = await gateway.ping({ terminalId })
  const probesOk = ok ? probes_ok + 1 : 0
  if (probesOk < PROBES_OK_MIN) {
    await noteProbes(db, probesOk)
    return ok ? `${probesOk} good probes` : 'no answer'
  }
  if (!(await closeBreaker(db))) return 'closed by another'
  log.info('the breaker is closed: the gateway answers again')
  for (const { id } of await listRunsPausedByBreaker(db)) {
    await resumeRun(context, { runId: id, actor: 'breaker', reason: 'the gateway answers again' })
  }
  return 'closed'
}
