import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { insertSchedule, type ScheduleValues } from '../../src/db/schedules.ts'
import { holdCustomer } from '../../src/operations/retries/hold-customer.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { makeMethod, makePaymentOf } from '../support/factories.ts'
import { context, db, splynx, staff, startSelected, wordsOf } from './console-support.ts'

beforeEach(async () => {
  await sql`insert ignore into breaker (id, state) values (1, 'closed')`.execute(db)
})

const NIGHTLY: ScheduleValues = {
  name: 'Nightly',
  isEnabled: true,
  filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 60 },
  timeOfDay: '02:00',
  zone: 'America/Chicago',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  catchUpMinutes: 60,
}

const schedule = (changes: Partial<ScheduleValues> = {}) =>
  insertSchedule(db, { ...NIGHTLY, ...changes }, 'test', context.now())

const addInvoice = (changes: Partial<Document> = {}) =>
  splynx.addDocument({ issuedOn: '2026-11-20', dueOn: '2026-12-05', ...changes })

async function ask({ customerId }: Document, query = ''): Promise<string> {
  const page = await (await staff('viewer')).get(`/admin/customers/${customerId}/why${query}`)
  expect(page.status).toBe(200)
  return wordsOf(page.text)
}

it('names the day and the schedule of a document that the next run charges', async () => {
  await schedule()
  const document = addInvoice()
  await makeMethod(context, { customer_id: document.customerId })
  const words = await ask(document)
  expect(words).toMatch(/Will be charged on Nov 25, 2026.* by Nightly/)
  expect(words).toContain('No payment for it is under way')
  expect(words).not.toContain('Not charged')
})

it('agrees with what a run does: its skip is the reason that the page gives', async () => {
  await schedule()
  const document = addInvoice()
  await makeMethod(context, { customer_id: document.customerId, exp_year: 2025 })
  await startSelected()
  const words = await ask(document)
  expect(words).toContain('Not charged because the saved card has expired')
  expect(words).toContain('Ask the customer for the new expiry')
  expect(words).toMatch(/Last runs that skipped it Run \d+ The saved card has expired/)
})

it('says everything that speaks against it, though a run stops at the first', async () => {
  await schedule()
  const document = addInvoice()
  const { customerId } = document
  await holdCustomer(context, {
    ...{ customerId, actor: 'staff:ada' },
    hold: { kind: 'opted_out', reason: 'Pays by check' },
  })
  const words = await ask(document)
  expect(words).toContain('Not charged because the customer wants no automatic charges')
  expect(words).toContain('No saved card or bank account')
  expect(words).toContain('Not asked')
})

it('leads to the payment that is under way', async () => {
  await schedule()
  const document = addInvoice()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const page = await (await staff('viewer')).get(`/admin/customers/${document.customerId}/why`)
  expect(wordsOf(page.text)).toContain('Not charged because a payment for this document is already')
  expect(page.text).toContain(`href="/admin/payments/${payment.id}"`)
})

it('says why no schedule chooses a document', async () => {
  await schedule({ filter: { ...NIGHTLY.filter, partnerIds: [77] } })
  await schedule({ name: 'Weekly', isEnabled: false })
  const document = addInvoice()
  await makeMethod(context, { customer_id: document.customerId })
  const words = await ask(document)
  expect(words).toContain('Not charged because no schedule chooses it within two months')
  expect(words).toContain('it is for other partners')
  expect(words).toContain('Switched off')
})

it('waits for the day from which a schedule charges', async () => {
  await schedule({ filter: { ...NIGHTLY.filter, chargeFrom: 'due' } })
  const document = addInvoice()
  await makeMethod(context, { customer_id: document.customerId })
  expect(await ask(document)).toContain('Will be charged on Dec 5, 2026')
})

it('is about one document where the address names it, and about those of the customer alone', async () => {
  const document = addInvoice({ number: 'A-1' })
  addInvoice({ number: 'A-2', customerId: document.customerId })
  const other = addInvoice()
  const words = await ask(document, `?kind=invoice&document=${document.id}`)
  expect(words).toContain('A-1')
  expect(words).not.toContain('A-2')
  const path = `/admin/customers/${document.customerId}/why`
  const viewer = await staff('viewer')
  expect((await viewer.get(`${path}?kind=invoice&document=${other.id}`)).status).toBe(404)
  expect((await viewer.get(`${path}?kind=nothing`)).status).toBe(404)
})

it('says plainly that Splynx does not answer', async () => {
  const { customerId } = addInvoice()
  splynx.isDown = true
  const page = await (await staff('viewer')).get(`/admin/customers/${customerId}/why`)
  expect(page.status).toBe(503)
  expect(page.text).toContain('Splynx does not answer')
})
