import { describe, expect, it } from 'vitest'
import { makeMethod, makePayment } from '../../support/factories.ts'
import {
  CUSTOMER,
  fillIn,
  hiddenFields,
  NEW_BANK_ACCOUNT,
  NEW_CARD,
  portal,
  STRANGER,
  wordsOf,
} from './support.ts'

const methodsOf = ({ context }: ReturnType<typeof portal>) =>
  context.db.selectFrom('methods').selectAll().orderBy('id').execute()

describe('the list', () => {
  it('shows brand, last four, expiry and the default, and what to do about a bad one', async () => {
    const world = portal()
    const own = { customer_id: CUSTOMER, brand: 'visa' }
    await makeMethod(world.context, { ...own, last4: '1111', is_default: true })
    await makeMethod(world.context, { ...own, last4: '2222', exp_month: 12, exp_year: 2026 })
    await makeMethod(world.context, { ...own, last4: '3333', exp_month: 10, exp_year: 2026 })
    await makeMethod(world.context, {
      ...own,
      last4: '4444',
      status: 'disabled',
      disabled_reason: 'Declined 041, lost card',
    })
    await makeMethod(world.context, { ...own, kind: 'bank', last4: '5555' })
    await makeMethod(world.context, { customer_id: STRANGER, last4: '6666' })
    const page = await (await world.customer()).get('/ippay/credentials')
    const words = wordsOf(page)
    expect(words).toMatch(/1111 Default Ada Lovelace · Expires 12\/30/)
    expect(words).toMatch(/2222 Expires soon .*same number, update the date; else add it\./)
    expect(words).toMatch(/3333 Expired .*same number, update the date; else add it\./)
    expect(words).toMatch(/4444 Not in use .*The bank refused this card.*Add another one\./)
    expect(words).toMatch(/Checking .*5555/)
    expect(words).not.toContain('6666')
    expect(words).not.toMatch(/041|lost/)
  })
})

describe('adding', () => {
  it('a card keeps it with its consent, and makes the first one the default', async () => {
    const world = portal()
    const ada = await world.customer()
    const page = await fillIn(ada, '/ippay/credentials/card', { ...NEW_CARD, saveCard: '1' })
    expect(page).toMatchObject({ status: 303, location: '/ippay/credentials' })
    expect(wordsOf(await ada.get('/ippay/credentials'))).toContain('Your card is saved.')
    expect(await methodsOf(world)).toMatchObject([
      { status: 'active', is_default: 1, consent_version: 'card-2026-11/en', last4: '1000' },
    ])
    expect(await world.payments()).toEqual([])
  })

  it('a second one leaves the default alone unless asked', async () => {
    const world = portal()
    await makeMethod(world.context, { customer_id: CUSTOMER })
    const ada = await world.customer()
    await fillIn(ada, '/ippay/credentials/card', { ...NEW_CARD, saveCard: '1' })
    expect(await methodsOf(world)).toMatchObject([{ is_default: 1 }, { is_default: 0 }])
    await fillIn(ada, '/ippay/credentials/bank-account', {
      ...NEW_BANK_ACCOUNT,
      saveBank: '1',
      isDefault: '1',
    })
    expect(await methodsOf(world)).toMatchObject([
      { is_default: 0 },
      { is_default: 0 },
      { kind: 'bank', is_default: 1, account_type: 'checking' },
    ])
  })

  it('the same card again brings it up to date and renews the consent', async () => {
    const world = portal()
    const ada = await world.customer()
    await fillIn(ada, '/ippay/credentials/card', { ...NEW_CARD, expiry: '01/27', saveCard: '1' })
    world.context.clock.forward(60_000)
    await fillIn(ada, '/ippay/credentials/card', { ...NEW_CARD, saveCard: '1' })
    expect(await methodsOf(world)).toMatchObject([
      { exp_month: 12, exp_year: 2030, consent_at: world.context.now() },
    ])
  })

  it.each([
    ['card', NEW_CARD],
    ['bank-account', NEW_BANK_ACCOUNT],
  ])('a %s without the consent keeps nothing', async (path, fields) => {
    const world = portal()
    const page = await fillIn(await world.customer(), `/ippay/credentials/${path}`, fields)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('Tick the box to save it.')
    expect(world.context.gateway.sent).toEqual([])
    expect(await methodsOf(world)).toEqual([])
  })

  it('twice with one form shows the card to the gateway once', async () => {
    const world = portal()
    const ada = await world.customer()
    const form = hiddenFields(await ada.get('/ippay/credentials/card'))
    const fields = { ...form, ...NEW_CARD, saveCard: '1' }
    const pages = await Promise.all([1, 2].map(() => ada.post('/ippay/credentials/card', fields)))
    expect(pages.map(({ status }) => status)).toEqual([303, 303])
    expect(world.context.gateway.sent).toHaveLength(1)
  })

  it('a number that the gateway refuses is said beside the field', async () => {
    const message = 'Not accepted.'
    const world = portal({ script: { tokens: [{ kind: 'refused', code: '924', message }] } })
    const page = await fillIn(await world.customer(), '/ippay/credentials/bank-account', {
      ...NEW_BANK_ACCOUNT,
      saveBank: '1',
    })
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('This bank account was not accepted.')
    expect(await methodsOf(world)).toEqual([])
  })
})

