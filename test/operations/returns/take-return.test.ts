import { describe, expect, it } from 'vitest'
import { findAttempt } from '../../../src/db/claims.ts'
import { findMethod } from '../../../src/db/methods.ts'
import { listEvents } from '../../../src/db/payment-events.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { findReturnFee } from '../../../src/db/return-fees.ts'
import { findReturn, listReturnsOf } from '../../../src/db/returns.ts'
import { listUndoingsOf } from '../../../src/db/undoings.ts'
import { enterReturn } from '../../../src/operations/returns/enter-return.ts'
import { finishReturnTask } from '../../../src/operations/returns/finish-task.ts'
import { type Learned, takeReturn } from '../../../src/operations/returns/take-return.ts'
import { config, type TestContext, testContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePayment, makePaymentOf } from '../../support/factories.ts'
import { DAY_MS, debitAgain, makeDebit } from './debits.ts'

const withFee = () => testContext({ changes: { config: { ...config, RETURN_FEE_CENTS: 2_500 } } })

const bySource = (context: TestContext, transactionId: string, code: string): Learned => ({
  transactionId,
  code,
  returnedAt: context.now(),
  source: 'report',
  actor: 'report',
})
const take = (context: TestContext, transactionId: string, code: string) =>
  takeReturn(context, bySource(context, transactionId, code))

async function returned(code: string, context = testContext()) {
  const debit = await makeDebit(context)
  context.clock.forward(3 * DAY_MS)
  const result = await take(context, debit.transactionId, code)
  const [row] = await listReturnsOf(context.db, debit.paymentId)
  return { context, ...debit, result, row: row! }
}

it('a debit that came back is returned, and its document is open in Splynx again', async () => {
  const { context, paymentId, document } = await returned('R01')
  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'returned' })
  await context.drain()
  expect(await context.splynx.findDocument('invoice', document.id)).toMatchObject({
    status: 'not_paid',
    dueCents: 4999,
  })
  const events = await listEvents(context.db, paymentId)
  expect(events.map(({ reason }) => reason)).toContain(
    'returned R01: Not enough money in the account',
  )
})

it('the same return again changes nothing', async () => {
  const { context, transactionId, paymentId } = await returned('R01')
  expect(await take(context, transactionId, 'R01')).toMatchObject({ kind: 'known' })
  expect(await listReturnsOf(context.db, paymentId)).toHaveLength(1)
  expect(await listUndoingsOf(context.db, paymentId)).toHaveLength(1)
})

it('two workers that learn of it at once take it once', async () => {
  const context = testContext()
  const { transactionId, paymentId } = await makeDebit(context)
  const results = await Promise.all([1, 2, 3].map(() => take(context, transactionId, 'R03')))
  expect(results.map(({ kind }) => kind).sort()).toEqual(['known', 'known', 'taken'])
  expect(await listUndoingsOf(context.db, paymentId)).toHaveLength(1)
})

it('a second return under another code is a task and never undone a second time', async () => {
  const { context, transactionId, paymentId } = await returned('R01')
  context.clock.forward(1)
  expect(await take(context, transactionId, 'R10')).toMatchObject({
    kind: 'taken',
    isUndone: false,
  })
  const rows = await listReturnsOf(context.db, paymentId)
  expect(rows[1]).toMatchObject({ task: 'not_undone', note: 'The payment was returned already' })
  expect(await listUndoingsOf(context.db, paymentId)).toHaveLength(1)
})

it('a return that comes after 60 days works like any other', async () => {
  const context = testContext()
  const { transactionId, paymentId } = await makeDebit(context)
  context.clock.forward(75 * DAY_MS)
  await take(context, transactionId, 'R10')
  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'returned' })
})

