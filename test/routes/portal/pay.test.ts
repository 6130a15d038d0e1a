import { describe, expect, it } from 'vitest'
import { declined } from '../../../src/gateway/bogus.ts'
import { makeMethod, makePaymentOf } from '../../support/factories.ts'
import {
  CUSTOMER,
  fillIn,
  freshKey,
  hiddenFields,
  NEW_BANK_ACCOUNT,
  NEW_CARD,
  portal,
  STRANGER,
  wordsOf,
} from './support.ts'

const invoiceOf = (world: ReturnType<typeof portal>, changes = {}) =>
  world.splynx.addDocument({ customerId: CUSTOMER, ...changes })

describe('the pay page', () => {
  it('shows number, total, what was paid, what is due and every saved method', async () => {
    const world = portal()
    await makeMethod(world.context, { customer_id: CUSTOMER, brand: 'visa', last4: '4242' })
    const { id, number } = invoiceOf(world, { totalCents: 8000, dueCents: 4999 })
    const page = await (await world.customer()).get(`/ippay/pay/invoice/${id}`)
    expect(page.status).toBe(200)
    const words = wordsOf(page)
    expect(words).toContain(`Invoice ${number}`)
    expect(words).toContain('Total of the document $80.00')
    expect(words).toContain('Paid so far $30.01')
    expect(words).toContain('To pay now $49.99')
    expect(words).toMatch(/Visa .* 4242/)
    expect(words).toContain('Overdue')
    expect(words).toContain('Partly paid')
    expect(words).toContain('Pay $49.99')
  })

  it('has its box for saving unticked', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const { text } = await (await world.customer()).get(`/ippay/pay/invoice/${id}`)
    expect(text).toContain('name="saveCard"')
    expect(text).not.toMatch(/name="save(Card|Bank)"[^>]*checked/)
    expect(text).not.toMatch(/checked[^>]*name="save(Card|Bank)"/)
  })

  it('of a paid document says that nothing is left to pay', async () => {
    const world = portal()
    const { id } = invoiceOf(world, { status: 'paid', dueCents: 0 })
    const page = await (await world.customer()).get(`/ippay/pay/invoice/${id}`)
    expect(wordsOf(page)).toContain('Nothing left to pay')
    expect(page.text).not.toContain('name="cardNumber"')
  })

  it('of a document with a payment on its way says so and leads to it', async () => {
    const world = portal()
    const document = invoiceOf(world)
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    const { id } = await makePaymentOf(world.context, document, { method })
    const page = await (await world.customer()).get(`/ippay/pay/invoice/${document.id}`)
    expect(wordsOf(page)).toContain('Please do not pay again')
    expect(page.text).toContain(`/ippay/payments/${id}`)
    expect(page.text).not.toContain('name="cardNumber"')
  })

  it('does not tell whether a document is missing, deleted or somebody else’s', async () => {
    const world = portal()
    const foreign = invoiceOf(world, { customerId: STRANGER })
    const deleted = invoiceOf(world, { status: 'deleted' })
    const ada = await world.customer()
    const pages = await Promise.all(
      [foreign.id, deleted.id, 999_999].map((id) => ada.get(`/ippay/pay/invoice/${id}`)),
    )
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(pages.map(wordsOf)).size).toBe(1)
    const posted = await ada.post(`/ippay/pay/invoice/${foreign.id}`, {
      ...NEW_CARD,
      requestKey: freshKey(),
      dueCents: '4999',
    })
    expect(posted.status).toBe(404)
    expect(world.context.gateway.sent).toEqual([])
  })
})

