import { describe, expect, it } from 'vitest'
import { insertRunAlarms, listRunAlarms } from '../../src/db/run-alarms.ts'
import { insertSchedule } from '../../src/db/schedules.ts'
import { claim, learn, makeMethod, makePaymentOf } from '../support/factories.ts'
import { clock, context, db, splynx, staff, wordsOf } from './console-support.ts'

const NSF = {
  kind: 'declined',
  category: 'soft',
  reply: { actionCode: '051', responseText: 'NSF', approvalCode: null },
} as const

/** An invoice that was declined with the customer's card, and a schedule that would try it again. */
async function setup() {
  const { id: customerId } = splynx.addCustomer()
  const document = splynx.addDocument({ customerId })
  const method = await makeMethod(context, { customer_id: customerId })
  const payment = await makePaymentOf(context, document, { method })
  await learn(context, await claim(context, payment), NSF)
  await nightly()
  return { customerId, document, paymentId: payment.id }
}

const nightly = (changes: Partial<Parameters<typeof insertSchedule>[1]> = {}) =>
  insertSchedule(
    db,
    {
      ...{ name: 'Nightly', isEnabled: true, timeOfDay: '02:30', zone: 'America/Chicago' },
      filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 400 },
      ...{ catchUpMinutes: 60, weekdays: [1, 2, 3, 4, 5, 6, 7], closedDays: 'next' },
      ...changes,
    },
    'staff:boss',
    clock.now(),
  )

const NEXT = 'Next try on Nov 27, 2026, 2:30 AM by schedule Nightly'

describe('the next try', () => {
  it('stands on the page of the customer and of the payment, with the budget of the card', async () => {
    const { customerId, paymentId } = await setup()
    const clerk = await staff('clerk')
    for (const page of [`/admin/customers/${customerId}`, `/admin/payments/${paymentId}`]) {
      const words = wordsOf((await clerk.get(page)).text)
      expect(words).toContain(NEXT)
      expect(words).toContain('1 of 4 tries in 14 days')
      expect(words).toContain('1 of 8 declines in 30 days')
      expect(words).toContain('Not now: declined less than a day ago')
    }
  })

  it('is moved by a clerk with a reason, and by nobody without', async () => {
    const { customerId, document } = await setup()
    const clerk = await staff('clerk')
    const plan = { customer: String(customerId), purpose: 'invoice', document: String(document.id) }
    await clerk.get(`/admin/retries/plans/new?${new URLSearchParams(plan)}`)
    const send = (fields: Record<string, string>) =>
      clerk.post('/admin/retries/plans', { ...plan, ...fields })
    const bad = await send({ decision: 'moved', not_before: '2026-11-20', reason: '' })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('id="field-not_before-error"')
    expect(bad.text).toContain('id="field-reason-error"')
    const good = await send({ decision: 'moved', not_before: '2026-12-03', reason: 'Pay day' })
    expect(good).toMatchObject({ status: 303, location: `/admin/customers/${customerId}` })
    const words = wordsOf((await clerk.get(`/admin/customers/${customerId}`)).text)
    expect(words).toContain('Next try on Dec 3, 2026, 2:30 AM by schedule Nightly')
    expect(words).toContain('Pay day')
    const viewer = await staff('viewer')
    expect(
      (await viewer.post('/admin/retries/plans', { ...plan, decision: 'cancelled', reason: 'x' }))
        .status,
    ).toBe(403)
  })
})