describe('the account', () => {
  it.each(['R02', 'R03', 'R04', 'R13', 'R20'])(
    'is disabled after %s, without a task',
    async (code) => {
      const { context, method, row } = await returned(code)
      expect(await findMethod(context.db, method.id)).toMatchObject({
        status: 'disabled',
        mandate_revoked_at: null,
        disabled_reason: expect.stringContaining('Its bank returned a debit'),
      })
      expect(row).toMatchObject({ task: null, is_stopped: 1 })
    },
  )

  it.each(['R05', 'R07', 'R10', 'R29', 'R51'])(
    'is stopped after %s with its mandate, whose evidence stays',
    async (code) => {
      const { context, method, row } = await returned(code)
      expect(await findMethod(context.db, method.id)).toMatchObject({
        status: 'disabled',
        mandate_revoked_at: context.now(),
        consent_at: method.consent_at,
        consent_version: '1',
      })
      expect(row).toMatchObject({ task: 'revoke' })
    },
  )

  it.each(['R01', 'R09'])('stays usable after %s', async (code) => {
    const { context, method, row } = await returned(code)
    expect(await findMethod(context.db, method.id)).toMatchObject({ status: 'active' })
    expect(row).toMatchObject({ task: null, is_stopped: 0 })
  })

  it('may be debited again when a person has found that it may, and not after a revocation', async () => {
    const act = async (code: string) => {
      const { context, row, method } = await returned(code)
      const task = { returnId: row.id, note: 'spoke to them', actor: 'staff:clerk', address: '' }
      expect(await finishReturnTask(context, { ...task, allowsAgain: true })).toBe(true)
      expect(await finishReturnTask(context, { ...task, allowsAgain: true })).toBe(false)
      return (await findMethod(context.db, method.id))?.status
    }
    expect(await act('R08')).toBe('active')
    expect(await act('R10')).toBe('disabled')
  })
})

it.each([
  ['R06', 'person', null],
  ['R08', 'hold', null],
  ['R24', 'alarm', null],
  // 60 days, and six banking days with Thanksgiving among them.
  ['R11', 'correct', '2027-01-26'],
  ['C01', 'change', '2026-12-07'],
])('%s is the task "%s" until %s', async (code, task, act_by) => {
  expect((await returned(code)).row).toMatchObject({ task, act_by })
})

it('a notice of change leaves the payment and flags the account, which stays usable', async () => {
  const { context, paymentId, method, row } = await returned('C03')
  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'recorded' })
  expect(await findMethod(context.db, method.id)).toMatchObject({
    status: 'active',
    change_noted_at: context.now(),
  })
  await finishReturnTask(context, {
    returnId: row.id,
    note: 'corrected with the bank',
    allowsAgain: false,
    actor: 'staff:clerk',
    address: '',
  })
  expect(await findMethod(context.db, method.id)).toMatchObject({ change_noted_at: null })
})

describe('money that is not a debit of a taken payment', () => {
  it('of a transaction that nobody here knows is a task', async () => {
    const context = testContext()
    const result = await take(context, 'ZZZZZZZZZZZZZZZZZZ', 'R01')
    const row = result.kind === 'taken' && (await findReturn(context.db, result.returnId))
    expect(row).toMatchObject({ task: 'no_payment', payment_id: null, is_undone: 0 })
  })

  it.each(['refunded', 'voided'] as const)('of a %s payment is a task', async (status) => {
    const context = testContext()
    const { transactionId, paymentId } = await makeDebit(context)
    await context.db.updateTable('payments').set({ status }).where('id', '=', paymentId).execute()
    await take(context, transactionId, 'R02')
    const [row] = await listReturnsOf(context.db, paymentId)
    expect(row).toMatchObject({ task: 'not_undone', is_undone: 0 })
    expect(await findPayment(context.db, paymentId)).toMatchObject({ status })
    expect(await listUndoingsOf(context.db, paymentId)).toEqual([])
  })

  it('that had been refunded in part is taken back for the rest, and a person looks', async () => {
    const context = testContext()
    const { transactionId, paymentId } = await makeDebit(context)
    const change = { refunded_cents: 1_000 }
    await context.db.updateTable('payments').set(change).where('id', '=', paymentId).execute()
    await take(context, transactionId, 'R01')
    const [row] = await listReturnsOf(context.db, paymentId)
    expect(row).toMatchObject({ is_undone: 1, task: 'person' })
    expect(await listUndoingsOf(context.db, paymentId)).toMatchObject([{ amount_cents: 3_999 }])
  })

  it('of an approval that came too late need not be given back any more', async () => {
    const context = testContext()
    const { transactionId, paymentId } = await makeDebit(context)
    const { db } = context
    const cancelled = { status: 'cancelled' as const }
    await db.updateTable('payments').set(cancelled).where('id', '=', paymentId).execute()
    const late = { late_at: context.now() }
    await db.updateTable('attempts').set(late).where('payment_id', '=', paymentId).execute()
    await take(context, transactionId, 'R01')
    expect(await findAttempt(db, transactionId)).toMatchObject({ late_at: null })
  })
})