describe('paying', () => {
  it('with a saved card opens one payment and leads to it', async () => {
    const world = portal()
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
      method: String(method.id),
    })
    const [payment] = await world.payments()
    expect(page).toMatchObject({ status: 303, location: `/ippay/payments/${payment!.id}` })
    expect(payment).toMatchObject({
      channel: 'customer',
      actor: `customer:${CUSTOMER}`,
      amount_cents: 4999,
      status: 'pending',
    })
    expect(world.context.gateway.sent).toEqual([])
    expect(await world.context.drain()).toContain('pay-invoice: approved')
  })

  it('with a new card makes a token of it, once, and keeps it for this payment alone', async () => {
    const world = portal()
    const { id } = invoiceOf(world, { kind: 'proforma' })
    const ada = await world.customer()
    expect((await fillIn(ada, `/ippay/pay/proforma/${id}`, NEW_CARD)).status).toBe(303)
    expect(world.context.gateway.sent.map(({ kind }) => kind)).toEqual(['tokenize'])
    const [method] = await world.context.db.selectFrom('methods').selectAll().execute()
    expect(method).toMatchObject({
      status: 'one_time',
      brand: 'visa',
      last4: '1000',
      exp_month: 12,
      exp_year: 2030,
      holder_name: 'Ada Lovelace',
      postal_code: '60601',
      consent_at: null,
    })
    expect((await ada.get('/ippay/credentials')).text).not.toContain('1000')
  })

  it('hands the security code to the one sale', async () => {
    const codes: (string | undefined)[] = []
    const world = portal()
    const { sale } = world.context.gateway
    world.context.gateway.sale = (message) => {
      codes.push(message.securityCode)
      return sale(message)
    }
    const { id } = invoiceOf(world)
    await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, NEW_CARD)
    await world.context.drain()
    expect(codes).toEqual([NEW_CARD.securityCode])
  })

  it('saves the card with the consent that was given: text, time, address and agent', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const page = await ada.get(`/ippay/pay/invoice/${id}`)
    await ada.post(
      `/ippay/pay/invoice/${id}`,
      { ...hiddenFields(page), ...NEW_CARD, saveCard: '1' },
      { 'User-Agent': 'Mosaic/1.0' },
    )
    const [method] = await world.context.db.selectFrom('methods').selectAll().execute()
    expect(method).toMatchObject({
      status: 'active',
      is_default: 1,
      consent_version: 'card-2026-11/en',
      consent_address: '127.0.0.1',
      consent_agent: 'Mosaic/1.0',
      consent_at: world.context.now(),
    })
  })

  it('from a new bank account keeps the authorization of a single debit', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, NEW_BANK_ACCOUNT)
    expect(page.status).toBe(303)
    const [method] = await world.context.db.selectFrom('methods').selectAll().execute()
    expect(method).toMatchObject({
      kind: 'bank',
      status: 'one_time',
      last4: '6354',
      account_type: 'checking',
      consent_version: 'once-2026-11/en',
    })
    expect(await world.context.drain()).toContain('pay-invoice: approved')
    expect(world.context.gateway.sent.map(({ kind }) => kind)).toEqual(['tokenize', 'check'])
  })

  it('twice at the same time is one payment, one token and one charge', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const fields = { ...hiddenFields(await ada.get(`/ippay/pay/invoice/${id}`)), ...NEW_CARD }
    const pages = await Promise.all(
      [1, 2, 3].map(() => ada.post(`/ippay/pay/invoice/${id}`, fields)),
    )
    await world.context.drain()
    const [payment, ...others] = await world.payments()
    expect(others).toEqual([])
    const location = `/ippay/payments/${payment!.id}`
    expect(pages).toMatchObject([{ location }, { location }, { location }])
    expect(world.context.gateway.sent.map(({ kind }) => kind)).toEqual(['tokenize', 'sale'])
  })

  it('again from a page that was left open leads to the payment that paid it', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const fields = { ...hiddenFields(await ada.get(`/ippay/pay/invoice/${id}`)), ...NEW_CARD }
    const first = await ada.post(`/ippay/pay/invoice/${id}`, fields)
    await world.context.drain()
    expect(await world.payments()).toMatchObject([{ status: 'recorded' }])
    const again = await ada.post(`/ippay/pay/invoice/${id}`, fields)
    expect(again).toMatchObject({ status: 303, location: first.location })
    expect(world.context.gateway.sent).toHaveLength(2)
  })

  it('in a second tab leads to the payment of the first', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const tabs = await Promise.all([1, 2].map(() => ada.get(`/ippay/pay/invoice/${id}`)))
    const pages = []
    for (const tab of tabs) {
      pages.push(await ada.post(`/ippay/pay/invoice/${id}`, { ...hiddenFields(tab), ...NEW_CARD }))
    }
    expect(pages[1]!.location).toBe(pages[0]!.location)
    expect(wordsOf(await ada.get(pages[1]!.location!))).toContain('nothing new was charged')
    expect(world.context.gateway.sent.map(({ kind }) => kind)).toEqual(['tokenize'])
  })

  it('with the key of somebody else’s form tells nothing and charges nothing', async () => {
    const world = portal()
    const theirs = invoiceOf(world, { customerId: STRANGER })
    const requestKey = freshKey()
    const method = await makeMethod(world.context, { customer_id: STRANGER })
    await makePaymentOf(world.context, theirs, { method, request_key: requestKey })
    const { id } = invoiceOf(world)
    const fields = { ...NEW_CARD, requestKey, dueCents: '4999' }
    const page = await (await world.customer()).post(`/ippay/pay/invoice/${id}`, fields)
    expect(page.status).toBe(409)
    expect(await world.payments()).toHaveLength(1)
    expect(world.context.gateway.sent).toEqual([])
  })

  it.each([
    ['more', 5999],
    ['less', 3999],
  ])('what has become %s is refused with the new amount', async (_word, dueCents) => {
    const world = portal()
    const document = invoiceOf(world)
    const ada = await world.customer()
    const fields = hiddenFields(await ada.get(`/ippay/pay/invoice/${document.id}`))
    world.splynx.change(document, { dueCents })
    const page = await ada.post(`/ippay/pay/invoice/${document.id}`, { ...fields, ...NEW_CARD })
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain(`The amount has changed: $${dueCents / 100} is due now.`)
    expect(hiddenFields(page).dueCents).toBe(String(dueCents))
    expect(world.context.gateway.sent).toEqual([])
    expect(await world.payments()).toEqual([])
  })

  it('a cent by an altered form is refused', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
      ...NEW_CARD,
      dueCents: '1',
    })
    expect(page.status).toBe(409)
    expect(await world.payments()).toEqual([])
  })

  it('what was paid meanwhile is refused before the card leaves', async () => {
    const world = portal()
    const document = invoiceOf(world)
    const ada = await world.customer()
    const fields = hiddenFields(await ada.get(`/ippay/pay/invoice/${document.id}`))
    world.splynx.change(document, { status: 'paid', dueCents: 0 })
    const page = await ada.post(`/ippay/pay/invoice/${document.id}`, { ...fields, ...NEW_CARD })
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('Nothing left to pay')
    expect(world.context.gateway.sent).toEqual([])
  })

  it.each(['removed', 'disabled', 'one_time'] as const)(
    'with a method that is %s asks for another one',
    async (status) => {
      const world = portal()
      const method = await makeMethod(world.context, { customer_id: CUSTOMER, status })
      const { id } = invoiceOf(world)
      const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
        method: String(method.id),
      })
      expect(page.status).toBe(422)
      expect(wordsOf(page)).toContain('This one cannot be charged any more')
      expect(await world.payments()).toEqual([])
    },
  )

  it('with somebody else’s saved card is refused', async () => {
    const world = portal()
    const method = await makeMethod(world.context, { customer_id: STRANGER })
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
      method: String(method.id),
    })
    expect(page.status).toBe(422)
    expect(await world.payments()).toEqual([])
  })
})

