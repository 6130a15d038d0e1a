import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { findPayment } from '../../src/db/payments.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { makeMethod, makePayment, makePaymentOf } from '../support/factories.ts'
import { context, db, fieldsOf, splynx, staff, wordsOf } from './console-support.ts'

beforeEach(async () => {
  await sql`insert ignore into breaker (id, state) values (1, 'closed')`.execute(db)
})

const payments = () => db.selectFrom('payments').selectAll().orderBy('id').execute()

describe('the search', () => {
  it('asks Splynx and shows who was found', async () => {
    splynx.addCustomer({ id: 17, name: 'Ashley Miller', login: 'amiller', status: 'blocked' })
    splynx.addCustomer({ id: 18, name: 'Bob Brown' })
    const page = await (await staff('viewer')).get('/admin/customers?q=Ashley')
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    expect(words).toContain('Ashley Miller amiller 17 customer-17@example.com – Main Blocked')
    expect(words).not.toContain('Bob Brown')
    expect(page.text).toContain('href="/admin/customers/17"')
  })

  it('asks nobody before something is typed', async () => {
    const before = splynx.calls.length
    const page = await (await staff('viewer')).get('/admin/customers')
    expect(page.status).toBe(200)
    expect(splynx.calls.slice(before)).not.toContain('searchCustomers')
  })

  it('says when nobody is found, and when there are more than it shows', async () => {
    const viewer = await staff('viewer')
    expect((await viewer.get('/admin/customers?q=nobody')).text).toContain('No customer matches')
    for (let made = 0; made < 51; made++) splynx.addCustomer()
    const page = await viewer.get('/admin/customers?q=Customer')
    expect(page.text).toContain('There are more')
    expect(page.text.match(/class="row-link"/g)).toHaveLength(50)
  })

  it('says so plainly while Splynx is away', async () => {
    splynx.isDown = true
    const page = await (await staff('viewer')).get('/admin/customers?q=Ashley')
    expect(page.status).toBe(503)
    expect(page.text).toContain('Splynx does not answer')
    expect(page.text).toContain('value="Ashley"')
  })

  it.each([`q=${'x'.repeat(101)}`, 'q=a&q=b'])('refuses %s', async (query) => {
    expect((await (await staff('viewer')).get(`/admin/customers?${query}`)).status).toBe(422)
  })

  it('a card number is neither sent to Splynx nor shown again', async () => {
    const before = splynx.calls.length
    const page = await (await staff('viewer')).get('/admin/customers?q=4111111111111111')
    expect(page).toMatchObject({ status: 303, location: '/admin/customers' })
    expect(splynx.calls.slice(before)).not.toContain('searchCustomers')
  })
})

