import { describe, expect, it } from 'vitest'
import { findAttempt, listAttempts } from '../../src/db/claims.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment } from '../../src/db/payments.ts'
import type { InquiryOutcome } from '../../src/domain/outcome.ts'
import { patienceOf } from '../../src/domain/patience.ts'
import type { Channel } from '../../src/domain/payment.ts'
import { APPROVED, declined } from '../../src/gateway/bogus.ts'
import { resolvePayments, verdictOf } from '../../src/operations/resolve-payments.ts'
import { testContext } from '../support/context.ts'
import { claim, learn, makePayment, makeUnknown, UNKNOWN } from '../support/factories.ts'

const NOT_FOUND = { kind: 'not_found' } as const
const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

async function setup(inquiries: InquiryOutcome[], channel: Channel = 'customer') {
  // What its reports add stands in reports/settle.test.ts.
  const context = testContext({ script: { inquiries }, changes: { reports: null } })
  const claimed = await makeUnknown(context, { channel, purpose: 'refill' })
  const { id } = claimed.payment
  return {
    context,
    claimed,
    read: async () => (await findPayment(context.db, id))!,
    /** Asks as the sweep makes a worker ask, after so long. */
    async ask(afterMs: number) {
      context.clock.forward(afterMs)
      return resolvePayments(context, [id], { actor: 'worker' })
    },
    askNow: () => resolvePayments(context, [id], { actor: 'staff:clerk', isAsked: true }),
  }
}

it.each([
  { outcome: APPROVED, status: 'approved', rung: ['record-payment'] },
  { outcome: declined(), status: 'declined', rung: [] },
])(
  'an inquiry that says $outcome.kind makes the payment $status',
  async ({ outcome, status, rung }) => {
    const { context, read, ask } = await setup([outcome])
    expect(await ask(30 * SECOND_MS)).toEqual({ decided: 1, open: 0 })
    expect(await read()).toMatchObject({ status })
    expect(context.rings.map(({ name }) => name)).toEqual(rung)
  },
)

it('nobody is asked before the time has come, unless a person wants to know', async () => {
  const { context, ask, askNow, read } = await setup([UNKNOWN])
  await ask(29 * SECOND_MS)
  expect(context.gateway.sent).toEqual([])
  await askNow()
  expect(context.gateway.sent).toHaveLength(1)
  expect(await read()).toMatchObject({ status: 'unknown' })
})

it('an unknown payment stays unknown for as long as nobody knows, and is asked about for ever', async () => {
  const { context, read, ask } = await setup(Array.from({ length: 12 }, () => UNKNOWN))
  const pauses: number[] = []
  for (let made = 0; made < 12; made++) {
    const { look_at } = await read()
    const pauseMs = look_at!.getTime() - context.now().getTime()
    pauses.push(pauseMs / SECOND_MS)
    expect(await ask(pauseMs)).toEqual({ decided: 0, open: 1 })
    expect(await read()).toMatchObject({ status: 'unknown', inquiries_made: made + 1 })
  }
  expect(pauses.slice(0, 7)).toEqual([30, 90, 180, 600, 2_700, 10_800, 86_400])
  expect(pauses.at(-1)).toBe(86_400)
  expect(context.gateway.sent.every(({ kind }) => kind === 'inquiry')).toBe(true)
})

