import { describe, expect, it } from 'vitest'
import { transact } from '../../../src/db/transact.ts'
import { insertUndoings } from '../../../src/db/undoings.ts'
import { undoPayments } from '../../../src/operations/refunds/undo-payments.ts'
import type { DeleteFault, RecordFault } from '../../support/bogus-splynx.ts'
import { setup } from './support.ts'

import { finish, inSplynx, send, setupGivenBack } from './undo-support.ts'

describe('all of a payment whose document is to be paid again', () => {
  it('is deleted in Splynx, and the document is open', async () => {
    const world = await setupGivenBack()
    await send(world)
    await world.context.drain()
    expect(inSplynx(world)).toEqual([])
    expect(world.documentNow()).toMatchObject({ status: 'not_paid', dueCents: 4999 })
    expect(await world.undoings()).toMatchObject([{ cause: 'void', reopens: 1, tries: 1 }])
    expect((await world.undoings())[0]!.done_at).not.toBeNull()
  })

  it('becomes a negative payment of the document when Splynx will not delete it', async () => {
    const world = await setupGivenBack()
    world.context.splynx.deleteFaults.push('refused')
    await send(world)
    await world.context.drain()
    expect(inSplynx(world)).toEqual([
      { amountCents: 4999, isLinked: true },
      { amountCents: -4999, isLinked: true },
    ])
    expect(world.documentNow()).toMatchObject({ status: 'not_paid', dueCents: 4999 })
    const [refund] = await world.refunds()
    expect(world.context.splynx.payments[1]).toMatchObject({
      receiptNumber: refund!.transaction_id,
    })
  })

  it('that is gone from Splynx already needs nothing more', async () => {
    const world = await setupGivenBack()
    world.context.splynx.payments.length = 0
    await send(world)
    await finish(world)
    expect(inSplynx(world)).toEqual([])
    expect((await world.undoings())[0]!.how).toContain('not there any more')
  })
})

it('a part becomes a negative payment of the document', async () => {
  const world = await setupGivenBack({ amountCents: 1000 })
  await send(world)
  await finish(world)
  expect(inSplynx(world)).toEqual([
    { amountCents: 4999, isLinked: true },
    { amountCents: -1000, isLinked: true },
  ])
  expect(world.documentNow()).toMatchObject({ status: 'not_paid', dueCents: 1000 })
})

it.each([4999, 1000])(
  '%i cents of a document that stays paid are a negative payment without it',
  async (amountCents) => {
    const world = await setupGivenBack({ amountCents, reopens: false })
    await send(world)
    await finish(world)
    expect(inSplynx(world)).toEqual([
      { amountCents: 4999, isLinked: true },
      { amountCents: -amountCents, isLinked: false },
    ])
    expect(world.documentNow()).toMatchObject({ status: 'paid' })
  },
)

describe('Splynx is told until it shows it, once', () => {
  it.each<{ deletes: DeleteFault[]; creates: RecordFault[]; left: number[] }>([
    { deletes: ['lost_before'], creates: [], left: [] },
    { deletes: ['lost_after'], creates: [], left: [] },
    { deletes: ['lost_before', 'lost_before', 'lost_after'], creates: [], left: [] },
    { deletes: ['refused'], creates: ['lost_after'], left: [4999, -4999] },
    { deletes: ['refused'], creates: ['lost_before', 'lost_after'], left: [4999, -4999] },
    { deletes: ['refused'], creates: ['refused'], left: [4999, -4999] },
    { deletes: ['lost_before', 'refused'], creates: ['lost_before'], left: [4999, -4999] },
  ])('after $deletes and $creates', async ({ deletes, creates, left }) => {
    const world = await setupGivenBack()
    world.context.splynx.deleteFaults.push(...deletes)
    world.context.splynx.faults.push(...creates)
    await send(world)
    await finish(world)
    expect(inSplynx(world).map(({ amountCents }) => amountCents)).toEqual(left)
    expect(world.documentNow()).toMatchObject({ status: 'not_paid' })
    expect((await world.undoings())[0]!.done_at).not.toBeNull()
  })

  it('though it is down for hours', async () => {
    const world = await setupGivenBack()
    world.context.splynx.isDown = true
    await send(world)
    await finish(world)
    expect((await world.undoings())[0]).toMatchObject({ done_at: null })
    world.context.splynx.isDown = false
    await finish(world)
    expect(inSplynx(world)).toEqual([])
  })

  it('by one of many workers', async () => {
    const world = await setupGivenBack({ amountCents: 1000 })
    await send(world)
    const ids = (await world.undoings()).map(({ id }) => id)
    const workers = Array.from({ length: 6 }, () => world.context.another())
    await Promise.all(workers.map((worker) => undoPayments(worker, ids)))
    expect(inSplynx(world)).toHaveLength(2)
  })
})

it('a debit that the bank returned is undone in the same way', async () => {
  const world = await setup({ kind: 'bank' })
  const undoing = {
    paymentId: world.paymentId,
    cause: 'return' as const,
    sourceId: 'R01',
    amountCents: 4999,
    reopens: true,
    receiptNumber: 'RET-1',
  }
  const { context } = world
  await transact(context.db, (trx) => insertUndoings(trx, [undoing], context.now()))
  await finish(world)
  expect(inSplynx(world)).toEqual([])
  expect(world.documentNow()).toMatchObject({ status: 'not_paid' })
})
