import { ulid } from 'ulid'
import { expect, it } from 'vitest'
import { listAttempts } from '../../../src/db/claims.ts'
import { listMessagesSince } from '../../../src/db/journal-marks.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { saveSetting } from '../../../src/db/settings.ts'
import { APPROVED } from '../../../src/gateway/bogus.ts'
import { addCard } from '../../../src/operations/add-card.ts'
import { chargeItems } from '../../../src/operations/charge-items.ts'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { resolvePayments } from '../../../src/operations/resolve-payments.ts'
import { sendPayment } from '../../../src/operations/send-payment.ts'
import { addTerminal, noteOwnTerminal } from '../../../src/operations/settings/change-terminals.ts'
import { saveSettings } from '../../../src/operations/settings/save-settings.ts'
import { rowName } from '../../../src/settings/settings.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeMethod, makePaymentOf, makeRun, UNKNOWN, UNREACHED } from '../../support/factories.ts'

const WHO = { actor: 'staff:admin', address: '' }

/** As an admin does on the page. */
async function choose(context: TestContext, terminal: string, partnerId: number | null) {
  await addTerminal(context, { id: terminal, password: '', ...WHO })
  const { terminalId: was } = await context.settings.of(partnerId)
  const [row] = await context.db
    .selectFrom('settings')
    .selectAll()
    .where('name', '=', rowName('terminalId', partnerId))
    .execute()
  if (row) await context.db.deleteFrom('settings').where('name', '=', row.name).execute()
  const fields = [{ name: 'terminalId' as const, typed: terminal, was, seen: 'none' }]
  expect(await saveSettings(context, { partnerId, fields, ...WHO })).toMatchObject({
    kind: 'saved',
  })
}

const made = (context: TestContext, partner_id: number | null) =>
  makePaymentOf(context, context.splynx.addDocument(), { partner_id })

it('a payment goes to the terminal of its partner, and says so for ever', async () => {
  const context = testContext()
  await choose(context, 'SECOND', 7)
  const payments = [await made(context, 7), await made(context, 1), await made(context, null)]
  for (const { id } of payments) await sendPayment(context, id)
  expect(context.gateway.terminals).toEqual(['SECOND', 'TESTTERMINAL', 'TESTTERMINAL'])
  const attempts = await Promise.all(payments.map(({ id }) => listAttempts(context.db, id)))
  expect(attempts.map(([attempt]) => attempt?.terminal_id)).toEqual(context.gateway.terminals)
  const noted = await listMessagesSince(
    context.db,
    { sentAt: new Date(0), transactionId: '' },
    { ofEnvironment: 'TESTTERMINAL', limit: 10 },
  )
  expect(noted.map(({ terminal }) => terminal).sort()).toEqual([
    'SECOND',
    'TESTTERMINAL',
    'TESTTERMINAL',
  ])
})

it('an unknown outcome is asked about at the old terminal after the setting has changed', async () => {
  const context = testContext({ script: { sales: [UNKNOWN], inquiries: [APPROVED] } })
  await choose(context, 'SECOND', 7)
  const { id } = await made(context, 7)
  await sendPayment(context, id)
  await choose(context, 'THIRD', 7)
  await choose(context, 'THIRD', null)
  await resolvePayments(context, [id], { actor: 'staff:clerk', isAsked: true })
  expect(context.gateway.terminals).toEqual(['SECOND', 'SECOND'])
  expect(await findPayment(context.db, id)).toMatchObject({ status: 'approved' })
})

it('a message that never left is sent again by the terminal that knows its TransactionID', async () => {
  const context = testContext({ script: { sales: [UNREACHED] } })
  await choose(context, 'SECOND', 7)
  const { id } = await made(context, 7)
  await sendPayment(context, id)
  await choose(context, 'THIRD', 7)
  context.clock.forward(60_000)
  await sendPayment(context, id)
  expect(context.gateway.terminals).toEqual(['SECOND', 'SECOND'])
  expect(new Set(context.gateway.sent.map(({ transactionId }) => transactionId)).size).toBe(1)
})

