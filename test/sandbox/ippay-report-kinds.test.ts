import { describe, expect, it } from 'vitest'
import { ACCOUNT, GOOD_CARD, newId, reportOf, said, setup, setupSales } from './ippay-support.ts'

const DAY = '2026-02-02'
const ALL_KINDS = [
  'credit',
  'ccsettlement',
  'ccchargebacks',
  'ach',
  'achsettlement',
  'achrejects',
  'token',
  'getAccountUpdaterActivity',
  'getAccountUpdaterPendingActivity',
]

/** Monday, 2 February 2026, 9:14:55 US Central, with a sale and a check. */
async function setupMonday() {
  const gateway = await setup()
  const { control, send, post } = gateway
  await control('PUT', 'clock', { now: '2026-02-02T15:14:55Z' })
  const [sale, check] = [newId(), newId()]
  const references = { OrderNumber: 'INV-1', UDField1: 'payment-1', CardName: 'Ada Miller' }
  await send('SALE', { ...GOOD_CARD, ...references, TransactionID: sale, TotalAmount: 69_500 })
  await send('CHECK', {
    ...references,
    TransactionID: check,
    TotalAmount: 17_300,
    FeeAmount: 100,
    raw: ACCOUNT,
  })
  const report = (type: string, from = DAY, to = from, terminalId = '') =>
    post(reportOf(type, from, to, terminalId), '/ippayReport/')
  return { ...gateway, sale, check, report }
}

describe('a report', () => {
  it.each(ALL_KINDS)('of type %s says "No Results" about a day without any', async (type) => {
    const { report } = await setupMonday()
    const list =
      type === 'getAccountUpdaterPendingActivity' ? 'PendingTransactions' : 'Transactions'
    expect(await report(type, '2025-01-01')).toMatch(
      new RegExp(
        `^<ippayResponse><${list} type="${type}" run="2026-02-02 09:1\\d:\\d\\d" ` +
          'start="2025-01-01T00:00:00" end="2025-01-01T23:59:59">No Results' +
          `</${list}></ippayResponse>$`,
      ),
    )
  })

  it('has the unit of its kind: four decimals, cents without a point, plain dollars', async () => {
    const { report, control } = await setupMonday()
    expect(said(await report('credit'), 'Total_Amount')).toBe('695.0000')
    const ach = await report('ach')
    expect(said(ach, 'Total_Amount')).toBe('173.0000')
    expect(said(ach, 'Fee_Amount')).toBe('1.0000')
    await control('PUT', 'clock', { now: '2026-02-03T15:00:00Z' })
    const settled = await report('ccsettlement', '2026-02-03')
    expect(said(settled, 'Total_Amount')).toBe('69500')
    expect(said(settled, 'CompletionAmount')).toBe('69500')
    const settledCheck = await report('achsettlement', '2026-02-03')
    expect(said(settledCheck, 'CompletionAmount')).toBe('173')
    expect(said(settledCheck, 'SettlementDate')).toBe('2026-02-03 06:00:00')
    expect(said(settledCheck, 'Invoice')).toBe('INV-1')
  })

  it('pads the number of IPpay in some kinds and not in others', async () => {
    const { report, control, check } = await setupMonday()
    await control('POST', 'returns', { transactionId: check, code: 'R01' })
    expect(said(await report('credit'), 'ipTransID')).toMatch(/^0{18}\d{8}$/)
    expect(said(await report('ach'), 'ipTransID')).toMatch(/^0{18}\d{8}$/)
    expect(said(await report('achrejects'), 'ipTransID')).toMatch(/^9\d{7}$/)
  })

  it('has the root of its kind in the manual when the setting says so', async () => {
    const { report, control } = await setupMonday()
    await control('PUT', 'settings', { reportRoot: 'by-type' })
    expect(await report('credit')).toMatch(/^<ippayReport>.*<\/ippayReport>$/)
    expect(await report('achrejects')).toMatch(/^<ippayResponse>/)
    await control('PUT', 'settings', { reportRoot: 'ippayReport' })
    expect(await report('achrejects')).toMatch(/^<ippayReport>/)
  })

  it('is of one terminal when it names one', async () => {
    const { report } = await setupMonday()
    expect(await report('credit', DAY, DAY, 'TESTTERMINAL')).toContain('records="1"')
    expect(await report('credit', DAY, DAY, 'TESTMERCHANT')).toContain('No Results')
  })

  it('begins and ends at midnight US Central', async () => {
    const { report, control, send } = await setupMonday()
    await control('PUT', 'clock', { now: '2026-07-02T04:59:58Z' })
    await send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
    await control('PUT', 'clock', { now: '2026-07-02T05:00:01Z' })
    await send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
    expect(said(await report('credit', '2026-07-01'), 'Date')).toMatch(/^2026-07-01 23:59:5/)
    expect(await report('credit', '2026-07-02')).toContain('records="1"')
  })

  it('does not show the future when the clock has moved back', async () => {
    const { report, control } = await setupMonday()
    await control('PUT', 'clock', { now: '2026-01-05T15:00:00Z' })
    expect(await report('credit', '2026-01-01', '2026-12-31')).toContain('No Results')
  })

  it('of some thousands of records comes whole', async () => {
    const { post, control, summary } = await setupSales(2_345, () => ({}))
    await control('PUT', 'clock', { now: '2026-02-03T15:00:00Z' })
    expect(summary()).toMatchObject({ count: 2_345, cents: 234_500 })
    const xml = await post(reportOf('credit', DAY), '/ippayReport')
    expect(xml).toContain('records="2345"')
    expect(new Set(xml.match(/<Transaction_ID>\w+/g)).size).toBe(2_345)
    expect(new Set(xml.match(/<ipTransID>\d+/g)).size).toBe(2_345)
    expect(xml).toMatch(/<\/Transaction><\/Transactions><\/ippayResponse>$/)
  })
})

