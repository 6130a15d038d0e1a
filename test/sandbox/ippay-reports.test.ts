import { describe, expect, it } from 'vitest'
import { centralTime, settlementOf } from '../../src/sandbox/ippay/banking-days.ts'
import { GOOD_CARD, newId, said, setup } from './ippay-support.ts'

const WEEK = { start: '2026-02-01T00:00:00', end: '2026-02-07T23:59:59' }
const ACCOUNT =
  '<ACH Type="CHECKING" SEC="PPD"><AccountNumber>11111999</AccountNumber>' +
  '<ABA>071025661</ABA><CheckNumber>20481</CheckNumber></ACH>'

/** A gateway on Monday, 2 February 2026, 9:14:55 US Central, with a sale, a decline and a check. */
async function setupMonday() {
  const gateway = await setup()
  await gateway.control('PUT', 'clock', { now: '2026-02-02T15:14:55Z' })
  const [sale, declined, check] = [newId(), newId(), newId()]
  const { send } = gateway
  await send('SALE', {
    ...GOOD_CARD,
    TransactionID: sale,
    TotalAmount: 6995,
    UDField1: 'p &amp; q',
  })
  await send('SALE', { ...GOOD_CARD, TransactionID: declined, TotalAmount: 105 })
  const fields = { CardName: 'Ada Miller', TotalAmount: 4999, raw: ACCOUNT }
  await send('CHECK', { ...fields, TransactionID: check })

  const report = (type: string, { start, end } = WEEK, password = 'secret') =>
    gateway.post(
      `<ippayReport><MerchantID>REPORTLOGIN</MerchantID><Password>${password}</Password>` +
        `<TransactionRange><TransactionType>${type}</TransactionType>` +
        `<TransactionStartTime>${start}</TransactionStartTime>` +
        `<TransactionEndTime>${end}</TransactionEndTime></TransactionRange></ippayReport>`,
      '/ippayReport/',
    )
  return { ...gateway, sale, declined, check, report }
}

describe('the reporting service', () => {
  it('shows cards with their answers, in dollars of four decimals and US Central', async () => {
    const { report, sale, declined, check } = await setupMonday()
    const xml = await report('credit')
    expect(xml).toMatch(
      /^<ippayResponse><Transactions type="credit" run="2026-02-02 09:14:5\d" start="2026-02-01T00:00:00" end="2026-02-07T23:59:59" records="2"><Transaction>/,
    )
    expect(xml).toContain(`<Transaction_ID>${sale}</Transaction_ID>`)
    expect(xml).toContain('<Total_Amount>69.9500</Total_Amount>')
    expect(xml).toContain('<UD1>p &amp; q</UD1>')
    expect(xml).toContain(`<Transaction_ID>${declined}</Transaction_ID>`)
    expect(xml).toContain('<ActionCode>005</ActionCode>')
    expect(xml).toMatch(/<Date>2026-02-02 09:14:5\d<\/Date>/)
    expect(xml).not.toContain(check)
    expect(xml).not.toContain(GOOD_CARD.CardNum)
  })

  it('shows checks apart, and without account numbers', async () => {
    const { report, check, sale } = await setupMonday()
    const xml = await report('ach')
    expect(xml).toContain(`<Transaction_ID>${check}</Transaction_ID>`)
    expect(xml).toContain('<Total_Amount>49.9900</Total_Amount>')
    expect(xml).not.toContain(sale)
    expect(xml).not.toContain('11111999')
  })

  it('settles on the next banking day, and not before', async () => {
    const { report, control, check } = await setupMonday()
    expect(await report('achsettlement')).toContain('>No Results</Transactions>')
    await control('PUT', 'clock', { now: '2026-02-03T12:00:00Z' })
    const xml = await report('achsettlement')
    expect(xml).toContain(`<Transaction_ID>${check}</Transaction_ID>`)
    expect(said(xml, 'SettlementDate')).toBe('2026-02-03 06:00:00')
    expect(said(await report('ccsettlement'), 'Total_Amount')).toBe('6995')
  })

  it('shows a return by the day on which it came, however late', async () => {
    const { report, control, check } = await setupMonday()
    await control('PUT', 'clock', { now: '2026-04-20T01:30:01Z' })
    await control('POST', 'returns', { transactionId: check, code: 'R10' })
    expect(await report('achrejects')).toContain('No Results')
    const april = { start: '2026-04-19T00:00:00', end: '2026-04-19T23:59:59' }
    const xml = await report('achrejects', april)
    expect(said(xml, 'Status')).toBe('R10')
    expect(said(xml, 'Transaction_ID')).toBe(check)
    expect(said(xml, 'ActionCode')).toBe('000')
    expect(said(xml, 'CompletionAmount')).toBe('49.99')
    expect(said(xml, 'CompletionDate')).toMatch(/^2026-04-19 20:30:0/)
  })

  it('lists tokens as they were made', async () => {
    const { report, send } = await setupMonday()
    const token = said(await send('TOKENIZE', GOOD_CARD), 'Token')
    const xml = await report('token')
    expect(said(xml, 'Token')).toBe(token)
    expect(said(xml, 'Request_Type')).toBe('CREATE')
    expect(xml).toContain('<Transaction_ID/>')
  })

  it.each([
    ['a wrong password', 'credit', WEEK, 'wrong'],
    ['an unknown type', 'gossip', WEEK, 'secret'],
    ['no range', 'credit', { start: '', end: '' }, 'secret'],
  ])('refuses %s', async (_what, type, range, password) => {
    const { report } = await setupMonday()
    expect(said(await report(type, range, password), 'ErrMsg')).not.toBe('')
  })
})

describe('settlement', () => {
  it.each([
    ['2018-12-15T12:00:00Z', '2018-12-17 06:00:00', 'Saturday to Monday, as recorded'],
    ['2026-02-02T15:00:00Z', '2026-02-03 06:00:00', 'Monday to Tuesday'],
    ['2026-02-03T05:59:59Z', '2026-02-03 06:00:00', 'late on Monday, US Central'],
    ['2026-02-13T15:00:00Z', '2026-02-17 06:00:00', "Friday over Washington's Birthday"],
    ['2026-11-25T15:00:00Z', '2026-11-27 06:00:00', 'over Thanksgiving'],
    ['2027-07-02T15:00:00Z', '2027-07-06 06:00:00', 'over the Monday for a Sunday holiday'],
    ['2026-07-02T15:00:00Z', '2026-07-03 06:00:00', 'on the Friday before a Saturday holiday'],
  ])('of %s happens at %s: %s', (taken, settled) => {
    expect(centralTime(settlementOf(Date.parse(taken)))).toBe(settled)
  })
})
