import type { Context } from '../context.ts'

/**
 * Documents of one `charge-items` job: enough that reading Splynx and storing claims is shared, few
 * enough that a pause takes hold soon and that workers share a small run.
 */
export const ITEMS_PER_JOB = 40

/** Rings for waiting items, given ascending, in stretches of ids. */
export function ringItems(
  { bell }: Pick<Context, 'bell'>,
  runId: number,
  itemIds: readonly number[],
): Promise<void> {
  const stretches = []
  for (let at = 0; at < itemIds.length; at += ITEMS_PER_JOB) {
    const part = itemIds.slice(at, at + ITEMS_PER_JOB)
    stretches.push({ runId, fromItemId: part[0]!, toItemId: part.at(-1)! })
  }
  return stretches.length === 0 ? Promise.resolve() : bell.ringMany('charge-items', stretches)
}