describe('a chargeback', () => {
  it('shows in its report with its own fields, and in dollars with a point', async () => {
    const { report, control, sale } = await setupMonday()
    const asked = { transactionId: sale, amountCents: 695, reasonCode: '13.1', reason: 'No goods' }
    expect((await control('POST', 'chargebacks', asked)).status).toBe(201)
    const xml = await report('ccchargebacks')
    expect(said(xml, 'MatchedTransactionID')).toBe(sale)
    expect(said(xml, 'CaseAmount')).toBe('6.95')
    expect(said(xml, 'ReasonDesc')).toBe('No goods')
    expect(said(xml, 'CaseNumber')).not.toBe('')
    expect((await control('GET', 'transactions?type=SALE')).body.transactions).toMatchObject([
      { chargebacks: [said(xml, 'CaseNumber')] },
    ])
  })

  it('is of the capture when an authorisation is named', async () => {
    const { report, control, send } = await setupMonday()
    const transactionId = newId()
    await send('AUTHONLY', { ...GOOD_CARD, TransactionID: transactionId, TotalAmount: 900 })
    expect((await control('POST', 'chargebacks', { transactionId })).status).toBe(409)
    await send('CAPT', { TransactionID: transactionId, TotalAmount: 500 })
    await control('POST', 'chargebacks', { transactionId })
    expect(said(await report('ccchargebacks'), 'CaseAmount')).toBe('5.00')
  })

  it('is not made of a check, a decline, a void, too much or nothing', async () => {
    const { control, send, sale, check } = await setupMonday()
    const declined = newId()
    await send('SALE', { ...GOOD_CARD, TransactionID: declined, TotalAmount: 105 })
    const statusOf = async (body: object) => (await control('POST', 'chargebacks', body)).status
    expect(await statusOf({ transactionId: check })).toBe(409)
    expect(await statusOf({ transactionId: declined })).toBe(409)
    expect(await statusOf({ transactionId: sale, amountCents: 69_501 })).toBe(409)
    expect(await statusOf({ transactionId: 'T' })).toBe(404)
    expect(await statusOf({})).toBe(400)
    await send('VOID', { TransactionID: sale, TotalAmount: 69_500 })
    expect(await statusOf({ transactionId: sale })).toBe(409)
  })
})

describe('the account updater', () => {
  const setupCard = async () => {
    const gateway = await setupMonday()
    const token = said(await gateway.send('TOKENIZE', GOOD_CARD), 'Token')
    const update = async (body: object) =>
      gateway.control('POST', 'account-updates', { token, ...body })
    const sell = async (by: string) =>
      said(await gateway.send('SALE', { Token: by, TotalAmount: 100 }), 'ActionCode')
    return { ...gateway, token, update, sell }
  }

  it('replaces a card: the new token pays, the old one does not', async () => {
    const { report, update, sell, token } = await setupCard()
    const changes = { result: 'A', newCardNumber: '4111111111111111', newExpiry: '04/41' }
    const { body } = await update(changes)
    const xml = await report('getAccountUpdaterActivity')
    expect(said(xml, 'OldToken')).toBe(token)
    expect(said(xml, 'OldExpiration')).toBe('1139')
    expect(said(xml, 'NewToken')).toBe(body.newToken)
    expect(said(xml, 'NewExpiration')).toBe('0441')
    expect(said(xml, 'Result')).toBe('A')
    expect(await sell(body.newToken)).toBe('000')
    expect(await sell(token)).toBe('014')
  })

  it('finds a card valid, with a new expiry, or closed', async () => {
    const { update, sell, token, report } = await setupCard()
    await update({ result: 'V' })
    expect(await sell(token)).toBe('000')
    await update({ result: 'E', newExpiry: '01/20' })
    expect(await sell(token)).toBe('054')
    await update({ result: 'E' })
    expect(await sell(token)).toBe('000')
    await update({ result: 'C' })
    expect(await sell(token)).toBe('014')
    expect(await report('getAccountUpdaterActivity')).toContain('records="4"')
  })

  it('lists what it has asked about until the answer is there', async () => {
    const { update, report, token } = await setupCard()
    await update({})
    const xml = await report('getAccountUpdaterPendingActivity')
    expect(xml).toContain('records="1"><PendingTransaction>')
    expect(said(xml, 'OldToken')).toBe(token)
    await update({ result: 'V' })
    expect(await report('getAccountUpdaterPendingActivity')).toContain('No Results')
  })

  it.each([
    [{ result: 'A' }, 400],
    [{ result: 'V', newCardNumber: '4111111111111111' }, 400],
    [{ result: 'A', newCardNumber: '4111111111111112' }, 400],
    [{ result: 'E', newExpiry: '13/30' }, 400],
    [{ token: 'F9F6I1I4E52345' }, 404],
  ])('refuses %j', async (body, status) => {
    const { update } = await setupCard()
    expect((await update(body)).status).toBe(status)
  })
})
