import type { Context } from '../../context.ts'
import { listRunResults } from '../../db/run-results.ts'
import type { Run } from '../../db/schema.ts'
import type { RunFilter } from '../../domain/run.ts'

/** As many numbers as an address takes. */
const NAMED_MAX = 250

/**
 * A filter for what a run was refused: each document by its number or, when there are too many, the
 * run's own filter, which leaves out by itself what has been paid since. Whether one may be tried
 * again is decided as for any other run.
 */
export async function declinedFilter({ db }: Context, run: Run): Promise<RunFilter> {
  const limit = NAMED_MAX + 1
  const declined = await listRunResults(db, run.id, { filter: 'declined', limit })
  if (declined.length === 0 || declined.length > NAMED_MAX) return run.filter
  const { documentKind, status } = run.filter
  return { documentKind, status, numbers: declined.map(({ documentNumber }) => documentNumber) }
}
