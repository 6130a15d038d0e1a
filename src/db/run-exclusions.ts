import type { Db } from './connect.ts'
import type { Trx } from './transact.ts'

/** Documents that a run leaves out, whatever its filter says. */
export async function insertExclusions(
  trx: Trx,
  runId: number,
  documentIds: readonly number[],
): Promise<void> {
  if (documentIds.length === 0) return
  await trx
    .insertInto('run_exclusions')
    .values(documentIds.map((document_id) => ({ run_id: runId, document_id })))
    .execute()
}

/** They are few: no more than `EXCLUSIONS_MAX`. */
export async function findExclusions(db: Db, runId: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('run_exclusions')
    .select('document_id')
    .where('run_id', '=', runId)
    .execute()
  return new Set(rows.map(({ document_id }) => document_id))
}
