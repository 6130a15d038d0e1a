import type { Db } from './connect.ts'
import type { Method } from './schema.ts'

interface Month {
  year: number
  month: number
}

/** Saved cards whose last month lies between two months, both included, in the order of their ids. */
export const listExpiringCards = (
  db: Db,
  { from, upTo, afterId, limit }: { from: Month; upTo: Month; afterId: number; limit: number },
): Promise<Method[]> =>
  db
    .selectFrom('methods')
    .selectAll()
    .where('kind', '=', 'card')
    .where('status', '=', 'active')
    .where('id', '>', afterId)
    .where((row) =>
      row.or([
        row('exp_year', '>', from.year),
        row.and([row('exp_year', '=', from.year), row('exp_month', '>=', from.month)]),
      ]),
    )
    .where((row) =>
      row.or([
        row('exp_year', '<', upTo.year),
        row.and([row('exp_year', '=', upTo.year), row('exp_month', '<=', upTo.month)]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
