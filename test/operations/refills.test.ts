import { describe, expect, it } from 'vitest'
import { claimLooks, findAutoRefill } from '../../src/db/auto-refills.ts'
import { listEvents } from '../../src/db/payment-events.ts'
import { findPayment } from '../../src/db/payments.ts'
import { findRecording } from '../../src/db/recordings.ts'
import { judgeRefill } from '../../src/db/refills.ts'
import { stopMethod } from '../../src/db/return-effects.ts'
import { transact } from '../../src/db/transact.ts'
import type { DeclineCategory } from '../../src/domain/outcome.ts'
import { declined } from '../../src/gateway/bogus.ts'
import { revokeMandate } from '../../src/operations/methods/revoke-mandate.ts'
import { openPayment, type PaymentRequest } from '../../src/operations/open-payment.ts'
import { recordPayments } from '../../src/operations/record-payments.ts'
import {
  agreeToAutoRefill,
  stopAutoRefill,
} from '../../src/operations/refills/agree-to-auto-refill.ts'
import { refillWhenLow } from '../../src/operations/refills/refill-when-low.ts'
import { retryRecording } from '../../src/operations/retry-recording.ts'
import { enterReturn } from '../../src/operations/returns/enter-return.ts'
import { receiveHook } from '../../src/operations/webhooks/receive-hook.ts'
import type { Settings } from '../../src/settings/definitions.ts'
import { config, perform, type TestContext, testContext } from '../support/context.ts'
import { makeApproved, makeMethod, makePayment, UNKNOWN } from '../support/factories.ts'
import { settingsFor } from '../support/settings.ts'

const CUSTOMER = 7
const DAY_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000
const WHO = { actor: 'customer:7', address: '10.0.0.1' }

/** A customer with a card, and settings. */
async function setup(
  settings: Partial<Settings> = {},
  parts: Parameters<typeof testContext>[0] = {},
) {
  const context = testContext({ ...parts, changes: { settings: settingsFor(config, settings) } })
  context.splynx.addCustomer({ id: CUSTOMER })
  const method = await makeMethod(context, { customer_id: CUSTOMER })
  let keys = 0
  const open = (amountCents: number, changes: Partial<PaymentRequest> = {}, by = context) =>
    openPayment(by, {
      customerId: CUSTOMER,
      target: { refillCents: amountCents },
      expectedCents: amountCents,
      methodId: method.id,
      channel: 'customer',
      actor: 'customer:7',
      requestKey: `key-${++keys}`,
      ...changes,
    })
  const refills = () =>
    context.db.selectFrom('payments').selectAll().where('purpose', '=', 'refill').execute()
  return { context, method, open, refills }
}

describe('the daily limit', () => {
  it('is kept when many forms are sent at once', async () => {
    const { context, open, refills } = await setup({ refillDailyCents: 100_00 })
    const tabs = [context, context.another(), context.another(), context.another()]
    const results = await Promise.all(tabs.map((tab) => open(40_00, {}, tab)))
    expect(results.filter(({ kind }) => kind === 'opened')).toHaveLength(2)
    expect(results.filter(({ kind }) => kind === 'over_daily_limit')).toEqual([
      { kind: 'over_daily_limit', leftCents: 20_00 },
      { kind: 'over_daily_limit', leftCents: 20_00 },
    ])
    expect(await refills()).toHaveLength(2)
  })

  it('counts what may have been charged, and not what was not', async () => {
    const script = { sales: [declined(), UNKNOWN] }
    const { context, open } = await setup({ refillDailyCents: 50_00 }, { script })
    await open(50_00)
    await context.drain()
    expect(await open(30_00)).toMatchObject({ kind: 'opened' })
    await context.drain()
    expect(await open(30_00)).toEqual({ kind: 'over_daily_limit', leftCents: 20_00 })
  })

  it('begins anew at midnight of the business', async () => {
    const { context, open } = await setup({ refillDailyCents: 50_00 })
    await open(50_00)
    context.clock.forward(14 * HOUR_MS) // 23:00 in Chicago
    expect(await open(10_00)).toMatchObject({ kind: 'over_daily_limit' })
    context.clock.forward(1.5 * HOUR_MS)
    expect(await open(10_00)).toMatchObject({ kind: 'opened' })
  })

  it('is one of each customer, and the form that was first is found again', async () => {
    const { context, open } = await setup({ refillDailyCents: 50_00 })
    const first = await open(50_00, { requestKey: 'form' })
    const again = await Promise.all([1, 2].map(() => open(50_00, { requestKey: 'form' })))
    expect(again.map((one) => 'paymentId' in one && one.paymentId)).toEqual(
      again.map(() => 'paymentId' in first && first.paymentId),
    )
    context.splynx.addCustomer({ id: 8 })
    const { id: methodId } = await makeMethod(context, { customer_id: 8 })
    expect(await open(50_00, { customerId: 8, methodId })).toMatchObject({ kind: 'opened' })
  })

  it('does not concern invoices', async () => {
    const { context, open, method } = await setup({ refillDailyCents: 1_00 })
    const document = context.splynx.addDocument({ customerId: CUSTOMER })
    const target = { document }
    const opened = await open(document.dueCents, { target, methodId: method.id })
    expect(opened).toMatchObject({ kind: 'opened' })
  })

  it('is off at zero', async () => {
    const { context } = await setup()
    const wish = { customerId: CUSTOMER, amountCents: 9_999_99, dailyCents: 0 }
    const judge = () =>
      transact(context.db, (trx) => judgeRefill(trx, { ...wish, dayBegan: context.now() }))
    expect(await judge()).toBeNull()
  })
})

