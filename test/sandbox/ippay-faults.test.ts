import { expect, it } from 'vitest'
import { GOOD_CARD, newId, said, setup } from './ippay-support.ts'

// What the gateway itself can do to an outcome, beside what happens to the connection (IPpay facts §7).

async function setupFault(rule: object) {
  const gateway = await setup()
  const rules = [{ match: { type: 'SALE' }, probability: 1, ...rule }]
  expect((await gateway.control('PUT', 'faults', { rules })).status).toBe(200)
  const TransactionID = newId()
  const sell = () => gateway.send('SALE', { ...GOOD_CARD, TransactionID, TotalAmount: 6995 })
  const ask = async () => said(await gateway.send('ENQ', { TransactionID }), 'ActionCode')
  return { ...gateway, TransactionID, sell, ask }
}

it.each([
  ['code', '999', 0, '025'],
  ['code-after', '992', 1, '000'],
  ['code-after', '096', 1, '000'],
])('a sale under %s answers %s, is booked %i times and is then known as %s', async (...wanted) => {
  const [kind, code, count, known] = wanted
  const { sell, ask, summary, TransactionID } = await setupFault({ kind, code })
  const answer = await sell()
  expect(said(answer, 'TransactionID')).toBe(TransactionID)
  expect(said(answer, 'ActionCode')).toBe(code)
  expect(said(answer, 'Approval')).toBe('')
  expect(summary().count).toBe(count)
  expect(await ask()).toBe(known)
})

it('a code that is not named is 992', async () => {
  const { sell } = await setupFault({ kind: 'code' })
  expect(said(await sell(), 'ResponseText')).toBe('TRANSACTION TIMEOUT')
})

it('a sale that the gateway takes back by itself is booked, voided and never answered', async () => {
  const { sell, summary, control } = await setupFault({ kind: 'void-after' })
  await expect(sell()).rejects.toThrow()
  expect(summary().count).toBe(0)
  const { body } = await control('GET', 'transactions?all=1')
  expect(body.transactions).toMatchObject([{ type: 'SALE', voidedBy: 'VOID' }, { type: 'VOID' }])
})

it('a sale that was answered before is not taken back by its refused repetition', async () => {
  const { send, sell, control, summary } = await setupFault({ kind: 'void-after' })
  await control('PUT', 'faults', {})
  await sell()
  await control('PUT', 'faults', { rules: [{ kind: 'void-after', probability: 1 }] })
  await expect(sell()).rejects.toThrow()
  await expect(send('ENQ')).rejects.toThrow()
  expect(summary().count).toBe(1)
})

it('a decline has nothing to take back', async () => {
  const { send, control } = await setupFault({ kind: 'void-after' })
  await expect(send('SALE', { ...GOOD_CARD, TotalAmount: 105 })).rejects.toThrow()
  expect((await control('GET', 'transactions?all=1')).body.transactions).toHaveLength(1)
})
