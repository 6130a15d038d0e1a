import { describe, expect, it, onTestFinished } from 'vitest'
import { findPayment } from '../../../src/db/payments.ts'
import { findRefund } from '../../../src/db/refunds.ts'
import { createIppayClient } from '../../../src/gateway/ippay-client.ts'
import { openRefund, type RefundRequest } from '../../../src/operations/refunds/open-refund.ts'
import { settleRefund } from '../../../src/operations/refunds/settle-refund.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { setup as startIppay } from '../../sandbox/ippay-support.ts'
import { deny, faulty, issue, raw, splynx } from '../../splynx/support/simulator.ts'
import { START, testContext } from '../../support/context.ts'
import { makeMethod, makePaymentOf } from '../../support/factories.ts'
import { HOUR_MS, idOf, requestFor } from './support.ts'

// The whole way, against simulators that share no code with the clients and keep their own books.

const CUSTOMER = 3
const PAYMENTS = 'finance/payments'

/** An invoice of 49.95 that was charged by card at the simulated IPpay and recorded in Splynx. */
async function setup() {
  const ippay = await startIppay()
  await ippay.control('PUT', 'clock', { now: START.toISOString() })
  const gateway = createIppayClient({
    url: `${ippay.url}/ippay`,
    terminalId: 'TESTTERMINAL',
    timeoutMs: 5_000,
    connections: 4,
  })
  onTestFinished(() => gateway.close())
  const context = testContext({ changes: { gateway, splynx } })
  const { id } = await issue('invoice', CUSTOMER, 4995)
  const balanceCents = await splynx.findBalanceCents(CUSTOMER)
  const card = { number: '4111111111111111', expMonth: 4, expYear: 2030, holderName: 'Ada Miller' }
  const tokenized = await gateway.tokenizeCard(card)
  if (tokenized.kind !== 'tokenized') throw new Error('the simulator gave no token')
  const method = await makeMethod(context, { customer_id: CUSTOMER, token: tokenized.token })
  const document = (await splynx.findDocument('invoice', id))!
  const payment = await makePaymentOf(context, document, { method })
  await sweep(context)
  await context.drain()
  expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'recorded' })

  return {
    context,
    ippay,
    balanceCents,
    payment: async () => (await findPayment(context.db, payment.id))!,
    refund: async (refundId: string) => (await findRefund(context.db, refundId))!,
    open: (changes: Partial<RefundRequest>) =>
      openRefund(context, requestFor(payment.id, { amountCents: 4995, ...changes })),
    /** Both clocks go on, and everything that is due is done. */
    async pass(ms: number) {
      context.clock.forward(ms)
      await ippay.control('PUT', 'clock', { now: context.now().toISOString() })
      await sweep(context)
      await context.drain()
    },
    loseAnswerTo: (type: string, kind = 'lose-after') =>
      ippay.control('PUT', 'faults', {
        rules: [{ kind, probability: 1, times: 1, match: { type } }],
      }),
    async books() {
      const { transactions } = (await ippay.control('GET', 'transactions?all=1')).body
      const counted = (type: string) => transactions.filter((row) => row.type === type).length
      const invoice = (await splynx.findDocument('invoice', id))!
      const inSplynx = await raw<{ amount: string; invoice_id: number }>(
        `${PAYMENTS}?main_attributes[invoice_id]=${id}`,
      )
      return {
        heldCents: ippay.summary().cents,
        voids: counted('VOID'),
        credits: counted('CREDIT'),
        status: invoice.status,
        dueCents: invoice.dueCents,
        movedCents: (await splynx.findBalanceCents(CUSTOMER)) - balanceCents,
        payments: inSplynx.map(({ amount }) => Number(amount)),
      }
    },
  }
}

const AS_BEFORE = { status: 'not_paid', dueCents: 4995, movedCents: 0, payments: [] }

it('a void leaves nothing at the gateway, and Splynx as if nothing had been paid', async () => {
  const { context, open, payment, books } = await setup()
  await open({})
  await context.drain()
  expect(await payment()).toMatchObject({ status: 'voided', refunded_cents: 4995 })
  expect(await books()).toEqual({ heldCents: 0, voids: 1, credits: 0, ...AS_BEFORE })
})

