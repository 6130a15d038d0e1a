import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { insertPayLink, revokePayLink } from '../../src/db/pay-links.ts'
import type { Method } from '../../src/db/schema.ts'
import { declined } from '../../src/gateway/bogus.ts'
import { markOf } from '../../src/vault/marks.ts'
import { Browser, type Page } from '../support/browser.ts'
import { makeMethod, makePayment } from '../support/factories.ts'
import { settingsFor } from '../support/settings.ts'
import {
  CARD_NUMBER,
  CUSTOMER,
  hiddenFields,
  NEW_CARD,
  portal,
  SECURITY_CODE,
  STRANGER,
  wordsOf,
} from './portal/support.ts'

type World = ReturnType<typeof portal>

const HOUR_MS = 60 * 60_000
const PLAIN = '/ippay/direct-pay-invoice-by-id?item_id=5'

/** A world with invoice 5 of Ada, 40.00, and her saved card. */
async function withInvoice(parts: Parameters<typeof portal>[0] = {}) {
  const world = portal(parts)
  world.splynx.addDocument({
    id: 5,
    customerId: CUSTOMER,
    number: '202611000005',
    totalCents: 4_000,
    dueCents: 4_000,
  })
  const card = await makeMethod(world.context, {
    customer_id: CUSTOMER,
    last4: '4242',
    holder_name: 'Ada Lovelace',
    is_default: true,
  })
  return { ...world, card }
}

const anybody = ({ context }: World, changes: Partial<World['context']> = {}, address?: string) =>
  new Browser(createApp({ ...context, ...changes }), { address })

async function payBy(who: Browser, path: string, fields: Record<string, string>): Promise<Page> {
  const page = await who.get(path)
  expect(page.status, path).toBe(200)
  return who.post(path, { ...hiddenFields(page), ...fields })
}

async function signed(world: World, changes: { customer_id?: number; expires_at?: Date } = {}) {
  const id = ulid()
  const at = world.context.now()
  await insertPayLink(world.context.db, {
    id,
    kind: 'invoice',
    document_id: 5,
    document_number: '202611000005',
    customer_id: CUSTOMER,
    created_by: 'staff:clerk',
    created_at: at,
    expires_at: new Date(at.getTime() + HOUR_MS),
    revoked_at: null,
    ...changes,
  })
  return { id, path: `/ippay/link/${id}.${markOf(world.context.config.APP_KEYS, 'pay-link', id)}` }
}

