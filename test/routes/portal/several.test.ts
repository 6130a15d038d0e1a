import { describe, expect, it } from 'vitest'
import { declined } from '../../../src/gateway/bogus.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../../support/factories.ts'
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

type World = ReturnType<typeof portal>

const invoice = (world: World, changes = {}) =>
  world.splynx.addDocument({ customerId: CUSTOMER, ...changes })

/** In the order of their documents: payments of one moment have none. */
const amountsOf = async (world: World) =>
  (await world.payments())
    .map(({ purpose, document_id, amount_cents }) => [purpose, document_id, amount_cents] as const)
    .sort(([, one], [, other]) => (one ?? 0) - (other ?? 0))

/** Two invoices and a proforma invoice, and a card that pays them. */
async function threeDocuments(parts: Parameters<typeof portal>[0] = {}) {
  const world = portal(parts)
  const method = await makeMethod(world.context, { customer_id: CUSTOMER })
  const documents = [
    invoice(world, { number: 'FIRST', dueCents: 1000, dueOn: '2026-11-01' }),
    invoice(world, { number: 'SECOND', dueCents: 2050, dueOn: '2026-11-02' }),
    invoice(world, { number: 'THIRD', dueCents: 99, dueOn: '2026-11-03', kind: 'proforma' }),
  ] as const
  return { world, documents, card: { method: String(method.id) }, ada: await world.customer() }
}

const ALL = '/ippay/several?all=1'

describe('the overview', () => {
  it('has a box at each document, and leads to all of them', async () => {
    const { documents, ada } = await threeDocuments()
    const page = await ada.get('/ippay/dashboard')
    for (const { kind, id } of documents) {
      expect(page.text).toContain(`name="document" value="${kind}:${id}"`)
    }
    expect(wordsOf(page)).toContain('Pay everything: $31.49')
    expect(page.text).toContain(`href="${ALL}"`)
  })

  it('asks for nothing of the kind where one document is due', async () => {
    const world = portal()
    invoice(world)
    const page = await (await world.customer()).get('/ippay/dashboard')
    expect(page.text).not.toContain('name="document"')
    expect(wordsOf(page)).not.toContain('Pay everything')
  })
})

describe('the page before paying several', () => {
  it('lists what was chosen, the sum, and nothing else', async () => {
    const { documents, ada } = await threeDocuments()
    const [first, , third] = documents
    const path = `/ippay/several?document=invoice:${first.id}&document=proforma:${third.id}`
    const words = wordsOf(await ada.get(path))
    expect(words).toMatch(/Invoice FIRST \$10\.00 Proforma invoice THIRD \$0\.99 .* \$10\.99/)
    expect(words).not.toContain('SECOND')
  })

  it('names what a payment is under way for, and leaves it out of the sum', async () => {
    const { world, documents, ada } = await threeDocuments()
    const payment = await makePaymentOf(world.context, documents[1])
    const page = await ada.get(ALL)
    const words = wordsOf(page)
    expect(words).toMatch(/Invoice SECOND has a payment under way already/)
    expect(words).toContain('Pay $10.99')
    expect(page.text).toContain(`/ippay/payments/${payment.id}`)
    expect(hiddenFields(page).documents).not.toContain(`invoice:${documents[1].id}`)
  })

  it('says that something is gone in the same words, whether paid or never the customer’s', async () => {
    const { world, documents, ada } = await threeDocuments()
    const paid = invoice(world, { status: 'paid', dueCents: 0 })
    const theirs = invoice(world, { customerId: STRANGER, number: 'THEIRS' })
    const pages = await Promise.all(
      [paid.id, theirs.id, 424_242].map((id) =>
        ada.get(`/ippay/several?document=invoice:${documents[0].id}&document=invoice:${id}`),
      ),
    )
    expect(new Set(pages.map(wordsOf)).size).toBe(1)
    expect(wordsOf(pages[0]!)).toContain('1 document that you chose cannot be paid any more')
  })

  it.each(['', '?document=', '?document=invoice:424242', '?document=refill:1&document=<b>'])(
    'is not there for a choice of nothing (%s)',
    async (query) => {
      const { ada } = await threeDocuments()
      const page = await ada.get(`/ippay/several${query}`)
      expect(page).toMatchObject({ status: 303, location: '/ippay/dashboard' })
    },
  )

  it('is the page of the document where one was chosen', async () => {
    const { documents, ada } = await threeDocuments()
    const { id } = documents[1]
    const page = await ada.get(`/ippay/several?document=invoice:${id}`)
    expect(page).toMatchObject({ status: 303, location: `/ippay/pay/invoice/${id}` })
  })

  it('takes no more at once than a card may decline in a day, the most urgent ones, and says so', async () => {
    const world = portal()
    for (let day = 1; day <= 11; day++) {
      invoice(world, { dueCents: 100, dueOn: `2026-10-${String(day).padStart(2, '0')}` })
    }
    const page = await (await world.customer()).get(ALL)
    expect(wordsOf(page)).toContain('These are the 10 most urgent documents')
    expect(wordsOf(page)).toContain('Pay $10.00')
  })
})