it('money goes back by the terminal that took it', async () => {
  const context = testContext()
  await choose(context, 'SECOND', 7)
  const { id } = await made(context, 7)
  await sendPayment(context, id)
  await choose(context, 'THIRD', 7)
  const request = {
    paymentId: id,
    amountCents: 4_999,
    expectedKind: 'void' as const,
    reopens: true,
    reason: 'for a test',
    role: 'admin' as const,
    requestKey: ulid(),
    ...WHO,
  }
  expect(await openRefund(context, request)).toMatchObject({ kind: 'opened' })
  await context.drain()
  expect(context.gateway.sent.map(({ kind }) => kind)).toEqual(['sale', 'void'])
  expect(context.gateway.terminals).toEqual(['SECOND', 'SECOND'])
  const attempts = await listAttempts(context.db, id)
  expect(attempts.map(({ terminal_id }) => terminal_id)).toEqual(['SECOND', 'SECOND'])
})

it('what was sent before terminals were noted goes to the one of the environment', async () => {
  const context = testContext({ script: { sales: [UNKNOWN] } })
  const { id } = await made(context, 7)
  await sendPayment(context, id)
  await context.db.updateTable('attempts').set({ terminal_id: null }).execute()
  await choose(context, 'SECOND', 7)
  await resolvePayments(context, [id], { actor: 'staff:clerk', isAsked: true })
  expect(context.gateway.terminals).toEqual(['TESTTERMINAL', null])
})

it('a run sends each document by its own partner’s terminal', async () => {
  const context = testContext()
  await choose(context, 'SECOND', 7)
  const items = []
  for (const customer_id of [11, 12, 13]) {
    const document = context.splynx.addDocument({ customerId: customer_id })
    items.push({ document, method: await makeMethod(context, { customer_id }) })
  }
  const { runId, itemIds } = await makeRun(context, items)
  const ofSeven = [itemIds[0]!, itemIds[2]!]
  await context.db
    .updateTable('run_items')
    .set({ partner_id: 7 } as object)
    .where('id', 'in', ofSeven)
    .execute()
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[2]! })
  const attempts = await context.db
    .selectFrom('attempts')
    .innerJoin('payments', 'payments.id', 'attempts.payment_id')
    .select(['payments.partner_id', 'attempts.terminal_id'])
    .execute()
  expect(attempts).toHaveLength(3)
  for (const { partner_id, terminal_id } of attempts) {
    expect(terminal_id).toBe(partner_id === 7 ? 'SECOND' : 'TESTTERMINAL')
  }
})

it('a new card is stored under the terminal of its customer’s partner', async () => {
  const context = testContext()
  context.splynx.addCustomer({ id: 5, partnerId: 7 })
  const card = { number: '4111111111111111', expMonth: 12, expYear: 2030, holderName: 'Ada' }
  const add = (customerId: number) =>
    addCard(context, { customerId, card, keep: 'one_time', consent: null, actor: 'customer:5' })
  await add(5)
  await choose(context, 'SECOND', 7)
  await add(5)
  expect(context.gateway.terminals).toEqual(['TESTTERMINAL', 'SECOND'])
})

it('a terminal of the environment is remembered when the environment names another', async () => {
  const context = testContext()
  await noteOwnTerminal(context)
  await noteOwnTerminal(context)
  const rows = await context.db.selectFrom('terminals').select(['id', 'chosen_at']).execute()
  expect(rows).toEqual([{ id: 'TESTTERMINAL', chosen_at: expect.any(Date) }])
})

it('a value that makes no sense any more counts as none', async () => {
  const context = testContext()
  await saveSetting(context.db, 'terminalId', '', { by: 'staff:admin', now: context.now() })
  expect((await context.settings.of(null)).terminalId).toBe('TESTTERMINAL')
})
