import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('schedules')
    // What becomes of a day on which banks do not work: charged all the same, on the next or the
    // previous banking day, or not at all.
    .addColumn('closed_days', sql`enum('run','next','previous','skip')`, (column) =>
      column.notNull().defaultTo('run'),
    )
    .execute()

  await db.schema
    .createTable('run_alarms')
    .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
    // What it is about, once and for all: two clocks that notice the same raise one alarm.
    .addColumn('alarm_key', 'varchar(80)', (column) => column.notNull().unique())
    .addColumn(
      'kind',
      sql`enum('not_started','declines','nothing_selected','unknowns','slow','stuck')`,
      (column) => column.notNull(),
    )
    .addColumn('schedule_id', 'bigint', (column) => column.references('schedules.id'))
    .addColumn('run_id', 'bigint', (column) => column.references('runs.id'))
    .addColumn('says', 'varchar(400)', (column) => column.notNull())
    .addColumn('found_at', sql`datetime(3)`, (column) => column.notNull())
    // `sending` is stored before the first byte leaves, and is never sent again by itself.
    .addColumn('mail_state', sql`enum('none','waiting','sending','sent','failed')`, (column) =>
      column.notNull(),
    )
    .addColumn('mail_tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('mail_error', 'varchar(255)')
    .addColumn('seen_at', sql`datetime(3)`)
    .addColumn('seen_by', 'varchar(100)')
    .addColumn('note', 'varchar(255)')
    .addCheckConstraint('run_alarms_seen_by_somebody', sql`(seen_at is null) = (seen_by is null)`)
    .execute()
  await db.schema
    .createIndex('run_alarms_open')
    .on('run_alarms')
    .columns(['seen_at', 'found_at'])
    .execute()
  await db.schema
    .createIndex('run_alarms_to_mail')
    .on('run_alarms')
    .columns(['mail_state', 'found_at'])
    .execute()

  await db.schema
    .createTable('judged_runs')
    // Ended and held against the runs before it, so that its sums are read once.
    .addColumn('run_id', 'bigint', (column) => column.primaryKey().references('runs.id'))
    .addColumn('judged_at', sql`datetime(3)`, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('runs_by_schedule')
    .on('runs')
    .columns(['schedule_id', 'business_date'])
    .execute()
}
