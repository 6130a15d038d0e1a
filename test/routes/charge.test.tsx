import { describe, expect, it } from 'vitest'
import { listRuns } from '../../src/db/runs.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { makeMethod, makePaymentOf } from '../support/factories.ts'
import {
  clock,
  context,
  db,
  FILTER,
  fieldsOf,
  splynx,
  staff,
  startSelected,
  wordsOf,
} from './console-support.ts'

const MINUTE_MS = 60_000
const PREVIEW = '/admin/charge?kind=invoice&status=not_paid&preview=1'
const EVERYTHING = { kind: 'invoice', status: 'not_paid' }

/** A customer with a card and an unpaid invoice. */
async function makeChargeable(changes: Partial<Document> = {}): Promise<Document> {
  const document = splynx.addDocument(changes)
  await makeMethod(context, { customer_id: document.customerId })
  return document
}

/** Looks at the preview as a clerk, and returns what its form would send. */
async function previewed(path = PREVIEW) {
  const clerk = await staff('clerk')
  const page = await clerk.get(path)
  return { clerk, page, fields: fieldsOf(page.text, '/admin/charge') }
}

const runs = () => listRuns(db, { limit: 10 })

describe('the filter', () => {
  it('begins with what is unpaid of this month, by the calendar of the office', async () => {
    // In Chicago it is still November.
    clock.forward(new Date('2026-12-01T03:00:00Z').getTime() - clock.now().getTime())
    const page = await (await staff('viewer')).get('/admin/charge')
    expect(page.status).toBe(200)
    expect(page.text).toContain('value="2026-11-01"')
    expect(page.text).toContain('value="2026-11-30"')
  })

  it('stands in the address and is shown again as it was asked for', async () => {
    const page = await (await staff('viewer')).get(
      '/admin/charge?kind=proforma&from=2026-10-05&partner=1&method=bank&total_operator=%3C&total=12.5&customers=7,%208%0A9&numbers=2026-1,%20A%2F2',
    )
    expect(page.status).toBe(200)
    for (const value of ['2026-10-05', '12.50', '7, 8, 9', '2026-1, A/2']) {
      expect(page.text).toContain(`value="${value}"`)
    }
    expect(page.text).toMatch(/value="bank" selected/)
    expect(page.text).toMatch(/name="partner" value="1" checked/)
  })

  it.each(['12', '12.5', '12.50'])('accepts the amount %s', async (total) => {
    const page = await (await staff('viewer')).get(`/admin/charge?total=${total}`)
    expect(page.status).toBe(200)
  })

  it.each([
    ['total=12.505', 'field-total', 'Give an amount above zero'],
    ['total=-1', 'field-total', 'Give an amount above zero'],
    ['total=1e3', 'field-total', 'Give an amount above zero'],
    ['total=0', 'field-total', 'Give an amount above zero'],
    ['total=1&total=2', 'field-total', 'Give one value only.'],
    ['total_operator=%21%3D', 'field-total_operator', 'Choose one of the values offered.'],
    ['kind=refill', 'field-kind', 'Choose one of the values offered.'],
    ['status=paid', 'field-status', 'Choose one of the values offered.'],
    ['method=cash', 'field-method', 'Choose one of the values offered.'],
    ['from=2026-02-30', 'field-from', 'Give a date'],
    ['from=2026-12-01&to=2026-11-01', 'field-to', 'The period ends before it begins.'],
    ['partner=x', 'field-partner', 'This is not a valid number.'],
    ['payment_type=1.5', 'field-payment_type', 'This is not a valid number.'],
    ['customers=7,seven', 'field-customers', '“seven” is not a customer id.'],
    ['numbers=%3Cscript%3E', 'field-numbers', 'is not a number of a document.'],
  ])('refuses %s beside its field and reads nothing', async (query, field, message) => {
    const before = splynx.calls.length
    const page = await (await staff('clerk')).get(`/admin/charge?${query}&preview=1`)
    expect(page.status).toBe(422)
    expect(page.text).toContain(`id="${field}-error"`)
    expect(wordsOf(page.text)).toContain(message)
    expect(page.text).not.toContain('<script>')
    expect(splynx.calls.slice(before)).not.toContain('eachDocument')
  })

  it('refuses a list that is far too long', async () => {
    const customers = '9,'.repeat(3_000)
    const page = await (await staff('clerk')).get(`/admin/charge?customers=${customers}`)
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('Use at most 4000 characters.')
  })

  it('ignores what it does not know', async () => {
    const page = await (await staff('viewer')).get('/admin/charge?colour=red&kind=invoice')
    expect(page.status).toBe(200)
  })
})

