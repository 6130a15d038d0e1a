import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ACCOUNT, GOOD_CARD, newId, newStateFile, said, setup } from './ippay-support.ts'

/** A state file, and a gateway on it as often as one likes. */
function setupFile(options: Parameters<typeof setup>[0] = {}) {
  const stateFile = newStateFile()
  return { stateFile, start: () => setup({ stateFile, ...options }) }
}

const CHECK = { CardName: 'Ada Miller', TotalAmount: 4999, raw: ACCOUNT }

it('remembers after a restart what it booked, and what became of it', async () => {
  const { start } = setupFile()
  const first = await start()
  const [sale, voided, declined, authorised, check] = [newId(), newId(), newId(), newId(), newId()]
  const card = { ...GOOD_CARD, TotalAmount: 6995 }
  await first.send('SALE', { ...card, TransactionID: sale, UDField1: 'p &amp; q', CVV2: '1' })
  await first.send('SALE', { ...card, TransactionID: voided })
  await first.send('VOID', { TransactionID: voided, TotalAmount: 6995 })
  await first.send('SALE', { ...card, TransactionID: declined, TotalAmount: 5105 })
  await first.send('AUTHONLY', { ...card, TransactionID: authorised })
  await first.send('CAPT', { TransactionID: authorised, TotalAmount: 500 })
  await first.send('CREDIT', { TransactionID: sale, TotalAmount: 995 })
  await first.send('CHECK', { ...CHECK, TransactionID: check })
  await first.control('POST', 'returns', { transactionId: check, code: 'R01' })
  await first.control('POST', 'chargebacks', { transactionId: authorised })
  const booksOf = async ({ url }: typeof first) =>
    (await fetch(`${url}/_sandbox/transactions?all=1`)).text()
  const before = await booksOf(first)
  await first.close()

  const second = await start()
  expect(await booksOf(second)).toBe(before)
  expect(second.summary()).toEqual(first.summary())
  for (const TransactionID of [sale, declined]) {
    expect(said(await second.send('ENQ', { TransactionID }), 'TransactionID')).toBe(TransactionID)
  }
  const codeOf = async (type: string, fields: Record<string, string | number>) =>
    said(await second.send(type, fields), 'ActionCode')
  expect(await codeOf('SALE', { ...card, TransactionID: declined })).toBe('900')
  expect(await codeOf('CAPT', { TransactionID: authorised })).toBe('025')
  expect(await codeOf('VOID', { TransactionID: voided, TotalAmount: 6995 })).toBe('025')
  expect(await codeOf('CREDIT', { TransactionID: sale, TotalAmount: 6001 })).toBe('943')
  expect(await codeOf('CREDIT', { TransactionID: sale, TotalAmount: 6000 })).toBe('000')
})

it('remembers tokens, settings and how far the clock was moved', async () => {
  const { start } = setupFile({ today: '2026-02-02' })
  const first = await start()
  const Token = said(await first.send('TOKENIZE', GOOD_CARD), 'Token')
  await first.control('PUT', 'clock', { now: '2027-03-04T12:00:00Z' })
  await first.control('PUT', 'settings', { enquiryUnknown: '940' })
  await first.close()
  const second = await start()
  expect(said(await second.send('SALE', { Token, TotalAmount: 100 }), 'ActionCode')).toBe('000')
  expect((await second.control('GET', 'clock')).body.now).toMatch(/^2027-03-04T12:0/)
  expect((await second.control('GET', 'settings')).body.enquiryUnknown).toBe('940')
})

it('goes on with new ids and numbers, although its clock stands before those of its past', async () => {
  const { start } = setupFile()
  const first = await start()
  const sale = { ...GOOD_CARD, TotalAmount: 100 }
  await first.control('PUT', 'clock', { now: '2027-01-01T12:00:00Z' })
  const past = said(await first.send('SALE', sale), 'TransactionID')
  await first.control('PUT', 'clock', { now: '2026-01-01T12:00:00Z' })
  await first.close()
  const second = await start()
  expect(said(await second.send('SALE', sale), 'TransactionID') > past).toBe(true)
  const { transactions } = (await second.control('GET', 'transactions')).body
  expect(transactions.map(({ ipTransId }) => ipTransId)).toEqual([90_000_001, 90_000_002])
})

it('loses nothing that it answered for when it is not closed in good order', async () => {
  const { start, stateFile } = setupFile()
  const first = await start()
  const TransactionID = newId()
  await first.send('SALE', { ...GOOD_CARD, TransactionID, TotalAmount: 100 })
  expect(readFileSync(stateFile, 'utf8')).toContain(TransactionID)
})

it('drops half a line, which nobody was answered for, and writes on behind the last whole one', async () => {
  const { start, stateFile } = setupFile()
  const first = await start()
  await first.send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
  await first.close()
  appendFileSync(stateFile, '{"kind":"transaction","type":"SA')
  const second = await start()
  expect(second.summary().count).toBe(1)
  await second.send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
  await second.close()
  expect((await start()).summary().count).toBe(2)
})

it('never holds a card number, a security code or an account number', async () => {
  const { start, stateFile } = setupFile()
  const { send, control } = await start()
  await send('SALE', { ...GOOD_CARD, CVV2: '98765', TotalAmount: 100 })
  await send('TOKENIZE', GOOD_CARD)
  const check = said(await send('CHECK', CHECK), 'TransactionID')
  const corrected = { routingNumber: '111000025', accountNumber: '55512345678' }
  await control('POST', 'returns', { transactionId: check, code: 'C03', corrected })
  const text = readFileSync(stateFile, 'utf8')
  for (const secret of [GOOD_CARD.CardNum, '98765', '11111999', '55512345678']) {
    expect(text).not.toContain(secret)
  }
  // Nobody but its owner may read it.
  expect(statSync(stateFile).mode & 0o077).toBe(0)
})

it('is empty again after a reset', async () => {
  const { start } = setupFile()
  const first = await start()
  await first.send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
  await first.control('POST', 'reset')
  await first.send('SALE', { ...GOOD_CARD, TotalAmount: 300 })
  await first.close()
  expect((await start()).summary()).toMatchObject({ count: 1, cents: 300 })
})

it.each([
  ['a letter to somebody', 'is not a state file'],
  ['a letter\nof two lines\n', 'is not a state file'],
  ['{"kind":"ippay-sandbox","format":2}\n', 'is not a state file'],
  ['{"kind":"ippay-sandbox","format":1}\n{"kind":"clock","offsetMs":0}\nwhat?\n', 'line 3'],
  ['{"kind":"ippay-sandbox","format":1}\n{}\n', 'line 2'],
])('refuses %j and leaves it as it is', async (text, words) => {
  const { start, stateFile } = setupFile()
  writeFileSync(stateFile, text)
  await expect(start()).rejects.toThrow(words)
  expect(readFileSync(stateFile, 'utf8')).toBe(text)
})

it('refuses a path where no file can be', async () => {
  await expect(setup({ stateFile: '/nowhere/at/all' })).rejects.toThrow('cannot open')
})
