import type { Db } from '../../db/connect.ts'
import { findPaceSpan, listPaceBuckets, type PaceBucket } from '../../db/run-pace.ts'

export interface RunPace {
  bucketSeconds: number
  /** Only spans in which something came. */
  buckets: PaceBucket[]
  from: Date
  /** How many spans there are in all, empty ones too. */
  length: number
}

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400]
const BUCKETS_MAX = 60

/** Outcomes of a run over time, in spans that fit a page. Null before the first one. */
export async function readPace(db: Db, runId: number): Promise<RunPace | null> {
  const span = await findPaceSpan(db, runId)
  if (!span) return null
  const seconds = (span.to.getTime() - span.from.getTime()) / 1_000
  const fits = (step: number) => Math.floor(seconds / step) < BUCKETS_MAX
  const bucketSeconds = STEPS_S.find(fits) ?? Math.ceil(seconds / BUCKETS_MAX)
  const { from } = span
  return {
    bucketSeconds,
    from,
    length: Math.floor(seconds / bucketSeconds) + 1,
    buckets: await listPaceBuckets(db, runId, { from, bucketSeconds }),
  }
}
