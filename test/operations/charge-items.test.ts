import { expect, it } from 'vitest'
import { listAttempts } from '../../src/db/claims.ts'
import { findMethod } from '../../src/db/methods.ts'
import { listRunResults } from '../../src/db/run-results.ts'
import { readRunTotals } from '../../src/db/run-totals.ts'
import { findRun } from '../../src/db/runs.ts'
import { APPROVED, createBogusGateway, declined } from '../../src/gateway/bogus.ts'
import { probeGateway } from '../../src/operations/breaker.ts'
import { chargeItems } from '../../src/operations/charge-items.ts'
import { cancelRun, pauseRun } from '../../src/operations/move-run.ts'
import { openPayment } from '../../src/operations/open-payment.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { createBogusSplynx } from '../support/bogus-splynx.ts'
import { type TestContext, testContext } from '../support/context.ts'
import { makeMethod, makeRun, UNKNOWN, UNREACHED } from '../support/factories.ts'

const HOUR_MS = 3_600_000

/** A run of so many documents, each of a customer with a card, all waiting. */
async function setup(count: number, parts: Parameters<typeof testContext>[0] = {}) {
  const context = testContext(parts)
  const entries = []
  for (let at = 0; at < count; at++) {
    const document = context.splynx.addDocument()
    const method = await makeMethod(context, { customer_id: document.customerId })
    entries.push({ document, method })
  }
  const { runId, itemIds } = await makeRun(context, entries)
  const stretch = { runId, fromItemId: itemIds[0] ?? 0, toItemId: itemIds.at(-1) ?? 0 }
  return { context, entries, runId, stretch, itemIds }
}

const results = ({ db }: TestContext, runId: number) =>
  listRunResults(db, runId, { filter: 'all', limit: 100 })

const pay = (context: TestContext, document: Document, methodId: number) =>
  openPayment(context, {
    customerId: document.customerId,
    target: { document },
    expectedCents: document.dueCents,
    methodId,
    channel: 'customer',
    actor: `customer:${document.customerId}`,
    requestKey: `key-${document.id}`,
  })

it('charges each document once, however many workers do the same stretch at once', async () => {
  const { context, stretch, runId } = await setup(12)
  const workers = [context, context.another(), context.another()]
  await Promise.all(workers.map((worker) => chargeItems(worker, stretch)))
  expect(context.gateway.sent.filter(({ kind }) => kind === 'sale')).toHaveLength(12)
  const ids = new Set(context.gateway.sent.map(({ transactionId }) => transactionId))
  expect(ids.size).toBe(12)
  expect((await readRunTotals(context.db, runId)).charged).toEqual({ count: 12, cents: 12 * 4999 })
})

it('does not charge a document whose other payment is recorded while Splynx is being read', async () => {
  const splynx = createBogusSplynx()
  const { context, entries, stretch, runId } = await setup(1, { splynx })
  const { document, method } = entries[0]!
  const { findDocuments } = splynx
  let isFirst = true
  splynx.findDocuments = async (...asked) => {
    const seen = await findDocuments(...asked)
    if (isFirst) {
      isFirst = false
      const other = context.another()
      await pay(other, document, method.id)
      await other.drain()
    }
    return seen
  }
  await chargeItems(context, stretch)
  expect(context.gateway.sent.filter(({ kind }) => kind === 'sale')).toHaveLength(1)
  expect(splynx.payments).toHaveLength(1)
  expect(await results(context, runId)).toMatchObject([{ paymentStatus: 'cancelled' }])
})

it('charges the rest of a document that was paid in part long before', async () => {
  const { context, entries, stretch } = await setup(1)
  const { document, method } = entries[0]!
  await pay(context, document, method.id)
  await context.drain()
  context.splynx.change(document, { status: 'not_paid', dueCents: 1000 })
  await chargeItems(context, stretch)
  expect(context.gateway.sent.map(({ amountCents }) => amountCents)).toEqual([4999, 1000])
})

it.each<{ what: string; change: (context: TestContext, document: Document) => void; skip: object }>(
  [
    {
      what: 'paid by cash',
      change: ({ splynx }, document) => splynx.change(document, { status: 'paid', dueCents: 0 }),
      skip: { skipReason: 'not_open', skipDetail: 'paid' },
    },
    {
      what: 'deleted',
      change: ({ splynx }, document) => splynx.change(document, { status: 'deleted' }),
      skip: { skipReason: 'not_open', skipDetail: 'deleted' },
    },
    {
      what: 'gone',
      change: ({ splynx }, document) => splynx.remove(document),
      skip: { skipReason: 'gone' },
    },
    {
      what: 'of another customer',
      change: ({ splynx }, document) => splynx.change(document, { customerId: 9_999_999 }),
      skip: { skipReason: 'not_open' },
    },
    {
      what: 'covered without being marked',
      change: ({ splynx }, document) => splynx.change(document, { dueCents: 0 }),
      skip: { skipReason: 'nothing_due' },
    },
    {
      what: 'unreadable',
      change: ({ splynx }, { id }) => {
        splynx.findDocuments = async () => ({ documents: [], bad: [{ id, cause: 'no amount' }] })
      },
      skip: { skipReason: 'unreadable', skipDetail: 'no amount' },
    },
  ],
)('skips a document that is $what by the time of the last look', async ({ change, skip }) => {
  const { context, entries, stretch, runId } = await setup(1)
  change(context, entries[0]!.document)
  await chargeItems(context, stretch)
  expect(context.gateway.sent).toEqual([])
  expect(await results(context, runId)).toMatchObject([{ state: 'skipped', ...skip }])
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'finished' })
})