describe('paying several', () => {
  it('makes one payment for each document, of what is due of it', async () => {
    const { world, documents, card, ada } = await threeDocuments()
    const sent = await fillIn(ada, ALL, card)
    expect(sent.status).toBe(303)
    expect(sent.location).toMatch(/^\/ippay\/several\/\w{26}$/)
    expect(await amountsOf(world)).toEqual([
      ['invoice', documents[0].id, 1000],
      ['invoice', documents[1].id, 2050],
      ['proforma', documents[2].id, 99],
    ])
    await world.context.drain()
    const recorded = world.splynx.payments.map(({ document, amountCents }) => [
      document?.id,
      amountCents,
    ])
    expect(recorded.sort()).toEqual(documents.map(({ id, dueCents }) => [id, dueCents]).sort())
    const page = await ada.get(sent.location!)
    expect(wordsOf(page)).toContain('All 3 payments accepted')
    expect(page.text).not.toContain('hx-trigger')
  })

  it('charges nothing twice by a double click, the back button or a later repeat', async () => {
    const { world, card, ada } = await threeDocuments()
    const fields = { ...hiddenFields(await ada.get(ALL)), ...card }
    const clicks = await Promise.all([1, 2, 3].map(() => ada.post('/ippay/several', fields)))
    await world.context.drain()
    const late = await ada.post('/ippay/several', fields)
    expect(new Set([...clicks, late].map(({ location }) => location)).size).toBe(1)
    expect(await world.payments()).toHaveLength(3)
    expect(world.context.gateway.sent.filter(({ kind }) => kind === 'sale')).toHaveLength(3)
  })

  it('makes one payment for each document in two tabs at once', async () => {
    const { world, card, ada } = await threeDocuments()
    const [one, two] = [await ada.get(ALL), await ada.get(ALL)]
    const pages = await Promise.all(
      [one, two].map((page) => ada.post('/ippay/several', { ...hiddenFields(page), ...card })),
    )
    await world.context.drain()
    expect(await world.payments()).toHaveLength(3)
    for (const { status } of pages) expect([303, 409]).toContain(status)
  })

  it.each([
    ['more', 3000],
    ['less', 500],
  ])('charges nothing when %s is due by now, and shows what', async (_, dueCents) => {
    const { world, documents, card, ada } = await threeDocuments()
    const fields = { ...hiddenFields(await ada.get(ALL)), ...card }
    world.splynx.change(documents[1], { dueCents })
    const page = await ada.post('/ippay/several', fields)
    expect(page.status).toBe(409)
    const sum = `$${((1000 + dueCents + 99) / 100).toFixed(2)}`
    expect(wordsOf(page)).toContain(`Something has changed: ${sum} is to be paid now`)
    expect(await world.payments()).toEqual([])
    const again = await ada.post('/ippay/several', { ...hiddenFields(page), ...card })
    expect(again.status).toBe(303)
    expect((await amountsOf(world))[1]?.[2]).toBe(dueCents)
  })

  it('charges nothing when one of them has been paid meanwhile', async () => {
    const { world, documents, card, ada } = await threeDocuments()
    const fields = { ...hiddenFields(await ada.get(ALL)), ...card }
    world.splynx.change(documents[0], { status: 'paid', dueCents: 0 })
    const page = await ada.post('/ippay/several', fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('Pay $21.49')
    expect(await world.payments()).toEqual([])
  })

  it('takes nothing of somebody else’s, neither document nor method', async () => {
    const { world, documents, card, ada } = await threeDocuments()
    const theirs = invoice(world, { customerId: STRANGER })
    const theirCard = await makeMethod(world.context, { customer_id: STRANGER })
    const own = `invoice:${documents[0].id}:1000`
    const send = (changes: Record<string, string>) =>
      ada.post('/ippay/several', { requestKey: freshKey(), documents: own, ...card, ...changes })
    const withTheirs = await send({ documents: `${own},invoice:${theirs.id}:4999` })
    expect(withTheirs.status).toBe(409)
    expect((await send({ method: String(theirCard.id) })).status).toBe(422)
    expect((await send({ documents: `${own},refill:1:5` })).status).toBe(422)
    expect(await world.payments()).toEqual([])
  })

  it('with a new card asks for one token, and the security code goes with one sale alone', async () => {
    const codes: (string | undefined)[] = []
    const { world, ada } = await threeDocuments()
    const { sale } = world.context.gateway
    world.context.gateway.sale = (message) => {
      codes.push(message.securityCode)
      return sale(message)
    }
    await fillIn(ada, ALL, NEW_CARD)
    await world.context.drain()
    expect(world.context.gateway.sent.filter(({ kind }) => kind === 'tokenize')).toHaveLength(1)
    expect(codes.filter((code) => code !== undefined)).toEqual([NEW_CARD.securityCode])
    expect(codes).toHaveLength(3)
  })

  it('takes no bank account that was entered for one debit', async () => {
    const { world, ada } = await threeDocuments()
    const page = await ada.get(ALL)
    expect(page.text).not.toContain('value="new_bank_account"')
    const fields = { ...hiddenFields(page), ...NEW_BANK_ACCOUNT }
    expect((await ada.post('/ippay/several', fields)).status).toBe(422)
    expect(await world.payments()).toEqual([])
  })

  it('says what was left when Splynx goes away in the middle, and charges that not', async () => {
    const { world, card, ada } = await threeDocuments()
    const fields = { ...hiddenFields(await ada.get(ALL)), ...card }
    const { findDocument } = world.splynx
    let looks = 0
    world.splynx.findDocument = (kind, id) => {
      world.splynx.isDown = ++looks > 2
      return findDocument(kind, id)
    }
    const sent = await ada.post('/ippay/several', fields)
    world.splynx.findDocument = findDocument
    world.splynx.isDown = false
    expect(sent.status).toBe(303)
    expect(await world.payments()).toHaveLength(2)
    const page = await ada.get(sent.location!)
    expect(wordsOf(page)).toMatch(/Not charged, because something changed .*Proforma invoice/)
  })
})

describe('the page of several payments', () => {
  it('shows each one’s state, and a decline hides none of the others', async () => {
    const { world, card, ada } = await threeDocuments({ script: { sales: [declined('051')] } })
    const { location } = await fillIn(ada, ALL, card)
    await world.context.drain()
    const page = await ada.get(location!)
    const words = wordsOf(page)
    const failed = (await world.payments()).find(({ status }) => status === 'declined')!
    const taken = ((3149 - failed.amount_cents) / 100).toFixed(2)
    expect(words).toContain(`2 of 3 payments were accepted $${taken}`)
    expect(words.match(/ Paid /g)).toHaveLength(2)
    expect(words.match(/ Declined /g)).toHaveLength(1)
    const again = `/ippay/pay/${failed.purpose}/${failed.document_id}?after=${failed.id}`
    expect(page.text).toContain(`href="${again}"`)
  })

  it('asks for news while one of them is open, and is silent while there is none', async () => {
    const { world, card, ada } = await threeDocuments()
    const { location } = await fillIn(ada, ALL, card)
    const page = await ada.get(location!)
    expect(wordsOf(page)).toContain('3 payments are being processed')
    expect(page.text).toContain('hx-trigger="every 2s"')
    const [, ask = ''] = /hx-get="([^"]+)"/.exec(page.text) ?? []
    expect((await ada.fragment(ask)).status).toBe(204)
    const [first] = await world.payments()
    await makeApproved(world.context, first!)
    const news = await ada.fragment(ask)
    expect(news.status).toBe(200)
    expect(news.text).toMatch(/id="payments"[\s\S]*id="announcer"/)
  })

  it('is not found by anybody else', async () => {
    const { world, card, ada } = await threeDocuments()
    const { location } = await fillIn(ada, ALL, card)
    expect((await (await world.customer(STRANGER)).get(location!)).status).toBe(404)
    expect((await ada.get(`/ippay/several/${freshKey()}`)).status).toBe(404)
    expect((await ada.get('/ippay/several/%25')).status).toBe(404)
  })
})
