import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'

const { db } = await testDatabase()

it('every connection reads what is committed, in UTC, strictly, and lets go of what stands still', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select @@session.tx_isolation as isolation, @@session.time_zone as zone,
      @@session.sql_mode as mode, @@session.idle_transaction_timeout as idle`.execute(db)
  expect(rows).toEqual([
    { isolation: 'READ-COMMITTED', zone: '+00:00', mode: 'STRICT_ALL_TABLES', idle: 20 },
  ])
})
