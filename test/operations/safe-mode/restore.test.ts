import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { findAttempt } from '../../../src/db/claims.ts'
import { readForgottenTotals } from '../../../src/db/forgotten-messages.ts'
import { listMethods } from '../../../src/db/methods.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { readRunTotals } from '../../../src/db/run-totals.ts'
import { findRun } from '../../../src/db/runs.ts'
import { findSafeMode, isSafeMode } from '../../../src/db/safe-mode.ts'
import { chargeItems } from '../../../src/operations/charge-items.ts'
import { checkJournal } from '../../../src/operations/safe-mode/check-journal.ts'
import { releaseSafeMode } from '../../../src/operations/safe-mode/release-safe-mode.ts'
import { takeBackup } from '../../support/backup.ts'
import {
  claim,
  learn,
  makeMethod,
  makePaymentOf,
  makeRun,
  UNREACHED,
} from '../../support/factories.ts'
import { openShop, send } from './support.ts'

const RELEASE = { actor: 'staff:mia', reason: 'all outcomes looked through', acceptsOpen: false }

it('what was charged since an older backup is found out, and nothing is charged twice', async () => {
  const { context, gateway, order, sell, statusOf, check, askUntilQuiet } = openShop()
  const before = await sell()
  const waiting = await order()
  const backup = await takeBackup(context.db)
  const recorded = await sell()
  await send(context, waiting.payment)
  context.splynx.faults.push('lost_before', 'lost_before', 'lost_before')
  const unrecorded = await sell()
  gateway.isMute = true
  const mute = await sell()
  gateway.isMute = false
  const told = context.splynx.payments.length
  await backup.restore()
  expect(await statusOf(recorded.payment)).toBeUndefined()

  await check()
  expect(await findSafeMode(context.db)).toMatchObject({ state: 'on', cause: 'restore' })
  for (const { payment } of [recorded, waiting, unrecorded, mute]) {
    expect(await statusOf(payment)).toBe('unknown')
  }
  await askUntilQuiet()
  for (const { payment } of [before, recorded, waiting, unrecorded, mute]) {
    expect(await statusOf(payment)).toBe('recorded')
  }
  expect(gateway.booked).toHaveLength(5)
  expect(context.splynx.payments).toHaveLength(told + 2)
  expect(new Set(context.splynx.payments.map(({ receiptNumber }) => receiptNumber)).size).toBe(5)
  expect(await releaseSafeMode(context, RELEASE)).toEqual({ kind: 'released' })
  await askUntilQuiet()
  expect(await isSafeMode(context.db)).toBe(false)
  expect(gateway.booked).toHaveLength(5)
})

it('what never arrived is given up, not sent again, and its document is free', async () => {
  const { context, gateway, sell, statusOf, check, askUntilQuiet } = openShop()
  const backup = await takeBackup(context.db)
  gateway.isDeaf = true
  const { payment } = await sell()
  gateway.isDeaf = false
  await backup.restore()
  await check()
  await askUntilQuiet()
  expect(await statusOf(payment)).toBe('cancelled')
  expect(gateway.booked).toEqual([])
  expect(await releaseSafeMode(context, RELEASE)).toEqual({ kind: 'released' })
})

it('a payment of the backup that was sent since is not sent again', async () => {
  const { context, gateway, order, statusOf, check } = openShop()
  const { payment } = await order()
  const backup = await takeBackup(context.db)
  await send(context, payment)
  await backup.restore()
  await check()
  expect(await statusOf(payment)).toBe('unknown')
  const { transaction_id } = (await findPayment(context.db, payment.id))!
  expect(transaction_id).toBe(gateway.booked[0])
  await send(context, payment)
  expect(gateway.booked).toHaveLength(1)
})

it('one that was sent once more under its old TransactionID is noticed too', async () => {
  const { context, gateway, order, statusOf, check, askUntilQuiet } = openShop()
  const { payment } = await order()
  await learn(context, await claim(context, payment), UNREACHED)
  const backup = await takeBackup(context.db)
  context.clock.forward(60_000)
  await send(context, payment)
  await backup.restore()
  expect(await statusOf(payment)).toBe('pending')
  await check()
  expect(await statusOf(payment)).toBe('unknown')
  expect(await findAttempt(context.db, gateway.booked[0]!)).toMatchObject({ status: 'unknown' })
  await askUntilQuiet()
  expect(await statusOf(payment)).toBe('recorded')
  expect(gateway.booked).toHaveLength(1)
})

