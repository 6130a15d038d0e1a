import type { RunItemState, RunStatus, SkipReason } from '../domain/run.ts'
import type { Db } from './connect.ts'
import type { Run } from './schema.ts'

/** What a run did, or means to do, with a document. */
export interface DocumentInRun {
  documentId: number
  documentKind: Run['filter']['documentKind']
  runId: number
  runStatus: RunStatus
  startedAt: Date
  state: RunItemState
  skipReason: SkipReason | null
  skipDetail: string | null
}

/** The last months of a daily schedule, for as many documents as a page shows. */
const ROWS_MAX = 1_000

/** These documents in all runs, the newest first. Ids of invoices and proforma invoices overlap. */
export async function listDocumentRuns(
  db: Db,
  documentIds: readonly number[],
): Promise<DocumentInRun[]> {
  if (documentIds.length === 0) return []
  const rows = await db
    .selectFrom('run_items')
    .innerJoin('runs', 'runs.id', 'run_items.run_id')
    .select([
      'run_items.document_id',
      'run_items.run_id',
      'run_items.state',
      'run_items.skip_reason',
    ])
    .select(['run_items.skip_detail', 'runs.filter', 'runs.status', 'runs.created_at'])
    .where('run_items.document_id', 'in', documentIds)
    .orderBy('run_items.run_id', 'desc')
    .limit(ROWS_MAX)
    .execute()
  return rows.map((row) => ({
    documentId: row.document_id,
    documentKind: row.filter.documentKind,
    runId: row.run_id,
    runStatus: row.status,
    startedAt: row.created_at,
    state: row.state,
    skipReason: row.skip_reason as SkipReason | null,
    skipDetail: row.skip_detail,
  }))
}
