import { setTimeout as sleep } from 'node:timers/promises'
import { DateTime } from 'luxon'
import type { Db } from '../../../src/db/connect.ts'

/** A schedule of last week over all open invoices, whose time has just come. */
export async function insertDueSchedule(db: Db): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      return await insertSchedule(db)
    } catch {
      await sleep(250) // the database is being restarted
    }
  }
}

async function insertSchedule(db: Db): Promise<void> {
  const weekAgo = new Date(Date.now() - 7 * 86_400_000)
  await db
    .insertInto('schedules')
    .values({
      name: 'Every night',
      is_enabled: true,
      filter: JSON.stringify({ documentKind: 'invoice', status: 'not_paid', lookBackDays: 400 }),
      time_of_day: DateTime.utc().toFormat('HH:mm'),
      zone: 'UTC',
      weekdays: JSON.stringify([1, 2, 3, 4, 5, 6, 7]),
      catch_up_minutes: 360,
      created_at: weekAgo,
      updated_at: weekAgo,
      updated_by: 'staff:ada',
    })
    .execute()
}
