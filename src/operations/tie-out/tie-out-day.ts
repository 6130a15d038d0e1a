import type { Context } from '../../context.ts'
import { findFirstSentAt } from '../../db/report-records.ts'
import type { TieOut } from '../../db/schema.ts'
import {
  claimTieOut,
  endTieOut,
  listTieOuts,
  resolveDifferences,
  writeSums,
} from '../../db/tie-outs.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { boundsOf, daysToCompare, lastRoundAt } from '../../domain/tie-out.ts'
import { findDuplicates } from '../duplicates/find-duplicates.ts'
import { compareWithGateway, gatewayReadiness } from './compare-with-gateway.ts'
import { compareWithSplynx } from './compare-with-splynx.ts'

const LEASE_MS = 30 * 60_000
/** A side that was away is asked again after this. */
const PAUSE_MS = 30 * 60_000
/** The rest is compared by the next job, so that none runs for ever. */
const DAYS_AT_ONCE = 4

/**
 * Compares the days whose time has come: each of the last days once a morning, because returns and
 * outcomes come late, and again where a side could not be asked. Returns what came of it.
 */
export async function tieOutDueDays(context: Context): Promise<string> {
  const said: string[] = []
  for (const day of (await listDueDays(context)).slice(0, DAYS_AT_ONCE)) {
    said.push(`${day}: ${await tieOutDay(context, day)}`)
  }
  return said.join(', ') || 'nothing is due'
}

async function listDueDays(context: Context): Promise<string[]> {
  const { db, config, settings, now } = context
  const first = await findFirstSentAt(db)
  if (!first) return []
  const { tieOutDays } = await settings.of(null)
  const days = daysToCompare(now(), config.TZ, dayIn(first, config.TZ), tieOutDays).reverse()
  const known = new Map((await listTieOuts(db, days)).map((tieOut) => [tieOut.day, tieOut]))
  const due: string[] = []
  for (const day of days) if (await isDue(context, day, known.get(day))) due.push(day)
  return due
}

async function isDue(context: Context, day: string, known: TieOut | undefined): Promise<boolean> {
  const { config, now } = context
  if (!known) return true
  const isRecent = now().getTime() - known.tried_at.getTime() < PAUSE_MS
  if (isRecent) return false
  if (!known.calculated_at || known.calculated_at < lastRoundAt(now(), config.TZ)) return true
  if (known.splynx_state === 'waiting') return true
  if (known.gateway_state !== 'waiting') return false
  const { state } = await gatewayReadiness(context, boundsOf(day, config.TZ))
  return state === 'compared'
}

/** Compares one day, unless another worker does so right now. */
export async function tieOutDay(context: Context, day: string): Promise<string> {
  const { db, config, now } = context
  const startedAt = now()
  if (!(await claimTieOut(db, day, { now: startedAt, leaseMs: LEASE_MS }))) return 'under way'
  const bounds = boundsOf(day, config.TZ)
  const atGateway = await compareWithGateway(context, day, bounds)
  await writeSums(db, day, 'ledger', atGateway.ledger)
  await endLeg(context, day, 'gateway', { ...atGateway, sums: atGateway.gateway, startedAt })
  const inSplynx = await compareWithSplynx(context, day, bounds)
  await endLeg(context, day, 'splynx', { ...inSplynx, sums: inSplynx.splynx, startedAt })
  await endTieOut(db, day, { gateway: atGateway.leg, splynx: inSplynx.leg }, now())
  await findDuplicates(context, bounds)
  return `IPpay ${atGateway.leg.state}, Splynx ${inSplynx.leg.state}`
}

type Leg = Awaited<ReturnType<typeof compareWithSplynx>>

/** What was not compared keeps its last figures and differences: nothing is known of it. */
async function endLeg(
  { db, now }: Context,
  day: string,
  side: 'gateway' | 'splynx',
  { leg, sums, startedAt }: { leg: Leg['leg']; sums: Leg['splynx']; startedAt: Date },
): Promise<void> {
  if (leg.state !== 'compared') return
  await writeSums(db, day, side, sums)
  await resolveDifferences(db, { day, side, before: startedAt }, now())
}
