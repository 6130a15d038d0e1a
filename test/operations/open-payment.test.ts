import { expect, it } from 'vitest'
import { findPayment } from '../../src/db/payments.ts'
import { openPayment, type PaymentRequest } from '../../src/operations/open-payment.ts'
import type { Customer, Document } from '../../src/splynx/splynx.ts'
import { takeSecurityCode } from '../../src/vault/security-codes.ts'
import { type TestContext, testContext } from '../support/context.ts'
import { makeMethod } from '../support/factories.ts'

async function setup() {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  let keys = 0
  const open = (changes: Partial<PaymentRequest> = {}, by: TestContext = context) =>
    openPayment(by, {
      customerId: document.customerId,
      target: { document },
      expectedCents: 4999,
      methodId: method.id,
      channel: 'customer',
      actor: `customer:${document.customerId}`,
      requestKey: `key-${++keys}`,
      ...changes,
    })
  const count = async () => (await context.db.selectFrom('payments').selectAll().execute()).length
  return { context, document, method, open, count }
}

it('a payment is stored before anybody is rung for it', async () => {
  const { context, open } = await setup()
  const { ring } = context.bell
  context.bell.ring = async (...rung) => {
    const { paymentId } = rung[1] as { paymentId: string }
    expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'pending' })
    await ring(...rung)
  }
  const opened = await open()
  expect(opened).toMatchObject({ kind: 'opened' })
  expect(context.rings).toMatchObject([{ name: 'pay-invoice' }])
})

it('a form that is posted many times at once makes one payment', async () => {
  const { open, count } = await setup()
  const posts = await Promise.all(Array.from({ length: 6 }, () => open({ requestKey: 'form' })))
  expect(posts.filter(({ kind }) => kind === 'opened')).toHaveLength(1)
  const ids = posts.map((post) => 'paymentId' in post && post.paymentId)
  expect(new Set(ids).size).toBe(1)
  expect(await count()).toBe(1)
})

it('two tabs, a clerk and a link at once make one payment of a document', async () => {
  const { open, count } = await setup()
  const channels = ['customer', 'customer', 'clerk', 'link'] as const
  const opened = await Promise.all(channels.map((channel) => open({ channel })))
  expect(opened.map(({ kind }) => kind).sort()).toEqual([
    'opened',
    'under_way',
    'under_way',
    'under_way',
  ])
  expect(await count()).toBe(1)
})

it("another customer's form key opens nothing and tells nothing", async () => {
  const { context, open } = await setup()
  await open({ requestKey: 'mine' })
  const stranger = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: stranger.customerId })
  const result = await open({
    requestKey: 'mine',
    customerId: stranger.customerId,
    target: { document: stranger },
    methodId: method.id,
  })
  expect(result).toEqual({ kind: 'not_open' })
})

it.each<{ what: string; change: (context: TestContext, document: Document) => void; kind: string }>(
  [
    {
      what: 'is paid',
      change: ({ splynx }, document) => splynx.change(document, { status: 'paid' }),
      kind: 'not_open',
    },
    {
      what: 'is deleted',
      change: ({ splynx }, document) => splynx.change(document, { status: 'deleted' }),
      kind: 'not_open',
    },
    {
      what: 'is gone',
      change: ({ splynx }, document) => splynx.remove(document),
      kind: 'not_open',
    },
    {
      what: 'is of somebody else',
      change: ({ splynx }, document) => splynx.change(document, { customerId: 9_999_999 }),
      kind: 'not_open',
    },
    {
      what: 'has shrunk',
      change: ({ splynx }, document) => splynx.change(document, { dueCents: 100 }),
      kind: 'amount_changed',
    },
    {
      what: 'is of a disabled customer',
      change: ({ splynx }, { customerId }) =>
        splynx.addCustomer({ id: customerId, status: 'disabled' } satisfies Partial<Customer>),
      kind: 'customer_useless',
    },
  ],
)('a document that $what opens no payment', async ({ change, kind }) => {
  const { context, document, open, count } = await setup()
  change(context, document)
  expect(await open()).toMatchObject({ kind })
  expect(await count()).toBe(0)
})

it('a document that has grown is charged for what the person agreed to', async () => {
  const { context, document, open } = await setup()
  context.splynx.change(document, { dueCents: 9000 })
  const opened = await open()
  expect(
    await findPayment(context.db, 'paymentId' in opened ? opened.paymentId : ''),
  ).toMatchObject({ amount_cents: 4999 })
})

it("nobody pays with another customer's card", async () => {
  const { context, open } = await setup()
  const foreign = await makeMethod(context, { customer_id: 9_999_999 })
  expect(await open({ methodId: foreign.id })).toMatchObject({ kind: 'method_useless' })
})

it('stores nothing while Splynx cannot be asked', async () => {
  const { context, open, count } = await setup()
  context.splynx.isDown = true
  await expect(open()).rejects.toThrow('Splynx')
  expect(await count()).toBe(0)
})

it('the security code waits sealed for this payment, and for no other', async () => {
  const { context, open } = await setup()
  const opened = await open({ securityCode: '987' })
  const paymentId = 'paymentId' in opened ? opened.paymentId : ''
  const keys = await context.redis.keys('*security-code*')
  expect(keys).toHaveLength(1)
  expect(await context.redis.get(keys[0]!)).not.toContain('987')
  expect(JSON.stringify(context.rings)).not.toContain('987')
  expect(await takeSecurityCode(context, paymentId)).toBe('987')
  expect(await takeSecurityCode(context, paymentId)).toBeUndefined()
})
