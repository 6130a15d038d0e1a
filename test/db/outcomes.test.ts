import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { listAttempts } from '../../src/db/claims.ts'
import { NO_MAILS } from '../../src/db/mails.ts'
import { findMethod } from '../../src/db/methods.ts'
import { type Learned, writeOutcomes } from '../../src/db/outcomes.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment } from '../../src/db/payments.ts'
import { findRecording } from '../../src/db/recordings.ts'
import { isDatabaseAway, transact } from '../../src/db/transact.ts'
import { patienceOf } from '../../src/domain/patience.ts'
import { APPROVED, declined } from '../../src/gateway/bogus.ts'
import { type TestContext, testContext } from '../support/context.ts'
import {
  claim,
  learn,
  makeMethod,
  makePayment,
  makeUnknown,
  UNKNOWN,
  UNREACHED,
} from '../support/factories.ts'

const REVIEW = {
  kind: 'review',
  cause: 'accepted with additional information',
  reply: APPROVED.reply,
} as const
const write = ({ db, now, config }: TestContext, learned: readonly Learned[]) =>
  writeOutcomes(db, learned, now(), patienceOf(config), NO_MAILS)

const notCharged = (next: 'pending' | 'cancelled') =>
  ({ kind: 'not_charged', cause: 'asked twice', next }) as const

const OUTCOMES = [
  { outcome: APPROVED, status: 'approved', attempt: 'approved', waits: false },
  { outcome: declined(), status: 'declined', attempt: 'declined', waits: false },
  { outcome: UNKNOWN, status: 'unknown', attempt: 'unknown', waits: true },
  { outcome: UNREACHED, status: 'pending', attempt: 'never_sent', waits: true },
  { outcome: REVIEW, status: 'review', attempt: 'review', waits: false },
] as const

it.each(OUTCOMES)(
  'a message that is $outcome.kind leaves its payment $status',
  async ({ outcome, status, attempt, waits }) => {
    const context = testContext()
    const claimed = await claim(context, await makePayment(context))
    expect(await learn(context, claimed, outcome)).toBe(status)
    const payment = await findPayment(context.db, claimed.payment.id)
    expect(payment).toMatchObject({ status, lease_until: null })
    expect(payment?.look_at !== null).toBe(waits)
    expect(await listAttempts(context.db, claimed.payment.id)).toMatchObject([{ status: attempt }])
    const recording = await findRecording(context.db, claimed.payment.id)
    expect(recording !== undefined).toBe(status === 'approved')
  },
)

it('an approval is in the outbox to Splynx from the same moment', async () => {
  const context = testContext()
  const claimed = await claim(context, await makePayment(context))
  await learn(context, claimed, APPROVED)
  expect(await findRecording(context.db, claimed.payment.id)).toMatchObject({
    tries: 0,
    next_try_at: context.now(),
    recorded_at: null,
  })
})

describe('an answer after the lease', () => {
  it.each([
    { outcome: APPROVED, status: 'approved' },
    { outcome: declined(), status: 'declined' },
    { outcome: UNREACHED, status: 'pending' },
  ])(
    'still counts: $outcome.kind makes an unknown payment $status',
    async ({ outcome, status }) => {
      const context = testContext()
      const claimed = await makeUnknown(context)
      expect(await learn(context, claimed, outcome)).toBe(status)
    },
  )

  it.each([
    { before: APPROVED, late: declined() },
    { before: APPROVED, late: UNKNOWN },
    { before: APPROVED, late: UNREACHED },
    { before: declined(), late: UNREACHED },
    { before: declined(), late: UNKNOWN },
  ])('never undoes what is certain: $late.kind after $before.kind', async ({ before, late }) => {
    const context = testContext()
    const claimed = await claim(context, await makePayment(context))
    const status = await learn(context, claimed, before)
    expect(await learn(context, claimed, late)).toBeNull()
    expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status })
    expect(await listAttempts(context.db, claimed.payment.id)).toMatchObject([{ status }])
  })

  it('that says approved stays in the history when the payment was given up', async () => {
    const context = testContext()
    const claimed = await makeUnknown(context)
    await learn(context, claimed, notCharged('cancelled'))
    expect(await learn(context, claimed, APPROVED)).toBeNull()
    expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'cancelled' })
    const events = await listEvents(context.db, claimed.payment.id)
    expect(events.at(-1)).toMatchObject({
      reason: 'answer: approved, too late: it was cancelled by then',
      transaction_id: claimed.attempt.transaction_id,
    })
  })
})

