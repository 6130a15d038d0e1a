import { describe, expect, it } from 'vitest'
import { DEFAULT_LAYOUT, layoutOf } from '../../src/splynx/account-layout.ts'
import { expiryOf } from '../../src/splynx/payment-accounts.ts'
import type { PaymentAccount } from '../../src/splynx/splynx.ts'
import type { Answering } from './support/stub.ts'
import { collect, json, says, setup } from './support/stub.ts'

const IPPAY = {
  id: 3,
  title: 'IPpay',
  field_1: 'Card token',
  field_2: 'Cardholder name',
  field_3: 'Last four digits',
  field_4: 'Expiration date',
  field_6: 'Bank account number',
  field_7: 'Routing number',
  field_8: 'Name on account',
  field_9: 'Account type',
}

const row = (customerId: number, changes: object = {}) => ({
  account_id: 3,
  customer_id: customerId,
  field_1: '1234567890123456',
  field_2: 'Ruth Olson',
  field_3: '1111',
  field_4: '2028-04',
  field_5: '',
  field_6: '5566778899',
  field_7: '091300023',
  field_8: 'R Olson',
  field_9: 'CHECKING',
  field_10: null,
  ...changes,
})

const account = (customerId: number): PaymentAccount => ({
  customerId,
  cardToken: '1234567890123456',
  cardHolder: 'Ruth Olson',
  cardLast4: '1111',
  cardExpiry: '2028-04',
  bankToken: '5566778899',
  bankRouting: '091300023',
  bankHolder: 'R Olson',
  bankType: 'CHECKING',
})

const answering =
  (definitions: unknown[], rows: { customer_id: number }[] = []): Answering =>
  (response, { method, path, query }) => {
    if (method === 'PUT') return json(response, {}, 202)
    if (path.endsWith('customer-payment-accounts')) return json(response, definitions)
    const after = Number(
      query.find((name) => name.startsWith('main_attributes[customer_id][1]'))?.split('=')[1],
    )
    const limit = Number(query.at(-1)?.split('=')[1])
    json(response, rows.filter(({ customer_id }) => customer_id > after).slice(0, limit))
  }

describe('the place of each field', () => {
  it('is the usual one where the labels say so or say nothing', () => {
    expect(layoutOf(IPPAY)).toEqual(DEFAULT_LAYOUT)
    expect(layoutOf({ id: 3, title: 'IPpay' })).toEqual(DEFAULT_LAYOUT)
    expect(layoutOf({ field_1: 'Datensatz', field_6: 'Konto' })).toEqual(DEFAULT_LAYOUT)
  })

  it('is the one that the labels name', () => {
    const swapped = { ...IPPAY, field_6: 'Routing number', field_7: 'Account number' }
    expect(layoutOf(swapped)).toEqual({ ...DEFAULT_LAYOUT, bankRouting: 6, bankToken: 7 })
    expect(layoutOf({ field_5: 'Card expiry' })).toEqual({ ...DEFAULT_LAYOUT, cardExpiry: 5 })
  })

  it('is not taken from a label that could mean two things, or from two labels for one', () => {
    expect(layoutOf({ field_10: 'Last 4 of the account number' })).toEqual(DEFAULT_LAYOUT)
    expect(layoutOf({ field_5: 'Routing', field_10: 'ABA' })).toEqual(DEFAULT_LAYOUT)
  })

  it('is an error when two fields would share it', () => {
    expect(() => layoutOf({ field_1: 'Routing number' })).toThrow('not those of IPpay')
  })
})

it.each([
  ['2028-04', '2028-04'],
  ['04-2028', '2028-04'],
  ['04/2028', '2028-04'],
  ['04/28', '2028-04'],
  ['0428', '2028-04'],
  ['13-2028', ''],
  ['2028-00', ''],
  ['4/28', ''],
  ['', ''],
  ['never', ''],
])('an expiry of %j is %j', (text, expiry) => {
  expect(expiryOf(text)).toBe(expiry)
})

