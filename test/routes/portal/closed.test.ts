import { expect, it } from 'vitest'
import { switchSafeModeOn } from '../../../src/operations/safe-mode/enter-safe-mode.ts'
import { fillIn, hiddenFields, NEW_CARD, portal, wordsOf } from './support.ts'

const BY_HAND = { reason: 'the backup of Sunday was restored', actor: 'staff:ada' }

it('in safe mode a customer reads that payments are closed for a moment', async () => {
  const world = portal()
  await switchSafeModeOn(world.context, BY_HAND)
  const page = await (await world.customer()).get('/ippay/dashboard')
  expect(page.status).toBe(200)
  expect(wordsOf(page)).toContain('Payments are closed for a moment')
})

it('in safe mode nothing is charged, and no card is shown to the gateway', async () => {
  const world = portal()
  const document = world.splynx.addDocument({ customerId: 7 })
  await switchSafeModeOn(world.context, BY_HAND)
  const path = `/ippay/pay/invoice/${document.id}`
  const page = await fillIn(await world.customer(), path, NEW_CARD)
  expect(page.status).toBe(503)
  expect(wordsOf(page)).toContain('Nothing was charged. Please come back later')
  expect(world.context.gateway.sent).toEqual([])
  expect(await world.payments()).toEqual([])
})

it('a form that was opened before safe mode is refused as well', async () => {
  const world = portal()
  const document = world.splynx.addDocument({ customerId: 7 })
  const browser = await world.customer()
  const path = `/ippay/pay/invoice/${document.id}`
  const fields = { ...hiddenFields(await browser.get(path)), ...NEW_CARD }
  await switchSafeModeOn(world.context, BY_HAND)
  expect((await browser.post(path, fields)).status).toBe(503)
  expect(await world.payments()).toEqual([])
})
