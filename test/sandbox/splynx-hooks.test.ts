import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { setup } from './splynx-support.ts'

interface Heard {
  headers: string[]
  body: string
}

interface Event {
  type: string
  data: {
    model: string
    action: string
    customer_id: number
    attributes: Record<string, unknown>
    changed_attributes: Record<string, unknown> | null
    source: string
    hook_id: number
  }
}

/** Listens where hooks are sent, and answers with the statuses given, the last one for ever. */
async function receiver(...statuses: number[]) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const status = statuses[heard.length] ?? statuses.at(-1) ?? 200
      heard.push({ headers: request.rawHeaders, body })
      response.writeHead(status).end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/splynx`
  return { url, heard, events: () => heard.map(({ body }) => JSON.parse(body) as Event) }
}

async function hooked(options: object = {}, ...statuses: number[]) {
  const splynx = await setup()
  const there = await receiver(...statuses)
  const body = { url: there.url, secret: 'hook-secret', ...options }
  const { id } = (await splynx.send('POST', '/_sandbox/hooks', { body })).body as { id: number }
  const settle = () => splynx.send('POST', '/_sandbox/hooks/settle')
  return { ...splynx, ...there, hookId: id, settle }
}

const headerOf = ({ headers }: Heard, name: string) => headers[headers.indexOf(name) + 1]

it('tells of a payment and of the invoice that it paid, signed over the raw body', async () => {
  const { pay, issue, settle, heard, events, hookId } = await hooked({
    events: ['Payments', 'Invoices'],
  })
  const invoice_id = await issue('invoice', 5000)
  await settle()
  await pay({ invoice_id, amount: '50', receipt_number: 'TX' })
  await settle()
  expect(events()).toMatchObject([
    {
      type: 'event',
      data: {
        model: 'models\\common\\finance\\Invoices',
        action: 'create',
        source: 'system',
        attributes: { id: invoice_id, status: 'not_paid', due: 50 },
        changed_attributes: null,
      },
    },
    {
      type: 'event',
      data: {
        source: 'api',
        model: 'models\\common\\finance\\Payments',
        action: 'create',
        date: '2026-11-24',
        time: expect.stringMatching(/^\d\d:\d\d:\d\d$/),
        administrator_id: null,
        customer_id: 1,
        result: 'success',
        attributes: {
          receipt_number: 'TX',
          amount: '50.0000',
          invoice_id,
          remind_amount: '0.0000',
        },
        ip: '127.0.0.1',
        hook_id: hookId,
      },
    },
    {
      data: {
        model: 'models\\common\\finance\\Invoices',
        action: 'edit',
        attributes: { status: 'paid', due: 0 },
        changed_attributes: { status: 'not_paid', due: 50 },
      },
    },
  ])
  for (const one of heard) {
    const signature = createHmac('sha1', 'hook-secret').update(one.body).digest('hex')
    expect(headerOf(one, 'X-Splynx-Signature')).toBe(signature)
    expect(headerOf(one, 'Content-Type')).toBe('application/json')
  }
})

it('writes JSON as PHP does, slashes and letters escaped', async () => {
  const { api, settle, heard } = await hooked()
  await api('PUT', 'admin/customers/customer/5', { body: { name: 'Zoë / Núñez' } })
  await settle()
  expect(heard[0]?.body).toContain('"name":"Zo\\u00eb \\/ N\\u00fa\\u00f1ez"')
})

it('signs with SHA-256 and writes a form, where the hook says so', async () => {
  const { api, settle, heard } = await hooked({ format: 'form', algorithm: 'sha256' })
  await api('PUT', 'admin/customers/customer/5', { body: { name: 'A B' } })
  await settle()
  const [one] = heard as [Heard]
  expect(headerOf(one, 'Content-Type')).toBe('application/x-www-form-urlencoded')
  expect(one.body).toContain('data%5Battributes%5D%5Bname%5D=A+B')
  expect(one.body).toContain('data%5Bmodel%5D=models%5Ccommon%5Ccustomers%5CCustomers')
  expect(one.body).not.toContain('extra')
  const signature = createHmac('sha256', 'hook-secret').update(one.body).digest('hex')
  expect(headerOf(one, 'X-Splynx-Signature')).toBe(signature)
})

it('a failed delivery is tried again at once, after a minute, ten minutes and an hour', async () => {
  const { pay, send, settle, heard } = await hooked({ events: ['Payments'] }, 500)
  const move = async (body: object) => {
    await send('PUT', '/_sandbox/clock', { body })
    return heard.length
  }
  await pay({ amount: '5' })
  await settle()
  expect(heard).toHaveLength(2)
  expect(await move({ advanceSeconds: 58 })).toBe(2)
  expect(await move({ advanceSeconds: 3 })).toBe(3)
  expect(await move({ advanceMinutes: 9 })).toBe(3)
  expect(await move({ advanceMinutes: 2 })).toBe(4)
  expect(await move({ advanceMinutes: 58 })).toBe(4)
  expect(await move({ advanceMinutes: 3 })).toBe(5)
  expect(await move({ advanceDays: 1 })).toBe(5)
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
  const deliveries = await send('GET', '/_sandbox/hooks/deliveries?status=failed')
  expect(deliveries.body).toMatchObject([
    { attempts: Array(5).fill({ status: 500 }), nextAt: null },
  ])
})

it('a delivery that fails lets later ones pass, and arrives after them', async () => {
  const { pay, send, settle, events } = await hooked({ events: ['Payments'] }, 500, 500, 200)
  await pay({ amount: '5', receipt_number: 'first' })
  await pay({ amount: '6', receipt_number: 'second' })
  await settle()
  await send('PUT', '/_sandbox/clock', { body: { advanceMinutes: 2 } })
  const order = events().map(({ data }) => data.attributes.receipt_number)
  expect(order).toEqual(['first', 'first', 'second', 'first'])
})

it('tries again when nobody listens', async () => {
  const { api, send, hookId, settle } = await hooked({ url: 'http://127.0.0.1:1/' })
  await api('PUT', 'admin/customers/customer/5', { body: { name: 'X' } })
  await settle()
  expect((await send('GET', '/_sandbox/hooks/deliveries')).body).toMatchObject([
    { hookId, status: 'waiting', attempts: [{ status: null }, { status: null }] },
  ])
})

it('a ping must get 200', async () => {
  const { send, hookId, heard } = await hooked({}, 204, 200)
  const ping = async () =>
    (await send('POST', '/_sandbox/hooks/ping', { body: { id: hookId } })).body
  expect(await ping()).toEqual({ status: 204, ok: false })
  expect(await ping()).toEqual({ status: 200, ok: true })
  expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ type: 'ping' })
})

it('is told of what the office does, of deletions, and of nothing that was left as it is', async () => {
  const { api, send, issue, pay, settle, events } = await hooked()
  const invoice = await issue('invoice', 5000)
  const proforma = await issue('proforma', 5000)
  const payment = ((await pay({ amount: '5', customer_id: 7 })).body as { id: number }).id
  await settle()
  const known = events().length
  const act = (path: string, body: object) => send('POST', `/_sandbox/${path}`, { body })
  await act('documents/delete', { kind: 'invoice', id: invoice })
  await act('documents/delete', { kind: 'proforma', id: proforma })
  await api('DELETE', `admin/finance/payments/${payment}`)
  await act('customers/status', { customerId: 5, status: 'disabled' })
  await act('customers/delete', { customerId: 9 })
  await api('PUT', 'admin/finance/payments/1', { body: { comment: '' } })
  await settle()
  const told = events()
    .slice(known)
    .filter(({ data }) => data.customer_id !== 7 || data.model.endsWith('Payments'))
    .map(({ data }) => `${data.action} ${data.model.split('\\').at(-1)}`)
  expect(told).toEqual([
    'delete Invoices',
    'delete Requests',
    'delete Payments',
    'edit Customers',
    'delete Customers',
    'edit Payments',
  ])
})

it('a hook that is switched off or gone hears nothing, and one event name is enough to choose', async () => {
  const { api, send, settle, hookId, events } = await hooked({ events: ['Customers:edit'] })
  const change = async (name: string) => {
    await api('PUT', 'admin/customers/customer/5', { body: { name } })
    await settle()
    return events().length
  }
  expect(await change('One')).toBe(1)
  await send('PUT', `/_sandbox/hooks/${hookId}`, { body: { enabled: false } })
  expect(await change('Two')).toBe(1)
  await send('PUT', `/_sandbox/hooks/${hookId}`, { body: { enabled: true } })
  expect(await change('Three')).toBe(2)
  const body = { name: 'New', partner_id: 1, location_id: 1, category: 'person' }
  await api('POST', 'admin/customers/customer', { body })
  await settle()
  expect(events()).toHaveLength(2)
  await send('DELETE', `/_sandbox/hooks/${hookId}`)
  expect(await change('Four')).toBe(2)
})

it('refuses a hook without a sensible address', async () => {
  const { send } = await setup()
  const post = async (body: object) => (await send('POST', '/_sandbox/hooks', { body })).status
  expect([await post({}), await post({ url: 'nowhere' })]).toEqual([400, 400])
})