/** The customer has agreed to 30.00 whenever the balance is below 10.00. */
async function agreed(
  settings: Partial<Settings> = {},
  parts: Parameters<typeof testContext>[0] = {},
) {
  const world = await setup(settings, parts)
  const { context, method } = world
  const agree = (methodId = method.id) =>
    agreeToAutoRefill(context, {
      customerId: CUSTOMER,
      methodId,
      thresholdCents: 10_00,
      amountCents: 30_00,
      consent: { version: 'refill-2026-11/en', address: '10.0.0.1', agent: 'Firefox' },
      actor: 'customer:7',
    })
  expect(await agree()).toBe(true)
  context.rings.length = 0
  const read = async () => (await findAutoRefill(context.db, CUSTOMER))!
  const look = (by: TestContext = context) => refillWhenLow(by, CUSTOMER)
  return { ...world, agree, read, look }
}

describe('an automatic refill', () => {
  it('is made once by two clocks and a job that is done again', async () => {
    const { context, refills, read } = await agreed()
    const workers = [context, context.another(), context.another()]
    await Promise.all(workers.map((worker) => perform(worker, 'look-at-balances', {})))
    for (const worker of workers) await worker.drain()
    context.clock.forward(11 * 60_000)
    await perform(context, 'look-at-balances', {})
    const made = await refills()
    expect(made).toMatchObject([{ amount_cents: 30_00, channel: 'schedule', actor: 'auto-refill' }])
    expect(context.gateway.sent.filter(({ kind }) => kind === 'sale')).toHaveLength(1)
    expect(await read()).toMatchObject({ last_payment_id: made[0]!.id })
  })

  it('is made once however many look at the same balance at the same moment', async () => {
    const { context, refills, look } = await agreed()
    const workers = Array.from({ length: 5 }, () => context.another())
    await Promise.all(workers.map((worker) => look(worker)))
    expect(await refills()).toHaveLength(1)
  })

  it('is not made while the balance is high enough', async () => {
    const { context, refills, look } = await agreed()
    context.splynx.findBalanceCents = async () => 10_00
    expect(await look()).toBe('enough')
    expect(await refills()).toEqual([])
  })

  it('is not made by a balance that was read before another refill was', async () => {
    const { context, open, refills, look } = await agreed()
    context.splynx.findBalanceCents = async () => {
      await open(50_00)
      await context.drain()
      return 0
    }
    expect(await look()).toBe('waiting')
    expect(await refills()).toMatchObject([{ amount_cents: 50_00, status: 'recorded' }])
  })

  it('comes at most once a day, and again on the next one', async () => {
    const { context, refills, look } = await agreed()
    context.splynx.findBalanceCents = async () => 0
    expect(await look()).toBe('opened')
    await context.drain()
    expect(await look()).toBe('enough')
    context.clock.forward(DAY_MS)
    expect(await look()).toBe('opened')
    expect(await refills()).toHaveLength(2)
  })

  it('keeps within the daily limit', async () => {
    const { context, open, refills, look } = await agreed({ refillDailyCents: 50_00 })
    context.splynx.findBalanceCents = async () => 0
    await open(30_00)
    await context.drain()
    expect(await look()).toBe('waiting')
    expect(await refills()).toHaveLength(1)
  })

  it('waits as long as nobody knows what became of an earlier refill', async () => {
    const script = { sales: [UNKNOWN] }
    const { context, refills, look } = await agreed({}, { script })
    expect(await look()).toBe('opened')
    await context.drain()
    context.clock.forward(3 * DAY_MS)
    expect(await look()).toBe('waiting')
    expect(await refills()).toMatchObject([{ status: 'unknown' }])
  })

  it.each<{ category: DeclineCategory; code: string; state: string; reason: string | null }>([
    { category: 'hard', code: '041', state: 'paused', reason: 'method' },
    { category: 'data', code: '055', state: 'paused', reason: 'declined' },
    { category: 'soft', code: '051', state: 'waiting', reason: null },
  ])('that was declined ($category) is $state', async ({ category, code, state, reason }) => {
    const { context, read, refills, look } = await agreed(
      {},
      { script: { sales: [declined(code, category)] } },
    )
    expect(await look()).toBe('opened')
    await context.drain()
    context.clock.forward(13 * HOUR_MS)
    expect(await look()).toBe(state)
    expect(await read()).toMatchObject({ pause_reason: reason })
    expect(await refills()).toHaveLength(1)
  })

  it('is paused when a debit of its account came back', async () => {
    const { context, agree, read, look } = await agreed()
    const bank = await makeMethod(context, { customer_id: CUSTOMER, kind: 'bank' })
    await agree(bank.id)
    const payment = await makePayment(context, { method: bank, purpose: 'refill' })
    await makeApproved(context, payment)
    await recordPayments(context, [payment.id])
    context.clock.forward(DAY_MS)
    await enterReturn(context, {
      paymentId: payment.id,
      code: 'R01',
      returnedAt: context.now(),
      evidence: 'The bank called',
      ...{ actor: 'staff:clerk', address: '10.0.0.2' },
    })
    expect(await look()).toBe('paused')
    expect(await read()).toMatchObject({ pause_reason: 'returned' })
  })

  it('is never charged to what is not the customer’s own or not kept', async () => {
    const { context, agree } = await agreed()
    const stranger = await makeMethod(context, { customer_id: 8 })
    const once = await makeMethod(context, { customer_id: CUSTOMER, status: 'one_time' })
    expect(await agree(stranger.id)).toBe(false)
    expect(await agree(once.id)).toBe(false)
  })

  it('is looked for when Splynx says that something of the customer has changed', async () => {
    const { context, refills } = await agreed()
    context.splynx.findBalanceCents = async () => 10_00
    await perform(context, 'look-at-balances', {})
    context.splynx.findBalanceCents = async () => 9_99
    const hook = { isPing: false, model: 'Customers', action: 'edit', attributes: { id: CUSTOMER } }
    await receiveHook(context, hook)
    await context.drain()
    expect(await refills()).toHaveLength(1)
  })

  it('leaves customers alone who are blocked or on hold', async () => {
    const { context, refills, look } = await agreed()
    context.splynx.addCustomer({ id: CUSTOMER, status: 'blocked' })
    expect(await look()).toBe('waiting')
    expect(await refills()).toEqual([])
  })

  it('that waits is cancelled when the customer stops it, and nothing follows', async () => {
    const { context, refills, look, read } = await agreed()
    await look()
    expect(await stopAutoRefill(context, { customerId: CUSTOMER, ...WHO })).toBe(true)
    await context.drain()
    expect(await refills()).toMatchObject([{ status: 'cancelled' }])
    expect(context.gateway.sent).toEqual([])
    context.clock.forward(DAY_MS)
    expect(await look()).toBe('off')
    expect(await read()).toMatchObject({ ended_by: 'customer:7', next_look_at: null })
    expect(await stopAutoRefill(context, { customerId: CUSTOMER, ...WHO })).toBe(false)
  })

  it('looks at each balance every ten minutes, one worker each', async () => {
    const { context } = await agreed()
    const at = { now: context.now(), nextAt: new Date(context.now().getTime() + 600_000) }
    const claim = () => claimLooks(context.db, { ...at, limit: 10 })
    const claimed = await Promise.all([claim(), claim(), claim()])
    expect(claimed.flat()).toHaveLength(1)
    expect(await claim()).toEqual([])
  })
})