describe('the preview', () => {
  it('counts what would be charged, by method and by partner, to the cent', async () => {
    await makeChargeable({ dueCents: 4_999, totalCents: 6_000 })
    const bank = splynx.addDocument({ dueCents: 1_001 })
    await makeMethod(context, { customer_id: bank.customerId, kind: 'bank' })
    const words = wordsOf((await previewed()).page.text)
    expect(words).toContain('Documents 2 Total sum $70.01 Due sum $60.00')
    expect(words).toContain('To be charged $60.00 2 documents')
    expect(words).toContain('Cards 1 $49.99')
    expect(words).toContain('Bank accounts 1 $10.01')
    expect(words).toContain('Main cards $49.99, bank $10.01 2 $60.00')
    expect(words).toContain('Charge 2 invoices – $60.00')
  })

  it('names every skip with its reason, its count and its customers', async () => {
    splynx.addDocument({ number: 'no-method' })
    const expired = splynx.addDocument()
    await makeMethod(context, { customer_id: expired.customerId, exp_year: 2025 })
    const nothing = await makeChargeable({ dueCents: 0, totalCents: 500 })
    const large = await makeChargeable({ dueCents: 100_000_000 })
    const inactive = splynx.addCustomer({ status: 'disabled' })
    await makeChargeable({ customerId: inactive.id })
    const underWay = await makeChargeable()
    const [method] = await db
      .selectFrom('methods')
      .selectAll()
      .where('customer_id', '=', underWay.customerId)
      .execute()
    await makePaymentOf(context, underWay, { method })

    const page = await (await staff('clerk')).get(PREVIEW)
    const words = wordsOf(page.text)
    for (const reason of [
      'No saved card or bank account 1',
      'The saved card has expired 1',
      'Nothing is left to pay 1',
      'Above the largest amount of one payment 1',
      'The customer is disabled in Splynx 1',
      'A payment for this document is already under way 1',
    ]) {
      expect(words).toContain(reason)
    }
    expect(words).toContain('no-method')
    expect(words).toContain('12/2025')
    for (const { customerId } of [expired, nothing, large, underWay]) {
      expect(page.text).toContain(`href="/admin/customers/${customerId}"`)
    }
    expect(words).toContain('since Nov 24, 2026, 9:00 AM')
    // Nothing is left to charge, so nothing offers to.
    expect(words).toContain('Nothing can be charged')
    expect(page.text).not.toContain('name="confirm"')
  })

  it('says so when no document matches', async () => {
    const page = await (await staff('clerk')).get(PREVIEW)
    expect(wordsOf(page.text)).toContain('No document matches this filter')
  })

  it('tells of the run that charged this selection a moment ago, also when nothing is left', async () => {
    splynx.addDocument()
    const runId = await startSelected()
    const page = await (await staff('clerk')).get(PREVIEW)
    expect(wordsOf(page.text)).toContain(
      `clerk charged this selection a moment ago in run ${runId}.`,
    )
  })

  it('shows a viewer everything but the button', async () => {
    await makeChargeable()
    const page = await (await staff('viewer')).get(PREVIEW)
    expect(wordsOf(page.text)).toContain('To be charged $49.99')
    expect(page.text).not.toContain('name="confirm"')
  })

  it('keeps the form and says that Splynx does not answer', async () => {
    const clerk = await staff('clerk')
    splynx.isDown = true
    const page = await clerk.get(`${PREVIEW}&partner=4&customers=12,13&total=5`)
    expect(page.status).toBe(503)
    expect(wordsOf(page.text)).toContain('Splynx does not answer')
    expect(page.text).toContain('value="12, 13"')
    expect(page.text).toContain('value="5.00"')
    expect(page.text).toMatch(/name="partner" value="4" checked/)
  })

  it('gives htmx the part that changes, and something to read out', async () => {
    await makeChargeable()
    const page = await (await staff('clerk')).fragment(PREVIEW)
    expect(page.status).toBe(200)
    expect(page.headers.get('Vary')).toContain('HX-Request')
    expect(page.text).not.toContain('<html')
    expect(page.text).toContain('hx-swap-oob')
    expect(wordsOf(page.text)).toContain('Preview: 1 document to be charged, $49.99; 0 skipped.')
  })

  it('changes nothing', async () => {
    await makeChargeable()
    await previewed()
    expect(await runs()).toEqual([])
  })
})