describe('a form that is not in order', () => {
  const cases: [what: string, changes: Record<string, string>, says: string][] = [
    [
      'a slip in the card number',
      { cardNumber: '4000300020001001' },
      'one digit seems to be wrong',
    ],
    ['a short card number', { cardNumber: '4000' }, 'one digit seems to be wrong'],
    ['no card number', { cardNumber: '' }, 'Enter the card number.'],
    ['a card that has expired', { expiry: '10/26' }, 'This card has expired.'],
    ['a month that does not exist', { expiry: '13/30' }, 'Enter month and year'],
    ['an expiry in words', { expiry: 'next May' }, 'Enter month and year'],
    ['a code that is too short', { securityCode: '12' }, 'Enter the 3 digits on the back'],
    ['four digits for a Visa', { securityCode: '1234' }, 'Enter the 3 digits on the back'],
    ['no name', { cardHolder: '  ' }, 'Enter the name on the card.'],
    ['a number for a name', { cardHolder: '4000300020001000' }, 'Enter the name on the card.'],
    ['a hostile ZIP code', { postalCode: '<script>' }, 'Check the ZIP code'],
    ['no choice', { method: '' }, 'Choose how you want to pay.'],
    ['a choice that is not offered', { method: 'gold' }, 'Choose how you want to pay.'],
  ]
  it.each(cases)(
    '%s is said beside the field, and nothing leaves',
    async (_what, changes, says) => {
      const world = portal()
      const { id } = invoiceOf(world)
      const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
        ...NEW_CARD,
        ...changes,
      })
      expect(page.status).toBe(422)
      expect(wordsOf(page)).toContain(says)
      expect(page.text).toContain('class="field-error"')
      expect(world.context.gateway.sent).toEqual([])
      expect(await world.payments()).toEqual([])
    },
  )

  const bankCases: [what: string, changes: Record<string, string>, says: string][] = [
    ['a wrong routing number', { routingNumber: '071025662' }, 'Check the routing number'],
    ['letters in the account', { accountNumber: '12ab5678' }, 'Check the account number'],
    ['two accounts', { accountNumberAgain: '9081726355' }, 'The two account numbers differ'],
    ['no holder', { bankHolder: '' }, 'Enter the name on the account.'],
    ['a type of our own making', { accountType: 'gold' }, 'Choose one of the values offered.'],
  ]
  it.each(bankCases)('%s is said beside the field', async (_what, changes, says) => {
    const world = portal()
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
      ...NEW_BANK_ACCOUNT,
      ...changes,
    })
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain(says)
    expect(world.context.gateway.sent).toEqual([])
  })

  it('says everything at once, and keeps what may be kept', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, {
      ...NEW_CARD,
      cardNumber: '378282246310005',
      cardHolder: '',
      saveCard: '1',
    })
    expect(wordsOf(page)).toContain('2 things need your attention')
    expect(page.text).toMatch(/name="expiry"[^>]*value="12\/30"|value="12\/30"[^>]*name="expiry"/)
    expect(page.text).toMatch(/value="new_card" checked/)
    expect(page.text).toMatch(/<input(?=[^>]*name="saveCard")(?=[^>]*checked)[^>]*>/)
  })

  it('without the key of our page is refused as incomplete', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const page = await ada.post(`/ippay/pay/invoice/${id}`, { ...NEW_CARD, dueCents: '4999' })
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('Nothing was charged')
    expect(world.context.gateway.sent).toEqual([])
  })

  it('from another site changes nothing', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const fields = hiddenFields(await ada.get(`/ippay/pay/invoice/${id}`))
    const page = await ada.post(
      `/ippay/pay/invoice/${id}`,
      { ...fields, ...NEW_CARD },
      { 'Sec-Fetch-Site': 'cross-site' },
    )
    expect(page.status).toBe(403)
    expect(world.context.gateway.sent).toEqual([])
  })
})

