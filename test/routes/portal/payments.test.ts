import { describe, expect, it } from 'vitest'
import { declined } from '../../../src/gateway/bogus.ts'
import { takeReturn } from '../../../src/operations/returns/take-return.ts'
import { claim, learn, makeMethod, makePaymentOf, UNKNOWN } from '../../support/factories.ts'
import { CUSTOMER, portal, STRANGER, wordsOf } from './support.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A waiting payment of the customer, by card unless said otherwise, and who looks at it. */
async function waiting(changes: { kind?: 'card' | 'bank'; script?: object } = {}) {
  const world = portal(changes.script ? { script: changes.script } : {})
  const method = await makeMethod(world.context, {
    customer_id: CUSTOMER,
    kind: changes.kind ?? 'card',
    brand: changes.kind === 'bank' ? null : 'visa',
    last4: '4242',
  })
  const document = world.splynx.addDocument({ customerId: CUSTOMER })
  const payment = await makePaymentOf(world.context, document, { method })
  const ada = await world.customer()
  return { ...world, ada, document, payment, path: `/ippay/payments/${payment.id}` }
}

const settle = async (
  world: Awaited<ReturnType<typeof waiting>>,
  outcome: Parameters<typeof learn>[2],
) => learn(world.context, await claim(world.context, world.payment), outcome)

describe('the page of a payment', () => {
  it('follows it while it waits, and can be refreshed by hand', async () => {
    const { ada, path } = await waiting()
    const page = await ada.get(path)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`hx-get="${path}?seen=pending"`)
    expect(page.text).toMatch(new RegExp(`<a[^>]*href="${path}"[^>]*>`))
    expect(page.text).not.toMatch(/http-equiv/)
  })

  it('says nothing to the browser while nothing changes', async () => {
    const { ada, path } = await waiting()
    expect((await ada.fragment(`${path}?seen=pending`)).status).toBe(204)
  })

  it('says what has changed, once and aloud, and then stops asking', async () => {
    const world = await waiting()
    const { ada, path } = world
    await claim(world.context, world.payment)
    const asked = await ada.fragment(`${path}?seen=pending`)
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('We are asking the bank')
    expect(asked.text).toContain(`hx-get="${path}?seen=submitting"`)
    expect(asked.text).not.toContain('<html')
    expect(asked.text).toMatch(/id="announcer" hx-swap-oob="innerHTML">We are asking the bank\./)
  })

  it('admits that it takes long', async () => {
    const { ada, path, context } = await waiting()
    context.clock.forward(31_000)
    expect(wordsOf(await ada.get(path))).toContain('This takes longer than usual')
    expect((await ada.fragment(`${path}?seen=pending`)).status).toBe(200)
  })

  it('asks not to pay again while the outcome is not known', async () => {
    const world = await waiting()
    await settle(world, UNKNOWN)
    const page = await world.ada.get(world.path)
    expect(wordsOf(page)).toContain(
      'We are still asking the bank. Please do not pay again; we will not charge you twice.',
    )
    expect(page.text).toContain('hx-get')
  })

  it('is the receipt as soon as the card is charged, before Splynx knows', async () => {
    const world = await waiting()
    await world.context.gateway.ping()
    await settle(world, {
      kind: 'approved',
      reply: { actionCode: '000', responseText: 'APPROVED', approvalCode: 'A1' },
    })
    const page = await world.ada.get(world.path)
    const words = wordsOf(page)
    expect(words).toContain('Paid. Thank you!')
    expect(words).toContain('$49.99')
    expect(words).toContain(`Invoice ${world.document.number}`)
    expect(words).toMatch(/Visa .* 4242/)
    expect(words).toContain('Nov 24, 2026, 9:00 AM')
    const [charged] = await world.payments()
    expect(words).toContain(charged!.transaction_id)
    expect(page.text).toContain('data-print')
    expect(page.text).not.toContain('hx-get')
  })

  it('of a debit says that it is submitted and by when it is final', async () => {
    const world = await waiting({ kind: 'bank' })
    await settle(world, {
      kind: 'approved',
      reply: { actionCode: '000', responseText: 'CHECK ACCEPTED', approvalCode: null },
    })
    // A Tuesday; Thursday is Thanksgiving.
    expect(wordsOf(await world.ada.get(world.path))).toContain(
      'submitted, not yet final; expected by Dec 1, 2026',
    )
    world.context.clock.forward(8 * DAY_MS)
    const ada = await world.customer()
    expect(wordsOf(await ada.get(world.path))).toContain('Paid. Thank you!')
  })

  it('of a debit counts the days from its settlement, as the console does', async () => {
    const world = await waiting({ kind: 'bank' })
    world.context.clock.forward(6 * DAY_MS)
    await settle(world, {
      kind: 'approved',
      reply: { actionCode: '000', responseText: 'CHECK ACCEPTED', approvalCode: null },
    })
    const ada = await world.customer()
    expect(wordsOf(await ada.get(world.path))).toContain('expected by Dec 4, 2026')
  })

  it.each([
    ['R01', 'the balance did not cover it', true],
    ['R10', 'returned the payment as not authorized', true],
    ['R24', 'Please do not pay again for now', false],
  ])('that came back with %s says so in plain words, and what to do', async (code, words, may) => {
    const world = await waiting({ kind: 'bank' })
    await settle(world, {
      kind: 'approved',
      reply: { actionCode: '000', responseText: 'CHECK ACCEPTED', approvalCode: null },
    })
    const [charged] = await world.payments()
    await takeReturn(world.context, {
      transactionId: charged!.transaction_id!,
      code,
      returnedAt: world.context.now(),
      source: 'report',
      actor: 'report',
    })
    const page = await world.ada.get(world.path)
    expect(wordsOf(page)).toContain('Your bank sent this debit back')
    expect(wordsOf(page)).toContain(words)
    expect(wordsOf(page)).not.toContain(code)
    expect(wordsOf(page).includes('Choose another method')).toBe(may)
  })

  it.each(['051', '041', '082'])(
    'tells every decline alike, %s too, and what to do',
    async (code) => {
      const world = await waiting()
      await settle(world, declined(code, 'soft'))
      const page = await world.ada.get(world.path)
      expect(wordsOf(page)).toContain('Not accepted')
      expect(wordsOf(page)).not.toContain(code)
      expect(page.text).toContain(`href="/ippay/pay/invoice/${world.document.id}?after=`)
      expect(wordsOf(page)).toContain('Choose another method')
      expect(page.text).not.toContain('hx-get')
    },
  )

  it('of one that was cancelled says that no money was taken', async () => {
    const world = await waiting()
    world.splynx.remove(world.document)
    await world.context.drain()
    world.context.rings.push({
      name: 'pay-invoice',
      payload: { paymentId: world.payment.id },
      options: {},
    })
    await world.context.drain()
    const page = await world.ada.get(world.path)
    expect(wordsOf(page)).toContain('No money was taken.')
    expect(page.text).not.toContain('hx-get')
  })

  it('is there for nobody else, and not for an id that is none', async () => {
    const world = await waiting()
    const stranger = await world.customer(STRANGER)
    const pages = await Promise.all(
      [world.path, '/ippay/payments/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/ippay/payments/17'].map((path) =>
        stranger.get(path),
      ),
    )
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(pages.map(wordsOf)).size).toBe(1)
  })

  it('asks in the background, so that it keeps nobody logged in', async () => {
    const { ada, path } = await waiting()
    expect((await ada.get(path)).text).toContain('{&quot;X-Background&quot;:&quot;1&quot;}')
  })
})
