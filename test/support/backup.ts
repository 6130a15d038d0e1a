import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Db } from '../../src/db/connect.ts'

/** A copy of every row as it is now. */
export interface Backup {
  /** The database goes back in time, and whatever came since is gone. */
  restore(): Promise<void>
}

/** Copies all tables into a schema of their own, which goes with the test. */
export async function takeBackup(db: Db): Promise<Backup> {
  const schema = `backup_${randomBytes(6).toString('hex')}`
  const tables = await readTables(db)
  await sql`create database ${sql.id(schema)}`.execute(db)
  onTestFinished(async () => {
    await sql`drop database ${sql.id(schema)}`.execute(db)
  })
  for (const { name, columns } of tables) {
    await sql`create table ${sql.id(schema, name)} as select ${columns} from ${sql.id(name)}`.execute(
      db,
    )
  }
  return {
    restore: () =>
      db.connection().execute(async (connection) => {
        await sql`set foreign_key_checks = 0`.execute(connection)
        for (const { name, columns } of tables) {
          await sql`delete from ${sql.id(name)}`.execute(connection)
          await sql`insert into ${sql.id(name)} (${columns})
            select ${columns} from ${sql.id(schema, name)}`.execute(connection)
        }
        await sql`set foreign_key_checks = 1`.execute(connection)
      }),
  }
}

/** The columns that a statement may write: the database computes the others itself. */
async function readTables(db: Db) {
  const { rows } = await sql<{ table_name: string; column_name: string }>`
    select table_name as table_name, column_name as column_name from information_schema.columns
    where table_schema = database() and table_name not like 'kysely%'
      and generation_expression is null or (table_schema = database()
      and table_name not like 'kysely%' and generation_expression = '')`.execute(db)
  const names = [...new Set(rows.map(({ table_name }) => table_name))]
  return names.map((name) => ({
    name,
    columns: sql.join(
      rows
        .filter(({ table_name }) => table_name === name)
        .map(({ column_name }) => sql.ref(column_name)),
    ),
  }))
}
