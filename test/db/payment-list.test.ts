import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import { listPayments, type PaymentFilter } from '../../src/db/payment-list.ts'
import { parsePaymentSearch } from '../../src/domain/payment-search.ts'
import { testContext } from '../support/context.ts'
import { claim, makeMethod, makePayment } from '../support/factories.ts'

const MINUTE_MS = 60_000

/** Ten payments a minute apart, the last one the newest; returns their ids, newest first. */
async function makeTen() {
  const context = testContext()
  const method = await makeMethod(context)
  const ids: string[] = []
  for (let at = 0; at < 10; at++) {
    const { id } = await makePayment(context, {
      method,
      customer_name: at % 2 ? 'Ashley Miller' : 'Béla Nagy',
      document_number: `2026${at}`,
      amount_cents: 1_000 + at,
      channel: at === 3 ? 'clerk' : 'customer',
    })
    ids.unshift(id)
    context.clock.forward(MINUTE_MS)
  }
  return { context, ids, method }
}

const found = async (db: Parameters<typeof listPayments>[0], filter: PaymentFilter) =>
  (await listPayments(db, filter, { size: 50 })).payments.map(({ id }) => id)

const searchFor = (typed: string) => {
  const search = parsePaymentSearch(typed)
  if (search.kind === 'too_short') throw new Error('too short')
  return { search }
}

describe('pages', () => {
  it('go through every payment once, there and back', async () => {
    const { context, ids } = await makeTen()
    const list = (page: { olderThan?: string; newerThan?: string }) =>
      listPayments(context.db, {}, { size: 4, ...page })
    const idsOf = ({ payments }: Awaited<ReturnType<typeof list>>) => payments.map(({ id }) => id)

    const first = await list({})
    expect(idsOf(first)).toEqual(ids.slice(0, 4))
    expect(first.newerThan).toBeUndefined()
    const second = await list({ olderThan: first.olderThan })
    expect(idsOf(second)).toEqual(ids.slice(4, 8))
    const third = await list({ olderThan: second.olderThan })
    expect(idsOf(third)).toEqual(ids.slice(8))
    expect(third.olderThan).toBeUndefined()

    const back = await list({ newerThan: third.newerThan })
    expect(idsOf(back)).toEqual(ids.slice(4, 8))
    expect(back.olderThan).toBe(second.olderThan)
    const start = await list({ newerThan: back.newerThan })
    expect(idsOf(start)).toEqual(ids.slice(0, 4))
    expect(start.newerThan).toBeUndefined()
  })

  it('keep their places when payments arrive meanwhile', async () => {
    const { context, ids, method } = await makeTen()
    const first = await listPayments(context.db, {}, { size: 4 })
    await makePayment(context, { method })
    const second = await listPayments(context.db, {}, { size: 4, olderThan: first.olderThan })
    expect(second.payments.map(({ id }) => id)).toEqual(ids.slice(4, 8))
  })

  it('begin anywhere, even at a time that no payment can have', async () => {
    const { context, ids } = await makeTen()
    const page = { size: 50, olderThan: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' }
    const { payments } = await listPayments(context.db, {}, page)
    expect(payments.map(({ id }) => id)).toEqual(ids)
  })
})

describe('the search', () => {
  it.each([
    ['20263', [3]],
    ['$10.05', [5]],
    ['Ashley', [9, 7, 5, 3, 1]],
    ['ashley m', [9, 7, 5, 3, 1]],
    ['BÉLA', [8, 6, 4, 2, 0]],
    ['1111', [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]], // the last four digits
    ['1', [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]], // the customer's id
    ['Miller', []],
    ['A%', []],
    ['_shley', []],
    ['999999', []],
  ])('%j finds the right payments', async (typed, expected) => {
    const { context, ids } = await makeTen()
    const numbers = (await found(context.db, searchFor(typed))).map((id) => 9 - ids.indexOf(id))
    expect(numbers).toEqual(expected)
  })

  it('finds a payment by its id and by the TransactionID of any attempt', async () => {
    const { context, ids } = await makeTen()
    const { attempt } = await claim(context, { id: ids[2]! })
    expect(await found(context.db, searchFor(ids[6]!))).toEqual([ids[6]])
    expect(await found(context.db, searchFor(attempt.transaction_id))).toEqual([ids[2]])
    expect(await found(context.db, searchFor(ulid()))).toEqual([])
  })

  it('goes together with every filter', async () => {
    const { context, ids } = await makeTen()
    const { db } = context
    const clerk = ids[9 - 3]
    expect(await found(db, { ...searchFor('Ashley'), channel: 'clerk' })).toEqual([clerk])
    expect(await found(db, { ...searchFor('Ashley'), methodKind: 'bank' })).toEqual([])
    expect(await found(db, { ...searchFor('1111'), status: 'declined' })).toEqual([])
    expect(await found(db, { ...searchFor('$10.03'), status: 'pending' })).toEqual([clerk])
    expect(await found(db, { ...searchFor('Ashley'), runId: 9 })).toEqual([])
  })
})

it('a search without an index stops after a stretch, says so, and goes on from there', async () => {
  const { context, ids } = await makeTen()
  const seen: string[][] = []
  let olderThan: string | undefined
  do {
    const page = { size: 2, olderThan }
    const part = await listPayments(context.db, { channel: 'clerk' }, page, { time: 3, id: 3 })
    seen.push(part.payments.map(({ id }) => id))
    if (part.olderThan) expect(part.searchedBackTo).toBeInstanceOf(Date)
    olderThan = part.olderThan
  } while (olderThan)
  expect(seen).toEqual([[], [], [ids[9 - 3]], []])
})

it('a period includes its first moment and ends before its last', async () => {
  const { context, ids } = await makeTen()
  const start = new Date('2026-11-24T15:00:00Z').getTime()
  const period = {
    from: new Date(start + 2 * MINUTE_MS),
    before: new Date(start + 5 * MINUTE_MS),
  }
  const expected = [ids[9 - 4], ids[9 - 3], ids[9 - 2]]
  expect(await found(context.db, period)).toEqual(expected)
  expect(await found(context.db, { ...period, ...searchFor('1111') })).toEqual(expected)
  expect(await found(context.db, { ...period, ...searchFor('Ashley') })).toEqual([ids[9 - 3]])
})