describe('an authorization that was taken back', () => {
  const revoke = (context: TestContext, methodId: number, customerId = CUSTOMER) =>
    revokeMandate(context, { customerId, methodId, ...WHO })

  it('keeps everybody but the customer from charging the card', async () => {
    const { context, method, open } = await setup()
    expect(await revoke(context, method.id)).toBe(true)
    for (const channel of ['clerk', 'link', 'run', 'schedule'] as const) {
      expect(await open(10_00, { channel })).toMatchObject({ kind: 'method_useless' })
    }
    expect(await open(10_00)).toMatchObject({ kind: 'opened' })
  })

  it('cancels what waits unasked, and pauses automatic refills', async () => {
    const { context, method, look, read, refills } = await agreed()
    await look()
    await revoke(context, method.id)
    await context.drain()
    const [payment] = await refills()
    expect(payment).toMatchObject({ status: 'cancelled' })
    expect(context.gateway.sent).toEqual([])
    expect((await listEvents(context.db, payment!.id)).at(-1)).toMatchObject({
      actor: 'customer:7',
      reason: 'The customer has taken the authorization back',
    })
    expect(await read()).toMatchObject({ pause_reason: 'method', next_look_at: null })
  })

  it('is noted by a worker that has the payment already', async () => {
    const { context, method } = await setup()
    const payment = await makePayment(context, { method, channel: 'schedule', purpose: 'refill' })
    const at = { methodId: method.id, reason: 'R07', isRevoked: true }
    await transact(context.db, (trx) => stopMethod(trx, at, context.now()))
    await perform(context, 'refill', { paymentId: payment.id })
    expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'cancelled' })
  })

  it('switches a bank account off, and the next method becomes the default', async () => {
    const { context, method } = await setup()
    const bank = await makeMethod(context, {
      customer_id: CUSTOMER,
      kind: 'bank',
      is_default: true,
    })
    await revoke(context, bank.id)
    const rows = await context.db.selectFrom('methods').selectAll().orderBy('id').execute()
    expect(rows).toMatchObject([
      { id: method.id, is_default: 1, status: 'active' },
      { id: bank.id, is_default: 0, status: 'disabled', mandate_revoked_at: context.now() },
    ])
  })

  it('of somebody else stays, and is taken back once', async () => {
    const { context, method } = await setup()
    expect(await revoke(context, method.id, 8)).toBe(false)
    expect(await revoke(context, method.id)).toBe(true)
    expect(await revoke(context, method.id)).toBe(false)
  })

  it('is given anew by entering the card again', async () => {
    const { context, method, open } = await setup()
    const token = 'SAME'
    const card = await makeMethod(context, { customer_id: CUSTOMER, token })
    await revoke(context, card.id)
    const again = await makeMethod(context, { customer_id: CUSTOMER, token })
    expect(again).toMatchObject({ id: card.id, mandate_revoked_at: null })
    expect(await open(10_00, { channel: 'clerk', methodId: again.id })).toMatchObject({
      kind: 'opened',
    })
    expect(method.id).not.toBe(card.id)
  })
})

