import { expect, it, onTestFinished } from 'vitest'
import { client, control, issue, raw, TODAY } from './support/simulator.ts'

// The proof of who asks, against the simulated Splynx: a key whose nonces are checked and many
// processes that share it.

type Key = { id: number; key: string; secret: string }

async function strictKey(): Promise<Key> {
  const key = (await control('POST', 'keys', { check_nonce: true })) as unknown as Key
  return key
}

function process(key: Key, changes: Parameters<typeof client>[0] = {}) {
  const { key: name, secret } = key
  const splynx = client({ key: name, secret, connections: 20, ...changes })
  onTestFinished(() => splynx.close())
  return splynx
}

it('many processes share a key that checks its nonces, and each write is carried out once', async () => {
  const key = await strictKey()
  const processes = [process(key), process(key), process(key, { auth: 'token' })]
  const documents = await Promise.all(
    Array.from({ length: 30 }, (_, at) => issue('invoice', 5, 1_000 + at)),
  )
  const results = await Promise.all(
    documents.map(({ id }, at) => {
      const splynx = processes[at % processes.length]!
      return splynx.createPayment({
        customerId: 5,
        document: { kind: 'invoice', id },
        amountCents: 1_000 + at,
        date: TODAY,
        receiptNumber: `NONCE${at}`,
        paymentType: 3,
        comment: '',
      })
    }),
  )
  expect(results.filter(({ kind }) => kind !== 'created')).toEqual([])
  const rows = await raw('finance/payments')
  const receipts = rows.map((row) => String(row.receipt_number)).filter((one) => /^NONCE/.test(one))
  expect(receipts.sort()).toEqual(documents.map((_, at) => `NONCE${at}`).sort())
})

it('a token that ran out is renewed, and one that is no more is replaced', async () => {
  const splynx = process(await strictKey(), { auth: 'token' })
  expect((await splynx.listPartners()).length).toBeGreaterThan(0)
  await control('POST', 'tokens/expire', {})
  expect((await splynx.listPartners()).length).toBeGreaterThan(0)
  await control('POST', 'tokens/expire', { refresh: true })
  expect((await splynx.listPartners()).length).toBeGreaterThan(0)
})

it('a record of a statement is written once and found again', async () => {
  const splynx = process(await strictKey())
  const title = 'Splynx Ippay Billing Add-On 11/2026'
  const [statementId, again] = [
    await splynx.findOrCreateStatement(title),
    await splynx.findOrCreateStatement(title),
  ]
  expect(again).toBe(statementId)
  const { id, number } = await issue('invoice', 6, 4_200)
  const payment = await splynx.createPayment({
    ...{ customerId: 6, document: { kind: 'invoice', id }, amountCents: 4_200, date: TODAY },
    ...{ receiptNumber: 'STATEMENT1', paymentType: 3, comment: '' },
  })
  const splynxPaymentId = payment.kind === 'created' ? payment.id : 0
  const made = await splynx.createStatementRecord({
    statementId,
    customerId: 6,
    document: { kind: 'invoice', id, number },
    amountCents: 4_200,
    date: TODAY,
    status: 'processed',
    splynxPaymentId,
    receiptNumber: 'STATEMENT1',
    comment: 'IPpay card ending in 1111, STATEMENT1',
  })
  expect(made).toMatchObject({ kind: 'created' })
  const found = await splynx.findStatementRecords(statementId, ['STATEMENT1', 'NONE'])
  const recordId = found.get('STATEMENT1')!
  expect([...found.keys()]).toEqual(['STATEMENT1'])
  await splynx.updateStatementRecord(recordId, { comment: 'changed' })
  const rows = await raw('finance/bank-statements-records')
  expect(rows.find((row) => row.id === recordId)).toMatchObject({
    status: 'processed',
    comment: 'changed',
    customer_id: 6,
    invoice_id: id,
    payment_id: splynxPaymentId,
  })
  expect([...(await splynx.findPayments([splynxPaymentId, 999_999]))]).toEqual([
    [splynxPaymentId, 'STATEMENT1'],
  ])
})
