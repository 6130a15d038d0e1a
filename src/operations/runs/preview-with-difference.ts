import type { Context } from '../../context.ts'
import type { RunFilter } from '../../domain/run.ts'
import { previewRun, type RunPreview } from '../preview-run.ts'
import { type ComparedRun, compareRun, type SumsNow } from './compare-run.ts'

export interface FullPreview extends RunPreview {
  /** To the last comparable run; null when there was none. */
  difference: ComparedRun | null
}

/** What a run would do now, and how that differs from the time before. */
export async function previewWithDifference(
  context: Context,
  { filter, scheduleId = null }: { filter: RunFilter; scheduleId?: number | null },
  without?: ReadonlySet<number>,
): Promise<FullPreview> {
  const sums: SumsNow = new Map()
  const preview = await previewRun(context, filter, {
    ...(without && { without }),
    onCharge: ({ customerId, amountCents }) => {
      sums.set(customerId, (sums.get(customerId) ?? 0) + amountCents)
    },
  })
  return { ...preview, difference: await compareRun(context, { filter, scheduleId }, sums) }
}
