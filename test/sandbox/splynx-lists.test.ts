import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import { errorOf, setup, signed, where } from './splynx-support.ts'

const INVOICES = 'admin/finance/invoices'
const CUSTOMERS = 'admin/customers/customer'
const ids = (rows: Record<string, unknown>[]) => rows.map(({ id }) => id)

it('answers a bare array, and an empty one when nothing matches', async () => {
  const { rows } = await setup()
  expect(await rows(CUSTOMERS)).toHaveLength(60)
  expect(await rows(`${CUSTOMERS}?${where('id', '>', 60)}`)).toEqual([])
})

it('walks through all invoices by pages of larger ids', async () => {
  const { rows } = await setup()
  const everything = ids(await rows(INVOICES))
  expect(everything.length).toBeGreaterThan(100)
  const walked: unknown[] = []
  for (let last: unknown = 0; ; ) {
    const page = ids(await rows(`${INVOICES}?${where('id', '>', last as number)}&limit=40`))
    if (page.length === 0) break
    walked.push(...page)
    last = page.at(-1)
  }
  expect(walked).toEqual(everything)
})

it.each([
  ['=', where('status', '=', 'paid'), (row) => row.status === 'paid'],
  ['!=', where('status', '!=', 'PAID'), (row) => row.status !== 'paid'],
  ['<>', where('status', '<>', 'paid'), (row) => row.status !== 'paid'],
  ['> on a sum', where('total', '>', '69.00'), (row) => Number(row.total) > 69],
  ['<= on a sum', where('due', '<=', '0'), (row) => Number(row.due) <= 0],
  ['= on a sum', where('total', '=', '49.95'), (row) => row.total === 49.95],
  ['< on an id', where('id', '<', 50), (row) => Number(row.id) < 50],
  ['>= on an id', where('id', '>=', 50), (row) => Number(row.id) >= 50],
  ['IN', where('customer_id', 'IN', 3, 9, 4), (row) => [3, 4, 9].includes(Number(row.customer_id))],
  [
    'BETWEEN',
    where('date_created', 'BETWEEN', '2026-10-01', '2026-10-31'),
    (row) => String(row.date_created).startsWith('2026-10'),
  ],
  [
    'BETWEEN two days',
    where('date_created', 'BETWEEN', '2026-11-02', '2026-11-03'),
    (row) => ['2026-11-02', '2026-11-03'].includes(String(row.date_created)),
  ],
  ['LIKE without %', where('number', 'LIKE', '0005'), (row) => String(row.number).includes('0005')],
  ['LIKE with %', where('number', 'LIKE', '%5'), (row) => String(row.number).endsWith('5')],
  ['REGEXP', where('number', 'REGEXP', '[13]$'), (row) => /[13]$/.test(String(row.number))],
  ['FIND_IN_SET', where('status', 'FIND_IN_SET', 'paid'), (row) => row.status === 'paid'],
  [
    'several at once',
    `${where('id', '>', 100)}&main_attributes%5Bstatus%5D=not_paid`,
    (row) => Number(row.id) > 100 && row.status === 'not_paid',
  ],
] satisfies [string, string, (row: Record<string, unknown>) => boolean][])(
  'filters by %s, in the list and in the count',
  async (_, query, isWanted) => {
    const { rows, api } = await setup()
    const wanted = (await rows(INVOICES)).filter(isWanted)
    expect(wanted.length).toBeGreaterThan(0)
    expect(await rows(`${INVOICES}?${query}`)).toEqual(wanted)
    const counted = await api('HEAD', `${INVOICES}?${query}`)
    expect(counted.status).toBe(204)
    expect(counted.headers.get('x-total-count')).toBe(String(wanted.length))
  },
)

it('finds what is in none: unpaid by payment_id, unlinked by request_id', async () => {
  const { rows } = await setup()
  const open = await rows(`${INVOICES}?${where('payment_id', '=', 0)}`)
  expect(open.length).toBeGreaterThan(0)
  const payments = await rows('admin/finance/payments')
  const unlinked = payments.filter(({ request_id }) => request_id === 0)
  expect(await rows(`admin/finance/payments?${where('request_id', '=', 0)}`)).toEqual(unlinked)
})

it('sorts, skips and limits', async () => {
  const { rows } = await setup()
  const all = ids(await rows(INVOICES))
  const backwards = `${INVOICES}?order%5Bid%5D=DESC`
  expect(ids(await rows(backwards))).toEqual([...all].reverse())
  expect(ids(await rows(`${backwards}&limit=5&offset=3`))).toEqual([...all].reverse().slice(3, 8))
  expect(await rows(`${INVOICES}?limit=0`)).toEqual([])
  const totals = (await rows(`${INVOICES}?order[total]=ASC`)).map(({ total }) => Number(total))
  expect(totals).toEqual([...totals].sort((a, b) => a - b))
})

