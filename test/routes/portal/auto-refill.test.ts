import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findAutoRefill } from '../../../src/db/auto-refills.ts'
import { findMethod } from '../../../src/db/methods.ts'
import { LANGUAGES } from '../../../src/domain/language.ts'
import { autoRefillText } from '../../../views/portal/consent.ts'
import { wordsFor } from '../../../views/words/index.ts'
import { AGREEMENT_VERSION } from '../../../views/words/refills/index.ts'
import { config } from '../../support/context.ts'
import { makeMethod } from '../../support/factories.ts'
import { settingsFor } from '../../support/settings.ts'
import { CUSTOMER, fillIn, portal, STRANGER, wordsOf } from './support.ts'

const PAGE = '/ippay/auto-refill'

async function withCard() {
  const world = portal()
  const card = await makeMethod(world.context, { customer_id: CUSTOMER, last4: '4242' })
  const fields = { threshold: '10', amount: '30', method: String(card.id), agree: '1' }
  const read = () => findAutoRefill(world.context.db, CUSTOMER)
  return { ...world, card, fields, read, ada: await world.customer() }
}

describe('the page of automatic refills', () => {
  it('shows the exact words beside a box that is not ticked', async () => {
    const { ada } = await withCard()
    const page = await ada.get(PAGE)
    expect(wordsOf(page)).toContain(wordsFor('en').refills.agreement.slice(0, 60))
    expect(page.text).toMatch(/name="agree"/)
    expect(page.text).not.toMatch(/name="agree"[^>]*checked|checked[^>]*name="agree"/)
  })

  it('keeps what was agreed to, in which words and language, when and from where', async () => {
    const { ada, fields, read, card, context } = await withCard()
    await ada.get(`${PAGE}?lang=es`)
    const saved = await fillIn(ada, PAGE, fields)
    expect(saved).toMatchObject({ status: 303, location: PAGE })
    const refill = (await read())!
    expect(refill).toMatchObject({
      method_id: card.id,
      threshold_cents: 10_00,
      amount_cents: 30_00,
      consent_at: context.now(),
      paused_at: null,
      ended_at: null,
    })
    expect(refill.consent_address).not.toBe('')
    expect(autoRefillText(refill.consent_version)).toMatch(/authorize|Autorizo/)
    const actions = await context.db.selectFrom('audit_events').select('action').execute()
    expect(actions).toContainEqual({ action: 'auto_refill.agreed' })
    expect(wordsOf(await ada.get(PAGE))).toContain('$30.00')
  })

  it.each([
    ['agree', { agree: '' }],
    ['threshold', { threshold: '0' }],
    ['amount', { amount: '0.50' }],
    ['amount', { amount: '10001' }],
    ['method', { method: 'new_card' }],
  ])('is refused beside the field: %s', async (name, changes) => {
    const { ada, fields, read } = await withCard()
    const page = await fillIn(ada, PAGE, { ...fields, ...changes })
    expect(page.status).toBe(422)
    expect(page.text).toContain(`id="field-${name}-error"`)
    expect(await read()).toBeUndefined()
  })

  it('does not take somebody else’s card, nor one that is charged by hand only', async () => {
    const { ada, fields, read, context, card } = await withCard()
    const other = await makeMethod(context, { customer_id: STRANGER })
    expect((await fillIn(ada, PAGE, { ...fields, method: String(other.id) })).status).toBe(422)
    await ada.post(`/ippay/credentials/${card.id}/revocation`)
    expect((await ada.post(PAGE, fields)).status).toBe(422)
    expect(await read()).toBeUndefined()
  })

  it('ends it at once', async () => {
    const { ada, fields, read } = await withCard()
    await fillIn(ada, PAGE, fields)
    expect((await ada.post(`${PAGE}/stop`)).location).toBe(PAGE)
    expect(await read()).toMatchObject({ ended_by: `customer:${CUSTOMER}` })
    const page = wordsOf(await ada.get(PAGE))
    expect(page).toContain('Automatic refill is stopped.')
    expect(page).not.toContain('It is on')
  })
})

it('the agreement names its text: other words need another version', () => {
  const words = LANGUAGES.map((language) => wordsFor(language).refills.agreement)
  const digest = createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 12)
  expect([AGREEMENT_VERSION, digest]).toEqual(['2026-11', '1e283014b2c9'])
})

describe('the refill page', () => {
  const settings = settingsFor(config, {
    refillQuickAmounts: '20, 75.50,20000',
    refillDailyCents: 100_00,
    refillAchAtOnceCents: 50_00,
  })

  it('offers the amounts that were set, says the limits and when the money is there', async () => {
    const world = portal()
    const ada = await world.variant({ settings })
    const page = await ada.get('/ippay')
    expect(page.text).toContain('href="/ippay?amount=75.50"')
    expect(page.text).not.toContain('amount=20000')
    const words = wordsOf(page)
    expect(words).toContain('From $1.00 to $100.00. At most $100.00 in a day.')
    expect(words).toContain('By card: at once. By bank account: up to $50.00 at once.')
  })

  it('says how much may still be added today', async () => {
    const world = portal()
    const { id } = await makeMethod(world.context, { customer_id: CUSTOMER })
    const ada = await world.variant({ settings })
    await fillIn(ada, '/ippay', { amount: '80', method: String(id) })
    const page = await fillIn(ada, '/ippay', { amount: '30', method: String(id) })
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('Today you can still add up to $20.00. Nothing was charged.')
    expect(await world.payments()).toHaveLength(1)
  })
})

describe('taking an authorization back', () => {
  it('asks first, is shown on the authorization, and leaves the card for payments by hand', async () => {
    const { ada, card, context, payments } = await withCard()
    const address = `/ippay/credentials/${card.id}/revocation`
    expect((await ada.get('/ippay/credentials')).text).toContain(address)
    expect(wordsOf(await ada.get(address))).toContain('It takes effect at once.')
    expect(await ada.post(address)).toMatchObject({ status: 303 })
    expect((await findMethod(context.db, card.id))?.mandate_revoked_at).toEqual(context.now())
    expect(wordsOf(await ada.get('/ippay/credentials'))).toContain('By hand only')
    const mandate = await ada.get(`/ippay/credentials/${card.id}/mandate`)
    expect(wordsOf(mandate)).toContain('Taken back on')
    expect(mandate.text).not.toContain('/revocation')
    expect((await ada.get(address)).status).toBe(303)
    await fillIn(ada, '/ippay', { amount: '30', method: String(card.id) })
    expect(await payments()).toHaveLength(1)
  })

  it('of somebody else’s card is not found', async () => {
    const { card, context, customer } = await withCard()
    const stranger = await customer(STRANGER)
    const address = `/ippay/credentials/${card.id}/revocation`
    expect((await stranger.get(address)).status).toBe(404)
    expect((await stranger.post(address)).status).toBe(404)
    expect((await findMethod(context.db, card.id))?.mandate_revoked_at).toBeNull()
  })
})