it('a restored run stands still, and its documents are charged once', async () => {
  const { context, gateway, check, askUntilQuiet } = openShop()
  const documents = [1, 2, 3].map(() => context.splynx.addDocument())
  const entries = await Promise.all(
    documents.map(async (document) => ({
      document,
      method: await makeMethod(context, { customer_id: document.customerId }),
    })),
  )
  const { runId, itemIds } = await makeRun(context, entries)
  const backup = await takeBackup(context.db)
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[1]! })
  expect(gateway.booked).toHaveLength(2)
  await backup.restore()

  await check()
  expect(await findRun(context.db, runId)).toMatchObject({
    status: 'paused',
    paused_by: 'safe_mode',
  })
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[2]! })
  await askUntilQuiet()
  const totals = await readRunTotals(context.db, runId)
  expect([totals.charged.count, totals.waiting.count]).toEqual([2, 1])
  expect(await releaseSafeMode(context, RELEASE)).toEqual({ kind: 'released' })
  await askUntilQuiet()
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'paused' })
  expect(gateway.booked).toHaveLength(2)
})

it('what people asked for and was not sent by then is given up: they can ask again', async () => {
  const { context, order, sell, statusOf, check } = openShop()
  const { payment } = await order()
  const backup = await takeBackup(context.db)
  await sell()
  await backup.restore()
  await check()
  expect(await statusOf(payment)).toBe('cancelled')
})

it('a document that another payment holds keeps both: the forgotten one waits for its turn', async () => {
  const { context, gateway, sell, statusOf, check, askUntilQuiet } = openShop()
  const backup = await takeBackup(context.db)
  const { payment, document } = await sell()
  await backup.restore()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const other = await makePaymentOf(context, document, { method })
  const taken = await claim(context, other)
  await check()
  expect(await statusOf(payment)).toBeUndefined()
  expect(await releaseSafeMode(context, { ...RELEASE, acceptsOpen: true })).toMatchObject({
    kind: 'waiting',
  })
  await learn(context, taken, { kind: 'not_charged', cause: 'proven', next: 'cancelled' })
  await askUntilQuiet()
  expect(await statusOf(payment)).toBe('recorded')
  expect(gateway.booked).toHaveLength(1)
})

it('one that was never sent makes room for the one that was', async () => {
  const { context, sell, statusOf, check } = openShop()
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const { runId } = await makeRun(context, [])
  const early = await makePaymentOf(context, document, { method, run_id: runId, channel: 'run' })
  const backup = await takeBackup(context.db)
  const move = sql`update payments set status = 'cancelled' where id = ${early.id}`
  await move.execute(context.db)
  const late = await makePaymentOf(context, document, { method })
  await send(context, late)
  await sell()
  await backup.restore()
  expect(await statusOf(early)).toBe('pending')
  await check()
  expect([await statusOf(early), await statusOf(late)]).toEqual(['cancelled', 'unknown'])
})

it('a card that was saved since gets a place that nobody can charge and no customer sees', async () => {
  const { context, order, statusOf, check, askUntilQuiet } = openShop()
  const backup = await takeBackup(context.db)
  const { payment } = await order()
  await send(context, payment)
  await backup.restore()
  await check()
  await askUntilQuiet()
  expect(await statusOf(payment)).toBe('recorded')
  const { method_id, customer_id } = (await findPayment(context.db, payment.id))!
  expect(await listMethods(context.db, customer_id)).toEqual([])
  const row = await context.db
    .selectFrom('methods')
    .selectAll()
    .where('id', '=', method_id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ status: 'removed', token_sealed: '', last4: '????' })
})

it('a message of another terminal is a person’s to look up', async () => {
  const { context, sell, statusOf, check, gateway } = openShop()
  const backup = await takeBackup(context.db)
  const { payment } = await sell()
  await backup.restore()
  const config = { ...context.config, IPPAY_TERMINAL_ID: 'ANOTHER' }
  await checkJournal({ ...context, config })
  expect(await statusOf(payment)).toBe('review')
  await check()
  expect(gateway.sent.filter(({ kind }) => kind === 'inquiry')).toEqual([])
})

it('workers that notice at once do it once', async () => {
  const { context, gateway, sell, statusOf } = openShop()
  const backup = await takeBackup(context.db)
  const sold = [await sell(), await sell(), await sell()]
  await backup.restore()
  await Promise.all([1, 2, 3].map(() => checkJournal(context.another())))
  for (const { payment } of sold) expect(await statusOf(payment)).toBe('unknown')
  const { entered_at } = await findSafeMode(context.db)
  expect(await readForgottenTotals(context.db, entered_at!)).toEqual({
    ...{ found: 3, waiting: 0, byHand: 0, open: 3 },
  })
  const audit = await context.db
    .selectFrom('audit_events')
    .selectAll()
    .where('action', '=', 'safe_mode.on')
    .execute()
  expect(audit).toHaveLength(1)
  expect(gateway.booked).toHaveLength(3)
})
