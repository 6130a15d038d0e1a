import { describe, expect, it } from 'vitest'
import { declined } from '../../../src/gateway/bogus.ts'
import type { Settings } from '../../../src/settings/definitions.ts'
import { makeMethod, makePaymentOf } from '../../support/factories.ts'
import { settingsFor } from '../../support/settings.ts'
import { CUSTOMER, hiddenFields, portal, STRANGER, wordsOf } from './support.ts'

const PARTS = { partialPayments: true, partialMinCents: 10_00 }

/** An invoice of $49.99 and a card, where parts are allowed unless said otherwise. */
async function setUp({
  settings = PARTS,
  document = {},
  ...parts
}: Parameters<typeof portal>[0] & {
  settings?: Partial<Settings>
  document?: Parameters<ReturnType<typeof portal>['splynx']['addDocument']>[0]
} = {}) {
  const world = portal(parts)
  const method = await makeMethod(world.context, { customer_id: CUSTOMER })
  const due = world.splynx.addDocument({ customerId: CUSTOMER, ...document })
  const ada = await world.variant({ settings: settingsFor(world.context.config, settings) })
  const path = `/ippay/pay/${due.kind}/${due.id}`
  return { world, due, ada, path, card: { method: String(method.id) } }
}

describe('a part of an invoice', () => {
  it('is charged as it was typed, and the rest stays due', async () => {
    const { world, due, ada, path, card } = await setUp()
    const page = await ada.get(path)
    expect(page.text).toContain('value="49.99"')
    expect(wordsOf(page)).toContain('From $10.00 to $49.99. What you do not pay now stays due.')
    const sent = await ada.post(path, { ...hiddenFields(page), ...card, amount: '15.00' })
    expect(sent.status).toBe(303)
    await world.context.drain()
    expect(await world.payments()).toMatchObject([{ amount_cents: 1500, status: 'recorded' }])
    expect(world.splynx.payments).toMatchObject([
      { amountCents: 1500, document: { kind: 'invoice', id: due.id } },
    ])
  })

  it.each(['9.99', '50.00', '0', '-5', '12.345', 'all', ''])('is not “%s”', async (amount) => {
    const { world, ada, path, card } = await setUp()
    const fields = { ...hiddenFields(await ada.get(path)), ...card, amount }
    const page = await ada.post(path, fields)
    expect(page.status).toBe(422)
    expect(page.text).toContain('id="field-amount-error"')
    expect(await world.payments()).toEqual([])
  })

  it.each([
    ['the setting is off', { settings: { ...PARTS, partialPayments: false } }],
    ['no more than the minimum is due', { document: { dueCents: 10_00 } }],
    ['it is a proforma invoice', { document: { kind: 'proforma' as const } }],
  ])('is not offered where %s, and never becomes the whole unasked', async (_, given) => {
    const { world, ada, path, card } = await setUp(given)
    const page = await ada.get(path)
    expect(page.text).not.toContain('name="amount"')
    const sent = await ada.post(path, { ...hiddenFields(page), ...card, amount: '5.00' })
    expect(sent.status).toBe(409)
    expect(await world.payments()).toEqual([])
    const whole = await ada.post(path, { ...hiddenFields(sent), ...card })
    expect(whole.status).toBe(303)
  })

  it('is asked for again when something else is due by now', async () => {
    const { world, due, ada, path, card } = await setUp()
    const fields = { ...hiddenFields(await ada.get(path)), ...card, amount: '15.00' }
    world.splynx.change(due, { dueCents: 2000 })
    const page = await ada.post(path, fields)
    expect(page.status).toBe(409)
    expect(page.text).toContain('value="15.00"')
    expect(await world.payments()).toEqual([])
  })

  it('is lowered to what is due when the document has shrunk below it before it is sent', async () => {
    const { world, due, ada, path, card } = await setUp()
    await ada.post(path, { ...hiddenFields(await ada.get(path)), ...card, amount: '30.00' })
    world.splynx.change(due, { dueCents: 1200 })
    await world.context.drain()
    expect(await world.payments()).toMatchObject([{ amount_cents: 1200 }])
    expect(world.context.gateway.sent).toMatchObject([{ kind: 'sale', amountCents: 1200 }])
  })

  it('charged twice by two forms is one payment: the second has to look again', async () => {
    const { world, ada, path, card } = await setUp()
    const [one, two] = [await ada.get(path), await ada.get(path)]
    await Promise.all(
      [one, two].map((page) => ada.post(path, { ...hiddenFields(page), ...card, amount: '15.00' })),
    )
    expect(await world.payments()).toHaveLength(1)
  })
})

describe('after a decline', () => {
  it('the amount stays, and another method is proposed', async () => {
    const { world, ada, path, card } = await setUp({ script: { sales: [declined('051')] } })
    const other = await makeMethod(world.context, { customer_id: CUSTOMER, last4: '2222' })
    const fields = { ...hiddenFields(await ada.get(path)), ...card, amount: '15.00' }
    const { location } = await ada.post(path, fields)
    await world.context.drain()
    const page = await ada.get(location!)
    const [, again = ''] = /href="([^"]+\?after=[^"]+)"/.exec(page.text) ?? []
    const form = await ada.get(again)
    expect(form.status).toBe(200)
    expect(form.text).toContain('value="15.00"')
    expect(form.text).toMatch(new RegExp(`value="${other.id}" checked`))
  })

  it('nothing is taken over from somebody else’s payment', async () => {
    const { world, path, ada } = await setUp()
    const method = await makeMethod(world.context, { customer_id: STRANGER })
    const theirs = world.splynx.addDocument({ customerId: STRANGER })
    const { id } = await makePaymentOf(world.context, theirs, { method, amount_cents: 1500 })
    const page = await ada.get(`${path}?after=${id}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('value="49.99"')
    expect(page.text).not.toContain('15.00')
  })
})
