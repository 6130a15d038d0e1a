import { describe, expect, it } from 'vitest'
import { claimRefund } from '../../../src/db/refund-claims.ts'
import { findRefund } from '../../../src/db/refunds.ts'
import type { InquiryOutcome } from '../../../src/domain/outcome.ts'
import { APPROVED, declined, type Script } from '../../../src/gateway/bogus.ts'
import { createTransactionId } from '../../../src/gateway/transaction-id.ts'
import { resolveRefundFrom } from '../../../src/operations/refunds/resolve-refund-from.ts'
import { askAboutRefund, resolveRefunds } from '../../../src/operations/refunds/resolve-refunds.ts'
import { settleRefund } from '../../../src/operations/refunds/settle-refund.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { UNKNOWN } from '../../support/factories.ts'
import { DAY_MS, HOUR_MS, idOf, sentBack, setup, statusOf, TO_SETTLEMENT_MS } from './support.ts'

const NOT_FOUND: InquiryOutcome = { kind: 'not_found' }
const MINUTE_MS = 60_000

/** A refund whose answer was lost. */
async function setupLost(kind: 'void' | 'credit' | 'reversal', script: Script = {}) {
  const lost = { voids: [UNKNOWN], credits: [UNKNOWN], reversals: [UNKNOWN] }
  const world = await setup({
    script: { ...lost, ...script },
    kind: kind === 'reversal' ? 'bank' : 'card',
  })
  const { context } = world
  if (kind !== 'void') context.clock.forward(8 * DAY_MS)
  const refundId = idOf(await world.open({ expectedKind: kind }))
  await context.drain()
  const kinds = () => sentBack(context).map((sent) => sent.kind)
  /** The clock goes on and everything that is due is done. */
  async function pass(ms: number) {
    context.clock.forward(ms)
    await sweep(context)
    await context.drain()
  }
  return { ...world, refundId, kinds, pass, status: () => statusOf(context, refundId) }
}

describe('a credit or reversal whose answer was lost', () => {
  it.each([
    { kind: 'credit', said: APPROVED, status: 'approved', payment: 'refunded' },
    { kind: 'reversal', said: APPROVED, status: 'approved', payment: 'refunded' },
    { kind: 'credit', said: declined('943', 'hard'), status: 'declined', payment: 'recorded' },
  ] as const)('a $kind is $status when the inquiry says $said.kind', async (example) => {
    const world = await setupLost(example.kind, { inquiries: [example.said] })
    await world.pass(30_000)
    expect(await world.status()).toBe(example.status)
    expect(await world.payment()).toMatchObject({ status: example.payment })
    const [refund] = await world.refunds()
    expect(sentBack(world.context).at(-1)).toEqual({
      kind: 'inquiry',
      transactionId: refund!.transaction_id,
    })
  })

  it('is asked about at 30 s, 2 min, 5 min … and for ever, and never sent again', async () => {
    const world = await setupLost('credit', { inquiries: Array(30).fill(UNKNOWN) })
    for (const seconds of [30, 90, 180, 600, 2_700, 10_800, 86_400, 86_400, 86_400]) {
      await world.pass(seconds * 1_000 - 1)
      await world.pass(1)
    }
    expect(await world.status()).toBe('unknown')
    expect(world.kinds()).toEqual(['credit', ...Array(9).fill('inquiry')])
  })

  it('that the gateway does not know, said twice, waits for a person and is not sent again', async () => {
    const world = await setupLost('credit', { inquiries: Array(30).fill(NOT_FOUND) })
    await world.pass(30_000)
    expect(await world.status()).toBe('unknown')
    for (let days = 0; days < 4; days++) await world.pass(DAY_MS)
    expect(await world.status()).toBe('review')
    expect(world.kinds().filter((kind) => kind === 'credit')).toHaveLength(1)
    expect(await world.open({ expectedKind: 'credit' })).toMatchObject({ kind: 'under_way' })
  })

  it('is asked about by one of many workers', async () => {
    const world = await setupLost('credit')
    world.context.clock.forward(30_000)
    const workers = Array.from({ length: 6 }, () => world.context.another())
    const asked = { actor: 'worker' }
    await Promise.all(workers.map((worker) => resolveRefunds(worker, [world.refundId], asked)))
    expect(world.kinds()).toEqual(['credit', 'inquiry'])
  })

  it('can be asked about by a person at once', async () => {
    const world = await setupLost('credit')
    const asked = { refundId: world.refundId, actor: 'staff:clerk' }
    expect(await askAboutRefund(world.context, asked)).toBe('decided')
    expect(await askAboutRefund(world.context, asked)).toBe('busy')
  })
})