it.each([
  { dueCents: 3000, charged: 3000, what: 'less, what is left' },
  { dueCents: 9000, charged: 4999, what: 'more, no more than was selected' },
])('charges, when a document has come to $what', async ({ dueCents, charged }) => {
  const { context, entries, stretch } = await setup(1)
  context.splynx.change(entries[0]!.document, { dueCents })
  await chargeItems(context, stretch)
  expect(context.gateway.sent).toMatchObject([{ kind: 'sale', amountCents: charged }])
})

it('skips a document that the customer is paying at this moment', async () => {
  const { context, entries, stretch, runId } = await setup(1)
  const { document, method } = entries[0]!
  await pay(context, document, method.id)
  await chargeItems(context, stretch)
  expect(context.gateway.sent).toEqual([])
  expect(await results(context, runId)).toMatchObject([{ skipReason: 'under_way' }])
})

it('gives a document to the customer or to the run, never to both, when they come at once', async () => {
  const { context, entries, stretch } = await setup(8)
  const other = context.another()
  const [opened] = await Promise.all([
    Promise.all(entries.map(({ document, method }) => pay(other, document, method.id))),
    chargeItems(context, stretch),
  ])
  await other.drain()
  await context.drain()
  expect(context.gateway.sent.filter(({ kind }) => kind === 'sale')).toHaveLength(8)
  expect(context.splynx.payments).toHaveLength(8)
  expect(opened.every(({ kind }) => ['opened', 'under_way', 'not_open'].includes(kind))).toBe(true)
})

it('asks one card for one document at a time and stops at its decline', async () => {
  const context = testContext({ script: { sales: [APPROVED, declined()] } })
  const { id: customerId } = context.splynx.addCustomer()
  const method = await makeMethod(context, { customer_id: customerId })
  const entries = Array.from({ length: 5 }, () => ({
    document: context.splynx.addDocument({ customerId }),
    method,
  }))
  const { runId, itemIds } = await makeRun(context, entries)
  const stretch = { runId, fromItemId: itemIds[0]!, toItemId: itemIds.at(-1)! }
  await chargeItems(context, stretch)
  expect(context.gateway.sent).toHaveLength(2)
  expect(await readRunTotals(context.db, runId)).toMatchObject({
    charged: { count: 1 },
    declined: { count: 1 },
    skipped: { count: 3 },
  })
})

it.each([
  { declines: 7, hoursAgo: 25, skipReason: null },
  { declines: 8, hoursAgo: 25, skipReason: 'tries_used_up' },
  { declines: 1, hoursAgo: 23, skipReason: 'declined_recently' },
  { declines: 8, hoursAgo: 31 * 24, skipReason: null },
])(
  'a card with $declines declines $hoursAgo hours ago, over other documents and customers: $skipReason',
  async ({ declines, hoursAgo, skipReason }) => {
    const sales = Array.from({ length: declines }, () => declined())
    const context = testContext({ script: { sales } })
    for (let at = 0; at < declines; at++) {
      const document = context.splynx.addDocument()
      const method = await makeMethod(context, {
        customer_id: document.customerId,
        token: 'SHARED',
      })
      await pay(context, document, method.id)
    }
    await context.drain()
    context.clock.forward(hoursAgo * HOUR_MS)
    const document = context.splynx.addDocument()
    const method = await makeMethod(context, { customer_id: document.customerId, token: 'SHARED' })
    const { runId, itemIds } = await makeRun(context, [{ document, method }])
    await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
    expect(await results(context, runId)).toMatchObject([{ skipReason }])
  },
)

it('does not count a refusal of our own set-up against the card', async () => {
  const context = testContext({ script: { sales: [declined('301', 'config')] } })
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  await pay(context, document, method.id)
  await context.drain()
  const { runId, itemIds } = await makeRun(context, [{ document, method }])
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
  expect(context.gateway.sent).toHaveLength(2)
})