describe('automatic charges of a customer', () => {
  it('are paused and go on again, with the reason on the page', async () => {
    const { customerId } = await setup()
    const clerk = await staff('clerk')
    const address = `/admin/customers/${customerId}/hold`
    await clerk.get(address)
    const bad = await clerk.post(address, { hold: 'paused', until: '2026-11-24', reason: 'Away' })
    expect(bad.status).toBe(422)
    await clerk.post(address, { hold: 'paused', until: '2026-12-12', reason: 'Away until then' })
    const paused = wordsOf((await clerk.get(`/admin/customers/${customerId}`)).text)
    expect(paused).toContain('Paused until Dec 12, 2026 : Away until then')
    await clerk.get(address)
    await clerk.post(address, { hold: 'none', until: '', reason: 'Back' })
    const free = wordsOf((await clerk.get(`/admin/customers/${customerId}`)).text)
    expect(free).toContain('Runs and schedules may charge the saved methods.')
    const trail = await db.selectFrom('audit_events').select('action').execute()
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['customer.paused', 'customer.hold_lifted']),
    )
  })
})

describe('retry policies', () => {
  it('are shown to everybody and changed by managers within what the brands allow', async () => {
    const [viewer, manager] = [await staff('viewer'), await staff('manager')]
    const page = wordsOf((await viewer.get('/admin/retries')).text)
    expect(page).toContain('4 tries in 14 days, at least 1 day apart')
    expect(page).toContain('Never again')
    expect((await viewer.get('/admin/retries/card/soft')).status).toBe(403)
    expect((await manager.get('/admin/retries/card/returned')).status).toBe(404)
    await manager.get('/admin/retries/card/soft')
    const policy = { tries_max: '16', window_days: '20', spacing_days: '3', month_days: '1, 15' }
    expect((await manager.post('/admin/retries/card/soft', policy)).status).toBe(422)
    await manager.post('/admin/retries/card/soft', { ...policy, tries_max: '5', weekday: '5' })
    const saved = wordsOf((await manager.get('/admin/retries')).text)
    expect(saved).toContain('5 tries in 20 days, at least 3 days apart')
    expect(saved).toContain('1st, 15th of the month or Fri')
  })
})

describe('the calendar', () => {
  it('shows the runs to come, closed days and when the money is there', async () => {
    await nightly()
    const viewer = await staff('viewer')
    const words = wordsOf((await viewer.get('/admin/schedules/calendar')).text)
    expect(words).toContain('November 2026')
    expect(words).toContain('Thanksgiving Day')
    expect(words).toContain('Settles on Nov 27, 2026')
    expect(words).toContain('Sum not known before its first run')
    const december = await viewer.get('/admin/schedules/calendar?month=2026-12')
    expect(wordsOf(december.text)).toContain('Christmas Day')
    // What is past, or no month, is this one.
    for (const month of ['2020-01', 'x']) {
      const page = await viewer.get(`/admin/schedules/calendar?month=${month}`)
      expect(wordsOf(page.text)).toContain('November 2026')
    }
  })
})

describe('a schedule', () => {
  it('says what its selection will never find', async () => {
    await nightly({
      filter: {
        ...{ documentKind: 'invoice', status: 'not_paid', lookBackDays: 5 },
        ...{ chargeFrom: 'days_after_issue', daysAfterIssue: 10 },
      },
    })
    await makeMethod(context)
    const words = wordsOf((await (await staff('viewer')).get('/admin/schedules')).text)
    expect(words).toContain('from 10 days after the issue on, issued in the last 5 days')
    expect(words).toContain('no document is ever old enough')
  })

  it('that was missed is an alarm until a clerk has acknowledged it', async () => {
    const scheduleId = await nightly()
    const alarm = { key: 'not_started:1', kind: 'not_started', says: 'It did not start.' } as const
    const raised = { ...alarm, scheduleId, runId: null }
    await insertRunAlarms(db, [raised], { now: clock.now(), isMailed: false })
    const clerk = await staff('clerk')
    expect(wordsOf((await clerk.get('/admin/schedules')).text)).toContain('It did not start.')
    const [{ id } = { id: 0 }] = await listRunAlarms(db)
    await clerk.post(`/admin/schedules/alarms/${id}/acknowledgement`)
    expect(wordsOf((await clerk.get('/admin/schedules')).text)).not.toContain('It did not start.')
  })
})
