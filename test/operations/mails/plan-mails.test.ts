import { beforeEach, expect, it } from 'vitest'
import { insertSchedule, type ScheduleValues } from '../../../src/db/schedules.ts'
import type { Mail } from '../../../src/db/schema.ts'
import { planMails } from '../../../src/operations/mails/plan-mails.ts'
import { sendMails } from '../../../src/operations/mails/send-mails.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeMethod } from '../../support/factories.ts'

const DAY_MS = 24 * 60 * 60_000

let context: TestContext
beforeEach(() => {
  context = testContext()
  context.splynx.addCustomer({ id: 1 })
})

const listMails = (): Promise<Mail[]> =>
  context.db.selectFrom('mails').selectAll().orderBy('id').execute()
const subjects = async () => (await listMails()).map(({ subject_key }) => subject_key)

it('a card is announced 30 and 7 days before its last day, each once', async () => {
  // Today is November 24.
  const old = new Date('2026-01-01T00:00:00Z')
  const { id } = await makeMethod(context, { exp_month: 12, exp_year: 2026, created_at: old })
  await makeMethod(context, { exp_month: 1, exp_year: 2027, created_at: old })
  const days = [0, 0, 7, 30, 31, 38]
  for (const [at, day] of days.entries()) {
    context.clock.forward((day - (days[at - 1] ?? 0)) * DAY_MS)
    await Promise.all([planMails(context), planMails(context)])
  }
  expect(await subjects()).toEqual([
    `expiring-30:${id}:2026-12`,
    `expiring-7:${id}:2026-12`,
    expect.stringMatching(/^expiring-30:\d+:2027-1$/),
  ])
})

it('a card that was removed or brought up to date meanwhile is not announced', async () => {
  const old = new Date('2026-01-01T00:00:00Z')
  const card = { exp_month: 11, exp_year: 2026, created_at: old }
  const [first, second] = [await makeMethod(context, card), await makeMethod(context, card)]
  await planMails(context)
  const { db } = context
  await db.updateTable('methods').set({ exp_year: 2029 }).where('id', '=', first.id).execute()
  await db.updateTable('methods').set({ status: 'removed' }).where('id', '=', second.id).execute()
  await sendMails(context)
  expect((await listMails()).map(({ state }) => state)).toEqual(['not_wanted', 'not_wanted'])
})

it('a card that was entered within the last month is not announced at once', async () => {
  await makeMethod(context, { exp_month: 12, exp_year: 2026 })
  context.clock.forward(8 * DAY_MS)
  await planMails(context)
  expect(await subjects()).toEqual([expect.stringMatching(/^expiring-30/)])
})

const NIGHTLY: ScheduleValues = {
  name: 'Every night',
  isEnabled: true,
  filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 60 },
  timeOfDay: '02:30',
  zone: 'America/Chicago',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  catchUpMinutes: 360,
}

it('a debit is announced with amount and day, once, and a charge of a card is not', async () => {
  const { splynx, db, now, mail } = context
  await insertSchedule(db, NIGHTLY, 'test', now())
  const account = { customer_id: 1, kind: 'bank' } as const
  await makeMethod(context, { ...account, is_default: true })
  splynx.addCustomer({ id: 2 })
  await makeMethod(context, { customer_id: 2 })
  const document = splynx.addDocument({ customerId: 1, dueCents: 4999 })
  splynx.addDocument({ customerId: 2 })
  await Promise.all([planMails(context), planMails(context)])
  expect(await subjects()).toEqual([`upcoming:1:invoice-${document.id}:4999:2026-11`])
  await sendMails(context)
  expect(mail.sent).toMatchObject([{ subject: 'We will debit $49.99 on Nov 25, 2026' }])
  // Charged by nobody that night, it is not announced night after night.
  context.clock.forward(2 * DAY_MS)
  await planMails(context)
  expect(await listMails()).toHaveLength(1)
})

it('a debit on the due date is announced ten days before, not earlier', async () => {
  const { splynx, db, now } = context
  const filter = { ...NIGHTLY.filter, chargeFrom: 'due' } as const
  await insertSchedule(db, { ...NIGHTLY, filter }, 'test', now())
  await makeMethod(context, { customer_id: 1, kind: 'bank' })
  splynx.addDocument({ customerId: 1, issuedOn: '2026-11-20', dueOn: '2026-12-10' })
  await planMails(context)
  expect(await listMails()).toEqual([])
  context.clock.forward(6 * DAY_MS)
  await planMails(context)
  expect((await listMails()).map(({ facts }) => facts.on)).toEqual(['2026-12-10'])
  context.clock.forward(2 * DAY_MS)
  await planMails(context)
  expect(await listMails()).toHaveLength(1)
})
