import { ulid } from 'ulid'
import { expect, it } from 'vitest'
import { claimPayments } from '../../../src/db/claims.ts'
import { takeItems } from '../../../src/db/run-items.ts'
import { findRun } from '../../../src/db/runs.ts'
import { isSafeMode } from '../../../src/db/safe-mode.ts'
import { insertSchedule } from '../../../src/db/schedules.ts'
import { transact } from '../../../src/db/transact.ts'
import { createTransactionId } from '../../../src/gateway/transaction-id.ts'
import { probeGateway } from '../../../src/operations/breaker.ts'
import { chargeItems } from '../../../src/operations/charge-items.ts'
import { pauseRun, resumeRun } from '../../../src/operations/move-run.ts'
import { openPayment } from '../../../src/operations/open-payment.ts'
import { switchSafeModeOn } from '../../../src/operations/safe-mode/enter-safe-mode.ts'
import { releaseSafeMode } from '../../../src/operations/safe-mode/release-safe-mode.ts'
import { sendPayment } from '../../../src/operations/send-payment.ts'
import { startDueRuns } from '../../../src/operations/start-due-runs.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import { testContext } from '../../support/context.ts'
import {
  makeApproved,
  makeMethod,
  makePayment,
  makeRun,
  makeUnknown,
  paymentRow,
} from '../../support/factories.ts'

const BY_HAND = { reason: 'an older backup was restored', actor: 'staff:ada' }
const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

async function inSafeMode() {
  const context = testContext()
  await switchSafeModeOn(context, BY_HAND)
  return context
}

it('no payment is taken in', async () => {
  const context = await inSafeMode()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const result = await openPayment(context, {
    customerId: document.customerId,
    target: { document },
    expectedCents: document.dueCents,
    methodId: method.id,
    channel: 'customer',
    actor: 'customer:1',
    requestKey: ulid(),
  })
  expect(result).toEqual({ kind: 'safe_mode' })
  expect(await context.db.selectFrom('payments').select('id').execute()).toEqual([])
})

it('nothing that waits is sent, and it is sent after the release', async () => {
  const context = testContext()
  const { id } = await makePayment(context, { purpose: 'refill' })
  await switchSafeModeOn(context, BY_HAND)
  expect(await sendPayment(context, id)).toMatchObject({ kind: 'left_alone' })
  const release = { actor: 'staff:mia', reason: 'nothing was sent since', acceptsOpen: false }
  expect(await releaseSafeMode(context, release)).toEqual({ kind: 'released' })
  expect(await sendPayment(context, id)).toMatchObject({ kind: 'approved' })
})

it('nobody gets a claim, whatever the code in front of it thinks', async () => {
  const context = testContext()
  const { id } = await makePayment(context, { purpose: 'refill' })
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const { runId, itemIds } = await makeRun(context, [{ document, method }])
  await switchSafeModeOn(context, BY_HAND)
  const terminalOf = () => 'TESTTERMINAL'
  const options = { now: context.now(), leaseMs: 60_000, createTransactionId, terminalOf }
  expect(await transact(context.db, (trx) => claimPayments(trx, [id], options))).toEqual([])
  const row = paymentRow(context, method, { document_id: document.id, run_id: runId })
  const item = { ...row, run_item_id: itemIds[0]!, document_id: document.id, purpose: 'invoice' }
  const taking = takeItems(context.db, [item as Parameters<typeof takeItems>[1][number]], {
    ...options,
    takenBefore: new Map(),
  })
  expect(await taking).toEqual([])
  expect(await context.db.selectFrom('attempts').select('transaction_id').execute()).toEqual([])
})

it('no run starts, goes on or is resumed, and none is resumed by the release', async () => {
  const context = testContext()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const { runId, itemIds } = await makeRun(context, [{ document, method }])
  await switchSafeModeOn(context, BY_HAND)
  const run = { source: 'manual', filter: FILTER, actor: 'staff:clerk' } as const
  await expect(startRun(context, run)).rejects.toThrow('safe mode')
  await expect(resumeRun(context, { runId, actor: 'staff:clerk' })).rejects.toThrow('safe mode')
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
  expect(context.gateway.sent).toEqual([])
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'paused' })

  const release = { actor: 'staff:mia', reason: 'everything is known', acceptsOpen: false }
  await releaseSafeMode(context, release)
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'paused' })
  expect(await resumeRun(context, { runId, actor: 'staff:clerk' })).toBe(true)
})

