import { type Kysely, sql } from 'kysely'

const ASCII = (length: number) =>
  sql`varchar(${sql.lit(length)}) character set ascii collate ascii_bin`
const TIME = sql`datetime(3)`
const DAY = sql`char(10) character set ascii collate ascii_bin`

/** Sums of whole days, because a report over a year of payments cannot add them up while one waits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDays(db)
  await createTotals(db)
  await createDeclines(db)
  await createRunSummaries(db)
}

async function createDays(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('daily_readings')
    .addColumn('day', DAY, (column) => column.primaryKey())
    .addColumn('calculated_at', TIME, (column) => column.notNull())
    .execute()
}

async function createTotals(db: Kysely<unknown>): Promise<void> {
  const figures = ['taken', 'given_back', 'returned', 'declined', 'recovered']
  let table = db.schema
    .createTable('daily_totals')
    .addColumn('day', DAY, (column) => column.notNull())
    // Zero and empty for none: parts of a key cannot be null.
    .addColumn('partner_id', 'bigint', (column) => column.notNull())
    .addColumn('method_kind', sql`enum('card','bank')`, (column) => column.notNull())
    .addColumn('brand', ASCII(20), (column) => column.notNull())
  for (const figure of figures) {
    table = table
      .addColumn(`${figure}_count`, 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn(`${figure}_cents`, 'bigint', (column) => column.notNull().defaultTo(0))
  }
  await table
    .addPrimaryKeyConstraint('daily_totals_once', ['day', 'partner_id', 'method_kind', 'brand'])
    .execute()
}

async function createDeclines(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('daily_declines')
    .addColumn('day', DAY, (column) => column.notNull())
    .addColumn('partner_id', 'bigint', (column) => column.notNull())
    .addColumn('method_kind', sql`enum('card','bank')`, (column) => column.notNull())
    .addColumn('code', ASCII(3), (column) => column.notNull())
    .addColumn('category', ASCII(10), (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('cents', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('daily_declines_once', [
      'day',
      'partner_id',
      'method_kind',
      'code',
      'category',
    ])
    .execute()
}

async function createRunSummaries(db: Kysely<unknown>): Promise<void> {
  let table = db.schema
    .createTable('run_summaries')
    .addColumn('run_id', 'bigint', (column) => column.primaryKey().references('runs.id'))
    .addColumn('calculated_at', TIME, (column) => column.notNull())
  for (const part of ['selected', 'charged', 'declined', 'unknown', 'skipped', 'cancelled']) {
    table = table
      .addColumn(`${part}_count`, 'integer', (column) => column.notNull())
      .addColumn(`${part}_cents`, 'bigint', (column) => column.notNull())
  }
  await table.execute()
}
