import { describe, expect, it } from 'vitest'
import { findMailPreferences } from '../../src/db/mail-preferences.ts'
import { findMethod } from '../../src/db/methods.ts'
import { createBogusMail } from '../../src/mail/bogus-mail.ts'
import { receiptAddress, wishesAddress } from '../../src/operations/mails/mail-links.ts'
import { sendReceipt } from '../../src/operations/mails/send-again.ts'
import { sendMails } from '../../src/operations/mails/send-mails.ts'
import { renderLetter } from '../../views/mails/render-letter.tsx'
import { testApp } from '../support/app.ts'
import { makeApproved, makeMethod, makePayment } from '../support/factories.ts'

const mail = createBogusMail(renderLetter)
const { context, browser, staff, customer } = await testApp({ mail })
const { db } = context

const pay = async (changes: Parameters<typeof makePayment>[1] = {}) =>
  (await makeApproved(context, await makePayment(context, changes))).payment
const pathOf = (address: string) => new URL(address).pathname

describe('a receipt', () => {
  it('is the customer’s own, as page and as PDF', async () => {
    const [own, other] = [
      await pay(),
      await pay({ method: await makeMethod(context, { customer_id: 2 }) }),
    ]
    const reader = await customer()
    const page = await reader.get(`/ippay/payments/${own.id}/receipt`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('$49.99')
    expect(page.text).toContain(`/ippay/payments/${own.id}/receipt.pdf`)
    const pdf = await reader.get(`/ippay/payments/${own.id}/receipt.pdf`)
    expect(pdf.headers.get('Content-Type')).toBe('application/pdf')
    expect(pdf.text.slice(0, 5)).toBe('%PDF-')
    for (const kind of ['receipt', 'receipt.pdf']) {
      const { status } = await reader.get(`/ippay/payments/${other.id}/${kind}`)
      expect(status).toBe(404)
    }
  })

  it('opens without a log-in by its signed address alone', async () => {
    const { id } = await pay()
    const path = pathOf(receiptAddress(context, id))
    const page = await browser().get(path)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Customer 1')
    expect((await browser().get(`${path}.pdf`)).status).toBe(200)
    const wrong = path.replace(/[0-9a-f]{4}\/receipt$/, '0000/receipt')
    expect((await browser().get(wrong)).status).toBe(404)
  })

  it('is not there before the payment is taken', async () => {
    const { id } = await makePayment(context)
    expect((await browser().get(pathOf(receiptAddress(context, id)))).status).toBe(404)
  })
})

describe('an authorization', () => {
  it('shows the words that were agreed to, when, and from where', async () => {
    const { id } = await makeMethod(context, {
      kind: 'bank',
      consent_version: 'bank-2026-11/es',
      consent_address: '192.0.2.7',
      consent_agent: 'Mozilla/5.0 <b>',
    })
    const reader = await customer()
    const { text, status } = await reader.get(`/ippay/credentials/${id}/mandate`)
    expect(status).toBe(200)
    expect(text).toContain('192.0.2.7')
    expect(text).toContain('ACH')
    expect(text).not.toContain('I authorize electronic')
    expect(text).not.toContain('<b>')
    const pdf = await reader.get(`/ippay/credentials/${id}/mandate.pdf`)
    expect(pdf.text.slice(0, 5)).toBe('%PDF-')
    const clerk = await staff('viewer')
    expect((await clerk.get(`/admin/mandates/${id}/mandate.pdf`)).status).toBe(200)
  })

  it('is nobody else’s, and not there where nothing was agreed to', async () => {
    const other = await makeMethod(context, { customer_id: 2 })
    const none = await makeMethod(context, { consent_at: null, consent_version: null })
    const reader = await customer()
    expect((await reader.get(`/ippay/credentials/${other.id}/mandate`)).status).toBe(404)
    expect((await reader.get(`/ippay/credentials/${none.id}/mandate`)).status).toBe(404)
  })

  it('says that it was taken back', async () => {
    const { id } = await makeMethod(context)
    await db
      .updateTable('methods')
      .set({ mandate_revoked_at: context.now() })
      .where('id', '=', id)
      .execute()
    expect((await findMethod(db, id))?.mandate_revoked_at).not.toBeNull()
    const { text } = await (await customer()).get(`/ippay/credentials/${id}/mandate`)
    expect(text).toContain('Taken back on')
  })
})

describe('wishes', () => {
  const path = pathOf(wishesAddress(context, 7))
  const hasOptedOut = async () => (await findMailPreferences(db, [7])).get(7)?.hasOptedOut

  it('change by one click of a mail program, without cookies', async () => {
    const { status } = await browser().post(path, { 'List-Unsubscribe': 'One-Click' })
    expect(status).toBe(200)
    expect(await hasOptedOut()).toBe(true)
  })

  it('change by the buttons of the page, there and back; looking changes nothing', async () => {
    const reader = browser()
    expect((await reader.get(path)).text).toContain('Send them again')
    expect((await reader.post(path, { wish: 'resume' })).status).toBe(303)
    expect(await hasOptedOut()).toBe(false)
    expect((await reader.get(path)).text).toContain('Stop these mails')
    expect(await hasOptedOut()).toBe(false)
  })

  it('are nobody’s who tries numbers', async () => {
    const other = path.replace('/7/', '/8/')
    expect((await browser().get(other)).status).toBe(404)
    expect((await browser().post(other, { 'List-Unsubscribe': 'One-Click' })).status).toBe(404)
  })
})

describe('the console', () => {
  it('lists mails, sends a receipt from the payment’s page once, and shows it there', async () => {
    const payment = await pay()
    const clerk = await staff('clerk')
    const page = await clerk.get(`/admin/payments/${payment.id}`)
    expect(page.text).toContain('Send receipt')
    const form = { payment_id: payment.id, request_key: '01KB0000000000000000000001' }
    expect((await clerk.post('/admin/mails', form)).status).toBe(303)
    expect((await clerk.post('/admin/mails', form)).status).toBe(303)
    await sendMails(context)
    expect(mail.sent).toHaveLength(1)
    const shown = await clerk.get(`/admin/payments/${payment.id}`)
    expect(shown.text).toContain('Send receipt again')
    const list = await clerk.get('/admin/mails?state=sent')
    expect(list.text).toContain('Send again')
    expect(list.text).toContain('••@')
    expect((await clerk.get('/admin/mails?state=failed')).text).toContain('No mail matches')
  })

  it('lets nobody send who may only look', async () => {
    const payment = await pay()
    const viewer = await staff('viewer')
    const form = { payment_id: payment.id, request_key: '01KB0000000000000000000002' }
    expect((await viewer.post('/admin/mails', form)).status).toBe(403)
    expect((await viewer.get('/admin/mails')).text).not.toContain('Send again')
  })

  it('has an uncertain mail sent again after all', async () => {
    const payment = await pay()
    const clerk = await staff('clerk')
    mail.answers.push({ kind: 'uncertain', cause: 'the connection was closed' })
    const asked = { requestKey: '01KB0000000000000000000003', actor: 'staff:x', address: '' }
    await sendReceipt(context, { paymentId: payment.id, ...asked })
    await sendMails(context)
    const list = await clerk.get('/admin/mails?state=uncertain')
    const [, path = ''] = /action="(\/admin\/mails\/[^"]+\/sending)"/.exec(list.text) ?? []
    await clerk.post(path, { request_key: '01KB0000000000000000000004' })
    await sendMails(context)
    expect((await clerk.get('/admin/mails?state=uncertain')).text).toContain('No mail matches')
  })
})
