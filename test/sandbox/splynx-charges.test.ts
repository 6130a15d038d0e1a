import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { setup } from './splynx-support.ts'

interface Asked {
  handler: string
  documents: { id: number; number: string; due: number }[]
}

/** A charge handler that answers what `charge` says of each document. */
async function handler(charge: (asked: Asked) => object | string | Promise<object>) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', async () => {
      const body = JSON.parse(text) as Asked
      asked.push(body)
      const answer = await charge(body)
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked }
}

const MONTH = { from: '2026-11-01', to: '2026-11-30' }

it('previews what a filter selects: how many, their totals and what is due', async () => {
  const { send, rows } = await setup()
  const preview = async (body: object) =>
    (await send('POST', '/_sandbox/charges', { body: { ...MONTH, preview: true, ...body } })).body
  const open = (await rows('admin/finance/invoices')).filter(
    ({ status, date_created }) => status === 'not_paid' && String(date_created) >= MONTH.from,
  )
  const sum = (name: string) =>
    Math.round(open.reduce((all, row) => all + Number(row[name]) * 100, 0)) / 100
  expect(await preview({})).toEqual({ amount: open.length, total: sum('total'), due: sum('due') })
  const [one] = open
  expect(await preview({ numbers: [one?.number] })).toMatchObject({ amount: 1, due: one?.due })
  expect(
    await preview({ customerIds: [one?.customer_id], total: { condition: '<', cents: 1 } }),
  ).toMatchObject({ amount: 0 })
  const partners = await Promise.all(
    [1, 2, 3].map(async (id) => (await preview({ partners: [id] })) as { amount: number }),
  )
  expect(partners.reduce((all, { amount }) => all + amount, 0)).toBe(open.length)
})

it('hands the selected invoices to a handler, pending meanwhile, and keeps a log to download', async () => {
  const { send, issue, row, rows, pay } = await setup()
  const paid = await issue('invoice', 1000)
  const refused = await issue('invoice', 2000)
  const { url, asked } = await handler(() => ({
    results: [
      { id: paid, result: 'success', amount: 10 },
      { id: refused, result: 'payment account is empty' },
    ],
  }))
  await pay({ invoice_id: paid, amount: '4' })
  const numbers = [
    await row(`admin/finance/invoices/${paid}`),
    await row(`admin/finance/invoices/${refused}`),
  ]
  const body = { ...MONTH, numbers: numbers.map(({ number }) => number), url }
  const charged = await send('POST', '/_sandbox/charges', { body })
  expect(charged).toMatchObject({ status: 201, body: { charge_status: 'ready' } })
  expect(asked).toMatchObject([
    {
      handler: 'ippay',
      documents: [
        { id: paid, due: 6 },
        { id: refused, due: 20 },
      ],
    },
  ])
  const open = await rows(`admin/finance/invoices?main_attributes[status]=pending`)
  expect(open.map(({ id }) => id)).not.toContain(refused)
  const { id } = charged.body as { id: number }
  expect((await send('GET', '/_sandbox/charges')).body).toMatchObject([
    { id, source: 'manual', amount_total: 2, amount_ready: 2, external_handler: 'ippay' },
  ])
  const log = await row(`admin/config/download/invoices_charge--${id}`)
  const text = Buffer.from(String(log.content), 'base64').toString()
  expect(text).toContain(`ID: ${refused}\nNumber: ${numbers[1]?.number}\nCustomer: Ada Miller`)
  expect(text).toContain('Result: payment account is empty')
})

it('leaves what the handler paid as it is, and opens the rest again', async () => {
  const { send, issue, row, pay } = await setup()
  const id = await issue('invoice', 1000)
  const other = await issue('invoice', 1000)
  const { url } = await handler(async () => {
    await pay({ invoice_id: id, amount: '10' })
    return { results: [{ id, result: 'success' }] }
  })
  const numbers = [
    (await row(`admin/finance/invoices/${id}`)).number,
    (await row(`admin/finance/invoices/${other}`)).number,
  ]
  await send('POST', '/_sandbox/charges', { body: { ...MONTH, numbers, url } })
  const statuses = [
    (await row(`admin/finance/invoices/${id}`)).status,
    (await row(`admin/finance/invoices/${other}`)).status,
  ]
  expect(statuses).toEqual(['paid', 'not_paid'])
})

it('a handler that answers nonsense is an error, and its invoices are open again', async () => {
  const { send, issue, row } = await setup()
  const id = await issue('invoice', 1000)
  const { number } = await row(`admin/finance/invoices/${id}`)
  const { url } = await handler(() => '<html>')
  const answer = await send('POST', '/_sandbox/charges', {
    body: { ...MONTH, numbers: [number], url },
  })
  expect(answer.body).toMatchObject({ charge_status: 'error' })
  expect((await row(`admin/finance/invoices/${id}`)).status).toBe('not_paid')
})

it.each([
  ['no period', {}],
  ['no handler', MONTH],
  ['a strange condition', { ...MONTH, total: { condition: '~', cents: 1 } }],
])('refuses a charge with %s', async (_, body) => {
  const { send } = await setup()
  expect((await send('POST', '/_sandbox/charges', { body })).status).toBe(400)
})