describe('a batch', () => {
  it('may be written twice, as after a connection that was lost at its commit', async () => {
    const context = testContext()
    const claimed = await claim(context, await makePayment(context))
    const learned = { claim: claimed, outcome: APPROVED, actor: 'gateway', source: 'answer' }
    expect(await write(context, [learned])).toEqual(['approved'])
    expect(await write(context, [learned])).toEqual(['approved'])
    expect(await listEvents(context.db, claimed.payment.id)).toHaveLength(3)
  })

  it('keeps the first word when it brings two about one payment', async () => {
    const context = testContext()
    const claimed = await claim(context, await makePayment(context))
    const about = (outcome: typeof APPROVED | typeof UNKNOWN) => ({
      claim: claimed,
      outcome,
      actor: 'gateway',
      source: 'answer',
    })
    const settled = await write(context, [about(APPROVED), about(UNKNOWN)])
    expect(settled).toEqual(['approved', null])
    expect(await listAttempts(context.db, claimed.payment.id)).toMatchObject([
      { status: 'approved', action_code: '000' },
    ])
  })

  it('is stored although one outcome of it is not allowed any more', async () => {
    const context = testContext()
    const claims = []
    for (let at = 0; at < 3; at++) claims.push(await claim(context, await makePayment(context)))
    await learn(context, claims[1]!, declined())
    const learned = claims.map((claimed) => ({
      claim: claimed,
      outcome: APPROVED,
      actor: 'gateway',
      source: 'answer',
    }))
    const settled = await write(context, learned)
    expect(settled).toEqual(['approved', null, 'approved'])
    expect(await findRecording(context.db, claims[1]!.payment.id)).toBeUndefined()
  })

  it('that meets another one in the opposite order is stored all the same', async () => {
    const context = testContext()
    const method = await makeMethod(context)
    const claims = []
    for (let at = 0; at < 30; at++) {
      claims.push(await claim(context, await makePayment(context, { method })))
    }
    const learned = claims.map((claimed) => ({
      claim: claimed,
      outcome: declined('043', 'hard'),
      actor: 'gateway',
      source: 'answer',
    }))
    const batches = [learned, [...learned].reverse(), learned.slice(10), learned.slice(0, 20)]
    const settled = await Promise.all(batches.map((batch) => write(context, batch)))
    expect(settled.flat().filter((status) => status === 'declined')).toHaveLength(30)
    expect(await findMethod(context.db, method.id)).toMatchObject({ status: 'disabled' })
  })
})

it.each([
  { category: 'hard', status: 'disabled' },
  { category: 'data', status: 'active' },
  { category: 'soft', status: 'active' },
  { category: 'config', status: 'active' },
] as const)('a $category decline leaves the method $status', async ({ category, status }) => {
  const context = testContext()
  const claimed = await claim(context, await makePayment(context))
  await learn(context, claimed, declined('051', category))
  expect(await findMethod(context.db, claimed.payment.method_id)).toMatchObject({ status })
})

it.each([
  { channel: 'customer', minutes: 9, status: 'pending' },
  { channel: 'customer', minutes: 11, status: 'cancelled' },
  { channel: 'link', minutes: 11, status: 'cancelled' },
  { channel: 'run', minutes: 11, status: 'pending' },
  { channel: 'run', minutes: 25 * 60, status: 'cancelled' },
] as const)(
  'a payment by $channel that could not be sent for $minutes minutes is $status',
  async ({ channel, minutes, status }) => {
    const context = testContext()
    const payment = await makePayment(context, { channel })
    context.clock.forward(minutes * 60_000)
    expect(await learn(context, await claim(context, payment), UNREACHED)).toBe(status)
  },
)

it('nothing is kept of a transaction whose connection is cut', async () => {
  const context = testContext()
  const claimed = await claim(context, await makePayment(context))
  const cutting = transact(context.db, async (trx) => {
    await trx
      .updateTable('payments')
      .set({ status: 'approved' })
      .where('id', '=', claimed.payment.id)
      .execute()
    const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(trx)
    await sql`kill ${sql.lit(Number(rows[0]!.id))}`.execute(context.db)
    await trx.selectFrom('payments').select('id').execute()
  })
  const error = await cutting.catch((error: unknown) => error)
  expect(isDatabaseAway(error), String((error as { code?: string }).code)).toBe(true)
  expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'submitting' })
})
