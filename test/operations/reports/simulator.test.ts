import { afterAll, expect, it } from 'vitest'
import { listAttempts } from '../../../src/db/claims.ts'
import { listMethods } from '../../../src/db/methods.ts'
import { readOpenMismatches } from '../../../src/db/mismatches.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { listReturnsOf } from '../../../src/db/returns.ts'
import { createIppayClient } from '../../../src/gateway/ippay-client.ts'
import { createReports } from '../../../src/gateway/reports/reports-client.ts'
import { addBankAccount } from '../../../src/operations/add-bank-account.ts'
import { readReports } from '../../../src/operations/reports/read-reports.ts'
import { startIppay } from '../../../src/sandbox/ippay/start.ts'
import { perform, testContext } from '../../support/context.ts'
import { makePaymentOf } from '../../support/factories.ts'
import { DAY_MS } from '../returns/debits.ts'

// The clients against the simulated IPpay, whose clock goes with ours.

const ippay = await startIppay({ port: 0, seed: 1, customers: 1 })
const gateway = createIppayClient({
  url: `${ippay.url}/ippay`,
  terminalId: 'TESTTERMINAL',
  timeoutMs: 20_000,
  connections: 4,
})
const reports = createReports({
  url: `${ippay.url}/ippayReport/`,
  login: 'REPORTLOGIN',
  password: 'secret',
  terminalId: 'TESTTERMINAL',
  timeoutMs: 20_000,
})
afterAll(async () => {
  await Promise.all([gateway.close(), reports.close()])
  await ippay.close()
})

async function control(method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${ippay.url}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok, await response.text()).toBe(true)
}

async function setup() {
  const context = testContext({ changes: { gateway, reports } as object })
  const pass = async (ms: number) => {
    context.clock.forward(ms)
    await control('PUT', 'clock', { now: context.now().toISOString() })
  }
  await pass(0)
  const document = context.splynx.addDocument()
  const customerId = document.customerId
  await addBankAccount(context, {
    customerId,
    keep: 'saved',
    consent: { version: '1', address: '127.0.0.1', agent: 'test' },
    actor: `customer:${customerId}`,
    account: {
      routingNumber: '071025661',
      accountNumber: '11111999',
      accountType: 'checking',
      holderName: 'Ada Miller',
    },
  })
  const [method] = await listMethods(context.db, customerId)
  const payment = await makePaymentOf(context, document, { method: method! })
  return { context, document, paymentId: payment.id, pass }
}

it('a debit that the simulated bank sends back is open again in Splynx, and its account stopped', async () => {
  const { context, document, paymentId, pass } = await setup()
  await perform(context, 'pay-invoice', { paymentId })
  await context.drain()
  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'recorded' })
  const [attempt] = await listAttempts(context.db, paymentId)

  await pass(4 * DAY_MS)
  await control('POST', 'returns', { transactionId: attempt!.transaction_id, code: 'R04' })
  await pass(3_600_000)
  await readReports(context)
  await context.drain()

  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'returned' })
  expect(await listReturnsOf(context.db, paymentId)).toMatchObject([{ code: 'R04', is_undone: 1 }])
  expect((await context.splynx.findDocument('invoice', document.id))?.status).toBe('not_paid')
  const [account] = await listMethods(context.db, document.customerId)
  expect(account).toMatchObject({ status: 'disabled' })
  // Read once more, a day later, it is the same one.
  await pass(DAY_MS)
  await readReports(context)
  expect(await listReturnsOf(context.db, paymentId)).toHaveLength(1)
  expect(await readOpenMismatches(context.db, 9)).toMatchObject({ count: 0 })
})

it('a debit whose answer was lost after booking is settled by the report', async () => {
  const { context, paymentId, pass } = await setup()
  const lost = { match: { type: 'CHECK' }, kind: 'lose-after', probability: 1 }
  await control('PUT', 'faults', { seed: 1, rules: [lost] })
  await perform(context, 'pay-invoice', { paymentId })
  await control('PUT', 'faults', { seed: 1, rules: [] })
  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'unknown' })
  await pass(3_600_000)
  await readReports(context)
  expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'approved' })
})
