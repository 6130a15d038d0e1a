import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { insertSchedule } from '../../src/db/schedules.ts'
import { declined } from '../../src/gateway/bogus.ts'
import { pauseRun } from '../../src/operations/move-run.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import { followRecordings } from '../../src/operations/webhooks/follow-recordings.ts'
import {
  claim,
  learn,
  makeApproved,
  makeMethod,
  makePayment,
  makePaymentOf,
  makeUnknown,
} from '../support/factories.ts'
import {
  chargeNext,
  clock,
  context,
  db,
  FILTER,
  splynx,
  staff,
  startSelected,
  wordsOf,
} from './console-support.ts'

const HOUR_MS = 60 * 60_000

beforeEach(async () => {
  await sql`insert ignore into breaker (id, state) values (1, 'closed')`.execute(db)
})

const home = async () => wordsOf((await (await staff('viewer')).get('/admin')).text)

it('is calm when nothing needs anybody', async () => {
  const page = await (await staff('viewer')).get('/admin')
  expect(page.status).toBe(200)
  const words = wordsOf(page.text)
  expect(words).toContain('Tuesday, November 24, 2026')
  expect(words).toContain('Nothing needs you now')
  expect(words).toContain('Charged today $0.00 0 payments')
  expect(words).toContain('No run is going on')
  expect(words).toContain('No schedule is switched on.')
})

it('names what needs a person, the longest waiting first', async () => {
  const method = await makeMethod(context)
  await makeUnknown(context, { method, customer_name: 'Ashley Miller' })
  clock.forward(HOUR_MS)
  await makeUnknown(context, { method, customer_name: 'Bob Brown' })
  const failing = await makePaymentOf(context, splynx.addDocument(), { customer_name: 'Carl' })
  await makeApproved(context, failing)
  splynx.faults.push('refused')
  await recordPayments(context, [failing.id])
  await makeMethod(context, { customer_id: splynx.addDocument().customerId })
  const runId = await startSelected()
  await pauseRun(context, { runId, actor: 'staff:clerk', reason: 'the bank called' })

  const words = await home()
  expect(words).toMatch(/Ashley Miller.*for 1 h.*Bob Brown/)
  expect(words).toContain('Not known, all days 2 $99.98')
  expect(words).toMatch(/Carl.*not in Splynx after 1 try: 422: customer_id is wrong/)
  expect(words).toContain(`Run ${runId} the bank called`)
})

it('says when the gateway answers nobody', async () => {
  await sql`update breaker set state = 'open', reason = 'no answers', opened_at = ${clock.now()}`.execute(
    db,
  )
  expect(await home()).toContain('The gateway does not answer')
})

it('counts the day by the calendar of the office', async () => {
  const method = await makeMethod(context)
  // Late on Monday in Chicago, Tuesday elsewhere.
  clock.forward(-10 * HOUR_MS)
  await makeApproved(context, await makePayment(context, { method, amount_cents: 100 }))
  clock.forward(10 * HOUR_MS)
  await makeApproved(context, await makePayment(context, { method, amount_cents: 2_000 }))
  const refused = await makePayment(context, { method, amount_cents: 300 })
  await learn(context, await claim(context, refused), declined('051'))
  await makePayment(context, { method, amount_cents: 400 })
  const words = await home()
  expect(words).toContain('Charged today $20.00 1 payment')
  expect(words).toContain('Declined today 1 $3.00')
  expect(words).toContain('On the way 1 $4.00')
})

it('shows how far a run has come', async () => {
  for (let made = 0; made < 2; made++) {
    const { customerId } = splynx.addDocument()
    await makeMethod(context, { customer_id: customerId })
  }
  const runId = await startSelected()
  await chargeNext(runId, declined('051'))
  expect(await home()).toContain(`Run ${runId} 1 of 2 documents`)
})

it('names the next of all schedules that are switched on', async () => {
  const values = {
    isEnabled: true,
    filter: { ...FILTER, lookBackDays: 31 },
    zone: 'America/Chicago',
    weekdays: [1, 2, 3, 4, 5],
    catchUpMinutes: 60,
  }
  const insert = (name: string, timeOfDay: string, isEnabled = true) =>
    insertSchedule(db, { ...values, name, timeOfDay, isEnabled }, 'staff:clerk', clock.now())
  await insert('Nightly cards', '23:30')
  await insert('Evening debits', '18:00')
  await insert('Switched off', '10:00', false)
  expect(await home()).toContain('Evening debits Nov 24, 2026, 6:00 PM , in 9 h')
})

it('shows a payment that somebody deleted in Splynx, until a clerk says that it is right', async () => {
  const method = await makeMethod(context)
  const payment = await makePaymentOf(context, splynx.addDocument(), {
    method,
    customer_name: 'Dora Deleted',
  })
  await makeApproved(context, payment)
  await recordPayments(context, [payment.id])
  splynx.payments.splice(0)
  await followRecordings(context, [payment.id])

  expect(await home()).toContain('Dora Deleted Paid for')
  const address = `/admin/missing-records/${payment.id}/seen`
  expect((await (await staff('viewer')).post(address, {})).status).toBe(403)
  const clerk = await staff('clerk')
  expect((await clerk.post(address, {})).status).toBe(303)
  expect(wordsOf((await clerk.get('/admin')).text)).toContain('Taken off the list.')
  expect(await home()).not.toContain('Dora Deleted')
})