describe('a void whose answer was lost', () => {
  it('is sent again while the payment is shown as approved, said twice and long after', async () => {
    const world = await setupLost('void')
    await world.pass(30_000)
    expect(world.kinds()).toEqual(['void', 'inquiry'])
    await world.pass(MINUTE_MS)
    expect(await world.status()).toBe('unknown')
    await world.pass(2 * MINUTE_MS)
    expect(world.kinds().filter((kind) => kind === 'void')).toHaveLength(2)
    expect(await world.status()).toBe('approved')
    expect(await world.payment()).toMatchObject({ status: 'voided' })
    const attempts = await world.context.db.selectFrom('attempts').select('kind').execute()
    expect(attempts).toHaveLength(2)
  })

  it('and that is refused when it is sent again waits for a person: no credit is offered', async () => {
    const world = await setupLost('void', { voids: [UNKNOWN, declined('025', 'config')] })
    for (let minutes = 0; minutes < 6; minutes++) await world.pass(MINUTE_MS)
    expect(world.kinds().filter((kind) => kind === 'void')).toHaveLength(2)
    expect(await world.status()).toBe('review')
    const refund = await findRefund(world.context.db, world.refundId)
    expect(refund!.last_word).toContain('it was voided then, or it has settled since')
    await world.pass(2 * DAY_MS)
    expect(await world.open({ expectedKind: 'credit' })).toMatchObject({ kind: 'under_way' })
    expect(world.kinds()).not.toContain('credit')
  })

  it('is left to a person once the payment has settled', async () => {
    const world = await setupLost('void', { inquiries: [UNKNOWN, UNKNOWN] })
    await world.pass(30_000)
    await world.pass(TO_SETTLEMENT_MS)
    for (let hours = 0; hours < 4; hours++) await world.pass(HOUR_MS)
    expect(world.kinds().filter((kind) => kind === 'void')).toHaveLength(1)
    expect(await world.status()).toBe('review')
  })
})

it('an abandoned claim becomes unknown and is asked about, never sent blindly again', async () => {
  const world = await setup()
  const { context } = world
  context.clock.forward(8 * DAY_MS)
  const refundId = idOf(await world.open({ expectedKind: 'credit' }))
  const options = { now: context.now(), leaseMs: 180_000, createTransactionId }
  await claimRefund(context.db, refundId, options)
  context.rings.length = 0
  context.clock.forward(179_000)
  await sweep(context)
  expect(await statusOf(context, refundId)).toBe('submitting')
  context.clock.forward(2_000)
  await sweep(context)
  expect(await statusOf(context, refundId)).toBe('unknown')
  context.clock.forward(30_000)
  await sweep(context)
  await context.drain()
  expect(sentBack(context).map(({ kind }) => kind)).toEqual(['inquiry'])
  expect(await statusOf(context, refundId)).toBe('approved')
})

