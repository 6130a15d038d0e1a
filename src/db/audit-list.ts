import type { Selectable } from 'kysely'
import type { Db } from './connect.ts'
import type { AuditEventsTable } from './schema.ts'

export type AuditLine = Selectable<AuditEventsTable>

/** Whole values, because each is looked up in an index. */
export interface AuditFilter {
  actor?: string
  action?: string
  subject?: string
}

export interface AuditPage {
  lines: AuditLine[]
  /** Where the neighbours begin; without one, the list ends there. */
  olderThan?: number
  newerThan?: number
}

/** The trail, newest first. */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
  page: { size: number; olderThan?: number; newerThan?: number },
): Promise<AuditPage> {
  const { size, olderThan, newerThan } = page
  const isAscending = newerThan !== undefined
  let query = db.selectFrom('audit_events').selectAll()
  for (const column of ['actor', 'action', 'subject'] as const) {
    const value = filter[column]
    if (value !== undefined) query = query.where(column, '=', value)
  }
  if (olderThan !== undefined) query = query.where('id', '<', olderThan)
  if (newerThan !== undefined) query = query.where('id', '>', newerThan)
  const found = await query
    .orderBy('id', isAscending ? 'asc' : 'desc')
    .limit(size + 1)
    .execute()
  const isMore = found.length > size
  const lines = found.slice(0, size)
  if (isAscending) lines.reverse()
  const isFirst = olderThan === undefined && newerThan === undefined
  return {
    lines,
    olderThan: isAscending || isMore ? lines.at(-1)?.id : undefined,
    newerThan: (isAscending ? isMore : !isFirst) ? lines[0]?.id : undefined,
  }
}

/** What has been done so far, for the filter. */
export async function listAuditActions(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select('action')
    .distinct()
    .orderBy('action')
    .limit(200)
    .execute()
  return rows.map(({ action }) => action)
}
