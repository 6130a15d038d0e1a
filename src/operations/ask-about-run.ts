import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { hastenInquiries } from '../db/run-inquiries.ts'

const IDS_PER_RING = 20

/**
 * Asks the gateway now about every outcome of a run that is not known, whenever the next time would
 * have been. Returns how many are asked about. Asking moves no money, so it may be done at will.
 */
export async function askAboutRun(
  context: Context,
  { runId, actor }: { runId: number; actor: string },
): Promise<number> {
  const { db, bell, now } = context
  const ids = await hastenInquiries(db, runId, now())
  if (ids.length === 0) return 0
  await recordAudit(db, {
    at: now(),
    actor,
    action: 'run.asked_about',
    subject: `run:${runId}`,
    details: { count: ids.length },
  })
  const rings = []
  for (let at = 0; at < ids.length; at += IDS_PER_RING) {
    rings.push({ paymentIds: ids.slice(at, at + IDS_PER_RING) })
  }
  await bell.ringMany('resolve-payment', rings)
  return ids.length
}
