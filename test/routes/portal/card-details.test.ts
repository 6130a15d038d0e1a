import { describe, expect, it } from 'vitest'
import { makeMethod } from '../../support/factories.ts'
import { settingsFor } from '../../support/settings.ts'
import { CUSTOMER, fillIn, NEW_CARD, portal, STRANGER, wordsOf } from './support.ts'

type World = ReturnType<typeof portal>

const saveCard = (world: World, changes: Parameters<typeof makeMethod>[1] = {}) =>
  makeMethod(world.context, {
    customer_id: CUSTOMER,
    exp_month: 12,
    exp_year: 2026,
    postal_code: '60601',
    ...changes,
  })

const cardOf = ({ context }: World, id: number) =>
  context.db.selectFrom('methods').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const withZip = (world: World, option: 'off' | 'optional' | 'required') =>
  world.variant({ settings: settingsFor(world.context.config, { cardZip: option }) })

describe('updating a card', () => {
  it('tells the gateway the new expiry without asking for the number', async () => {
    const world = portal()
    const { id } = await saveCard(world)
    const ada = await world.customer()
    const page = await ada.get(`/ippay/credentials/${id}/details`)
    expect(page.text).not.toMatch(/cardNumber|securityCode/)
    const sent = await fillIn(ada, `/ippay/credentials/${id}/details`, {
      expiry: '12/30',
      postalCode: '60602',
    })
    expect(sent).toMatchObject({ status: 303, location: '/ippay/credentials' })
    expect(wordsOf(await ada.get('/ippay/credentials'))).toContain('Your card is up to date.')
    expect(world.context.gateway.sent).toMatchObject([{ kind: 'expiry' }])
    expect(await cardOf(world, id)).toMatchObject({
      exp_month: 12,
      exp_year: 2030,
      postal_code: '60602',
    })
  })

  it('of the ZIP code alone does not trouble the gateway', async () => {
    const world = portal()
    const { id } = await saveCard(world)
    const fields = { expiry: '12/26', postalCode: '60602' }
    await fillIn(await world.customer(), `/ippay/credentials/${id}/details`, fields)
    expect(world.context.gateway.sent).toEqual([])
    expect(await cardOf(world, id)).toMatchObject({ exp_year: 2026, postal_code: '60602' })
  })

  it('that the gateway refuses changes nothing and says so beside the field', async () => {
    const message = 'Not accepted.'
    const world = portal({ script: { expiries: [{ kind: 'refused', code: '917', message }] } })
    const { id } = await saveCard(world)
    const fields = { expiry: '12/30', postalCode: '60602' }
    const page = await fillIn(await world.customer(), `/ippay/credentials/${id}/details`, fields)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('The new expiry date was not accepted.')
    expect(await cardOf(world, id)).toMatchObject({ exp_year: 2026, postal_code: '60601' })
  })

  it('of somebody else, or of a bank account, is not found', async () => {
    const world = portal()
    const other = await saveCard(world, { customer_id: STRANGER })
    const bank = await saveCard(world, { kind: 'bank', exp_month: null, exp_year: null })
    const ada = await world.customer()
    const fields = { expiry: '12/30' }
    const pages = [
      await ada.get(`/ippay/credentials/${other.id}/details`),
      await ada.post(`/ippay/credentials/${other.id}/details`, fields),
      await ada.get(`/ippay/credentials/${bank.id}/details`),
      await ada.post(`/ippay/credentials/${bank.id}/details`, fields),
    ]
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(world.context.gateway.sent).toEqual([])
  })
})

describe('the ZIP code', () => {
  const WITHOUT = { ...NEW_CARD, postalCode: '', saveCard: '1' }

  it('is asked for and may be left out by default', async () => {
    const world = portal()
    const ada = await world.customer()
    expect(wordsOf(await ada.get('/ippay/credentials/card'))).toContain('ZIP code (optional)')
    expect((await fillIn(ada, '/ippay/credentials/card', WITHOUT)).status).toBe(303)
  })

  it('must be given where the installation requires it', async () => {
    const ada = await withZip(portal(), 'required')
    const page = await fillIn(ada, '/ippay/credentials/card', WITHOUT)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('Enter the ZIP code of the billing address.')
  })

  it('is neither asked for nor kept where it is switched off', async () => {
    const world = portal()
    const ada = await withZip(world, 'off')
    expect(wordsOf(await ada.get('/ippay/credentials/card'))).not.toContain('ZIP')
    await fillIn(ada, '/ippay/credentials/card', { ...NEW_CARD, saveCard: '1' })
    const methods = await world.context.db.selectFrom('methods').select('postal_code').execute()
    expect(methods).toEqual([{ postal_code: null }])
  })

  it('that is missing on a saved card is shown with what to do, and the card still pays', async () => {
    const world = portal()
    await saveCard(world, { postal_code: null, exp_year: 2030 })
    const ada = await withZip(world, 'required')
    const words = wordsOf(await ada.get('/ippay/credentials'))
    expect(words).toMatch(/ZIP code missing .*the bank may decline it\. Add it by Update\./)
    expect(words).toMatch(/Update/)
  })
})
