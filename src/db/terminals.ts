import type { Db } from './connect.ts'
import type { Terminal } from './schema.ts'
import type { Trx } from './transact.ts'

/** All that were ever entered, the oldest first. */
export const listTerminals = (db: Db): Promise<Terminal[]> =>
  db.selectFrom('terminals').selectAll().orderBy('created_at').orderBy('id').execute()

interface Changed {
  by: string
  now: Date
}

/** False when it was entered before. */
export async function insertTerminal(db: Db, id: string, { by, now }: Changed): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('terminals')
    .ignore()
    .values({
      id,
      password_sealed: null,
      chosen_at: null,
      created_at: now,
      updated_at: now,
      updated_by: by,
    })
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function saveTerminalPassword(
  db: Db,
  { id, sealed }: { id: string; sealed: string | null },
  { by, now }: Changed,
): Promise<void> {
  await db
    .updateTable('terminals')
    .set({ password_sealed: sealed, updated_at: now, updated_by: by })
    .where('id', '=', id)
    .execute()
}

/** A setting names it now, so money may go there. False when there is none of this id. */
export async function chooseTerminal(trx: Trx, id: string, now: Date): Promise<boolean> {
  const known = await trx
    .selectFrom('terminals')
    .select('chosen_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!known) return false
  if (known.chosen_at === null) {
    await trx.updateTable('terminals').set({ chosen_at: now }).where('id', '=', id).execute()
  }
  return true
}

/** Removes one to which no message ever went. False when a setting has named it. */
export async function removeTerminal(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('terminals')
    .where('id', '=', id)
    .where('chosen_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Under which messages may have gone: the environment's, and every other that was ever chosen. */
export async function listUsedTerminals(db: Db, ofEnvironment: string): Promise<string[]> {
  const chosen = (await listTerminals(db)).filter(({ chosen_at }) => chosen_at !== null)
  return [...new Set([ofEnvironment, ...chosen.map(({ id }) => id)])]
}
