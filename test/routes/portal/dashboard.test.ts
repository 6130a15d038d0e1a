import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.tsx'
import { Browser } from '../../support/browser.ts'
import { makeApproved, makeMethod, makePaymentOf, makeUnknown } from '../../support/factories.ts'
import { CUSTOMER, portal, STRANGER, wordsOf } from './support.ts'

describe('the dashboard', () => {
  it('greets, shows the balance and lists what is unpaid, the most urgent first', async () => {
    const world = portal()
    world.splynx.findBalanceCents = async () => -1250
    const { addDocument } = world.splynx
    addDocument({ customerId: CUSTOMER, number: 'LATER', dueOn: '2026-12-24' })
    addDocument({ customerId: CUSTOMER, number: 'SOON', dueOn: '2026-11-01', totalCents: 9999 })
    addDocument({ customerId: CUSTOMER, number: 'PROFORMA', kind: 'proforma', dueOn: null })
    addDocument({ customerId: CUSTOMER, number: 'PAID', status: 'paid', dueCents: 0 })
    addDocument({ customerId: STRANGER, number: 'THEIRS' })
    const page = await (await world.customer()).get('/ippay/dashboard')
    const words = wordsOf(page)
    expect(words).toContain('Hello, Ada Lovelace')
    expect(words).toContain('-$12.50')
    expect(words).toContain('$149.97')
    expect(words).toMatch(
      /Invoice SOON Overdue Partly paid .*Invoice LATER .*Proforma invoice PROFORMA/,
    )
    expect(words).not.toMatch(/Invoice LATER Overdue/)
    expect(words).not.toMatch(/THEIRS|Invoice PAID/)
    expect(page.text.match(/href="\/ippay\/pay\/(invoice|proforma)\/\d+"/g)).toHaveLength(3)
  })

  it('takes what is being processed out of the unpaid and asks not to pay again', async () => {
    const world = portal()
    const document = world.splynx.addDocument({ customerId: CUSTOMER })
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    const { payment } = await makeUnknown(world.context, {
      method,
      customer_id: CUSTOMER,
      document_id: document.id,
    })
    const page = await (await world.customer()).get('/ippay/dashboard')
    expect(wordsOf(page)).toContain('Please do not pay again; we will not charge you twice.')
    expect(page.text).toContain(`/ippay/payments/${payment.id}`)
    expect(page.text).not.toContain(`/ippay/pay/invoice/${document.id}`)
    expect(wordsOf(page)).toContain('Nothing to pay')
  })

  it('shows an approved payment with its receipt, and its document not as unpaid', async () => {
    const world = portal()
    const document = world.splynx.addDocument({ customerId: CUSTOMER })
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    await makeApproved(world.context, await makePaymentOf(world.context, document, { method }))
    const page = await (await world.customer()).get('/ippay/dashboard')
    expect(wordsOf(page)).toMatch(/Latest payments .*Paid .*Receipt/)
    expect(wordsOf(page)).toContain('Nothing to pay')
    expect(wordsOf(page)).not.toContain('Being processed')
  })

  it('shows nothing of other customers’ payments', async () => {
    const world = portal()
    const method = await makeMethod(world.context, { customer_id: STRANGER, last4: '9876' })
    const theirs = world.splynx.addDocument({ customerId: STRANGER })
    await makePaymentOf(world.context, theirs, { method })
    expect((await (await world.customer()).get('/ippay/dashboard')).text).not.toContain('9876')
  })

  it('says so plainly while Splynx is away', async () => {
    const world = portal()
    const ada = await world.customer()
    world.splynx.isDown = true
    const page = await ada.get('/ippay/dashboard')
    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('We cannot show your invoices at the moment')
    expect((await ada.get('/ippay')).status).toBe(503)
  })
})

describe('the addresses of the original', () => {
  const world = portal()
  const invoice = world.splynx.addDocument({ customerId: CUSTOMER })
  const proforma = world.splynx.addDocument({ customerId: CUSTOMER, kind: 'proforma' })
  const theirs = world.splynx.addDocument({ customerId: STRANGER })
  const deleted = world.splynx.addDocument({ customerId: CUSTOMER, status: 'deleted' })

  const toInvoice = `/ippay/pay/invoice/${invoice.id}`
  const toProforma = `/ippay/pay/proforma/${proforma.id}`
  it.each([
    [`direct-pay-invoice-by-id?item_id=${invoice.id}`, toInvoice],
    [`direct-pay-invoice?item_id=${invoice.number}`, toInvoice],
    [`pay-invoice?module=m&model=Invoices&item_id=${invoice.number}`, toInvoice],
    [`direct-pay-proforma-by-id?item_id=${proforma.id}`, toProforma],
    [`direct-pay-proforma?item_id=${proforma.number}`, toProforma],
    [`pay-request?item_id=${proforma.number}`, toProforma],
  ])('%s leads to the page where it is paid', async (path, target) => {
    const ada = await world.customer()
    expect(await ada.get(`/ippay/${path}`)).toMatchObject({ status: 303, location: target })
  })

  it('ask for a log-in and come back', async () => {
    const path = `/ippay/pay-invoice?item_id=${invoice.number}`
    const somebody = new Browser(createApp(world.context))
    const { location } = await somebody.get(path)
    expect(location).toBe(`/ippay/login?return=${encodeURIComponent(path)}`)
    await somebody.get(location!)
    const fields = { login: String(CUSTOMER), password: 'x', return: path }
    expect((await somebody.post('/ippay/login', fields)).location).toBe(path)
  })

  it('say the same of what is missing, deleted, somebody else’s or no number at all', async () => {
    const ada = await world.customer()
    const pages = await Promise.all(
      [
        `direct-pay-invoice-by-id?item_id=${theirs.id}`,
        `direct-pay-invoice-by-id?item_id=${deleted.id}`,
        'direct-pay-invoice-by-id?item_id=424242',
        'direct-pay-invoice-by-id?item_id=1%20or%201=1',
        'direct-pay-invoice-by-id',
        `direct-pay-invoice?item_id=${theirs.number}`,
        `pay-invoice?item_id=${deleted.number}`,
        'pay-invoice?item_id=',
        `pay-request?item_id=${'9'.repeat(500)}`,
      ].map((path) => ada.get(`/ippay/${path}`)),
    )
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 404))
    expect(new Set(pages.map(wordsOf)).size).toBe(1)
  })
})
