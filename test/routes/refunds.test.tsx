import { describe, expect, it } from 'vitest'
import { listRefundsOf } from '../../src/db/refunds.ts'
import { clock, db, fieldsOf, staff, wordsOf } from './console-support.ts'

import { DAY_MS, makePaid, WISHES } from './refund-support.ts'

describe('the form', () => {
  it('offers a clerk to void all of a card payment, and says from when a part can go back', async () => {
    const { href } = await makePaid()
    const browser = await staff('clerk')
    expect(wordsOf((await browser.get(href)).text)).toContain('Void or refund')
    const words = wordsOf((await browser.get(`${href}/refunds/new`)).text)
    expect(words).toContain('All of it, $49.99.')
    expect(words).toContain('from Wednesday, November 25, 2026, 6:00:00 AM CST')
    expect(words).toContain('Is the document to be paid again?')
  })

  it('presets all that is left after settlement, and the document stays paid unless asked', async () => {
    const { href } = await makePaid()
    clock.forward(DAY_MS)
    const { text } = await (await staff('clerk')).get(`${href}/refunds/new`)
    expect(text).toMatch(/name="amount"[^>]*value="49.99"|value="49.99"[^>]*name="amount"/)
    expect(/<input[^>]*name="reopens"[^>]*checked[^>]*>/.exec(text)?.[0]).toContain('value="no"')
  })

  it('shows no button for a bank debit that may still come back, but the day', async () => {
    const { href } = await makePaid({}, 'bank')
    const { text } = await (await staff('clerk')).get(`${href}/refunds/new`)
    expect(wordsOf(text)).toContain('It can be given back from Dec 2, 2026.')
    expect(text).not.toContain('name="amount"')
  })

  it.each([
    [{ reason: '' }, 'Say why the money goes back.'],
    [{ amount: '0' }, 'Give an amount above zero'],
    [{ amount: '50.00' }, 'No more than $49.99 is left to give back.'],
  ])('with %j is shown again with what is wrong, and nothing is stored', async (changes, words) => {
    const { id, href } = await makePaid()
    clock.forward(DAY_MS)
    const browser = await staff('clerk')
    await browser.get(`${href}/refunds/new`)
    const page = await browser.post(`${href}/refunds/confirmation`, { ...WISHES, ...changes })
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain(words)
    expect(await listRefundsOf(db, id)).toEqual([])
  })

  it('tells a clerk above the limit who may', async () => {
    const { href } = await makePaid({ amount_cents: 10_001 })
    const browser = await staff('clerk')
    await browser.get(`${href}/refunds/new`)
    const wishes = { ...WISHES, amount: '100.01' }
    const page = await browser.post(`${href}/refunds/confirmation`, wishes)
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('It takes a manager or an admin.')
    const manager = await staff('manager')
    await manager.get(`${href}/refunds/new`)
    expect((await manager.post(`${href}/refunds/confirmation`, wishes)).status).toBe(200)
  })

  it('is not for viewers', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('viewer')
    expect((await browser.get(href)).text).not.toContain('/refunds/new')
    expect((await browser.get(`${href}/refunds/new`)).status).toBe(403)
    expect((await browser.post(`${href}/refunds`, WISHES)).status).toBe(403)
    expect(await listRefundsOf(db, id)).toEqual([])
  })
})

describe('the second look', () => {
  it('repeats amount, customer and method, and says what happens at the gateway and in Splynx', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await browser.get(`${href}/refunds/new`)
    const page = await browser.post(`${href}/refunds/confirmation`, WISHES)
    const words = wordsOf(page.text)
    for (const text of [
      '$49.99',
      'ending in 1111',
      'Void. The payment has not settled.',
      'The payment is removed and the document is open again.',
      'The charge vanishes from the card',
      'Paid twice by mistake',
    ]) {
      expect(words).toContain(text)
    }
    expect(await listRefundsOf(db, id)).toEqual([])
  })

  it('leads to one refund, however often it is sent', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await browser.get(`${href}/refunds/new`)
    const look = await browser.post(`${href}/refunds/confirmation`, WISHES)
    const fields = fieldsOf(look.text, `${href}/refunds`)
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(`${href}/refunds`, fields)))
    for (const { status, location } of answers) expect([status, location]).toEqual([303, href])
    expect(await listRefundsOf(db, id)).toMatchObject([{ kind: 'void', actor: 'staff:test-clerk' }])
  })

  it('that is sent after the payment has settled asks to look once more', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await browser.get(`${href}/refunds/new`)
    const look = await browser.post(`${href}/refunds/confirmation`, WISHES)
    const fields = fieldsOf(look.text, `${href}/refunds`)
    clock.forward(DAY_MS)
    const nextDay = await staff('clerk')
    const page = await nextDay.post(`${href}/refunds`, fields)
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain('Meanwhile it would be a credit to the card.')
    expect(await listRefundsOf(db, id)).toEqual([])
  })

  it('with anything altered stores nothing', async () => {
    const { id, href } = await makePaid()
    const browser = await staff('clerk')
    await browser.get(`${href}/refunds/new`)
    const fields = { ...WISHES, kind: 'void', request_key: 'short' }
    expect((await browser.post(`${href}/refunds`, fields)).status).toBe(422)
    const stranger = { ...WISHES, kind: 'void', _csrf: 'x' }
    expect((await browser.post(`${href}/refunds`, stranger)).status).toBe(403)
    expect(await listRefundsOf(db, id)).toEqual([])
  })
})
