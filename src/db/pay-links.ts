import type { Insertable } from 'kysely'
import type { Db } from './connect.ts'
import type { PayLink, PayLinksTable } from './schema.ts'

export const insertPayLink = (db: Db, row: Insertable<PayLinksTable>) =>
  db.insertInto('pay_links').values(row).execute()

export const findPayLink = (db: Db, id: string): Promise<PayLink | undefined> =>
  db.selectFrom('pay_links').selectAll().where('id', '=', id).executeTakeFirst()

/** False when there is none that still works. */
export async function revokePayLink(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pay_links')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