describe('a plain link', () => {
  it('shows the document, the amount and a masked method, and nothing about the customer', async () => {
    const world = await withInvoice()
    const page = await anybody(world).get(PLAIN)
    const words = wordsOf(page)
    expect(words).toMatch(/Invoice 202611000005 .*\$40\.00/)
    expect(words).toContain('ending in 4242')
    expect(page.text).not.toMatch(/Lovelace|Log out|12\/30|credentials/)
  })

  it('pays with the saved method, and leads to a page that only this payer can open', async () => {
    const world = await withInvoice()
    const who = anybody(world)
    const paid = await payBy(who, PLAIN, { method: String(world.card.id) })
    expect(paid.status).toBe(303)
    expect(paid.location).toMatch(/^\/ippay\/link-payment\/\w{26}\/[0-9a-f]{32}$/)
    expect(await world.payments()).toMatchObject([
      { channel: 'link', customer_id: CUSTOMER, amount_cents: 4_000, status: 'pending' },
    ])
    await world.context.drain()
    expect(wordsOf(await who.get(paid.location!))).toContain('Paid')
    const forged = paid.location!.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    expect((await who.get(forged)).status).toBe(404)
  })

  it('pays with a new card that is kept for nothing else', async () => {
    const world = await withInvoice()
    await payBy(anybody(world), PLAIN, { ...NEW_CARD, saveCard: '1' })
    await world.context.drain()
    const methods = await world.context.db.selectFrom('methods').selectAll().execute()
    expect(methods).toMatchObject([{ id: world.card.id }, { status: 'one_time', is_default: 0 }])
    const [payment] = await world.payments()
    expect(payment).toMatchObject({ channel: 'link', status: 'recorded' })
    expect(JSON.stringify([methods, await world.payments()])).not.toContain(CARD_NUMBER)
    expect(world.context.logged()).not.toContain(SECURITY_CODE)
  })

  it('makes one payment of a double click and of two tabs', async () => {
    const world = await withInvoice()
    const who = anybody(world)
    const first = await who.get(PLAIN)
    const second = await who.get(PLAIN)
    const fields = { method: String(world.card.id) }
    const pages = await Promise.all([
      who.post(PLAIN, { ...hiddenFields(first), ...fields }),
      who.post(PLAIN, { ...hiddenFields(first), ...fields }),
      who.post(PLAIN, { ...hiddenFields(second), ...fields }),
    ])
    const [click, clickAgain, otherTab] = pages.map(({ status }) => status)
    expect(clickAgain).toBe(click)
    expect([click, otherTab].sort()).toEqual([303, 409])
    expect(await world.payments()).toHaveLength(1)
  })

  it('is refused with the new amount when that changed', async () => {
    const world = await withInvoice()
    const who = anybody(world)
    const page = await who.get(PLAIN)
    world.splynx.addDocument({
      id: 5,
      customerId: CUSTOMER,
      number: '202611000005',
      totalCents: 4_000,
      dueCents: 1_500,
    })
    const fields = { ...hiddenFields(page), method: String(world.card.id) }
    const refused = await who.post(PLAIN, fields)
    expect(refused.status).toBe(409)
    expect(wordsOf(refused)).toContain('$15.00 is due now. Nothing was charged.')
    expect(await world.payments()).toEqual([])
  })

  it.each([
    ['paid', { status: 'paid', dueCents: 0 }, 'Nothing left to pay'],
    ['deleted', { status: 'deleted' }, 'This cannot be paid now'],
  ] as const)('of a %s document says so and nothing more', async (_, changes, title) => {
    const world = await withInvoice()
    world.splynx.addDocument({ id: 5, customerId: CUSTOMER, number: '202611000005', ...changes })
    const page = await anybody(world).get(PLAIN)
    expect(wordsOf(page)).toContain(title)
    expect(page.text).not.toMatch(/4242|Lovelace|202611000005|\$/)
  })

  it('of a document that is being paid says that nobody should pay again', async () => {
    const world = await withInvoice()
    await payBy(anybody(world), PLAIN, { method: String(world.card.id) })
    const page = await anybody(world).get(PLAIN)
    expect(wordsOf(page)).toContain('Please do not pay again.')
    expect(page.text).not.toContain('link-payment')
  })

  it('charges nobody’s method but the default of this customer', async () => {
    const world = await withInvoice()
    const second = await makeMethod(world.context, { customer_id: CUSTOMER, last4: '9999' })
    const foreign = await makeMethod(world.context, { customer_id: STRANGER })
    for (const { id } of [second, foreign]) {
      const page = await payBy(anybody(world), PLAIN, { method: String(id) })
      expect(page.status).toBe(422)
    }
    expect(await world.payments()).toEqual([])
  })

  it('can be kept off saved methods, and switched off', async () => {
    const world = await withInvoice()
    const { config } = world.context
    const masked = anybody(world, {
      settings: settingsFor(config, { plainLinks: 'new_methods_only' }),
    })
    expect((await masked.get(PLAIN)).text).not.toContain('4242')
    const off = anybody(world, { settings: settingsFor(config, { plainLinks: 'off' }) })
    expect((await off.get(PLAIN)).status).toBe(404)
  })

  it('leads a customer who is logged in to the pages of the account', async () => {
    const world = await withInvoice()
    const ada = await world.customer()
    expect(await ada.get(PLAIN)).toMatchObject({ status: 303, location: '/ippay/pay/invoice/5' })
  })

  it('that leads nowhere reads like any other, and counting through ids ends soon', async () => {
    const world = await withInvoice()
    const who = anybody(world, {}, '198.51.100.9')
    const statuses = []
    for (let id = 1_000; id < 1_070; id++) {
      statuses.push((await who.get(`/ippay/direct-pay-invoice-by-id?item_id=${id}`)).status)
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect((await anybody(world).get(PLAIN)).status).toBe(200)
  })
})

describe('a signed link', () => {
  it('pays like a plain one', async () => {
    const world = await withInvoice()
    const { path } = await signed(world)
    const paid = await payBy(anybody(world), path, { method: String(world.card.id) })
    expect(paid.status).toBe(303)
    expect(await world.payments()).toMatchObject([{ channel: 'link' }])
  })

  it('ends when its time is over and when it is revoked, and says so', async () => {
    const world = await withInvoice()
    const [timed, revoked] = [await signed(world), await signed(world)]
    await revokePayLink(world.context.db, revoked.id, world.context.now())
    expect((await anybody(world).get(revoked.path)).status).toBe(410)
    world.context.clock.forward(2 * HOUR_MS)
    const page = await anybody(world).get(timed.path)
    expect(page.status).toBe(410)
    expect(wordsOf(page)).toContain('This link has expired')
    expect((await anybody(world).post(timed.path, {})).status).toBe(403)
  })

  it('dies when its document is paid in another way', async () => {
    const world = await withInvoice()
    const { path } = await signed(world)
    world.splynx.addDocument({ id: 5, customerId: CUSTOMER, status: 'paid', dueCents: 0 })
    expect(wordsOf(await anybody(world).get(path))).toContain('Nothing left to pay')
  })

  it('that was made up, or whose document is another customer’s now, is not found', async () => {
    const world = await withInvoice()
    const { path } = await signed(world)
    const forged = path.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const moved = await signed(world, { customer_id: STRANGER })
    const texts = []
    for (const way of [forged, moved.path, '/ippay/link/x']) {
      const page = await anybody(world).get(way)
      expect(page.status).toBe(404)
      texts.push(wordsOf(page).replace(/[0-9a-z]{8,}/gi, ''))
    }
    expect(new Set(texts).size).toBe(1)
  })
})

describe('whoever tries cards', () => {
  const hardDeclines = (count: number) => ({
    sales: Array.from({ length: count }, () => declined('005', 'soft')),
  })

  it('is asked who they are after the first decline', async () => {
    const world = await withInvoice({ script: hardDeclines(1) })
    await payBy(anybody(world), PLAIN, { ...NEW_CARD })
    await world.context.drain()
    const who = anybody(world)
    const asked = await who.get(PLAIN)
    expect(wordsOf(asked)).toContain('Your customer number or login')
    const wrong = { ...hiddenFields(asked), method: String(world.card.id), customerNumber: '1' }
    const refused = await who.post(PLAIN, wrong)
    expect(refused.status).toBe(422)
    expect(wordsOf(refused)).toContain('Nothing was charged.')
    const right = await payBy(who, PLAIN, {
      method: String(world.card.id),
      customerNumber: String(CUSTOMER),
    })
    expect(right.status).toBe(303)
  })

  it('is locked out of a link after three declines, for an hour', async () => {
    const world = await withInvoice({ script: hardDeclines(3) })
    for (let tries = 0; tries < 3; tries++) {
      const fields = { ...NEW_CARD, cardNumber: CARDS[tries]!, customerNumber: String(CUSTOMER) }
      expect((await payBy(anybody(world), PLAIN, fields)).status).toBe(303)
      await world.context.drain()
    }
    const fields = { method: String(world.card.id), customerNumber: String(CUSTOMER) }
    expect((await payBy(anybody(world), PLAIN, fields)).status).toBe(429)
    world.context.clock.forward(HOUR_MS + 1)
    expect((await payBy(anybody(world), PLAIN, fields)).status).toBe(303)
  })

  it('is locked out by address, whatever links they use', async () => {
    const world = await withInvoice({ script: hardDeclines(3) })
    for (let id = 6; id <= 9; id++) {
      world.splynx.addDocument({ id, customerId: CUSTOMER, totalCents: 100, dueCents: 100 })
    }
    const from = '203.0.113.5'
    const pay = (id: number, address: string, cardNumber: string) =>
      payBy(anybody(world, {}, address), `/ippay/direct-pay-invoice-by-id?item_id=${id}`, {
        ...NEW_CARD,
        cardNumber,
        customerNumber: String(CUSTOMER),
      })
    for (const [at, id] of [6, 7, 8].entries()) {
      await pay(id, from, CARDS[at]!)
      await world.context.drain()
    }
    expect((await pay(9, from, CARDS[3]!)).status).toBe(429)
    expect((await pay(9, '192.0.2.77', CARDS[3]!)).status).toBe(303)
  })

  it('gets nowhere with a card that was declined three times in this hour', async () => {
    const world = await withInvoice({ script: hardDeclines(3) })
    for (let id = 6; id <= 9; id++) {
      world.splynx.addDocument({ id, customerId: CUSTOMER, totalCents: 100, dueCents: 100 })
    }
    const pay = (id: number) =>
      payBy(
        anybody(world, {}, `203.0.113.${id}`),
        `/ippay/direct-pay-invoice-by-id?item_id=${id}`,
        { ...NEW_CARD, customerNumber: String(CUSTOMER) },
      )
    for (const id of [6, 7, 8]) {
      await pay(id)
      await world.context.drain()
    }
    expect((await pay(9)).status).toBe(429)
    expect(await world.payments()).toHaveLength(3)
  })

  it('in numbers closes all links, and no run and no account', async () => {
    const world = await withInvoice()
    for (let at = 0; at < 30; at++) await makeDecline(world)
    const page = await anybody(world).get(PLAIN)
    const fields = { ...hiddenFields(page), method: String(world.card.id) }
    const who = anybody(world)
    const refused = await payBy(who, PLAIN, { ...fields })
    expect(refused.status).toBe(503)
    expect(wordsOf(refused)).toContain('closed at the moment')
    const ada = await world.customer()
    const own = await payBy(ada, '/ippay/pay/invoice/5', { method: String(world.card.id) })
    expect(own.status).toBe(303)
  })
})

const CARDS = ['4000300020001000', '4111111111111111', '4242424242424242', '5555555555554444']

const makeDecline = ({ context, card }: World & { card: Method }) =>
  makePayment(context, {
    method: card,
    channel: 'link',
    status: 'declined',
    purpose: 'refill',
    document_id: null,
    document_number: null,
  })