it('a payment that Splynx never heard of is not told to it any more, and nothing is undone', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { kind: 'bank', customer_id: document.customerId })
  const payment = await makePaymentOf(context, document, { method })
  const { attempt } = await makeApproved(context, payment)
  await take(context, attempt.transaction_id, 'R01')
  expect(await listUndoingsOf(context.db, payment.id)).toEqual([])
  await context.drain()
  expect(context.splynx.payments).toEqual([])
})

describe('the fee', () => {
  it('is one for a document, however often it comes back', async () => {
    const context = withFee()
    const first = await makeDebit(context)
    await take(context, first.transactionId, 'R01')
    await context.drain()
    context.clock.forward(7 * DAY_MS)
    const second = await debitAgain(context, first.document, first.method)
    await take(context, second.transactionId, 'R01')
    await context.drain()
    expect(context.splynx.transactions).toMatchObject([
      { amountCents: 2_500, customerId: first.document.customerId },
    ])
  })

  it.each(['R10', 'R11', 'R24', 'R06'])('is not charged after %s', async (code) => {
    const { context } = await returned(code, withFee())
    await context.drain()
    expect(context.splynx.transactions).toEqual([])
  })

  it('is found again after an answer that got lost, and not charged a second time', async () => {
    const context = withFee()
    const { transactionId } = await makeDebit(context)
    context.splynx.faults.push('lost_after')
    const result = await take(context, transactionId, 'R02')
    const returnId = 'returnId' in result ? result.returnId : ''
    await context.drain()
    expect(await findReturnFee(context.db, returnId)).toMatchObject({ done_at: null, tries: 1 })
    context.clock.forward(60_000)
    await context.bell.ring('sweep', {})
    await context.drain()
    expect(await findReturnFee(context.db, returnId)).toMatchObject({ done_at: context.now() })
    expect(context.splynx.transactions).toHaveLength(1)
  })
})

describe('a return that came by phone', () => {
  const entered = (paymentId: string, context: TestContext) => ({
    paymentId,
    code: 'R02',
    returnedAt: context.now(),
    evidence: 'Call of the bank, Nov 24',
    actor: 'staff:clerk',
    address: '127.0.0.1',
  })

  it('has the same effects, and is the same when the report has it later', async () => {
    const context = testContext()
    const { paymentId, transactionId } = await makeDebit(context)
    await enterReturn(context, entered(paymentId, context))
    expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'returned' })
    context.clock.forward(DAY_MS)
    expect(await take(context, transactionId, 'R02')).toMatchObject({ kind: 'known' })
    expect(await listReturnsOf(context.db, paymentId)).toMatchObject([
      { source: 'person', reported_at: context.now(), evidence: 'Call of the bank, Nov 24' },
    ])
    const audit = await context.db.selectFrom('audit_events').select('action').execute()
    expect(audit.filter(({ action }) => action === 'return.entered')).toHaveLength(1)
  })

  it('cannot be entered for a card', async () => {
    const context = testContext()
    const payment = await makePayment(context)
    await makeApproved(context, payment)
    expect(await enterReturn(context, entered(payment.id, context))).toEqual({ kind: 'no_debit' })
  })

  it('keeps no card or account number that was typed into its evidence', async () => {
    const context = testContext()
    const { paymentId } = await makeDebit(context)
    const evidence = 'account 4111 1111 1111 1111 closed'
    await enterReturn(context, { ...entered(paymentId, context), evidence })
    const [row] = await listReturnsOf(context.db, paymentId)
    expect(row?.evidence).not.toContain('4111 1111')
  })
})
