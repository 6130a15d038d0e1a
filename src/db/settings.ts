import type { Db } from './connect.ts'

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