describe('reading every account', () => {
  it('pages by customer within the first definition', async () => {
    const definitions = [{ ...IPPAY, id: 9 }, IPPAY]
    const { splynx, requests } = await setup(answering(definitions, [row(1), row(2), row(5)]))
    expect(await collect(splynx.eachPaymentAccount(2))).toEqual([
      [account(1), account(2)],
      [account(5)],
    ])
    expect(requests[1]?.query).toEqual([
      'main_attributes[account_id]=3',
      'main_attributes[customer_id][0]=>',
      'main_attributes[customer_id][1]=0',
      'order[customer_id]=ASC',
      'limit=2',
    ])
  })

  it.each([
    { definitions: [{ id: 1, title: 'Stripe' }, IPPAY], taken: 3 },
    {
      definitions: [
        { id: 4, title: 'Cards' },
        { id: 1, title: 'Saved' },
      ],
      taken: 1,
    },
  ])('takes the definition $taken unless told otherwise', async ({ definitions, taken }) => {
    const { splynx, requests } = await setup(answering(definitions))
    await collect(splynx.eachPaymentAccount())
    expect(requests[1]?.query[0]).toBe(`main_attributes[account_id]=${taken}`)
  })

  it('takes the definition it was told to', async () => {
    const answer = answering([IPPAY, { ...IPPAY, id: 9 }], [row(1, { account_id: 9 })])
    const { splynx } = await setup(answer, { paymentAccountId: 9 })
    expect(await collect(splynx.eachPaymentAccount())).toEqual([[account(1)]])
  })

  it('is an error without that definition, and asks again the next time', async () => {
    let definitions: unknown[] = []
    const { splynx } = await setup((...request) => answering(definitions, [row(1)])(...request))
    await expect(collect(splynx.eachPaymentAccount())).rejects.toThrow('no payment account')
    definitions = [IPPAY]
    expect(await collect(splynx.eachPaymentAccount())).toHaveLength(1)
  })

  it("is an error when other programs' rows come back", async () => {
    const { splynx } = await setup(answering([IPPAY], [row(1, { account_id: 8 })]))
    await expect(collect(splynx.eachPaymentAccount())).rejects.toThrow('ignores the definition')
  })
})

describe('saving an account', () => {
  it('writes the given fields only, into the row of the customer and the definition', async () => {
    const { splynx, requests } = await setup(answering([IPPAY]))
    await splynx.savePaymentAccount(7, { cardToken: 'T', cardExpiry: '', bankType: 'SAVINGS' })
    await splynx.savePaymentAccount(8, { bankToken: 'B' })
    const [definitions, ...writes] = requests
    expect(definitions?.method).toBe('GET')
    expect(writes).toMatchObject([
      {
        method: 'PUT',
        query: ['id=7--3'],
        body: { field_1: 'T', field_4: '', field_9: 'SAVINGS' },
      },
      { method: 'PUT', query: ['id=8--3'], body: { field_6: 'B' } },
    ])
    expect(Object.keys(writes[0]?.body ?? {})).toHaveLength(3)
  })

  it('asks nothing when nothing is given', async () => {
    const { splynx, requests } = await setup(answering([IPPAY]))
    await splynx.savePaymentAccount(7, { cardToken: undefined })
    expect(requests).toHaveLength(0)
  })

  it('is an error, without the token, when Splynx will not have it, and is not tried again', async () => {
    const { splynx, requests } = await setup((response, request, number) =>
      request.method === 'PUT'
        ? says(503, {})(response, request, number)
        : answering([IPPAY])(response, request, number),
    )
    const saving = splynx.savePaymentAccount(7, { cardToken: '9999000011112222' })
    await expect(saving).rejects.toThrow(/^Splynx answered PUT \S+accounts with 503$/)
    expect(requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })
})