it('parts are credited after settlement, and Splynx shows each of them', async () => {
  const { context, open, pass, payment, books } = await setup()
  await pass(24 * HOUR_MS)
  await open({ expectedKind: 'credit', amountCents: 1000, reopens: true })
  await context.drain()
  expect(await payment()).toMatchObject({ status: 'recorded', refunded_cents: 1000 })
  expect(await books()).toMatchObject({
    credits: 1,
    status: 'not_paid',
    dueCents: 1000,
    movedCents: 3995,
    payments: [49.95, -10],
  })
  await open({ expectedKind: 'credit', amountCents: 3995, reopens: false })
  await context.drain()
  expect(await payment()).toMatchObject({ status: 'refunded', refunded_cents: 4995 })
  expect(await books()).toMatchObject({ credits: 2, voids: 0, dueCents: 1000, movedCents: 0 })
})

describe('a void whose answer is lost', () => {
  it('before it did anything is sent once more', async () => {
    const { context, open, pass, payment, books, loseAnswerTo } = await setup()
    await loseAnswerTo('VOID', 'lose-before')
    await open({})
    await context.drain()
    for (const minutes of [1, 2, 3]) await pass(minutes * 60_000)
    expect(await payment()).toMatchObject({ status: 'voided' })
    expect(await books()).toEqual({ heldCents: 0, voids: 1, credits: 0, ...AS_BEFORE })
  })

  it('after it did its work is never followed by a credit, and a person ends it', async () => {
    const { context, open, pass, payment, refund, books, loseAnswerTo } = await setup()
    await loseAnswerTo('VOID')
    const refundId = idOf(await open({}))
    await context.drain()
    for (const minutes of [1, 2, 3]) await pass(minutes * 60_000)
    expect(await refund(refundId)).toMatchObject({ status: 'review' })
    await pass(24 * HOUR_MS)
    expect(await open({ expectedKind: 'credit' })).toMatchObject({ kind: 'under_way' })
    const verdict = { refundId, actor: 'staff:manager', evidence: 'voided in the terminal' }
    await settleRefund(context, { ...verdict, answer: 'went_back', address: '' })
    await context.drain()
    expect(await payment()).toMatchObject({ status: 'voided' })
    expect(await books()).toEqual({ heldCents: 0, voids: 1, credits: 0, ...AS_BEFORE })
  })
})

it('a void that comes after the gateway has settled is refused, and the clerk may credit', async () => {
  const { context, ippay, open, refund, books } = await setup()
  await ippay.control('PUT', 'clock', { advanceDays: 1 })
  const refundId = idOf(await open({}))
  await context.drain()
  expect(await refund(refundId)).toMatchObject({ status: 'declined' })
  expect(await books()).toMatchObject({ voids: 0, credits: 0, status: 'paid' })
  await open({ expectedKind: 'credit' })
  await context.drain()
  expect(await books()).toMatchObject({ credits: 1, ...AS_BEFORE })
})

it('a credit whose answer is lost is found by asking, and not sent twice', async () => {
  const { context, open, pass, payment, books, loseAnswerTo } = await setup()
  await pass(24 * HOUR_MS)
  await loseAnswerTo('CREDIT')
  await open({ expectedKind: 'credit' })
  await context.drain()
  await pass(60_000)
  expect(await payment()).toMatchObject({ status: 'refunded' })
  expect(await books()).toMatchObject({ credits: 1, ...AS_BEFORE })
})

it('what Splynx will not delete becomes a negative payment', async () => {
  const { context, open, books } = await setup()
  await deny('Payments:delete')
  await open({})
  await context.drain()
  expect(await books()).toMatchObject({ ...AS_BEFORE, payments: [49.95, -49.95] })
})

it.each(['error-500-after', 'lose-after', 'lose-before'])(
  'a deletion that ends in %s is done once',
  async (fault) => {
    const { context, open, pass, books } = await setup()
    await faulty(fault, PAYMENTS)
    await open({})
    await context.drain()
    for (const hours of [1, 2]) await pass(hours * HOUR_MS)
    expect(await books()).toMatchObject({ heldCents: 0, ...AS_BEFORE })
  },
)
