import { expect, it } from 'vitest'
import { insertReturn } from '../../../src/db/returns.ts'
import { countDifferences, findDifference } from '../../../src/db/tie-out-differences.ts'
import { findTieOut } from '../../../src/db/tie-outs.ts'
import { transact } from '../../../src/db/transact.ts'
import { insertUndoings, listUndoingsOf } from '../../../src/db/undoings.ts'
import { undoPayments } from '../../../src/operations/refunds/undo-payments.ts'
import { explainDifference } from '../../../src/operations/tie-out/explain-difference.ts'
import { tieOutDueDays } from '../../../src/operations/tie-out/tie-out-day.ts'
import { config, type TestContext, testContext } from '../../support/context.ts'
import { claim, learn, makePaymentOf } from '../../support/factories.ts'
import {
  compare,
  DAY,
  differencesOf,
  lineOf,
  netAndRest,
  readReportsOver,
  report,
  takeMoney,
} from './support.ts'

const setup = (changes: Parameters<typeof testContext>[0] = {}) => testContext(changes)

async function returnDebit(context: TestContext, payment: { id: string; transaction_id: string }) {
  const { now, db } = context
  await transact(db, async (trx) => {
    const id = '01KB0000000000000000000001'
    await insertReturn(trx, {
      ...{ id, transaction_id: payment.transaction_id, code: 'R01', payment_id: payment.id },
      ...{ customer_id: 1, amount_cents: 4_999, returned_at: now(), source: 'report' },
      ...{ reported_at: now(), actor: 'report', evidence: null, is_undone: true },
      ...{ is_stopped: false, created_at: now() },
    })
    const undoing = { paymentId: payment.id, cause: 'return', sourceId: id } as const
    await insertUndoings(
      trx,
      [{ ...undoing, amountCents: 4_999, reopens: true, receiptNumber: `R-${id}` }],
      now(),
    )
  })
}

async function showUndone(context: TestContext, { id }: { id: string }) {
  const undoings = await listUndoingsOf(context.db, id)
  await undoPayments(
    context,
    undoings.map((undoing) => undoing.id),
  )
}

it('a day on which all three say the same is green, with equal sums', async () => {
  const context = setup()
  const card = await takeMoney(context)
  const debit = await takeMoney(context, { isBank: true, amount_cents: 12_345 })
  await report(context, [card, debit])
  expect(await compare(context)).toEqual([])
  const { net, rest } = await netAndRest(context)
  expect(net).toEqual({ ledger: 17_344, gateway: 17_344, splynx: 17_344 })
  expect(rest).toEqual({ gateway: 0, splynx: 0 })
  expect(await findTieOut(context.db, DAY)).toMatchObject({
    gateway_state: 'compared',
    splynx_state: 'compared',
  })
})

it('every kind of difference is found, and sums and differences add up to the cent', async () => {
  const context = setup()
  const { splynx } = context
  const fine = await takeMoney(context)
  const notReported = await takeMoney(context)
  const otherAmount = await takeMoney(context)
  const bookedTwice = await takeMoney(context, { isBank: true })
  const deletedByHand = await takeMoney(context)
  const changedByHand = await takeMoney(context)
  const returned = await takeMoney(context, { isBank: true })
  await returnDebit(context, returned)
  splynx.payments.splice(
    splynx.payments.findIndex((one) => one.receiptNumber === deletedByHand.transaction_id),
    1,
  )
  splynx.payments.find((one) => one.receiptNumber === changedByHand.transaction_id)!.amountCents = 7
  await splynx.createPayment({
    ...{ customerId: 5, amountCents: 3_300, date: DAY, receiptNumber: 'BY-HAND' },
    ...{ paymentType: config.SPLYNX_CARD_PAYMENT_TYPE, comment: 'typed' },
  })
  await report(
    context,
    [fine, bookedTwice, deletedByHand, changedByHand, returned],
    [
      lineOf(context, { transaction_id: otherAmount.transaction_id, amount_cents: 5_000 }),
      lineOf(context, {
        ...{ kind: 'ach', request_type: 'CHECK', transaction_id: bookedTwice.transaction_id },
      }),
      lineOf(context, { amount_cents: 1_111 }),
      lineOf(context, { request_type: 'CREDIT', amount_cents: 222 }),
      lineOf(context, { terminal_id: 'ANOTHERS' }),
      lineOf(context, { action_code: '005' }),
    ],
  )
  const found = await compare(context)
  const row = (
    kind: string,
    line: string,
    method_kind: string,
    ours: unknown,
    theirs: unknown,
  ) => ({
    ...{ kind, line, method_kind, ours_cents: ours, theirs_cents: theirs },
  })
  expect(found).toHaveLength(9)
  expect(found).toEqual(
    expect.arrayContaining([
      row('gateway_missing', 'taken', 'card', 4_999, null),
      row('gateway_amount', 'taken', 'card', 4_999, 5_000),
      row('gateway_twice', 'taken', 'bank', 4_999, 9_998),
      row('gateway_only', 'taken', 'card', null, 1_111),
      row('gateway_only', 'given_back', 'card', null, 222),
      row('splynx_missing', 'taken', 'card', 4_999, null),
      row('splynx_amount', 'taken', 'card', 4_999, 7),
      row('splynx_only', 'taken', 'card', null, 3_300),
      row('splynx_not_undone', 'returned', 'bank', 4_999, null),
    ]),
  )
  expect((await netAndRest(context)).rest).toEqual({ gateway: 0, splynx: 0 })
  expect(notReported.id).toBeTruthy()

  // Splynx is told of the return: the next comparison finds it put right.
  await showUndone(context, returned)
  const kinds = (await compare(context)).map(({ kind }) => kind)
  expect(kinds).not.toContain('splynx_not_undone')
  expect((await netAndRest(context)).rest).toEqual({ gateway: 0, splynx: 0 })
})

