import { expect, it } from 'vitest'
import { splynx as simulated } from './support/simulator.ts'
import { lists, mute, says, setup } from './support/stub.ts'

const FEE = {
  customerId: 7,
  amountCents: 2_505,
  date: '2026-11-25',
  description: 'Fee for a returned payment',
  comment: 'IPpay return 01KAXW3T6PZ4Y8V2B7N5QMCJDH',
}

it('a debit is sent with its amount as decimal text, and comes onto the next invoice', async () => {
  const { splynx, requests } = await setup(says(201, { id: 901 }))
  expect(await splynx.createTransaction(FEE)).toEqual({ kind: 'created', id: 901 })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: '/api/2.0/admin/finance/transactions',
      body: {
        customer_id: 7,
        type: 'debit',
        quantity: 1,
        price: '25.05',
        to_invoice: '1',
        comment: FEE.comment,
      },
    },
  ])
})

it.each([
  { what: 'no answer', answer: mute, kind: 'unknown' },
  { what: '201 without an id', answer: says(201, {}), kind: 'unknown' },
  { what: 'a failure', answer: says(500, {}), kind: 'unknown' },
  { what: 'a refusal', answer: says(422, [{ field: 'customer_id' }]), kind: 'refused' },
])('$what is $kind, and nothing is sent again', async ({ answer, kind }) => {
  const { splynx, requests } = await setup(answer, { timeoutMs: 300 })
  expect((await splynx.createTransaction(FEE)).kind).toBe(kind)
  expect(requests).toHaveLength(1)
})

it('one is found again by its customer and its whole comment', async () => {
  const rows = [{ id: 5, customer_id: 7, price: '25.0500', comment: FEE.comment }]
  const { splynx, requests } = await setup(lists(...rows))
  const found = await splynx.findTransactionByComment(7, FEE.comment)
  expect(found).toEqual({ id: 5, amountCents: 2_505 })
  expect(requests[0]!.query.join('&')).toContain('comment')
})

it('others than the one asked for are no "no"', async () => {
  const { splynx } = await setup(lists({ id: 5, price: '1.0000', comment: 'Gift' }))
  await expect(splynx.findTransactionByComment(7, FEE.comment)).rejects.toThrow(
    'ignores the comment',
  )
})

it('an empty list is', async () => {
  const { splynx } = await setup(lists())
  expect(await splynx.findTransactionByComment(7, FEE.comment)).toBeNull()
})

it('in the simulated Splynx it lowers the balance, and is found again', async () => {
  const fee = { ...FEE, customerId: 4 }
  const before = await simulated.findBalanceCents(4)
  const result = await simulated.createTransaction(fee)
  expect(await simulated.findBalanceCents(4)).toBe(before - 2_505)
  expect(await simulated.findTransactionByComment(4, fee.comment)).toEqual({
    id: 'id' in result && result.id,
    amountCents: 2_505,
  })
  expect(await simulated.findTransactionByComment(5, fee.comment)).toBeNull()
})
