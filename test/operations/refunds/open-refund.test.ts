import { describe, expect, it } from 'vitest'
import { listEvents } from '../../../src/db/payment-events.ts'
import { cancelRefund } from '../../../src/operations/refunds/cancel-refund.ts'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { makeApproved, makePayment } from '../../support/factories.ts'
import { DAY_MS, idOf, requestFor, setup, statusOf, TO_SETTLEMENT_MS } from './support.ts'

describe('the program chooses', () => {
  it('a void for all of a card payment that has not settled, until the minute it settles', async () => {
    const { context, open } = await setup()
    context.clock.forward(TO_SETTLEMENT_MS - 60_000)
    expect(await open({ expectedKind: 'credit' })).toEqual({
      kind: 'plan_changed',
      plan: { kind: 'void' },
    })
    context.clock.forward(60_000)
    expect(await open({ expectedKind: 'void' })).toEqual({
      kind: 'plan_changed',
      plan: { kind: 'credit' },
    })
  })

  it('no part of a card payment before it settles, and says when it does', async () => {
    const { open } = await setup()
    expect(await open({ amountCents: 1000, expectedKind: 'credit' })).toEqual({
      kind: 'plan_changed',
      plan: { kind: 'part_too_early', settlesAt: new Date('2026-11-25T12:00:00Z') },
    })
  })

  it('no reversal of a bank debit until the bank can hardly return it, and from which day on', async () => {
    const { context, open } = await setup({ kind: 'bank' })
    context.clock.forward(7 * DAY_MS)
    expect(await open({ expectedKind: 'reversal' })).toEqual({
      kind: 'plan_changed',
      plan: { kind: 'debit_too_early', from: '2026-12-02' },
    })
    context.clock.forward(DAY_MS)
    expect(await open({ expectedKind: 'reversal' })).toMatchObject({ kind: 'opened' })
  })
})

it('is stored with its reason, its history and an audit line before anybody is rung for', async () => {
  const { context, open, refunds, paymentId } = await setup()
  const refundId = idOf(await open({ reason: 'Card 4111111111111111 was not hers' }))
  expect(await refunds()).toMatchObject([{ id: refundId, status: 'pending', kind: 'void' }])
  expect(context.rings.at(-1)).toMatchObject({ name: 'send-refund', payload: { refundId } })
  const events = await listEvents(context.db, paymentId)
  expect(events.at(-1)?.reason).toMatch(/^refund: void asked for: Card .*not hers$/)
  const [line] = await context.db.selectFrom('audit_events').selectAll().execute()
  expect(line).toMatchObject({ action: 'refund.opened', actor: 'staff:clerk' })
  const kept = JSON.stringify([await refunds(), events, line])
  expect(kept).not.toContain('4111111111111111')
})

it('a form that is posted many times at once makes one refund', async () => {
  const { context, refunds, paymentId } = await setup()
  const request = requestFor(paymentId)
  const results = await Promise.all(
    Array.from({ length: 6 }, () => openRefund(context.another(), request)),
  )
  expect(results.filter(({ kind }) => kind === 'opened')).toHaveLength(1)
  expect(results.filter(({ kind }) => kind === 'repeated')).toHaveLength(5)
  expect(await refunds()).toHaveLength(1)
})

it('of several people who refund one payment at once one does', async () => {
  const { context, refunds, paymentId } = await setup()
  const results = await Promise.all(
    Array.from({ length: 6 }, () => openRefund(context.another(), requestFor(paymentId))),
  )
  expect(results.map(({ kind }) => kind).sort()).toEqual([
    'opened',
    ...Array.from({ length: 5 }, () => 'under_way'),
  ])
  expect(await refunds()).toHaveLength(1)
})

it('parts add up to what was taken and not to a cent more', async () => {
  const { context, open, payment } = await setup()
  context.clock.forward(DAY_MS)
  for (const amountCents of [2000, 2999]) {
    await open({ amountCents, expectedKind: 'credit' })
    await context.drain()
  }
  expect(await payment()).toMatchObject({ status: 'refunded', refunded_cents: 4999 })
  expect(await open({ amountCents: 1, expectedKind: 'credit' })).toEqual({ kind: 'nothing_taken' })
})

it('more than what is left is refused with what is left', async () => {
  const { context, open, payment } = await setup()
  context.clock.forward(DAY_MS)
  await open({ amountCents: 2000, expectedKind: 'credit' })
  await context.drain()
  expect(await payment()).toMatchObject({ status: 'recorded', refunded_cents: 2000 })
  expect(await open({ amountCents: 3000, expectedKind: 'credit' })).toEqual({
    kind: 'plan_changed',
    plan: { kind: 'too_much', leftCents: 2999 },
  })
})

describe('limits by role', () => {
  it.each([
    { role: 'clerk', amountCents: 10_000, isAllowed: true },
    { role: 'clerk', amountCents: 10_001, isAllowed: false },
    { role: 'manager', amountCents: 200_000, isAllowed: true },
    { role: 'manager', amountCents: 200_001, isAllowed: false },
    { role: 'admin', amountCents: 5_000_000, isAllowed: true },
    { role: 'viewer', amountCents: 1, isAllowed: false },
  ] as const)('a $role may give back $amountCents: $isAllowed', async (example) => {
    const { role, amountCents, isAllowed } = example
    const { context } = await setup()
    const payment = await makePayment(context, { amount_cents: amountCents })
    await makeApproved(context, payment)
    const result = await openRefund(context, requestFor(payment.id, { amountCents, role }))
    expect(result.kind).toBe(isAllowed ? 'opened' : 'above_limit')
  })

  it('count for all refunds of a payment together, and name who may', async () => {
    const { context } = await setup()
    const payment = await makePayment(context, { amount_cents: 20_000 })
    await makeApproved(context, payment)
    context.clock.forward(DAY_MS)
    const part = { amountCents: 6_000, expectedKind: 'credit' } as const
    expect(await openRefund(context, requestFor(payment.id, part))).toMatchObject({
      kind: 'opened',
    })
    await context.drain()
    expect(await openRefund(context, requestFor(payment.id, part))).toEqual({
      kind: 'above_limit',
      limitRoles: ['manager', 'admin'],
    })
  })
})

it('what was not taken, or is back already, cannot be given back', async () => {
  const { context, open, payment } = await setup()
  const waiting = await makePayment(context)
  expect(await openRefund(context, requestFor(waiting.id))).toEqual({ kind: 'nothing_taken' })
  await open()
  await context.drain()
  expect(await payment()).toMatchObject({ status: 'voided' })
  expect(await open()).toEqual({ kind: 'nothing_taken' })
})

it('is taken back as long as the gateway has not heard of it', async () => {
  const { context, open, payment } = await setup()
  const refundId = idOf(await open())
  const act = { refundId, actor: 'staff:clerk', address: '', because: 'A mistake' }
  expect(await cancelRefund(context, act)).toBe(true)
  await context.drain()
  expect(await statusOf(context, refundId)).toBe('cancelled')
  expect(await payment()).toMatchObject({ status: 'recorded', refunded_cents: 0 })
  expect(await open()).toMatchObject({ kind: 'opened' })
})