describe('changing', () => {
  it('makes another one the default', async () => {
    const world = portal()
    await makeMethod(world.context, { customer_id: CUSTOMER })
    const { id } = await makeMethod(world.context, { customer_id: CUSTOMER })
    const ada = await world.customer()
    const page = await ada.post(`/ippay/credentials/${id}/default`)
    expect(page).toMatchObject({ status: 303, location: '/ippay/credentials' })
    expect(await methodsOf(world)).toMatchObject([{ is_default: 0 }, { is_default: 1 }])
  })

  it('does not make one the default that may not be charged', async () => {
    const world = portal()
    await makeMethod(world.context, { customer_id: CUSTOMER })
    const { id } = await makeMethod(world.context, { customer_id: CUSTOMER, status: 'disabled' })
    const ada = await world.customer()
    await ada.post(`/ippay/credentials/${id}/default`)
    expect(wordsOf(await ada.get('/ippay/credentials'))).toContain('cannot be the default')
    expect(await methodsOf(world)).toMatchObject([{ is_default: 1 }, { is_default: 0 }])
  })

  it('asks before it removes, says what follows, and removes', async () => {
    const world = portal()
    const next = await makeMethod(world.context, { customer_id: CUSTOMER, last4: '2222' })
    const { id } = await makeMethod(world.context, { customer_id: CUSTOMER, is_default: true })
    const ada = await world.customer()
    const asked = await ada.get(`/ippay/credentials/${id}/removal`)
    expect(wordsOf(asked)).toMatch(/Automatic payments use .*2222 from now on\./)
    expect(await methodsOf(world)).toHaveLength(2)
    expect((await ada.post(`/ippay/credentials/${id}/removal`)).status).toBe(303)
    expect(wordsOf(await ada.get('/ippay/credentials'))).toContain('is removed')
    expect(await methodsOf(world)).toMatchObject([
      { id: next.id, is_default: 1 },
      { status: 'removed' },
    ])
  })

  it('does not remove one that a payment under way uses, and says why', async () => {
    const world = portal()
    const method = await makeMethod(world.context, { customer_id: CUSTOMER })
    await makePayment(world.context, { method })
    const ada = await world.customer()
    await ada.post(`/ippay/credentials/${method.id}/removal`)
    expect(wordsOf(await ada.get('/ippay/credentials'))).toContain('is under way')
    expect(await methodsOf(world)).toMatchObject([{ status: 'active' }])
  })

  it('of somebody else’s method is not found and changes nothing', async () => {
    const world = portal()
    const { id } = await makeMethod(world.context, { customer_id: STRANGER, is_default: false })
    const ada = await world.customer()
    const pages = [
      await ada.get(`/ippay/credentials/${id}/removal`),
      await ada.post(`/ippay/credentials/${id}/removal`),
      await ada.post(`/ippay/credentials/${id}/default`),
      await ada.post('/ippay/credentials/424242/removal'),
      await ada.post('/ippay/credentials/x/removal'),
    ]
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect(await methodsOf(world)).toMatchObject([{ status: 'active' }])
  })
})
