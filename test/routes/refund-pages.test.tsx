import { describe, expect, it } from 'vitest'
import { findPayment } from '../../src/db/payments.ts'
import { listRefundsOf } from '../../src/db/refunds.ts'
import { listUndoingsOf } from '../../src/db/undoings.ts'
import { APPROVED, createBogusGateway } from '../../src/gateway/bogus.ts'
import { sendRefund } from '../../src/operations/refunds/send-refund.ts'
import { undoPayments } from '../../src/operations/refunds/undo-payments.ts'
import { claim, learn, makeMethod, makePaymentOf, UNKNOWN } from '../support/factories.ts'
import { clock, context, db, fieldsOf, splynx, staff, wordsOf } from './console-support.ts'

import { DAY_MS, giveBack, makePaid, WISHES } from './refund-support.ts'

describe("the payment's page", () => {
  it('shows what was given back, by whom and why, and that Splynx shows it', async () => {
    const { id, href } = await makePaid()
    clock.forward(DAY_MS)
    const browser = await staff('clerk')
    await giveBack(browser, href, { ...WISHES, amount: '10.00', reopens: 'no' })
    const [refund] = await listRefundsOf(db, id)
    await sendRefund(context, refund!.id)
    await undoPayments(
      context,
      (await listUndoingsOf(db, id)).map((undoing) => undoing.id),
    )
    const words = wordsOf((await browser.get(href)).text)
    for (const text of [
      'Refunded $10.00 of $49.99',
      'Credit to the card $10.00',
      'Paid twice by mistake',
      'negative payment',
      'Card credit',
      'Void or refund',
    ]) {
      expect(words).toContain(text)
    }
    expect(wordsOf((await browser.get('/admin/payments')).text)).toContain(
      'Refunded $10.00 of $49.99',
    )
  })

  it('follows a refund until it is over', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await giveBack(browser, href)
    const page = await browser.get(href)
    expect(page.text).toContain('details?was=recorded.pending')
    const [refund] = await listRefundsOf(db, id)
    await sendRefund(context, refund!.id)
    const piece = await browser.fragment(`${href}/details?was=recorded.pending`)
    expect(piece.headers.get('HX-Refresh')).toBe('true')
  })

  it('lets a clerk cancel what waits, and nothing else', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await giveBack(browser, href)
    const [refund] = await listRefundsOf(db, id)
    expect(wordsOf((await browser.get(href)).text)).toContain('Cancel the refund')
    const cancel = (reason: string) =>
      browser.post(`/admin/refunds/${refund!.id}/cancellation`, { reason })
    expect((await cancel('')).status).toBe(422)
    await cancel('The customer pays after all')
    expect((await listRefundsOf(db, id))[0]).toMatchObject({
      status: 'cancelled',
      last_word: 'The customer pays after all',
    })
    await cancel('The customer pays after all')
    expect(wordsOf((await browser.get(href)).text)).toContain('Too late to cancel')
  })

  it('offers the credit when the void was refused because it has settled', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await giveBack(browser, href)
    const [refund] = await listRefundsOf(db, id)
    const refusal = {
      kind: 'declined' as const,
      category: 'config' as const,
      reply: { actionCode: '958', responseText: 'BAD STATUS', approvalCode: null },
    }
    const gateway = createBogusGateway({ voids: [refusal] })
    await sendRefund({ ...context, gateway }, refund!.id)
    expect(wordsOf((await browser.get(href)).text)).toContain('A credit can give it back')
    const words = wordsOf((await browser.get(`${href}/refunds/new`)).text)
    expect(words).toContain('credited to the card')
    expect(words).toContain('do not credit it')
  })
})

