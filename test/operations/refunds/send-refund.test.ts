import { describe, expect, it } from 'vitest'
import { listAttempts } from '../../../src/db/claims.ts'
import { findRefund } from '../../../src/db/refunds.ts'
import type { Outcome } from '../../../src/domain/outcome.ts'
import { APPROVED, declined, type Scripted } from '../../../src/gateway/bogus.ts'
import { sendRefund } from '../../../src/operations/refunds/send-refund.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { UNKNOWN, UNREACHED } from '../../support/factories.ts'
import { DAY_MS, HOUR_MS, idOf, sentBack, setup, statusOf, TO_SETTLEMENT_MS } from './support.ts'

const REVIEW = {
  kind: 'review',
  cause: 'code 010: Approved for part of the amount',
  reply: { actionCode: '010', responseText: 'PARTIAL', approvalCode: null },
} as const satisfies Outcome

it('a void names the original, a credit and a reversal have ids of their own', async () => {
  const voided = await setup()
  await voided.open()
  await voided.context.drain()
  expect(sentBack(voided.context)).toEqual([
    { kind: 'void', transactionId: voided.saleId, amountCents: 4999 },
  ])
  const [, attempt] = await listAttempts(voided.context.db, voided.paymentId)
  expect(attempt).toMatchObject({ kind: 'void', number: 2, original_id: voided.saleId })
  expect(attempt!.transaction_id).not.toBe(voided.saleId)

  const credited = await setup()
  credited.context.clock.forward(DAY_MS)
  await credited.open({ expectedKind: 'credit', amountCents: 1000 })
  await credited.context.drain()
  const [sent] = sentBack(credited.context)
  expect(sent).toMatchObject({ kind: 'credit', amountCents: 1000 })
  expect(sent!.transactionId).not.toBe(credited.saleId)

  const reversed = await setup({ kind: 'bank' })
  reversed.context.clock.forward(8 * DAY_MS)
  await reversed.open({ expectedKind: 'reversal' })
  await reversed.context.drain()
  expect(sentBack(reversed.context)).toMatchObject([{ kind: 'reversal', amountCents: 4999 }])
})

it('the row and the TransactionID are committed before the gateway hears of them', async () => {
  let stored: unknown
  const look: Scripted<Outcome> = async () => {
    const attempts = await listAttempts(context.db, paymentId)
    stored = attempts.map(({ kind, status }) => `${kind} ${status}`)
    return APPROVED
  }
  const { context, paymentId, open } = await setup({ script: { voids: [look] } })
  await open()
  await context.drain()
  expect(stored).toEqual(['sale approved', 'void sending'])
})

it('many workers that are told at once send one message', async () => {
  const { context, open } = await setup()
  const refundId = idOf(await open())
  const workers = Array.from({ length: 6 }, () => context.another())
  await Promise.all(workers.map((worker) => sendRefund(worker, refundId)))
  expect(sentBack(context)).toHaveLength(1)
  expect(await statusOf(context, refundId)).toBe('approved')
})

it.each<{ outcome: Outcome; status: string; payment: string }>([
  { outcome: APPROVED, status: 'approved', payment: 'refunded' },
  { outcome: declined('943', 'hard'), status: 'declined', payment: 'recorded' },
  { outcome: UNKNOWN, status: 'unknown', payment: 'recorded' },
  { outcome: UNREACHED, status: 'pending', payment: 'recorded' },
  { outcome: REVIEW, status: 'review', payment: 'recorded' },
])('a credit that is $outcome.kind leaves the refund $status', async (example) => {
  const { context, open, payment, refunds } = await setup({
    script: { credits: [example.outcome] },
  })
  context.clock.forward(DAY_MS)
  const refundId = idOf(await open({ expectedKind: 'credit' }))
  await context.drain()
  expect(await statusOf(context, refundId)).toBe(example.status)
  expect(await payment()).toMatchObject({
    status: example.payment,
    refunded_cents: example.status === 'approved' ? 4999 : 0,
  })
  expect(await refunds()).toHaveLength(1)
})

it('a refused credit frees nothing and disables no card: another one may be asked for', async () => {
  const { context, open, method } = await setup({ script: { credits: [declined('041', 'hard')] } })
  context.clock.forward(DAY_MS)
  await open({ expectedKind: 'credit' })
  await context.drain()
  const row = context.db.selectFrom('methods').selectAll().where('id', '=', method.id)
  expect(await row.executeTakeFirst()).toMatchObject({ status: 'active' })
  expect(await open({ expectedKind: 'credit' })).toMatchObject({ kind: 'opened' })
})