it('money that the gateway took for a payment declined here names that payment', async () => {
  const context = setup()
  await takeMoney(context)
  const payment = await makePaymentOf(context, context.splynx.addDocument())
  const claimed = await claim(context, payment)
  await learn(context, claimed, {
    kind: 'declined',
    category: 'soft',
    reply: { actionCode: '005', responseText: 'DECLINED', approvalCode: null },
  })
  const { transaction_id } = claimed.attempt
  await report(context, [], [lineOf(context, { transaction_id })])
  await compare(context)
  const rows = await context.db.selectFrom('tie_out_differences').selectAll().execute()
  expect(rows.find(({ kind }) => kind === 'gateway_only')).toMatchObject({ payment_id: payment.id })
})

it('a payment that stands in Splynx under another day is asked for before it counts as missing', async () => {
  const context = setup()
  const payment = await takeMoney(context)
  context.splynx.payments[0]!.date = '2026-11-20'
  await report(context, [payment])
  expect(await compare(context)).toEqual([])
  expect(context.splynx.calls).toContain('findListedPayments')
})

it('while Splynx is away its side is not compared, keeps what was found, and is tried again', async () => {
  const context = setup()
  const payment = await takeMoney(context)
  await report(context, [payment])
  const [kept] = context.splynx.payments.splice(0, 1)
  expect(await compare(context)).toHaveLength(1)
  context.splynx.payments.push(kept!)
  context.splynx.isDown = true
  expect(await compare(context)).toHaveLength(1)
  expect(await findTieOut(context.db, DAY)).toMatchObject({
    splynx_state: 'waiting',
    splynx_note: 'Splynx does not answer',
    gateway_state: 'compared',
  })
  context.splynx.isDown = false
  context.clock.forward(20 * 3_600_000)
  expect(await tieOutDueDays(context)).toContain(`${DAY}: IPpay compared, Splynx compared`)
  expect(await differencesOf(context)).toEqual([])
})

it('without a reporting service the comparison is of two, and says so', async () => {
  const context = setup({ changes: { reports: null } })
  await takeMoney(context)
  expect(await compare(context)).toEqual([])
  expect(await findTieOut(context.db, DAY)).toMatchObject({ gateway_state: 'none' })
})

it('reports that were not read to the end of the day accuse nobody', async () => {
  const context = setup()
  await takeMoney(context)
  expect(await compare(context)).toEqual([])
  expect(await findTieOut(context.db, DAY)).toMatchObject({
    gateway_state: 'waiting',
    gateway_note: expect.stringContaining('has not been read yet'),
  })
})

it('each day that is over is compared once a morning, from five o’clock on', async () => {
  const context = setup()
  const payment = await takeMoney(context)
  await report(context, [payment])
  expect(await tieOutDueDays(context)).toBe('nothing is due')
  context.clock.forward(19 * 3_600_000) // four in the morning
  expect(await tieOutDueDays(context)).toBe('nothing is due')
  context.clock.forward(3_600_000)
  await readReportsOver(context)
  expect(await tieOutDueDays(context)).toBe(`${DAY}: IPpay compared, Splynx compared`)
  context.clock.forward(3_600_000)
  expect(await tieOutDueDays(context)).toBe('nothing is due')
})

it('an explained difference stays explained until its amounts change, and closes the gateway’s note', async () => {
  const context = setup()
  const { db } = context
  const payment = await takeMoney(context)
  const stranger = lineOf(context, { amount_cents: 1_111 })
  await report(context, [payment], [stranger])
  await db
    .insertInto('mismatches')
    .values({
      ...{ kind: 'not_ours', reference: stranger.transaction_id, request_type: 'SALE' },
      found_at: context.now(),
    })
    .execute()
  await compare(context)
  const { id } = await db.selectFrom('tie_out_differences').select('id').executeTakeFirstOrThrow()
  const explained = { id, note: 'The shop’s own terminal', actor: 'staff:ada', address: '::1' }
  expect(await explainDifference(context, explained)).toBe(true)
  expect(await explainDifference(context, explained)).toBe(false)
  expect(await countDifferences(db)).toBe(0)
  expect(await db.selectFrom('mismatches').select('closed_by').execute()).toEqual([
    { closed_by: 'staff:ada' },
  ])
  expect(await db.selectFrom('audit_events').select('action').execute()).toEqual([
    { action: 'tie_out.explained' },
  ])
  await compare(context)
  expect(await findDifference(db, id)).toMatchObject({ explained_by: 'staff:ada' })
  await db
    .updateTable('report_records')
    .set({ amount_cents: 9 } as never)
    .execute()
  await compare(context)
  expect(await findDifference(db, id)).toMatchObject({ explained_by: null, theirs_cents: 9 })
})
