import { sql } from 'kysely'
import { type AuditEvent, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import type { Mismatch, NewMismatch } from './schema.ts'
import { transact } from './transact.ts'

/** Notes where the gateway's books and ours differ; what is noted already stays as it is. */
export async function insertMismatches(db: Db, rows: readonly NewMismatch[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('mismatches')
    .values(rows)
    .onDuplicateKeyUpdate({ closed_at: sql`mismatches.closed_at` })
    .execute()
}

/** What was missing has turned up. */
export async function closeMissing(
  db: Db,
  references: readonly string[],
  now: Date,
): Promise<void> {
  if (references.length === 0) return
  await db
    .updateTable('mismatches')
    .set({ closed_at: now, closed_by: 'report', closed_note: 'The report shows it now' })
    .where('kind', '=', 'missing')
    .where('reference', 'in', references)
    .where('closed_at', 'is', null)
    .execute()
}

/** A person has looked into it. False when somebody had before. */
export function closeMismatch(
  db: Db,
  { id, actor, note }: { id: number; actor: string; note: string },
  audit: AuditEvent,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('mismatches')
      .set({ closed_at: now, closed_by: actor, closed_note: note })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await recordAudit(trx, audit)
    return true
  })
}

/** Those that nobody has looked into, oldest first, and how many there are. */
export async function readOpenMismatches(
  db: Db,
  limit: number,
): Promise<{ count: number; first: Mismatch[] }> {
  const [{ count }, first] = await Promise.all([
    db
      .selectFrom('mismatches')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('mismatches')
      .selectAll()
      .where('closed_at', 'is', null)
      .orderBy('id')
      .limit(limit)
      .execute(),
  ])
  return { count: Number(count), first }
}
