import { expect, it } from 'vitest'
import { GOOD_CARD, newId, setup, setupSales } from './ippay-support.ts'

it('lists what moved money, with references and without a card number', async () => {
  const { send, control, url } = await setup()
  const TransactionID = newId()
  await send('SALE', {
    ...GOOD_CARD,
    CVV2: '987',
    TransactionID,
    TotalAmount: 6995,
    OrderNumber: 'INV-1',
    UDField1: 'payment-1',
    UDField2: 'two',
    UDField3: 'three',
  })
  await send('SALE', { ...GOOD_CARD, TotalAmount: 105 })
  await send('AUTHONLY', { ...GOOD_CARD, TotalAmount: 100 })
  await send('PING')
  const { body } = await control('GET', 'transactions')
  expect(body).toEqual({
    count: 1,
    cents: 6995,
    listed: 1,
    transactions: [
      {
        transactionId: TransactionID,
        type: 'SALE',
        amountCents: 6995,
        terminalId: 'TESTTERMINAL',
        token: expect.stringMatching(/^4.*1000$/),
        last4: '1000',
        orderNumber: 'INV-1',
        udField1: 'payment-1',
        udField2: 'two',
        udField3: 'three',
        approval: expect.stringMatching(/^TEST\d\d$/),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        ipTransId: 90_000_001,
      },
    ],
  })
  const everything = await Promise.all(
    ['transactions', 'requests', 'faults', 'settings', 'clock'].map(async (address) =>
      (await fetch(`${url}/_sandbox/${address}`)).text(),
    ),
  )
  expect(everything.join('')).not.toContain(GOOD_CARD.CardNum)
  expect(everything.join('')).not.toContain('987')
})

it('sums what was taken against what was given back', async () => {
  const { send, control, summary } = await setup()
  const sale = newId()
  await send('SALE', { ...GOOD_CARD, TransactionID: sale, TotalAmount: 5000 })
  await send('SALE', { ...GOOD_CARD, TotalAmount: 1000 })
  await send('FORCE', { ...GOOD_CARD, TotalAmount: 300, Approval: '123456' })
  await send('CREDIT', { TransactionID: sale, TotalAmount: 700 })
  const expected = {
    count: 4,
    cents: 5600,
    byType: {
      SALE: { count: 2, cents: 6000 },
      FORCE: { count: 1, cents: 300 },
      CREDIT: { count: 1, cents: 700 },
    },
  }
  expect((await control('GET', 'transactions?summary=1')).body).toEqual(expected)
  expect(summary()).toEqual(expected)
})

it('pages and filters, and sums what the filter leaves', async () => {
  const { control } = await setupSales(1_203, (at) => ({
    orderNumber: `INV-${at % 3}`,
    udField1: `payment-${at}`,
  }))
  const list = async (query: string) => (await control('GET', `transactions${query}`)).body
  expect((await list('')).transactions).toHaveLength(1_203)
  const page = await list('?limit=2&offset=1200')
  expect(page.transactions.map((row) => row.udField1)).toEqual(['payment-1200', 'payment-1201'])
  expect(page.listed).toBe(1_203)
  expect(await list('?udField1=payment-77')).toMatchObject({ count: 1, cents: 100 })
  expect(await list('?orderNumber=INV-0&summary=1')).toMatchObject({ count: 401, cents: 40_100 })
  expect((await control('GET', 'transactions?limit=-1')).status).toBe(400)
})

it('keeps a short memory of what was asked, newest first', async () => {
  const { send, control } = await setup()
  const TransactionID = newId()
  await send('SALE', { ...GOOD_CARD, TransactionID, TotalAmount: 100 })
  await send('4111111111111111')
  const { body } = await control('GET', 'requests?limit=2')
  expect(body.requests).toMatchObject([
    { type: '', transactionId: '', actionCode: '900' },
    { type: 'SALE', transactionId: TransactionID, actionCode: '000' },
  ])
})

it('forgets everything on a reset', async () => {
  const { send, control, summary } = await setup()
  await send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
  await control('PUT', 'faults', { rules: [{ kind: 'error-500', probability: 1 }] })
  await control('PUT', 'settings', { enquiryUnknown: '940' })
  expect((await control('POST', 'reset')).status).toBe(200)
  expect(summary().count).toBe(0)
  expect((await control('GET', 'faults')).body.rules).toEqual([])
  expect((await control('GET', 'settings')).body.enquiryUnknown).toBe('025')
})

it.each([
  ['PUT', 'settings', { enquiry: 'sometimes' }],
  ['PUT', 'settings', { other: 1 }],
  ['PUT', 'clock', { now: 'tomorrow' }],
  ['PUT', 'faults', { rules: [{ kind: 'unkind', probability: 1 }] }],
])('%s %s refuses %j', async (method, address, body) => {
  const { control } = await setup()
  const answer = await control(method, address, body)
  expect(answer.status).toBe(400)
  expect(answer.body.error).not.toBe('')
})

it('has no other control addresses', async () => {
  const { control } = await setup()
  expect((await control('GET', 'other')).status).toBe(404)
  expect((await control('DELETE', 'transactions')).status).toBe(404)
})

it('runs on the clock that it was given', async () => {
  const { control } = await setup({ today: '2026-02-27' })
  expect((await control('GET', 'clock')).body.now).toMatch(/^2026-02-2[678]T/)
  const moved = await control('PUT', 'clock', { now: '2027-01-01T12:00:00Z' })
  expect(moved.body.now).toMatch(/^2027-01-01T12:00:0/)
})
