import { describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.tsx'
import type { Language } from '../../../src/domain/language.ts'
import { switchSafeModeOn } from '../../../src/operations/safe-mode/enter-safe-mode.ts'
import { consentText } from '../../../views/portal/consent.ts'
import { wordsFor } from '../../../views/words/index.ts'
import { Browser, type Page } from '../../support/browser.ts'
import { makeMethod, makePaymentOf } from '../../support/factories.ts'
import { rawEnglish } from '../../support/raw-english.ts'
import { settingsFor } from '../../support/settings.ts'
import {
  CUSTOMER,
  fillIn,
  freshKey,
  hiddenFields,
  NEW_BANK_ACCOUNT,
  NEW_CARD,
  portal,
  wordsOf,
} from './support.ts'

const NEVER = { card: '999999', page: '/ippay/credentials/999999/details' } as const

const choose = (browser: Browser, language: Language): Browser => {
  browser.cookies.set('ippay-language', language)
  return browser
}

describe('the language of the pages', () => {
  it('is the browser’s until another one is chosen, and then stays', async () => {
    const world = portal()
    const anybody = new Browser(createApp(world.context))
    const german = { 'Accept-Language': 'de-AT,de;q=0.9' }
    const first = await anybody.get('/ippay/login', german)
    expect(first.text).toContain('<html lang="de">')
    expect(wordsOf(first)).toContain('Anmeldename')

    const chosen = await anybody.post(
      '/ippay/language',
      { language: 'uk' },
      { Referer: 'http://localhost/ippay/login?return=%2Fippay%2Fcredentials' },
    )
    expect(chosen).toMatchObject({
      status: 303,
      location: '/ippay/login?return=%2Fippay%2Fcredentials',
    })
    expect((await anybody.get('/ippay/login', german)).text).toContain('<html lang="uk">')
  })

  it('of who asks for none of ours is that of the installation', async () => {
    const world = portal()
    const settings = settingsFor(world.context.config, { defaultLanguage: 'pt' })
    const anybody = new Browser(createApp({ ...world.context, settings }))
    const page = await anybody.get('/ippay/login', { 'Accept-Language': 'ja' })
    expect(page.text).toContain('<html lang="pt">')
  })

  it('is English while the database is away and the browser asks for none of ours', async () => {
    const world = portal()
    const of = () => Promise.reject(new Error('away'))
    const settings = { ...settingsFor(world.context.config), of }
    const anybody = new Browser(createApp({ ...world.context, settings }))
    expect((await anybody.get('/ippay/login')).text).toContain('<html lang="en">')
  })

  it.each([
    [undefined, '/ippay/dashboard'],
    ['https://elsewhere.invalid//evil', '/ippay/dashboard'],
    ['http://localhost/admin', '/ippay/dashboard'],
    ['http://localhost/ippay/credentials/card', '/ippay/credentials/card'],
  ])('is chosen on the page %s, which is %s afterwards', async (referrer, location) => {
    const ada = await portal().customer()
    const headers: Record<string, string> = referrer ? { Referer: referrer } : {}
    const page = await ada.post('/ippay/language', { language: 'fr' }, headers)
    expect(page).toMatchObject({ status: 303, location })
    expect((await ada.get('/ippay/dashboard')).text).toContain('<html lang="fr">')
  })

  it('stays when somebody sends a language that we do not speak, or forges the form', async () => {
    const ada = choose(await portal().customer(), 'es')
    await ada.post('/ippay/language', { language: '<script>' })
    expect((await ada.post('/ippay/language', { language: 'fr', _csrf: 'x' })).status).toBe(403)
    expect((await ada.get('/ippay/dashboard')).text).toContain('<html lang="es">')
  })

  it('of the console is English, whatever a browser asks for', async () => {
    const anybody = choose(new Browser(createApp(portal().context)), 'de')
    const page = await anybody.get('/admin/login', { 'Accept-Language': 'de' })
    expect(page.text).toContain('<html lang="en">')
    expect(wordsOf(page)).toContain('Log in to the console')
  })
})

it('a consent keeps the language in which it was read', async () => {
  const world = portal()
  const ada = choose(await world.customer(), 'es')
  await fillIn(ada, '/ippay/credentials/bank-account', { ...NEW_BANK_ACCOUNT, saveBank: '1' })
  const { consent_version } = await world.context.db
    .selectFrom('methods')
    .select('consent_version')
    .executeTakeFirstOrThrow()
  expect(consent_version).toBe('bank-2026-11/es')
  expect(consentText(consent_version!, 'bank')).toBe(wordsFor('es').consent.bank)
})

it.each([
  ['de', '12,5', 303],
  ['en', '12,5', 422],
  ['uk', '12.50', 303],
  ['de', '1.000', 422],
] as const)('in %s somebody may refill by “%s”: %i', async (language, amount, status) => {
  const world = portal()
  const { id } = await makeMethod(world.context, { customer_id: CUSTOMER })
  const ada = choose(await world.customer(), language)
  const page = await fillIn(ada, '/ippay', { amount, method: String(id) })
  expect(page.status).toBe(status)
  const amounts = (await world.payments()).map(({ amount_cents }) => amount_cents)
  expect(amounts).toEqual(status === 303 ? [12_50] : [])
})

/** Walks through whatever a customer can do wrong, and what is said after it went right. */
async function* answersIn(
  language: Language,
): AsyncGenerator<[name: string, status: number, page: Page]> {
  const tokens = [
    { kind: 'refused', code: '912', message: 'No.' },
    { kind: 'failed', cause: 'ETIMEDOUT' },
  ] as const
  const world = portal({ script: { tokens: [...tokens, ...tokens] } })
  const { context, splynx } = world
  const invoice = splynx.addDocument({ customerId: CUSTOMER })
  const other = splynx.addDocument({ customerId: CUSTOMER })
  const pay = `/ippay/pay/invoice/${invoice.id}`
  const ada = choose(await world.customer(), language)
  const anybody = choose(new Browser(createApp(context)), language)

  yield ['log-in, empty', 422, await fillIn(anybody, '/ippay/login', {})]
  splynx.logInCustomer = async () => null
  yield ['log-in, wrong', 401, await fillIn(anybody, '/ippay/login', { login: 'a', password: 'b' })]

  const empty = { method: 'new_card' }
  yield ['a card refused', 422, await fillIn(ada, pay, NEW_CARD)]
  yield ['a card not checked', 503, await fillIn(ada, pay, NEW_CARD)]
  yield ['an account refused', 422, await fillIn(ada, pay, NEW_BANK_ACCOUNT)]
  yield ['an account not checked', 503, await fillIn(ada, pay, NEW_BANK_ACCOUNT)]
  yield ['no card', 422, await fillIn(ada, pay, empty)]
  yield ['no account', 422, await fillIn(ada, pay, { method: 'new_bank_account' })]
  yield ['no method', 422, await fillIn(ada, pay, { method: '' })]
  const wrong = { cardNumber: '1', expiry: 'May', securityCode: '1', cardHolder: '\u0001' }
  yield ['a wrong card', 422, await fillIn(ada, pay, { ...NEW_CARD, ...wrong, postalCode: 'x' })]
  yield ['an old card', 422, await fillIn(ada, pay, { ...NEW_CARD, expiry: '01/20' })]
  const numbers = { routingNumber: '1', accountNumber: '1', accountNumberAgain: '2' }
  yield ['a wrong account', 422, await fillIn(ada, pay, { ...NEW_BANK_ACCOUNT, ...numbers })]
  yield ['a long name', 422, await fillIn(ada, pay, { ...NEW_CARD, cardHolder: 'a'.repeat(101) })]
  yield ['a useless method', 422, await fillIn(ada, pay, { method: NEVER.card })]
  yield ['another amount', 409, await fillIn(ada, pay, { ...NEW_CARD, dueCents: '1' })]
  yield ['no key', 422, await ada.post(pay, NEW_CARD)]
  yield ['a forged form', 403, await ada.post(pay, { ...NEW_CARD, _csrf: 'x' })]
  yield ['too much', 413, await ada.post(pay, { cardHolder: 'a'.repeat(70_000) })]
  yield [
    'no form of ours',
    415,
    await ada.send(pay, { method: 'POST', body: '{}', headers: JSON_TYPE }),
  ]

  const all = '/ippay/several?all=1'
  const several = hiddenFields(await ada.get(all))
  const another = { ...several, documents: `invoice:${invoice.id}:1` }
  yield ['several', 200, await ada.get(all)]
  yield ['several, no card', 422, await ada.post('/ippay/several', { ...several, ...empty })]
  yield [
    'several, other amounts',
    409,
    await ada.post('/ippay/several', { ...another, ...NEW_CARD }),
  ]
  await ada.get('/ippay/several')
  yield ['several, none chosen', 200, await ada.get('/ippay/dashboard')]

  yield ['no consent', 422, await fillIn(ada, '/ippay/credentials/card', NEW_CARD)]
  yield ['no amount', 422, await fillIn(ada, '/ippay', { amount: '', ...empty })]
  yield ['a wrong amount', 422, await fillIn(ada, '/ippay', { amount: 'ten', ...empty })]
  yield ['too much money', 422, await fillIn(ada, '/ippay', { amount: '99999', ...empty })]
  yield ['no such page', 404, await ada.get('/ippay/nowhere')]
  yield ['no such document', 404, await ada.get('/ippay/pay/invoice/999999')]
  yield ['no such card', 404, await ada.get(NEVER.page)]
  yield ['a fragment of none', 404, await ada.fragment(NEVER.page)]

  const card = await makeMethod(context, { customer_id: CUSTOMER, brand: 'visa' })
  const disabled = await makeMethod(context, { customer_id: CUSTOMER, status: 'disabled' })
  const told = async (path: string, fields: Record<string, string> = {}) => {
    await ada.post(path, { requestKey: freshKey(), ...fields })
    return ada.get('/ippay/credentials')
  }
  const credentials = '/ippay/credentials'
  yield ['a card is saved', 200, await told(`${credentials}/card`, { ...NEW_CARD, saveCard: '1' })]
  const account = { ...NEW_BANK_ACCOUNT, saveBank: '1' }
  yield ['an account is saved', 200, await told(`${credentials}/bank-account`, account)]
  yield ['the default', 200, await told(`${credentials}/${card.id}/default`)]
  yield ['no default', 200, await told(`${credentials}/${disabled.id}/default`)]
  yield ['a new date', 200, await told(`${credentials}/${card.id}/details`, { expiry: '11/31' })]
  await makePaymentOf(context, other, { method: card })
  yield ['a card in use', 200, await told(`${credentials}/${card.id}/removal`)]
  yield ['a removal', 200, await told(`${credentials}/${disabled.id}/removal`)]

  const link = `/ippay/direct-pay-invoice-by-id?item_id=${invoice.id}`
  const byLink = await anybody.get(link)
  yield ['a link', 200, byLink]
  const changed = { ...hiddenFields(byLink), ...NEW_CARD, dueCents: '1' }
  yield ['a link, another amount', 409, await anybody.post(link, changed)]
  yield [
    'a link, nothing typed',
    422,
    await anybody.post(link, { ...hiddenFields(byLink), ...empty }),
  ]

  const form = hiddenFields(await ada.get(pay))
  await switchSafeModeOn(context, { reason: 'a test', actor: 'staff:ada' })
  yield ['closed', 503, await ada.post(pay, { ...form, ...NEW_CARD })]
  splynx.isDown = true
  yield ['Splynx away', 503, await ada.get('/ippay/dashboard')]
  for (let looks = 0; looks < 60; looks++) await anybody.get('/ippay/link/none')
  yield ['too many links', 429, await anybody.get('/ippay/link/none')]
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

it.each(['de', 'uk'] as const)(
  'no answer to a form, no notice and no error says anything in English in %s',
  async (language) => {
    const found: string[] = []
    for await (const [name, status, page] of answersIn(language)) {
      expect([name, page.status]).toEqual([name, status])
      found.push(...rawEnglish(page.text, language).map((text) => `${name}: ${text}`))
    }
    expect(found).toEqual([])
  },
)
