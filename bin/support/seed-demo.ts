import { EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import { createContext } from '../../src/context.ts'
import { insertSchedule, listSchedules } from '../../src/db/schedules.ts'
import { importMethods } from '../../src/operations/import-methods.ts'

// Gives the demo the payment methods that its customers already have: the classic payment accounts
// in Splynx; and a schedule to look at. Runs once, after the tables are made and before anybody can
// log in.
const context = createContext(readConfig(EVERY_VARIABLE), { name: 'seed' })
try {
  const { leftOut, ...taken } = await importMethods(context)
  console.log(JSON.stringify({ ...taken, leftOut: leftOut.length }))
  if ((await listSchedules(context.db)).length === 0) {
    const nightly = {
      name: 'Every night',
      isEnabled: true,
      filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 31 },
      timeOfDay: '02:30',
      zone: 'America/Chicago',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      catchUpMinutes: 360,
      closedDays: 'next',
    } as const
    const onDueDate = {
      ...nightly,
      name: 'Bank accounts on the due date',
      filter: { ...nightly.filter, methodKind: 'bank', chargeFrom: 'due', lookBackDays: 60 },
      timeOfDay: '06:00',
      closedDays: 'previous',
    } as const
    for (const schedule of [nightly, onDueDate]) {
      const values = { ...schedule, weekdays: [...schedule.weekdays] }
      await insertSchedule(context.db, values, 'demo', context.now())
    }
  }
} finally {
  await context.close()
}