describe('a refund that nobody is sure of', () => {
  async function makeUnsure() {
    const paid = await makePaid()
    clock.forward(DAY_MS)
    await giveBack(await staff('clerk'), paid.href)
    const [refund] = await listRefundsOf(db, paid.id)
    const gateway = createBogusGateway({ credits: [UNKNOWN] })
    await sendRefund({ ...context, gateway }, refund!.id)
    return { ...paid, refundId: refund!.id }
  }

  it('stands on the first page, and can be asked about by a clerk', async () => {
    const { id, refundId } = await makeUnsure()
    const browser = await staff('clerk')
    const words = wordsOf((await browser.get('/admin')).text)
    expect(words).toContain('Credit to the card, for')
    expect(words).toContain('Not known yet')
    await browser.post(`/admin/refunds/${refundId}/inquiry`)
    expect(await findPayment(db, id)).toMatchObject({ status: 'refunded' })
  })

  it('is settled by a manager with one of five answers, and by nobody else', async () => {
    const { id, href, refundId } = await makeUnsure()
    const answer = { answer: 'went_back', evidence: 'virtual terminal, Nov 25' }
    const clerk = await staff('clerk')
    expect((await clerk.get(href)).text).not.toContain('/verdict')
    expect((await clerk.post(`/admin/refunds/${refundId}/verdict`, answer)).status).toBe(403)
    const manager = await staff('manager')
    const page = await manager.get(href)
    expect(page.text.match(/name="answer"/g)).toHaveLength(5)
    const refused = await manager.post(`/admin/refunds/${refundId}/verdict`, { answer: 'refused' })
    expect(refused.status).toBe(422)
    await manager.post(`/admin/refunds/${refundId}/verdict`, answer)
    expect(await findPayment(db, id)).toMatchObject({ status: 'refunded' })
  })
})

it('an undoing that Splynx refuses stands on the first page, and a clerk can tell it again', async () => {
  const { id, href } = await makePaid()
  const browser = await staff('clerk')
  await giveBack(browser, href)
  const [refund] = await listRefundsOf(db, id)
  await sendRefund(context, refund!.id)
  splynx.deleteFaults.push('refused')
  splynx.faults.push('refused')
  await undoPayments(
    context,
    (await listUndoingsOf(db, id)).map((undoing) => undoing.id),
  )
  const words = wordsOf((await browser.get('/admin')).text)
  expect(words).toContain('not shown in Splynx after 1 try: 422: customer_id is wrong')
  expect(wordsOf((await browser.get(href)).text)).toContain('Tell Splynx now')
  await browser.post(`${href}/undoing`)
  expect((await listUndoingsOf(db, id))[0]!.done_at).not.toBeNull()
})

it('money that came too late stands on the first page, and goes back from there', async () => {
  const document = splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const claimed = await claim(context, payment)
  await learn(context, claimed, UNKNOWN)
  await learn(context, claimed, { kind: 'not_charged', cause: 'gone', next: 'cancelled' })
  await learn(context, claimed, APPROVED)
  const browser = await staff('clerk')
  const home = await browser.get('/admin')
  expect(wordsOf(home.text)).toContain('the gateway took this although the payment was cancelled')
  const link = /href="([^"]*refunds\/new\?original=[^"]*)"/.exec(home.text)![1]!
  expect(wordsOf((await browser.get(link)).text)).toContain('Money that came too late to count')
  const href = `/admin/payments/${payment.id}`
  const original = claimed.attempt.transaction_id
  const look = await browser.post(`${href}/refunds/confirmation`, { ...WISHES, original })
  expect(wordsOf(look.text)).toContain('Splynx never heard of this money.')
  await browser.post(`${href}/refunds`, fieldsOf(look.text, `${href}/refunds`))
  const [refund] = await listRefundsOf(db, payment.id)
  await sendRefund(context, refund!.id)
  expect(await findPayment(db, payment.id)).toMatchObject({ status: 'voided' })
  expect(wordsOf((await browser.get('/admin')).text)).not.toContain('too late')
  expect((await browser.get(link)).location).toBe(href)
})

describe('the list', () => {
  it('shows every refund, by status and page by page', async () => {
    const browser = await staff('clerk')
    const { id, href } = await makePaid()
    await giveBack(browser, href)
    clock.forward(1_000)
    const other = await makePaid()
    await giveBack(browser, other.href)
    const [refund] = await listRefundsOf(db, id)
    await sendRefund(context, refund!.id)
    const links = async (query: string) =>
      (await browser.get(`/admin/refunds${query}`)).text.match(/class="row-link"/g)?.length ?? 0
    expect(await links('')).toBe(2)
    expect(await links('?status=approved')).toBe(1)
    expect(await links('?status=declined')).toBe(0)
    expect(await links(`?after=${refund!.id}`)).toBe(1)
    expect(await links(`?before=${refund!.id}`)).toBe(0)
    expect((await browser.get('/admin/payments')).text).toContain('href="/admin/refunds"')
  })
})
