import { describe, expect, it } from 'vitest'
import type { Answering } from './support/stub.ts'
import { inTurn, json, lists, page, says, setup } from './support/stub.ts'

const customer = (id: number, changes: object = {}) => ({
  id,
  login: `login${id}`,
  name: `Name ${id}`,
  email: `mail${id}@example.com`,
  phone: '',
  status: 'active',
  partner_id: 1,
  location_id: 2,
  billing_type: 'recurring',
  zip_code: '58501',
  ...changes,
})

it('finds a customer, or null', async () => {
  const { splynx } = await setup(inTurn(says(200, customer(3)), says(404, { error: {} })))
  expect(await splynx.findCustomer(3)).toMatchObject({ id: 3, name: 'Name 3', postalCode: '58501' })
  expect(await splynx.findCustomer(3)).toBeNull()
})

it('takes no other customer for the one asked for', async () => {
  const { splynx } = await setup(says(200, customer(4)))
  await expect(splynx.findCustomer(3)).rejects.toThrow('another customer')
})

it('finds customers a hundred at a time', async () => {
  const { splynx, requests } = await setup(inTurn(lists(customer(1)), lists(customer(120))))
  const ids = Array.from({ length: 120 }, (_, at) => at + 1)
  expect((await splynx.findCustomers(ids)).map(({ id }) => id)).toEqual([1, 120])
  expect(requests.map(({ query }) => query[0])).toEqual([
    'main_attributes[id][0]=IN',
    'main_attributes[id][0]=IN',
  ])
})

it('takes no list of other customers for an answer: those asked for would count as gone', async () => {
  const { splynx } = await setup(lists(customer(1), customer(2)))
  await expect(splynx.findCustomers([2, 3])).rejects.toMatchObject({ name: 'FilterIgnored' })
})

it('one customer who makes no sense does not hide the others', async () => {
  const odd = [null, 'x', { id: 0 }, { name: 'Nobody' }]
  const { splynx } = await setup(lists(...odd, customer(2, { status: 7, partner_id: [] })))
  expect(await splynx.findCustomers([2, 3])).toMatchObject([
    { id: 2, status: 'other', partnerId: 0 },
  ])
})

describe('how customers pay', () => {
  it('is told for each, and 0 for who is gone or has nothing that makes sense', async () => {
    const answers: Record<string, [number, unknown]> = {
      7: [200, { customer_id: 7, payment_method: '3' }],
      8: [404, { error: { message: 'x', code: 404, internal_code: 'NOT_FOUND' } }],
      9: [200, { customer_id: '9', payment_method: 'cash' }],
    }
    const { splynx } = await setup((response, { path }) => {
      const [status, body] = answers[path.split('/').at(-1)!]!
      json(response, body, status)
    })
    const types = await splynx.findPaymentTypes([7, 8, 9])
    expect([...types].sort()).toEqual([
      [7, 3],
      [8, 0],
      [9, 0],
    ])
  })

  it('is an error, and nobody’s 0, while Splynx does not answer', async () => {
    const { splynx } = await setup(page(502))
    await expect(splynx.findPaymentTypes([7])).rejects.toMatchObject({ status: 502 })
  })
})

describe('searching customers', () => {
  /** Answers each question by the attribute that it asks about. */
  const byAttribute =
    (answers: Record<string, unknown[]>): Answering =>
    (response, { query }) => {
      const attribute = /^main_attributes\[(\w+)\]/.exec(query[0] ?? '')?.[1] ?? ''
      json(response, answers[attribute] ?? [])
    }

  it('looks at name, login, e-mail and id, and names each customer once', async () => {
    const ruth = customer(7, { name: 'Flat 7', login: 'ruth7' })
    const { splynx, requests } = await setup(
      byAttribute({ id: [customer(7, ruth)], name: [ruth], email: [customer(9)], login: [ruth] }),
    )
    expect((await splynx.searchCustomers(' 7 ', 10)).map(({ id }) => id)).toEqual([7])
    const questions = requests.map(({ query }) => query.slice(0, 2).join(' ')).sort()
    expect(questions).toEqual([
      'main_attributes[email][0]=LIKE main_attributes[email][1]=%7%',
      'main_attributes[id]=7 order[id]=ASC',
      'main_attributes[login][0]=LIKE main_attributes[login][1]=%7%',
      'main_attributes[name][0]=LIKE main_attributes[name][1]=%7%',
    ])
  })

  it('does not ask for an id when the text is none', async () => {
    const { splynx, requests } = await setup(lists())
    await splynx.searchCustomers('olson', 10)
    expect(requests).toHaveLength(3)
  })

  it('finds what MySQL finds, whatever the accents and the case', async () => {
    const { splynx } = await setup(byAttribute({ name: [customer(1, { name: 'José Núñez' })] }))
    expect(await splynx.searchCustomers('NUNEZ', 10)).toHaveLength(1)
  })

  it('leaves out who does not match, should Splynx ignore the question', async () => {
    const { splynx } = await setup(lists(customer(1), customer(2)))
    expect((await splynx.searchCustomers('name 2', 10)).map(({ id }) => id)).toEqual([2])
  })

  it('keeps to the limit', async () => {
    const { splynx } = await setup(lists(customer(1), customer(2), customer(3)))
    expect(await splynx.searchCustomers('name', 2)).toHaveLength(2)
  })

  it.each(['', '   ', '%', '%%'])(
    'asks nothing for %j, which would match everyone',
    async (text) => {
      const { splynx, requests } = await setup(lists(customer(1)))
      expect(await splynx.searchCustomers(text, 10)).toEqual([])
      expect(requests).toHaveLength(0)
    },
  )
})

describe('the balance', () => {
  it('is the deposit in cents', async () => {
    const { splynx, requests } = await setup(says(200, { customer_id: 7, deposit: '-49.9900' }))
    expect(await splynx.findBalanceCents(7)).toBe(-4_999)
    expect(requests[0]?.path).toBe('/api/2.0/admin/customers/customer-billing/7')
  })

  it.each([
    { body: { customer_id: 8, deposit: '1.0000' }, words: 'another customer' },
    { body: { customer_id: 7 }, words: 'deposit is no amount' },
    { body: [], words: 'not an object' },
  ])('of $body is an error', async ({ body, words }) => {
    const { splynx } = await setup(says(200, body))
    await expect(splynx.findBalanceCents(7)).rejects.toThrow(words)
  })
})

it('lists partners, locations and payment methods', async () => {
  const { splynx, requests } = await setup(
    lists({ id: '1', name: 'Main' }, { id: 2, name: 'West' }),
  )
  const named = [
    { id: 1, name: 'Main' },
    { id: 2, name: 'West' },
  ]
  expect(await splynx.listPartners()).toEqual(named)
  expect(await splynx.listLocations()).toEqual(named)
  expect(await splynx.listPaymentMethods()).toEqual(named)
  expect(requests.map(({ path }) => path.replace('/api/2.0/admin/', ''))).toEqual([
    'administration/partners',
    'administration/locations',
    'finance/payment-methods',
  ])
})