describe('charging', () => {
  it('starts a run of the previewed filter, on record, and leads to its page', async () => {
    const { id: customerId } = splynx.addCustomer()
    await makeChargeable({ customerId })
    const { clerk, fields } = await previewed(`${PREVIEW}&customers=${customerId}`)
    const page = await clerk.post('/admin/charge', { ...fields, confirm: '1' })
    const [run] = await runs()
    expect(page).toMatchObject({
      status: 303,
      location: `/admin/runs/${run!.id}?previewed=1-4999`,
    })
    expect(run).toMatchObject({
      source: 'manual',
      actor: 'staff:test-clerk',
      filter: { ...FILTER, customerIds: [customerId] },
    })
    const events = await db.selectFrom('audit_events').selectAll().orderBy('id').execute()
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['run.start', 'run.confirmed']),
    )
    expect(wordsOf((await clerk.get(page.location!)).text)).toContain(`Run ${run!.id} has started.`)
  })

  it('makes one run of two clicks, at once or one after the other', async () => {
    await makeChargeable()
    const { clerk, fields } = await previewed()
    const click = () => clerk.post('/admin/charge', { ...fields, confirm: '1' })
    const pages = [...(await Promise.all([click(), click(), click()])), await click()]
    expect(pages.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(new Set(pages.map(({ location }) => location)).size).toBe(1)
    expect(await runs()).toHaveLength(1)
  })

  it('needs the confirmation', async () => {
    await makeChargeable()
    const { clerk, fields } = await previewed()
    const page = await clerk.post('/admin/charge', fields)
    expect(page.status).toBe(422)
    expect(page.text).toContain('id="field-confirm-error"')
    expect(wordsOf(page.text)).toContain('Charge 1 invoice – $49.99')
    expect(await runs()).toEqual([])
  })

  it('needs the token of this browser', async () => {
    await makeChargeable()
    const { clerk, fields } = await previewed()
    const page = await clerk.post('/admin/charge', { ...fields, confirm: '1', _csrf: 'other' })
    expect(page.status).toBe(403)
    expect(await runs()).toEqual([])
  })

  it('needs the role of a clerk', async () => {
    const { fields } = await makeChargeable().then(() => previewed())
    const viewer = await staff('viewer')
    const page = await viewer.post('/admin/charge', { ...fields, confirm: '1' })
    expect(page.status).toBe(403)
    expect(await runs()).toEqual([])
  })

  it.each<Record<string, string | string[]>>([
    { request_key: 'x' },
    { request_key: ['A', 'B'] },
    { previewed_count: '-1' },
    { previewed_cents: '1e9' },
    { again: 'last' },
  ])('shows the preview again when its form was tampered with: %j', async (changes) => {
    await makeChargeable()
    const { clerk, fields } = await previewed()
    const page = await clerk.post('/admin/charge', { ...fields, confirm: '1', ...changes })
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('Look at the preview once more')
    expect(await runs()).toEqual([])
  })

  it.each<Record<string, string>>([
    { total: '12.505' },
    { kind: 'refill' },
    { customers: 'all' },
    { to: 'tomorrow' },
  ])('refuses %j in place of the previewed filter', async (changes) => {
    await makeChargeable()
    const { clerk, fields } = await previewed()
    const page = await clerk.post('/admin/charge', { ...fields, confirm: '1', ...changes })
    expect(page.status).toBe(422)
    expect(await runs()).toEqual([])
  })

  it('asks once more before the same selection is charged again within an hour', async () => {
    await makeChargeable()
    const first = await previewed()
    await first.clerk.post('/admin/charge', { ...first.fields, confirm: '1' })
    const [run] = await runs()
    clock.forward(12 * MINUTE_MS)

    const second = await previewed()
    const words = `You charged this selection 12 minutes ago in run ${run!.id}.`
    expect(wordsOf(second.page.text)).toContain(words)
    const asked = await second.clerk.post('/admin/charge', { ...second.fields, confirm: '1' })
    expect(asked.status).toBe(409)
    expect(wordsOf(asked.text)).toContain(words)
    expect(await runs()).toHaveLength(1)

    const fields = fieldsOf(asked.text, '/admin/charge')
    expect(fields.again).toBe(String(run!.id))
    expect((await second.clerk.post('/admin/charge', fields)).status).toBe(303)
    expect(await runs()).toHaveLength(2)
  })

  it('does not ask about another selection, nor after an hour', async () => {
    await makeChargeable()
    const first = await previewed()
    await first.clerk.post('/admin/charge', { ...first.fields, confirm: '1' })
    const other = await previewed(`${PREVIEW}&method=card`)
    await other.clerk.post('/admin/charge', { ...other.fields, confirm: '1' })
    clock.forward(61 * MINUTE_MS)
    const later = await previewed()
    await later.clerk.post('/admin/charge', { ...later.fields, confirm: '1' })
    expect(await runs()).toHaveLength(3)
  })

  it('tells on the page of the run when far more was selected than was previewed', async () => {
    await makeChargeable()
    const { clerk } = await previewed()
    await makeChargeable()
    const runId = await startSelected()
    const far = wordsOf((await clerk.get(`/admin/runs/${runId}?previewed=1-4999`)).text)
    expect(far).toContain('The selection has changed since the preview')
    expect(far).toContain('The preview showed 1 document to be charged, $49.99')
    const near = wordsOf((await clerk.get(`/admin/runs/${runId}?previewed=2-9998`)).text)
    expect(near).not.toContain('has changed since the preview')
  })

  it('shows the same form when a charge cannot be previewed again', async () => {
    await makeChargeable()
    const { clerk, fields } = await previewed()
    splynx.isDown = true
    const page = await clerk.post('/admin/charge', { ...fields, ...EVERYTHING })
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('Splynx does not answer')
  })
})
