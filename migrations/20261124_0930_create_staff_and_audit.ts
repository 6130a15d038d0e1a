import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('name', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('value', 'json', (column) => column.notNull())
    .addColumn('updated_at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('updated_by', 'varchar(100)', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('staff')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('login', 'varchar(100)', (column) => column.notNull().unique())
    .addColumn('name', 'varchar(200)', (column) => column.notNull())
    .addColumn('role', sql`enum('viewer','clerk','manager','admin')`, (column) => column.notNull())
    .addColumn('source', sql`enum('splynx','local')`, (column) => column.notNull())
    .addColumn('splynx_id', 'bigint')
    // Local accounts only; argon2id.
    .addColumn('password_hash', 'varchar(255)')
    .addColumn('is_active', 'boolean', (column) => column.notNull())
    .addColumn('last_login_at', sql`datetime(3)`)
    .addColumn('created_at', sql`datetime(3)`, (column) => column.notNull())
    .addCheckConstraint(
      'staff_local_has_password',
      sql`(source = 'local') = (password_hash is not null)`,
    )
    .execute()

  await db.schema
    .createTable('audit_events')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', sql`datetime(3)`, (column) => column.notNull())
    .addColumn('actor', 'varchar(100)', (column) => column.notNull())
    .addColumn('action', 'varchar(64)', (column) => column.notNull())
    .addColumn('subject', 'varchar(100)', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('address', 'varchar(45)')
    // Each line carries the hash of the one before: a line changed or removed breaks the chain,
    // and two lines cannot follow the same one.
    .addColumn('previous_hash', sql`char(64)`, (column) => column.notNull().unique())
    .addColumn('hash', sql`char(64)`, (column) => column.notNull())
    .execute()
}
