import type { Selectable } from 'kysely'
import type { Db } from './connect.ts'
import type { SettingsTable } from './schema.ts'
import type { Trx } from './transact.ts'

type SettingRow = Selectable<SettingsTable>

/** Undefined when it was never saved. */
export async function findSetting(db: Db, name: string): Promise<unknown> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value.value
}

/** All that was ever saved, with the marks of how far something was read among them. */
export async function listSettingRows(db: Db): Promise<{ name: string; value: unknown }[]> {
  const rows = await db.selectFrom('settings').select(['name', 'value']).execute()
  return rows.map(({ name, value }) => ({ name, value: value.value }))
}

export async function saveSetting(
  db: Db,
  name: string,
  value: unknown,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const columns = { value: JSON.stringify({ value }), updated_at: now, updated_by: by }
  await db
    .insertInto('settings')
    .values({ name, ...columns })
    .onDuplicateKeyUpdate(columns)
    .execute()
}

/** One value as it was saved, by whom and when. */
export interface SavedSetting {
  name: string
  value: unknown
  updatedAt: Date
  updatedBy: string
}

export async function listSavedSettings(db: Db): Promise<SavedSetting[]> {
  const rows = await db.selectFrom('settings').selectAll().execute()
  return rows.map(savedOf)
}

/**
 * Locks these rows until the transaction ends. Where one is not there, somebody else may still make
 * it: `insertSetting` says so.
 */
export async function lockSettings(trx: Trx, names: readonly string[]): Promise<SavedSetting[]> {
  if (names.length === 0) return []
  const rows = await trx
    .selectFrom('settings')
    .selectAll()
    .where('name', 'in', names)
    .orderBy('name')
    .forUpdate()
    .execute()
  return rows.map(savedOf)
}

/** Saves a value where there was none. False when somebody was faster. */
export async function insertSetting(
  trx: Trx,
  name: string,
  value: unknown,
  { by, now }: { by: string; now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('settings')
    .ignore()
    .values({ name, value: JSON.stringify({ value }), updated_at: now, updated_by: by })
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function deleteSetting(trx: Trx, name: string): Promise<void> {
  await trx.deleteFrom('settings').where('name', '=', name).execute()
}

const savedOf = ({ name, value, updated_at, updated_by }: SettingRow): SavedSetting => ({
  name,
  value: value.value,
  updatedAt: updated_at,
  updatedBy: updated_by,
})