it('answers a list of 100 ids in ascending order, without the missing ones', async () => {
  const { rows } = await setup()
  const all = ids(await rows(INVOICES))
  const wanted = [...all.slice(20, 119)].reverse() as number[]
  const found = await rows(`${INVOICES}?${where('id', 'IN', 999_999, ...wanted)}`)
  expect(ids(found)).toEqual(all.slice(20, 119))
})

it('ignores plain parameters and silently lists everything', async () => {
  const { rows } = await setup()
  expect(await rows(`${CUSTOMERS}?partner_id=2&page=3&per_page=5`)).toHaveLength(60)
})

it('refuses an unknown attribute or operator rather than listing everything', async () => {
  const { api } = await setup()
  const paths = [
    `${INVOICES}?main_attributes[nonsense]=1`,
    `${INVOICES}?main_attributes[constructor]=1`,
    `${INVOICES}?${where('id', 'NEAR', 1)}`,
    `${INVOICES}?${where('number', 'REGEXP', '(')}`,
    `${INVOICES}?order[nonsense]=ASC`,
  ]
  for (const path of paths) expect((await api('GET', path)).status).toBe(400)
})

it('writes the header of a count as X-total-count, to the letter', async () => {
  const { url } = await setup()
  const rawHeaders = await new Promise<string[]>((resolve, reject) => {
    const headers = { authorization: signed() }
    const path = `${url}/api/2.0/${CUSTOMERS}`
    httpRequest(path, { method: 'HEAD', headers }, (response) => {
      response.resume()
      resolve(response.rawHeaders)
    })
      .on('error', reject)
      .end()
  })
  expect(rawHeaders).toContain('X-total-count')
  expect(rawHeaders).toContain('Access-Control-Expose-Headers')
})

it('describes a resource to OPTIONS', async () => {
  const { api } = await setup()
  const { status, body } = await api('OPTIONS', 'admin/finance/payments')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    attributes: expect.arrayContaining([
      { name: 'customer_id', title: 'Customer ID', type: 'integer', required: true },
      { name: 'amount', title: 'Sum', type: 'float', required: true },
      { name: 'date', title: 'Date', type: 'date', required: false },
    ]),
    additional_attributes: [],
  })
})

it.each([
  ['PUT', INVOICES, 400, 'BAD_REQUEST'],
  ['DELETE', INVOICES, 400, 'BAD_REQUEST'],
  ['GET', `${INVOICES}/999999`, 404, 'NOT_FOUND'],
  ['GET', `${INVOICES}/abc`, 404, 'NOT_FOUND'],
  ['GET', 'admin/finance/nothing', 404, 'NOT_FOUND'],
  ['PATCH', INVOICES, 405, 'METHOD_NOT_ALLOWED'],
  ['POST', 'admin/config/entry-points', 405, 'METHOD_DISABLED'],
  ['DELETE', 'admin/finance/invoice-relations', 405, 'METHOD_DISABLED'],
])('answers %s %s with %i %s', async (method, path, status, code) => {
  const { api } = await setup()
  expect(await api(method, path)).toMatchObject({ status, body: errorOf(status, code) })
})

it('refuses a body that is no JSON', async () => {
  const { api } = await setup()
  const headers = { 'content-type': 'application/json' }
  const answer = await api('POST', 'admin/finance/payments', { body: '{"amount":', headers })
  expect(answer).toMatchObject({ status: 400, body: errorOf(400, 'BAD_REQUEST') })
})

it('answers invoices with the types of a live system', async () => {
  const { row, rows } = await setup()
  const [open] = await rows(`${INVOICES}?main_attributes[status]=not_paid&limit=1`)
  expect(await row(`${INVOICES}/${open?.id}`)).toEqual(open)
  expect(open).toMatchObject({
    id: expect.any(Number),
    customer_id: expect.any(Number),
    number: expect.stringMatching(/^2026\d{8}$/),
    date_payment: '0000-00-00',
    total: expect.any(Number),
    due: expect.any(Number),
    payment_id: 0,
    is_sent: '0',
    payd_from_deposit: '0',
    items: expect.arrayContaining([
      expect.objectContaining({
        price: expect.stringMatching(/^-?\d+\.\d{4}$/),
        tax: expect.stringMatching(/^\d+\.\d{4}$/),
      }),
    ]),
  })
  const [payment] = await rows('admin/finance/payments?limit=1')
  expect(payment).toMatchObject({
    amount: expect.stringMatching(/^\d+\.\d{4}$/),
    remind_amount: expect.stringMatching(/^\d+\.\d{4}$/),
  })
  expect(await row('admin/customers/customer-billing/1')).toMatchObject({
    deposit: expect.stringMatching(/^-?\d+\.\d{4}$/),
    payment_method: expect.stringMatching(/^\d$/),
  })
})
