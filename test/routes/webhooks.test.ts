import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.tsx'
import { type Config, EVERY_VARIABLE, readConfig } from '../../src/config.ts'
import { findPayment } from '../../src/db/payments.ts'
import { config, type TestContext, testContext } from '../support/context.ts'
import { makePaymentOf } from '../support/factories.ts'

const SECRET = 'hook secret'
const MODEL = 'models\\common\\finance\\Invoices'

interface Sending {
  hash?: 'sha1' | 'sha256'
  secret?: string
  type?: string
  address?: string
}

function setup(changes: Partial<Config> = {}) {
  const context = testContext({
    changes: { config: { ...config, TRUST_PROXY: 1, SPLYNX_WEBHOOK_SECRET: SECRET, ...changes } },
  })
  const app = createApp(context)
  const send = async (body: string, sending: Sending = {}) => {
    const { hash = 'sha1', secret = SECRET, type = 'application/json' } = sending
    const response = await app.request('/ippay/webhooks/splynx', {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-splynx-signature': createHmac(hash, secret).update(body).digest('hex'),
        'x-forwarded-for': sending.address ?? '192.0.2.1',
      },
      body,
    })
    return { status: response.status, text: await response.text() }
  }
  return { context, send }
}

const invoiceHook = (id: number | null, attributes: object = {}) =>
  JSON.stringify({
    type: 'event',
    call: '',
    data: { model: MODEL, action: 'edit', attributes: { id, ...attributes } },
  })

async function paidElsewhere(context: TestContext) {
  const document = context.splynx.addDocument()
  const payment = await makePaymentOf(context, document)
  context.splynx.change(document, { status: 'paid', dueCents: 0 })
  return payment
}

it('a document paid in Splynx cancels what waits for it here', async () => {
  const { context, send } = setup()
  const payment = await paidElsewhere(context)
  // What the body says of amounts and states is not believed: Splynx is asked.
  const lying = { status: 'not_paid', due: '999999.0000' }
  expect(await send(invoiceHook(payment.document_id, lying))).toEqual({
    status: 200,
    text: 'rung\n',
  })
  expect(context.gateway.sent).toEqual([])
  await context.drain()
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'cancelled' })
})

it('the same hook again, and once more, is answered alike and changes nothing', async () => {
  const { context, send } = setup()
  const payment = await paidElsewhere(context)
  const body = invoiceHook(payment.document_id)
  await Promise.all([send(body), send(body)])
  await context.drain()
  expect(await send(body)).toEqual({ status: 200, text: 'ignored\n' })
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'cancelled' })
})

it('a form with brackets is understood like JSON', async () => {
  const { context, send } = setup()
  const payment = await paidElsewhere(context)
  const pairs = {
    type: 'event',
    'data[model]': MODEL,
    'data[attributes][id]': String(payment.document_id),
  }
  const body = new URLSearchParams(pairs).toString()
  const type = 'application/x-www-form-urlencoded'
  expect(await send(body, { type })).toMatchObject({ text: 'rung\n' })
})

it('a ping is answered with 200', async () => {
  const { send } = setup()
  expect(await send('{"type":"ping"}')).toMatchObject({ status: 200 })
})

it('without a secret the address is not there', async () => {
  const { send } = setup({ SPLYNX_WEBHOOK_SECRET: '' })
  expect(await send('{"type":"ping"}')).toMatchObject({ status: 404 })
})

describe('a signature', () => {
  it('of another secret or hash is refused, and nothing is read', async () => {
    const { context, send } = setup()
    const payment = await paidElsewhere(context)
    const body = invoiceHook(payment.document_id)
    expect(await send(body, { secret: 'guess' })).toMatchObject({ status: 401 })
    expect(await send(body, { hash: 'sha256' })).toMatchObject({ status: 401 })
    expect(context.rings).toEqual([])
  })

  it('is by SHA-256 where that is set', async () => {
    const { send } = setup({ SPLYNX_WEBHOOK_HASH: 'sha256' })
    expect(await send('{"type":"ping"}', { hash: 'sha256' })).toMatchObject({ status: 200 })
    expect(await send('{"type":"ping"}')).toMatchObject({ status: 401 })
  })

  it('that is wrong again and again locks its address out, and no other', async () => {
    const { send } = setup()
    for (let times = 0; times < 30; times++) {
      expect(await send('{}', { secret: 'guess' })).toMatchObject({ status: 401 })
    }
    expect(await send('{"type":"ping"}')).toMatchObject({ status: 429 })
    expect(await send('{"type":"ping"}', { address: '198.51.100.7' })).toMatchObject({
      status: 200,
    })
  })
})

it('what is signed and makes no sense is refused', async () => {
  const { send } = setup()
  expect(await send('{"type":"event"}')).toMatchObject({ status: 400 })
})

it('a body larger than any row is refused before it is read whole', async () => {
  const { send } = setup()
  expect(await send(' '.repeat(1024 * 1024 + 1))).toMatchObject({ status: 413 })
})

it('many rows at once are taken in, far above what a person may send', async () => {
  const { context, send } = setup()
  const statuses = new Set<number>()
  for (let at = 0; at < 700; at++) statuses.add((await send(invoiceHook(at + 1))).status)
  expect([...statuses]).toEqual([200])
  expect(context.rings).toEqual([])
})

it('the hash of hooks must be one that is known', () => {
  const environment = {
    ...{ DATABASE_URL: config.DATABASE_URL, REDIS_URL: config.REDIS_URL },
    SPLYNX_WEBHOOK_HASH: 'md5',
  }
  expect(() =>
    readConfig(
      EVERY_VARIABLE.filter((name) => name === 'SPLYNX_WEBHOOK_HASH'),
      environment,
    ),
  ).toThrow('SPLYNX_WEBHOOK_HASH')
})