describe('a customer', () => {
  it('shows account, documents with what is under way, methods and payments', async () => {
    const { id: customerId } = splynx.addCustomer({ name: 'Ashley Miller' })
    splynx.addDocument({ customerId, dueCents: 3_000, totalCents: 5_000, number: 'A-1' })
    const busy = splynx.addDocument({ customerId, number: 'A-2', kind: 'proforma' })
    splynx.addDocument({ customerId, number: 'A-3', status: 'paid' })
    splynx.addDocument({ number: 'B-1' })
    const method = await makeMethod(context, { customer_id: customerId })
    await makeMethod(context, { customer_id: customerId, exp_year: 2025, last4: '2222' })
    const payment = await makePaymentOf(context, busy, { method })

    const page = await (await staff('clerk')).get(`/admin/customers/${customerId}`)
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    expect(words).toContain('Ashley Miller')
    expect(words).toContain('A-1 Invoice $30.00 of $50.00')
    expect(words).toContain('A-2 Proforma invoice $49.99')
    expect(words).toContain('2 documents $79.99')
    expect(words).not.toContain('A-3')
    expect(words).not.toContain('B-1')
    expect(words).toContain('Default')
    expect(words).toContain('expired 12/25')
    expect(page.text).toContain(`href="/admin/payments/${payment.id}"`)
    expect(page.text.match(/>Pay now</g)).toHaveLength(1)
  })

  it('lets a viewer look and not pay', async () => {
    const { customerId } = splynx.addDocument()
    const page = await (await staff('viewer')).get(`/admin/customers/${customerId}`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Pay now')
  })

  it('shows what we know ourselves while Splynx is away', async () => {
    const { customerId } = splynx.addDocument()
    const method = await makeMethod(context, { customer_id: customerId })
    await makePayment(context, { method, customer_name: 'Ashley Miller' })
    splynx.isDown = true
    const page = await (await staff('clerk')).get(`/admin/customers/${customerId}`)
    expect(page.status).toBe(503)
    const words = wordsOf(page.text)
    expect(words).toContain('Splynx does not answer')
    expect(words).toContain('Ashley Miller')
    expect(words).toContain('ending in 1111')
    expect(words).not.toContain('Pay now')
  })

  it('who is gone from Splynx is still found by what was collected', async () => {
    const method = await makeMethod(context, { customer_id: 99 })
    await makePayment(context, { method })
    const page = await (await staff('viewer')).get('/admin/customers/99')
    expect(page.status).toBe(200)
    expect(page.text).toContain('no such customer any more')
  })

  it.each(['99', '0', '-1', '1e3', 'x', '%00', '9'.repeat(40), "1'%20or%201=1"])(
    '%s is not found',
    async (id) => {
      expect((await (await staff('clerk')).get(`/admin/customers/${id}`)).status).toBe(404)
    },
  )
})

describe('paying now', () => {
  async function prepare(changes: Partial<Document> = {}) {
    const document = splynx.addDocument(changes)
    const { customerId } = document
    const method = await makeMethod(context, { customer_id: customerId })
    const clerk = await staff('clerk')
    const path = `/admin/customers/${customerId}/payments`
    const page = await clerk.get(`${path}/new?kind=${document.kind}&document=${document.id}`)
    const fields = { ...fieldsOf(page.text, path), method: String(method.id) }
    return { document, method, clerk, path, page, fields }
  }

  it('shows what will be charged by what, and charges it as the clerk', async () => {
    const { document, method, clerk, path, page, fields } = await prepare()
    expect(page.status).toBe(200)
    expect(wordsOf(page.text)).toContain('Due $49.99')
    expect(wordsOf(page.text)).toContain('Charge $49.99')
    expect(await payments()).toEqual([])

    const sent = await clerk.post(path, fields)
    const [payment] = await payments()
    expect(sent).toMatchObject({ status: 303, location: `/admin/payments/${payment!.id}` })
    expect(payment).toMatchObject({
      channel: 'clerk',
      actor: 'staff:test-clerk',
      amount_cents: 4_999,
      document_id: document.id,
      method_id: method.id,
      status: 'pending',
    })
    const lines = await db.selectFrom('audit_events').selectAll().execute()
    expect(lines.at(-1)).toMatchObject({
      actor: 'staff:test-clerk',
      action: 'payment.opened',
      subject: `payment:${payment!.id}`,
    })
  })

  it('a double click finds the first payment', async () => {
    const { clerk, path, fields } = await prepare()
    const sent = await Promise.all([clerk.post(path, fields), clerk.post(path, fields)])
    const [payment, ...others] = await payments()
    expect(others).toEqual([])
    for (const page of sent) {
      expect(page).toMatchObject({ status: 303, location: `/admin/payments/${payment!.id}` })
    }
    const lines = await db
      .selectFrom('audit_events')
      .selectAll()
      .where('action', '=', 'payment.opened')
      .execute()
    expect(lines).toHaveLength(1)
  })

  it('leads to the payment that is under way already', async () => {
    const { document, clerk, path, fields } = await prepare()
    const other = await makePaymentOf(context, document)
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page.text)).toContain('already under way')
    expect(page.text).toContain(`href="/admin/payments/${other.id}"`)
    expect(page.text).not.toContain(`action="${path}"`)
    expect(await payments()).toHaveLength(1)
  })

  it('asks again when less is due than was confirmed', async () => {
    const { document, clerk, path, fields } = await prepare()
    splynx.change(document, { dueCents: 2_000 })
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page.text)).toContain('Only $20.00 is due now')
    expect(await payments()).toEqual([])
    const again = { ...fieldsOf(page.text, path), method: fields.method }
    expect((await clerk.post(path, again)).status).toBe(303)
    expect(await payments()).toMatchObject([{ amount_cents: 2_000 }])
  })

  it('says when the document was paid meanwhile', async () => {
    const { document, clerk, path, fields } = await prepare()
    splynx.change(document, { status: 'paid', dueCents: 0 })
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page.text)).toContain('This document is not open')
    expect(page.text).not.toContain(`action="${path}"`)
    expect(await payments()).toEqual([])
  })

  it('says why a method cannot be charged, beside it', async () => {
    const { method, clerk, path, fields } = await prepare()
    await db
      .updateTable('methods')
      .set({ status: 'disabled', disabled_reason: 'Declined for good by the bank' })
      .where('id', '=', method.id)
      .execute()
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('may not be charged')
    expect(await payments()).toEqual([])
  })

  it('says that a disabled customer cannot be charged', async () => {
    const { document, clerk, path, fields } = await prepare()
    splynx.customers.set(document.customerId, {
      ...splynx.customers.get(document.customerId)!,
      status: 'disabled',
    })
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page.text)).toContain('This customer cannot be charged')
    expect(await payments()).toEqual([])
  })

  it('takes nothing in while the gateway answers nobody', async () => {
    const { clerk, path, fields } = await prepare()
    await sql`update breaker set state = 'open'`.execute(db)
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(503)
    expect(wordsOf(page.text)).toContain('The gateway does not answer at the moment')
    expect(await payments()).toEqual([])
  })

  it('charges nothing while Splynx is away, and says so', async () => {
    const { clerk, path, fields } = await prepare()
    splynx.isDown = true
    const page = await clerk.post(path, fields)
    expect(page.status).toBe(503)
    expect(page.text).toContain('Nothing was charged.')
    expect(await payments()).toEqual([])
  })

  it('offers a card that is read out where nothing saved can be charged', async () => {
    const document = splynx.addDocument()
    await makeMethod(context, { customer_id: document.customerId, exp_year: 2025 })
    const path = `/admin/customers/${document.customerId}/payments`
    const page = await (await staff('clerk')).get(
      `${path}/new?kind=invoice&document=${document.id}`,
    )
    expect(page.text).toMatch(/value="\d+" disabled=""/)
    expect(page.text).toMatch(/value="new_card" checked=""/)
  })

  it('is not for viewers', async () => {
    const { document, path, fields } = await prepare()
    const viewer = await staff('viewer')
    expect((await viewer.get(`${path}/new?kind=invoice&document=${document.id}`)).status).toBe(403)
    expect((await viewer.post(path, fields)).status).toBe(403)
    expect(await payments()).toEqual([])
  })

  it("never charges another customer's document or method", async () => {
    const { clerk, path, fields } = await prepare()
    const foreign = splynx.addDocument()
    const foreignMethod = await makeMethod(context, { customer_id: foreign.customerId })
    const document = await clerk.post(path, { ...fields, document: String(foreign.id) })
    expect(document.status).toBe(404)
    const method = await clerk.post(path, { ...fields, method: String(foreignMethod.id) })
    expect(method.status).toBe(422)
    expect(await payments()).toEqual([])
  })

  it.each([
    [{ method: '' }, 422, 'Choose what to charge.'],
    [{ cents: '0' }, 422, 'This form was incomplete.'],
    [{ cents: '1e9' }, 422, 'This form was incomplete.'],
    [{ cents: '999999999' }, 422, 'This form was incomplete.'],
    [{ request_key: 'short' }, 422, 'This form was incomplete.'],
    [{ kind: 'refill' }, 404, 'no such document'],
    [{ document: 'x' }, 404, 'no such document'],
    [{ document: '999999999999999' }, 404, 'no such document'],
  ])('with %o nothing is charged', async (changes, status, message) => {
    const { clerk, path, fields } = await prepare()
    const page = await clerk.post(path, { ...fields, ...(changes as Record<string, string>) })
    expect(page.status).toBe(status)
    expect(wordsOf(page.text)).toContain(message)
    expect(await payments()).toEqual([])
  })

  it('the payment that was opened is the one of the page', async () => {
    const { clerk, path, fields } = await prepare({ kind: 'proforma' })
    const { location } = await clerk.post(path, fields)
    const payment = await findPayment(db, location!.split('/').at(-1)!)
    expect(payment).toMatchObject({ purpose: 'proforma' })
    expect((await clerk.get(location!)).status).toBe(200)
  })
})