describe("a person's answer", () => {
  const evidence = 'virtual terminal, Nov 25'
  it.each([
    { kind: 'credit', answer: 'went_back', status: 'approved', next: 'nothing_taken' },
    { kind: 'credit', answer: 'refused', status: 'declined', next: 'credit' },
    { kind: 'credit', answer: 'undone', status: 'cancelled', next: 'credit' },
    { kind: 'credit', answer: 'never_arrived', status: 'cancelled', next: 'credit' },
    { kind: 'void', answer: 'went_back', status: 'approved', next: 'nothing_taken' },
    { kind: 'void', answer: 'undone', status: 'declined', next: 'credit' },
    { kind: 'void', answer: 'never_arrived', status: 'cancelled', next: 'void' },
  ] as const)('"$answer" makes an unknown $kind $status', async (example) => {
    const world = await setupLost(example.kind)
    const { context, refundId } = world
    const verdict = { refundId, actor: 'staff:manager', evidence, address: '' }
    const result = await settleRefund(context, { ...verdict, answer: example.answer })
    expect(result).toEqual({ kind: 'settled', status: example.status })
    const { kind, plan } = { plan: null, ...(await world.open({ expectedKind: 'reversal' })) }
    expect(plan?.kind ?? kind).toBe(example.next)
    const lines = await context.db.selectFrom('audit_events').select('action').execute()
    expect(lines.map(({ action }) => action)).toContain('refund.settled_by_hand')
  })

  it('"not known" is noted and decides nothing', async () => {
    const { context, refundId, status } = await setupLost('credit')
    const verdict = { refundId, actor: 'staff:manager', evidence, address: '' }
    expect(await settleRefund(context, { ...verdict, answer: 'not_known' })).toEqual({
      kind: 'noted',
    })
    expect(await status()).toBe('unknown')
  })
})

describe("the gateway's report", () => {
  const record = { outcome: APPROVED, source: 'report' } as const

  it('settles an unknown void by the id of the payment', async () => {
    const { context, saleId, payment } = await setupLost('void')
    const said = { ...record, transactionId: saleId, requestType: 'VOID' as const }
    expect(await resolveRefundFrom(context, said)).toBe('approved')
    expect(await payment()).toMatchObject({ status: 'voided' })
    expect(await resolveRefundFrom(context, said)).toBe('approved')
    expect(await payment()).toMatchObject({ refunded_cents: 4999 })
  })

  it('settles an unknown credit by its own id, and knows no other', async () => {
    const { context, refunds, payment } = await setupLost('credit')
    const [refund] = await refunds()
    const said = { ...record, requestType: 'CREDIT' as const }
    const transactionId = refund!.transaction_id!
    expect(await resolveRefundFrom(context, { ...said, transactionId })).toBe('approved')
    expect(await payment()).toMatchObject({ status: 'refunded' })
    const foreign = { ...said, transactionId: 'X'.repeat(18) }
    expect(await resolveRefundFrom(context, foreign)).toBeUndefined()
  })

  it('corrects a refund that had been given up, and one that waits gives way to it', async () => {
    const world = await setupLost('credit')
    const { context, refundId } = world
    const answer = { answer: 'never_arrived' as const, evidence: 'nothing there', address: '' }
    await settleRefund(context, { refundId, actor: 'staff:manager', ...answer })
    const second = idOf(await world.open({ expectedKind: 'credit' }))
    const { transaction_id } = (await findRefund(context.db, refundId))!
    const said = { ...record, transactionId: transaction_id!, requestType: 'CREDIT' as const }
    expect(await resolveRefundFrom(context, said)).toBe('approved')
    expect(await statusOf(context, second)).toBe('cancelled')
    await context.drain()
    expect(world.kinds().filter((kind) => kind === 'credit')).toHaveLength(1)
    expect(await world.payment()).toMatchObject({ status: 'refunded', refunded_cents: 4999 })
  })

  it('that shows more than was taken going back changes no sum and is shouted about', async () => {
    const world = await setupLost('credit')
    const { context, refundId } = world
    const answer = { answer: 'never_arrived' as const, evidence: 'nothing there', address: '' }
    await settleRefund(context, { refundId, actor: 'staff:manager', ...answer })
    await world.open({ expectedKind: 'credit' })
    await context.drain()
    const { transaction_id } = (await findRefund(context.db, refundId))!
    const said = { ...record, transactionId: transaction_id!, requestType: 'CREDIT' as const }
    expect(await resolveRefundFrom(context, said)).toBeNull()
    expect(context.logged()).toContain('more went back of a payment than was taken')
    expect(await world.payment()).toMatchObject({ refunded_cents: 4999 })
  })
})