describe('"not found"', () => {
  it('once proves nothing, however old the message is', async () => {
    const { ask, read } = await setup([NOT_FOUND])
    expect(await ask(24 * 60 * MINUTE_MS)).toEqual({ decided: 0, open: 1 })
    expect(await read()).toMatchObject({ status: 'unknown' })
  })

  it('twice proves nothing while the message may still be under way', async () => {
    const { ask, askNow, context, read } = await setup([NOT_FOUND, NOT_FOUND])
    await ask(30 * SECOND_MS)
    context.clock.forward(61 * SECOND_MS)
    await askNow()
    expect(await read()).toMatchObject({ status: 'unknown' })
  })

  it('twice in quick succession proves nothing', async () => {
    const { ask, askNow, context, read } = await setup([NOT_FOUND, NOT_FOUND])
    await ask(10 * MINUTE_MS)
    context.clock.forward(59 * SECOND_MS)
    await askNow()
    expect(await read()).toMatchObject({ status: 'unknown' })
  })

  it('does not count across an answer that says something else', async () => {
    const { ask, read, context, claimed } = await setup([NOT_FOUND, UNKNOWN, NOT_FOUND])
    for (let at = 0; at < 3; at++) await ask(30 * MINUTE_MS)
    expect(await read()).toMatchObject({ status: 'unknown' })
    const attempt = await findAttempt(context.db, claimed.attempt.transaction_id)
    expect(attempt?.not_found_at).toEqual(context.now())
  })

  it.each([
    { channel: 'customer', firstAfterMs: 3 * MINUTE_MS, status: 'recorded', sales: 1 },
    { channel: 'run', firstAfterMs: 3 * MINUTE_MS, status: 'recorded', sales: 1 },
    { channel: 'customer', firstAfterMs: 15 * MINUTE_MS, status: 'cancelled', sales: 0 },
  ] as const)(
    'twice, of an old message and apart, first after $firstAfterMs ms, leaves a payment by $channel $status',
    async ({ channel, firstAfterMs, status, sales }) => {
      const { ask, context, read, claimed } = await setup([NOT_FOUND, NOT_FOUND], channel)
      await ask(firstAfterMs)
      expect(await ask(1 * MINUTE_MS)).toEqual({ decided: 1, open: 0 })
      await context.drain()
      expect(await read()).toMatchObject({ status })
      const sent = context.gateway.sent.filter(({ kind }) => kind === 'sale')
      expect(sent).toHaveLength(sales)
      // Should the certainty ever be wrong, the gateway refuses the repeat.
      const { transaction_id } = claimed.attempt
      expect(sent.every(({ transactionId }) => transactionId === transaction_id)).toBe(true)
      expect(await listAttempts(context.db, claimed.payment.id)).toHaveLength(1)
    },
  )
})

describe('"not found" twice never counts', () => {
  const HOUR_MS = 60 * MINUTE_MS
  it.each([
    { what: 'after a refusal as a duplicate', method_kind: 'card', cause: 'duplicate' },
    { what: 'for a bank debit that is too late to repeat', method_kind: 'bank', cause: null },
  ] as const)('$what', async ({ method_kind, cause }) => {
    const { context, claimed } = await setup([])
    const payment = { ...claimed.payment, method_kind, channel: 'customer' as const }
    const now = new Date(payment.created_at.getTime() + HOUR_MS)
    const inquired = { ...claimed, payment, notFoundAt: payment.created_at, cause }
    const verdict = verdictOf(inquired, NOT_FOUND, now, patienceOf(context.config))
    expect(verdict).toEqual(NOT_FOUND)
  })
})

it('a payment in review is left to a person when the gateway does not know it', async () => {
  const context = testContext({ script: { inquiries: [NOT_FOUND, NOT_FOUND] } })
  const claimed = await claim(context, await makePayment(context, { channel: 'run' }))
  await learn(context, claimed, { kind: 'review', cause: 'two ways', reply: APPROVED.reply })
  for (let at = 0; at < 2; at++) {
    context.clock.forward(10 * MINUTE_MS)
    const asked = { actor: 'staff:clerk', isAsked: true }
    expect(await resolvePayments(context, [claimed.payment.id], asked)).toEqual({
      decided: 0,
      open: 1,
    })
  }
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({
    status: 'review',
    lease_until: null,
    inquiries_made: 2,
  })
})

it('of many workers one asks', async () => {
  const { context, claimed } = await setup([UNKNOWN])
  context.clock.forward(MINUTE_MS)
  const workers = Array.from({ length: 5 }, () => context.another())
  await Promise.all(
    workers.map((worker) => resolvePayments(worker, [claimed.payment.id], { actor: 'worker' })),
  )
  expect(context.gateway.sent).toHaveLength(1)
})

it('an answer that comes while the gateway is being asked wins, and nothing is done twice', async () => {
  const context = testContext({
    script: {
      inquiries: [
        async () => {
          await learn(context, claimed, APPROVED)
          return NOT_FOUND
        },
      ],
    },
  })
  const claimed = await makeUnknown(context)
  context.clock.forward(MINUTE_MS)
  await resolvePayments(context, [claimed.payment.id], { actor: 'worker' })
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'approved' })
  expect(await findAttempt(context.db, claimed.attempt.transaction_id)).toMatchObject({
    status: 'approved',
    not_found_at: null,
  })
})

it('what was asked and who asked stays in the history', async () => {
  const { context, claimed, askNow } = await setup([NOT_FOUND])
  await askNow()
  const events = await listEvents(context.db, claimed.payment.id)
  expect(events.at(-1)).toMatchObject({
    actor: 'staff:clerk',
    reason: 'inquiry: the gateway does not know it',
    transaction_id: claimed.attempt.transaction_id,
  })
})
