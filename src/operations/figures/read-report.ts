import type { Context } from '../../context.ts'
import {
  countWaiting,
  type ReportFilter,
  sumByBrand,
  sumByDay,
  sumByPartner,
  sumDeclinesByDay,
} from '../../db/report-figures.ts'
import { listComparedRuns } from '../../db/report-runs.ts'
import { dayIn } from '../../domain/banking-days.ts'
import type { ReportSection } from '../../domain/report.ts'
import { boundsOf, dayAfter } from '../../domain/tie-out.ts'
import { AGES_MS, ageingSection, unrecoveredSection } from './ageing.ts'
import { declineSection, recoverySection } from './declines.ts'
import { brandSection, daySection, partnerSection, wentBackSection } from './money.ts'
import { runSection } from './runs.ts'

const RUNS_SHOWN = 20
/** Documents that were declined longer ago are nobody's to collect in this way any more. */
const UNRECOVERED_DAYS = 90

export type PartnerName = (partnerId: number) => string

/** Everything that the page of reports, its CSV files and its workbook show. */
export async function readReport(
  { db, config, now }: Context,
  filter: ReportFilter,
  partnerName: PartnerName,
): Promise<ReportSection[]> {
  const { from, to, partnerId } = filter
  const today = dayIn(now(), config.TZ)
  const recent = { partnerId, from: dayAfter(today, -UNRECOVERED_DAYS), to: today }
  const bounds = { from: boundsOf(from, config.TZ).from, to: boundsOf(to, config.TZ).to }
  const [days, brands, partners, declines, lately, waiting, runs] = await Promise.all([
    sumByDay(db, filter),
    sumByBrand(db, filter),
    sumByPartner(db, filter),
    sumDeclinesByDay(db, filter),
    sumByDay(db, recent),
    countWaiting(db, { partnerId, ageMs: AGES_MS, now: now() }),
    listComparedRuns(db, bounds, RUNS_SHOWN),
  ])
  return [
    daySection(days, filter),
    wentBackSection(days, filter),
    brandSection(brands),
    partnerSection(partners, partnerName),
    declineSection(declines, filter),
    recoverySection(days, filter),
    ageingSection(waiting),
    unrecoveredSection(lately, today),
    runSection(runs, config.TZ),
  ]
}
