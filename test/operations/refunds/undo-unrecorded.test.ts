import { describe, expect, it } from 'vitest'
import { findRecording } from '../../../src/db/recordings.ts'
import { openPayment } from '../../../src/operations/open-payment.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'

import { finish, inSplynx, send, setupGivenBack } from './undo-support.ts'

describe('a payment that Splynx does not have yet', () => {
  it('and nobody has told it of is not recorded any more, and leaves nothing behind', async () => {
    const world = await setupGivenBack({ isRecorded: false })
    await send(world)
    await finish(world)
    expect(inSplynx(world)).toEqual([])
    expect(await world.undoings()).toEqual([])
    expect(await world.payment()).toMatchObject({ status: 'voided' })
    expect(await findRecording(world.context.db, world.paymentId)).toMatchObject({
      next_try_at: null,
      recorded_at: null,
      tries: 0,
    })
  })

  it.each(['lost_before', 'lost_after'] as const)(
    'and may have been told of (%s) is looked for, and undone if it is there',
    async (fault) => {
      const world = await setupGivenBack({ isRecorded: false })
      world.context.splynx.faults.push(fault)
      await recordPayments(world.context, [world.paymentId])
      await send(world)
      await finish(world)
      expect(inSplynx(world)).toEqual([])
      expect(world.documentNow()).toMatchObject({ status: 'not_paid' })
      expect((await world.undoings())[0]!.done_at).not.toBeNull()
      expect((await findRecording(world.context.db, world.paymentId))!.next_try_at).toBeNull()
      expect(await world.payment()).toMatchObject({ status: 'voided' })
    },
  )

  it('and is voided while a worker records it is recorded, then undone', async () => {
    const world = await setupGivenBack({ isRecorded: false })
    const { splynx } = world.context
    const { createPayment } = splynx
    splynx.createPayment = async (payment) => {
      // The void comes in between the claim of the recording and its request.
      await send(world)
      await world.context.drain()
      return createPayment(payment)
    }
    await recordPayments(world.context, [world.paymentId])
    splynx.createPayment = createPayment
    expect(inSplynx(world)).toHaveLength(1)
    await finish(world)
    expect(inSplynx(world)).toEqual([])
    expect(await world.payment()).toMatchObject({ status: 'voided' })
    expect((await findRecording(world.context.db, world.paymentId))!.recorded_at).not.toBeNull()
  })

  it('and of which a part goes back is recorded whole first', async () => {
    const world = await setupGivenBack({ isRecorded: false, amountCents: 1000 })
    world.context.splynx.isDown = true
    await recordPayments(world.context, [world.paymentId])
    await send(world)
    await finish(world)
    world.context.splynx.isDown = false
    await finish(world)
    expect(inSplynx(world)).toEqual([
      { amountCents: 4999, isLinked: true },
      { amountCents: -1000, isLinked: true },
    ])
    expect(await world.payment()).toMatchObject({ status: 'recorded', refunded_cents: 1000 })
  })
})

it('a person may pay the document again, which is a payment of its own', async () => {
  const world = await setupGivenBack()
  await send(world)
  await world.context.drain()
  const { context, document, method } = world
  const result = await openPayment(context, {
    customerId: document.customerId,
    target: { document: { kind: 'invoice', id: document.id } },
    expectedCents: 4999,
    methodId: method.id,
    channel: 'clerk',
    actor: 'staff:clerk',
    requestKey: 'another',
  })
  expect(result.kind).toBe('opened')
  await context.drain()
  expect(inSplynx(world)).toEqual([{ amountCents: 4999, isLinked: true }])
})

it('but not before Splynx shows what went back', async () => {
  const world = await setupGivenBack({ isRecorded: false })
  const { context, document, method, paymentId } = world
  context.splynx.faults.push('lost_before')
  await recordPayments(context, [paymentId])
  await send(world)
  const request = {
    customerId: document.customerId,
    target: { document: { kind: 'invoice' as const, id: document.id } },
    expectedCents: 4999,
    methodId: method.id,
    channel: 'clerk' as const,
    actor: 'staff:clerk',
    requestKey: 'another',
  }
  expect(await openPayment(context, request)).toEqual({ kind: 'under_way', paymentId })
  await finish(world)
  expect(await openPayment(context, request)).toMatchObject({ kind: 'opened' })
})