it('a run that a person had paused stays that person’s', async () => {
  const context = testContext()
  const { runId } = await makeRun(context, [])
  await pauseRun(context, { runId, actor: 'staff:clerk', reason: 'lunch' })
  await switchSafeModeOn(context, BY_HAND)
  expect(await findRun(context.db, runId)).toMatchObject({ paused_by: 'person' })
})

it('a run that the breaker had paused is not resumed by it', async () => {
  const context = testContext()
  const { runId } = await makeRun(context, [])
  await context.db
    .updateTable('runs')
    .set({ status: 'paused', paused_by: 'breaker' })
    .where('id', '=', runId)
    .execute()
  await context.db
    .updateTable('breaker')
    .set({ state: 'open', probes_ok: 2, next_probe_at: context.now() })
    .execute()
  await switchSafeModeOn(context, BY_HAND)
  expect(await probeGateway(context)).toBe('closed')
  expect(await findRun(context.db, runId)).toMatchObject({
    status: 'paused',
    paused_by: 'safe_mode',
  })
})

it('no schedule starts a run, and one that was missed is caught up after the release', async () => {
  const context = testContext()
  const schedule = {
    name: 'Morning',
    isEnabled: true,
    filter: { ...FILTER, lookBackDays: 30 },
    timeOfDay: '09:05', // five minutes from now, in Chicago
    zone: 'America/Chicago',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    catchUpMinutes: 60,
  }
  await insertSchedule(context.db, schedule, 'staff:admin', context.now())
  await switchSafeModeOn(context, BY_HAND)
  context.clock.forward(10 * 60_000)
  await startDueRuns(context)
  expect(await context.db.selectFrom('runs').select('id').execute()).toEqual([])
  await releaseSafeMode(context, { actor: 'staff:mia', reason: 'all known', acceptsOpen: false })
  await startDueRuns(context)
  expect(await context.db.selectFrom('runs').select('id').execute()).toHaveLength(1)
})

it('questions are still asked, and Splynx is still told, after a look', async () => {
  const context = testContext()
  const unknown = await makeUnknown(context, { purpose: 'refill' })
  const payment = await makePayment(context, { purpose: 'refill' })
  await makeApproved(context, payment)
  await switchSafeModeOn(context, BY_HAND)
  context.splynx.calls.length = 0
  context.clock.forward(60_000)
  await context.bell.ring('sweep', {})
  await context.drain()
  expect(context.splynx.payments).toHaveLength(2)
  expect(context.splynx.calls.filter((name) => name === 'findPaymentByReceipt')).toHaveLength(2)
  expect(context.gateway.sent.map(({ transactionId }) => transactionId)).toContain(
    unknown.attempt.transaction_id,
  )
})

it('a claim that is being committed is waited for, and one that comes later gets nothing', async () => {
  const context = testContext()
  const first = await makePayment(context, { purpose: 'refill' })
  const second = await makePayment(context, { purpose: 'refill' })
  const terminalOf = () => 'TESTTERMINAL'
  const options = { now: context.now(), leaseMs: 60_000, createTransactionId, terminalOf }
  const order: string[] = []
  let switching: Promise<unknown> = Promise.resolve()
  const claimed = await transact(context.db, async (trx) => {
    const claims = await claimPayments(trx, [first.id], options)
    switching = switchSafeModeOn(context, BY_HAND).then(() => order.push('on'))
    await claimPayments(trx, [second.id], options)
    order.push('claimed')
    return claims
  })
  await switching
  expect(claimed).toHaveLength(1)
  expect(order).toEqual(['claimed', 'on'])
  expect(await isSafeMode(context.db)).toBe(true)
})