it('never charges a method again after a hard decline', async () => {
  const { context, entries, stretch } = await setup(1, {
    script: { sales: [declined('043', 'hard')] },
  })
  const { document, method } = entries[0]!
  await chargeItems(context, stretch)
  expect(await findMethod(context.db, method.id)).toMatchObject({ status: 'disabled' })
  context.clock.forward(90 * 24 * HOUR_MS)
  const { runId, itemIds } = await makeRun(context, [{ document, method }])
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
  expect(await results(context, runId)).toMatchObject([{ skipReason: 'method_disabled' }])
  expect(context.gateway.sent).toHaveLength(1)
})

it('never charges a card that was declined for good at another customer', async () => {
  const context = testContext({ script: { sales: [declined('043', 'hard')] } })
  const entries = []
  for (let at = 0; at < 2; at++) {
    const document = context.splynx.addDocument()
    const customer_id = document.customerId
    entries.push({ document, method: await makeMethod(context, { customer_id, token: 'SHARED' }) })
  }
  const { runId, itemIds } = await makeRun(context, entries)
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[1]! })
  expect(context.gateway.sent).toHaveLength(1)
  expect(await results(context, runId)).toMatchObject([
    { paymentStatus: 'declined' },
    { skipReason: 'method_disabled' },
  ])
})

it('notices a gateway that lets every message run into its time limit', async () => {
  const timedOut = () => {
    context.clock.forward(75_000 / 6)
    return UNKNOWN
  }
  const { context, stretch, runId } = await setup(6, {
    script: { sales: Array.from({ length: 6 }, () => timedOut) },
  })
  await chargeItems(context, stretch)
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'paused' })
})

it('pauses the run when the gateway answers nobody, and goes on by itself where it was', async () => {
  const sales = Array.from({ length: 6 }, () => UNREACHED)
  const { context, stretch, runId } = await setup(6, { script: { sales } })
  await chargeItems(context, stretch)
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'paused' })
  const first = context.gateway.sent.map(({ transactionId }) => transactionId)

  for (let at = 0; at < 3; at++) {
    context.clock.forward(HOUR_MS)
    await probeGateway(context)
  }
  await context.drain()
  const again = context.gateway.sent.filter(({ kind }) => kind === 'sale').slice(6)
  expect(again.map(({ transactionId }) => transactionId).sort()).toEqual(first.sort())
  expect((await readRunTotals(context.db, runId)).charged.count).toBe(6)
})

it.each([
  { move: pauseRun, status: 'paused', waiting: 3, cancelled: 0 },
  { move: cancelRun, status: 'cancelled', waiting: 0, cancelled: 3 },
])('sends nothing of a $status run', async ({ move, status, waiting, cancelled }) => {
  const { context, stretch, runId } = await setup(3)
  expect(await move(context, { runId, actor: 'staff:clerk' })).toBe(true)
  expect(await chargeItems(context, stretch)).toBe(`the run is ${status}`)
  expect(context.gateway.sent).toEqual([])
  expect(await readRunTotals(context.db, runId)).toMatchObject({
    selected: { count: 3, cents: 3 * 4999 },
    waiting: { count: waiting },
    cancelled: { count: cancelled },
  })
})

it('lets what is at the gateway end and count when the run is cancelled meanwhile', async () => {
  const gateway = createBogusGateway({
    sales: [
      async () => {
        await cancelRun(context, { runId, actor: 'staff:clerk' })
        return APPROVED
      },
    ],
  })
  const { context, stretch, runId } = await setup(3, { gateway })
  await chargeItems(context, { ...stretch, toItemId: stretch.fromItemId })
  await context.drain()
  expect(await findRun(context.db, runId)).toMatchObject({ status: 'cancelled' })
  expect(await readRunTotals(context.db, runId)).toMatchObject({
    selected: { count: 3 },
    charged: { count: 1 },
    cancelled: { count: 2 },
  })
  expect(context.splynx.payments).toHaveLength(1)
})

it('has committed the TransactionID before the gateway hears of it', async () => {
  const seen: unknown[] = []
  const gateway = createBogusGateway({
    sales: [
      async ({ transactionId }) => {
        // Another connection sees only what has been committed.
        seen.push(
          await context.db
            .selectFrom('attempts')
            .innerJoin('payments', 'payments.transaction_id', 'attempts.transaction_id')
            .select(['attempts.status', 'payments.status as paymentStatus'])
            .where('attempts.transaction_id', '=', transactionId!)
            .executeTakeFirst(),
        )
        return APPROVED
      },
    ],
  })
  const { context, stretch, runId } = await setup(1, { gateway })
  await chargeItems(context, stretch)
  expect(seen).toEqual([{ status: 'sending', paymentStatus: 'submitting' }])
  const [result] = await results(context, runId)
  expect(await listAttempts(context.db, result!.paymentId!)).toMatchObject([{ status: 'approved' }])
})
