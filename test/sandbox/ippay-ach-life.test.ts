import { describe, expect, it } from 'vitest'
import { ACCOUNT, newId, reportOf, said, setup } from './ippay-support.ts'

// What becomes of a bank entry after it was accepted, on a clock that is moved (IPpay facts §8).

/** A check on Saturday, 6 April 2019, as in the manual's example. */
async function setupSaturday(raw = ACCOUNT) {
  const gateway = await setup()
  const { control, send, post } = gateway
  await control('PUT', 'clock', { now: '2019-04-06T15:00:00Z' })
  const transactionId = newId()
  await send('CHECK', { TransactionID: transactionId, CardName: 'Ada', TotalAmount: 4999, raw })
  const rejects = () => post(reportOf('achrejects', '2019-04-01', '2019-12-31'), '/ippayReport')
  const at = (now: string) => control('PUT', 'clock', { now })
  const comeBack = (body: object) => control('POST', 'returns', { transactionId, ...body })
  return { ...gateway, transactionId, rejects, at, comeBack }
}

describe('a return', () => {
  it('on schedule comes on Thursday evening, and not before', async () => {
    const { rejects, at, comeBack, control } = await setupSaturday()
    const { body } = await comeBack({ code: 'R04', at: 'on-schedule' })
    expect(body.at).toBe('2019-04-12T00:30:00.000Z')
    await at('2019-04-12T00:29:00Z')
    expect(await rejects()).toContain('No Results')
    expect((await control('GET', 'transactions')).body.transactions[0]).not.toHaveProperty(
      'returns',
    )
    await at('2019-04-12T00:30:01Z')
    expect(said(await rejects(), 'CompletionDate')).toBe('2019-04-11 19:30:00')
    expect((await control('GET', 'transactions')).body.transactions).toMatchObject([
      { returns: ['R04'] },
    ])
  })

  it('may come more than 60 days after settlement', async () => {
    const { rejects, at, comeBack } = await setupSaturday()
    expect((await comeBack({ code: 'R10', at: '2019-06-20T00:30:00Z' })).status).toBe(201)
    await at('2019-06-21T00:00:00Z')
    expect(said(await rejects(), 'Status')).toBe('R10')
  })

  it('never comes before the debit', async () => {
    const { comeBack } = await setupSaturday()
    expect((await comeBack({ code: 'R01', at: '2019-04-01T00:00:00Z' })).status).toBe(400)
  })

  it.each([
    ['99000001', 'R01'],
    ['99000029', 'R29'],
  ])('follows by itself for account %s', async (account, code) => {
    const { rejects, at } = await setupSaturday(ACCOUNT.replace('11111999', account))
    expect(await rejects()).toContain('No Results')
    await at('2019-04-12T12:00:00Z')
    expect(said(await rejects(), 'Status')).toBe(code)
  })

  it('follows by itself for the token of such an account, but not for money given back', async () => {
    const account = { ABA: '071025661', AccountNumber: '99000002' }
    const { send, rejects, at } = await setupSaturday()
    const token = said(await send('TOKENIZE', account), 'Token')
    const raw = `<ACH SEC="PPD"><Token>${token}</Token><CheckNumber>1</CheckNumber></ACH>`
    const entry = { CardName: 'Ada', TotalAmount: 500, raw }
    await send('CHECK', { ...entry, TransactionID: newId() })
    await send('REVERSAL', { ...entry, TransactionID: newId() })
    await at('2019-04-12T12:00:00Z')
    const xml = await rejects()
    expect(xml).toContain('records="1"')
    expect(said(xml, 'Status')).toBe('R02')
  })
})

describe('a notice of change', () => {
  it('says what is right, with the new token and without the account number', async () => {
    const { rejects, comeBack, send, summary } = await setupSaturday()
    const corrected = { routingNumber: '111000025', accountNumber: '12345678' }
    expect((await comeBack({ code: 'C03', corrected })).status).toBe(201)
    const xml = await rejects()
    expect(said(xml, 'Status')).toBe('C03')
    expect(said(xml, 'CorrectedData')).toBe('111000025 ****5678')
    const right = { ABA: '111000025', AccountNumber: '12345678' }
    expect(said(xml, 'NewToken')).toBe(said(await send('TOKENIZE', right), 'Token'))
    expect(summary().count).toBe(1)
  })

  it.each([
    ['C02', { routingNumber: '111000025' }, '111000025'],
    ['C05', { transactionCode: '37' }, '37'],
    ['C04', { name: 'Ada Muller' }, 'Ada Muller'],
  ])('%s corrects %j', async (code, corrected, data) => {
    const { rejects, comeBack } = await setupSaturday()
    await comeBack({ code, corrected })
    const xml = await rejects()
    expect(said(xml, 'CorrectedData')).toBe(data)
    expect(xml).not.toContain('NewToken')
  })

  it.each([
    { code: 'R01', corrected: { name: 'Ada' } },
    { code: 'C02', corrected: { routingNumber: '111000026' } },
    { code: 'C01', corrected: { accountNumber: '1-2' } },
    { code: 'C01', at: 'tomorrow' },
  ])('is refused as %j', async (body) => {
    const { comeBack } = await setupSaturday()
    expect((await comeBack(body)).status).toBe(400)
  })
})
