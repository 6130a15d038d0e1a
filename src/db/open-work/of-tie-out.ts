import type { Db } from '../connect.ts'
import type { WorkSource } from './work-item.ts'

// What a comparison of the books found, together: one page shows all of it.

/** Those on the gateway's side are work of their own already, as mismatches. */
const differences: WorkSource = {
  kind: 'differences',
  count: async (db) => ((await readDifferences(db)).count > 0 ? 1 : 0),
  list: async (db, { subjects }) => asOne('differences', await readDifferences(db), subjects),
}

/** Pairs that are merely possible ask nobody for a look. */
const duplicates: WorkSource = {
  kind: 'duplicates',
  count: async (db) => ((await readDuplicates(db)).count > 0 ? 1 : 0),
  list: async (db, { subjects }) => asOne('duplicates', await readDuplicates(db), subjects),
}

interface Found {
  count: number
  since: Date | null
}

function asOne(
  kind: 'differences' | 'duplicates',
  { count, since }: Found,
  subjects?: readonly string[],
) {
  if (!since || subjects?.includes('all') === false) return []
  return [{ kind, subject: 'all', count, since }]
}

async function readDifferences(db: Db): Promise<Found> {
  const row = await db
    .selectFrom('tie_out_differences')
    .select(({ fn }) => [fn.countAll().as('count'), fn.min('found_at').as('since')])
    .where('is_open', '=', 1)
    .where('side', '=', 'splynx')
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), since: row.since }
}

async function readDuplicates(db: Db): Promise<Found> {
  const row = await db
    .selectFrom('duplicates')
    .select(({ fn }) => [fn.countAll().as('count'), fn.min('found_at').as('since')])
    .where('open_certainty', 'in', ['certain', 'likely'])
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), since: row.since }
}

export const TIE_OUT_WORK: readonly WorkSource[] = [differences, duplicates]