describe('trouble', () => {
  it('a card that the gateway refuses gets its message beside the number', async () => {
    const message = 'Not accepted.'
    const world = portal({ script: { tokens: [{ kind: 'refused', code: '912', message }] } })
    const { id } = invoiceOf(world)
    const page = await fillIn(await world.customer(), `/ippay/pay/invoice/${id}`, NEW_CARD)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('This card was not accepted. Please check the number')
    expect(await world.payments()).toEqual([])
  })

  it('a card that could not be checked was not charged, and the page says so', async () => {
    const world = portal({ script: { tokens: [{ kind: 'failed', cause: 'ETIMEDOUT' }] } })
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const page = await fillIn(ada, `/ippay/pay/invoice/${id}`, NEW_CARD)
    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('We could not check the card. Nothing was charged.')
    expect(page.text).not.toContain('ETIMEDOUT')
    expect(await world.payments()).toEqual([])
    expect(
      (await ada.post(`/ippay/pay/invoice/${id}`, { ...hiddenFields(page), ...NEW_CARD })).status,
    ).toBe(303)
  })

  it('while Splynx is away nothing can be paid, and the page says so', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const fields = hiddenFields(await ada.get(`/ippay/pay/invoice/${id}`))
    world.splynx.isDown = true
    for (const page of [
      await ada.get(`/ippay/pay/invoice/${id}`),
      await ada.post(`/ippay/pay/invoice/${id}`, { ...fields, ...NEW_CARD }),
    ]) {
      expect(page.status).toBe(503)
      expect(wordsOf(page)).toContain('We cannot show your invoices at the moment')
    }
    expect(world.context.gateway.sent).toEqual([])
  })

  it('while Redis is away no card leaves and nothing is stored', async () => {
    const world = portal()
    const { id } = invoiceOf(world)
    const redis = new Proxy(world.context.redis, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) =>
          name === 'set' && String(given[0]).startsWith('ippay:form:')
            ? Promise.reject(new Error('Connection is closed.'))
            : value.apply(target, given)
      },
    })
    const ada = await world.variant({ redis })
    const page = await fillIn(ada, `/ippay/pay/invoice/${id}`, NEW_CARD)
    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('We cannot take payments at the moment. Nothing was charged.')
    expect(world.context.gateway.sent).toEqual([])
    expect(await world.context.db.selectFrom('methods').selectAll().execute()).toEqual([])
  })

  it('the eleventh card of an hour is not shown to the gateway; saved ones still pay', async () => {
    const tokens = Array.from({ length: 10 }, () => ({
      kind: 'refused' as const,
      code: '912',
      message: 'No.',
    }))
    const world = portal({ script: { tokens } })
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    for (let tries = 0; tries < 10; tries++) {
      expect((await fillIn(ada, `/ippay/pay/invoice/${id}`, NEW_CARD)).status).toBe(422)
    }
    const page = await fillIn(ada, `/ippay/pay/invoice/${id}`, NEW_CARD)
    expect(page.status).toBe(429)
    expect(wordsOf(page)).toContain('Please try again in 60 minutes.')
    expect(world.context.gateway.sent).toHaveLength(10)
    const saved = await fillIn(ada, `/ippay/pay/invoice/${id}`, { method: String(method.id) })
    expect(saved.status).toBe(303)
  })

  it('a decline leads back to the document with another method', async () => {
    const world = portal({ script: { sales: [declined('051')] } })
    const { id } = invoiceOf(world)
    const ada = await world.customer()
    const { location } = await fillIn(ada, `/ippay/pay/invoice/${id}`, NEW_CARD)
    await world.context.drain()
    const page = await ada.get(location!)
    expect(wordsOf(page)).toContain('The payment was not accepted and no money was taken.')
    expect(wordsOf(page)).not.toContain('051')
    expect(page.text).toContain(`href="/ippay/pay/invoice/${id}?after=`)
    expect((await fillIn(ada, `/ippay/pay/invoice/${id}`, NEW_CARD)).status).toBe(303)
  })
})
