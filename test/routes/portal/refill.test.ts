import { describe, expect, it } from 'vitest'
import { makeMethod } from '../../support/factories.ts'
import { CUSTOMER, fillIn, hiddenFields, NEW_CARD, portal, wordsOf } from './support.ts'

describe('the refill page', () => {
  it('shows the balance, usual amounts and the account types', async () => {
    const world = portal()
    world.splynx.findBalanceCents = async () => 310
    await makeMethod(world.context, { customer_id: CUSTOMER, brand: 'visa', last4: '4242' })
    const page = await (await world.customer()).get('/ippay')
    const words = wordsOf(page)
    expect(words).toContain('Your balance is $3.10.')
    expect(words).toMatch(/Account type .*4242 .*Another card .*Another bank account/)
    expect(page.text).toContain('href="/ippay?amount=25.00"')
  })

  it('fills in a usual amount that was chosen, and nothing else from the address', async () => {
    const ada = await portal().customer()
    expect((await ada.get('/ippay?amount=25.00')).text).toMatch(/name="amount"|value="25.00"/)
    expect((await ada.get('/ippay?amount=25.00')).text).toContain('value="25.00"')
    expect((await ada.get('/ippay?amount=%3Cscript%3E')).text).not.toContain('script&gt;')
  })
})

describe('adding money', () => {
  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12.50', 1250],
    [' 1 ', 100],
    ['10000', 1_000_000],
  ])('of %j opens a refill of %i cents', async (amount, cents) => {
    const world = portal()
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    const page = await fillIn(await world.customer(), '/ippay', {
      amount,
      method: String(method.id),
    })
    const [payment] = await world.payments()
    expect(page).toMatchObject({ status: 303, location: `/ippay/payments/${payment!.id}` })
    expect(payment).toMatchObject({ purpose: 'refill', amount_cents: cents, document_id: null })
    expect(await world.context.drain()).toContain('refill: approved')
    expect(world.splynx.payments).toMatchObject([{ amountCents: cents, customerId: CUSTOMER }])
  })

  it.each([
    '12.505',
    '-1',
    '1e3',
    '0',
    '0.00',
    '0.99',
    '10000.01',
    '99999999',
    '',
    ' ',
    'ten',
    '1,000',
    '0x10',
    '１２',
    '12.',
    '.5',
    'NaN',
  ])('of %j is refused beside the field', async (amount) => {
    const world = portal()
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    const page = await fillIn(await world.customer(), '/ippay', {
      amount,
      method: String(method.id),
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain('id="field-amount-error"')
    expect(await world.payments()).toEqual([])
  })

  it('says everything at once, of the amount and of the card', async () => {
    const world = portal()
    const page = await fillIn(await world.customer(), '/ippay', {
      ...NEW_CARD,
      amount: '12.505',
      cardNumber: '4000',
    })
    expect(wordsOf(page)).toContain('2 things need your attention')
    expect(world.context.gateway.sent).toEqual([])
  })

  it('twice with one form is one payment', async () => {
    const world = portal()
    const ada = await world.customer()
    const fields = { ...hiddenFields(await ada.get('/ippay')), ...NEW_CARD, amount: '25' }
    const pages = await Promise.all([1, 2].map(() => ada.post('/ippay', fields)))
    pages.push(await ada.post('/ippay', fields))
    await world.context.drain()
    expect(await world.payments()).toHaveLength(1)
    expect(new Set(pages.map(({ location }) => location)).size).toBe(1)
    expect(world.context.gateway.sent.map(({ kind }) => kind)).toEqual(['tokenize', 'sale'])
  })

  it('twice with two forms is two payments, for that is what was asked for', async () => {
    const world = portal()
    const ada = await world.customer()
    await fillIn(ada, '/ippay', { ...NEW_CARD, amount: '25' })
    await fillIn(ada, '/ippay', { ...NEW_CARD, amount: '25' })
    expect(await world.payments()).toHaveLength(2)
  })

  it('by a customer who is disabled in Splynx is refused', async () => {
    const world = portal()
    const ada = await world.customer()
    world.splynx.addCustomer({ id: CUSTOMER, status: 'disabled' })
    const page = await fillIn(ada, '/ippay', { ...NEW_CARD, amount: '25' })
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('Your account cannot take payments at the moment')
    expect(await world.payments()).toEqual([])
  })
})