it('what never left is sent again under the same TransactionID, and given up after a day', async () => {
  const { context, open } = await setup({ script: { credits: Array(40).fill(UNREACHED) } })
  context.clock.forward(DAY_MS)
  const refundId = idOf(await open({ expectedKind: 'credit' }))
  await context.drain()
  const first = await findRefund(context.db, refundId)
  context.clock.forward(HOUR_MS)
  await sendRefund(context, refundId)
  expect(new Set(sentBack(context).map(({ transactionId }) => transactionId)).size).toBe(1)
  expect(await findRefund(context.db, refundId)).toMatchObject({
    status: 'pending',
    transaction_id: first!.transaction_id,
  })
  context.clock.forward(DAY_MS)
  await sendRefund(context, refundId)
  expect(sentBack(context)).toHaveLength(2)
  expect(await statusOf(context, refundId)).toBe('cancelled')
})

it('a void that could not leave before settlement is not sent any more', async () => {
  const { context, open } = await setup({ script: { voids: [UNREACHED] } })
  const refundId = idOf(await open())
  await context.drain()
  context.clock.forward(TO_SETTLEMENT_MS)
  expect(await sendRefund(context, refundId)).toMatch(/^cancelled: The payment settled/)
  expect(sentBack(context)).toHaveLength(1)
  expect(await open({ expectedKind: 'credit' })).toMatchObject({ kind: 'opened' })
})

it.each(['disabled', 'removed'] as const)('a %s card can be paid back', async (status) => {
  const { context, open, payment, method } = await setup()
  const change = context.db.updateTable('methods').set({ status, is_default: false })
  await change.where('id', '=', method.id).execute()
  await open()
  await context.drain()
  expect(await payment()).toMatchObject({ status: 'voided' })
})

describe('a void that the gateway refuses as things stand', () => {
  const REFUSALS = ['958', '025', '940', '076', '077'].map((code) => declined(code, 'config'))
  const NOT_BACKED_OUT: Outcome = {
    kind: 'unknown',
    cause: 'code 021',
    reply: { actionCode: '021', responseText: null, approvalCode: null },
  }

  it.each([...REFUSALS, NOT_BACKED_OUT])(
    'with $reply.actionCode is declined when the payment still stands, and a credit is offered',
    async (refusal) => {
      const { context, open, payment } = await setup({ script: { voids: [refusal] } })
      const refundId = idOf(await open())
      await context.drain()
      expect(sentBack(context).map(({ kind }) => kind)).toEqual(['void', 'inquiry'])
      const refund = await findRefund(context.db, refundId)
      expect(refund).toMatchObject({ status: 'declined' })
      expect(refund!.last_word).toContain('A credit can give it back')
      expect(await payment()).toMatchObject({ status: 'recorded' })
      // Long before it settles by our clock.
      expect(await open({ expectedKind: 'void' })).toMatchObject({ plan: { kind: 'credit' } })
    },
  )

  it.each([
    { said: { kind: 'not_found' }, status: 'review' },
    { said: REVIEW, status: 'review' },
    { said: declined(), status: 'review' },
    { said: UNKNOWN, status: 'unknown' },
  ] as const)(
    'is $status when the payment is $said.kind, and no credit is offered',
    async (example) => {
      const { context, open } = await setup({
        script: { voids: [declined('958', 'config')], inquiries: [example.said] },
      })
      const refundId = idOf(await open())
      await context.drain()
      expect(await statusOf(context, refundId)).toBe(example.status)
      expect(await open({ expectedKind: 'credit' })).toEqual({ kind: 'under_way', refundId })
    },
  )

  it('never leads to a credit by itself', async () => {
    const { context, open } = await setup({ script: { voids: [declined('958', 'config')] } })
    await open()
    await context.drain()
    context.clock.forward(DAY_MS)
    await sweep(context)
    await context.drain()
    expect(sentBack(context).map(({ kind }) => kind)).toEqual(['void', 'inquiry'])
  })

  it('with another code is simply declined, and may be tried again', async () => {
    const { context, open } = await setup({ script: { voids: [declined('996', 'config')] } })
    await open()
    await context.drain()
    expect(sentBack(context)).toHaveLength(1)
    expect(await open()).toMatchObject({ kind: 'opened' })
  })
})