describe('a refill by bank account', () => {
  async function debited(amountCents: number) {
    const world = await setup({ refillAchAtOnceCents: 50_00 })
    const { context } = world
    const method = await makeMethod(context, { customer_id: CUSTOMER, kind: 'bank' })
    const given = { method, purpose: 'refill', amount_cents: amountCents } as const
    const payment = await makePayment(context, given)
    await makeApproved(context, payment)
    const read = async () => ({
      status: (await findPayment(context.db, payment.id))!.status,
      recording: (await findRecording(context.db, payment.id))!,
    })
    return { context, payment, read }
  }

  it('up to the limit is credited at once', async () => {
    const { context, payment, read } = await debited(50_00)
    expect(await recordPayments(context, [payment.id])).toEqual({ recorded: 1, waiting: 0 })
    expect((await read()).status).toBe('recorded')
  })

  it('above it is credited as a whole when it can hardly come back any more', async () => {
    const { context, payment, read } = await debited(50_01)
    expect(await recordPayments(context, [payment.id])).toEqual({ recorded: 0, waiting: 1 })
    // Tuesday; settled on Wednesday; Thanksgiving is no banking day; final on Tuesday.
    const heldUntil = new Date('2026-12-02T06:00:00Z')
    expect(await read()).toMatchObject({
      status: 'approved',
      recording: { tries: 0, next_try_at: heldUntil, held_until: heldUntil, last_error: null },
    })
    expect(context.splynx.payments).toEqual([])
    context.clock.forward(heldUntil.getTime() - context.now().getTime())
    await perform(context, 'sweep', {})
    await context.drain()
    expect((await read()).status).toBe('recorded')
    expect(context.splynx.payments).toMatchObject([{ amountCents: 50_01, date: '2026-11-24' }])
  })

  it('is credited earlier when a clerk says so', async () => {
    const { context, payment } = await debited(60_00)
    await recordPayments(context, [payment.id])
    const asked = { paymentId: payment.id, actor: 'staff:clerk' }
    expect(await retryRecording(context, asked)).toBe('recorded')
  })
})
