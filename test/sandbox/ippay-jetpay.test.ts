import { expect, it } from 'vitest'
import { GOOD_CARD, message, newId, said, setup } from './ippay-support.ts'

// The older dialect, as JetPay's test host spoke it (IPpay facts §5.3, §10).

type Fields = Record<string, string | number>

async function setupJetPay() {
  const { post, ...rest } = await setup()
  const send = (type: string, fields: Fields = {}, version = '') =>
    post(message(type, fields, 'JetPay').replace('<JetPay>', `<JetPay${version}>`), '/jetpay')
  return { ...rest, post, send }
}

it('gives tokens of 24 capitals that can be charged', async () => {
  const { send } = await setupJetPay()
  const { CardNum, ...expiry } = GOOD_CARD
  const raw = `<CardNum Tokenize="true">${CardNum}</CardNum>`
  const sale = await send('SALE', { ...expiry, raw, TransactionID: newId(), TotalAmount: 9900 })
  expect(sale).toMatch(/^<JetPayResponse>/)
  const Token = said(sale, 'Token')
  expect(Token).toMatch(/^[A-Z]{24}$/)
  expect(said(await send('SALE', { Token, TotalAmount: 100 }), 'ActionCode')).toBe('000')
})

it('refuses a wrong check digit with 912 and an expired card with 917', async () => {
  const { send } = await setupJetPay()
  const TransactionID = newId()
  const wrong = { ...GOOD_CARD, CardNum: '4111111111111112', TransactionID, TotalAmount: 1000 }
  expect(await send('SALE', wrong)).toBe(
    `<JetPayResponse><TransactionID>${TransactionID}</TransactionID><ActionCode>912</ActionCode>` +
      '<ResponseText>INVALID CARD NUMBER</ResponseText></JetPayResponse>',
  )
  const expired = { ...GOOD_CARD, CardExpYear: '09', TotalAmount: 1000 }
  expect(said(await send('SALE', expired), 'ActionCode')).toBe('917')
})

it('knows an unknown terminal by 996 and an empty one by silence', async () => {
  const { send, url } = await setupJetPay()
  const unknown = await send('SALE', { ...GOOD_CARD, TerminalID: 'bogus', TotalAmount: 100 })
  expect(said(unknown, 'ActionCode')).toBe('996')
  expect(await send('SALE', { TerminalID: '' })).not.toContain('ActionCode')
  const body = '<JetPay Version="2.2"><TerminalID/></JetPay>'
  expect((await fetch(`${url}/jetpay`, { method: 'POST', body })).status).toBe(400)
})

it('voids in its own words and repeats the approval', async () => {
  const { send } = await setupJetPay()
  const sale = { ...GOOD_CARD, TransactionID: newId(), TotalAmount: 9900 }
  const approval = said(await send('SALE', sale), 'Approval')
  const voided = await send('VOID', { TransactionID: sale.TransactionID, TotalAmount: 9900 })
  expect(said(voided, 'ResponseText')).toBe('VOID PROCESSED')
  expect(said(voided, 'Approval')).toBe(approval)
})

it('accepts returns with six digits, linked and unlinked', async () => {
  const { send } = await setupJetPay()
  const sale = { ...GOOD_CARD, TransactionID: newId(), TotalAmount: 9900 }
  await send('SALE', sale)
  for (const TransactionID of [sale.TransactionID, newId()]) {
    const credit = await send('CREDIT', { ...GOOD_CARD, TransactionID, TotalAmount: 900 })
    expect(said(credit, 'ResponseText')).toBe('RETURN ACCEPTED')
    expect(said(credit, 'Approval')).toMatch(/^\d{6}$/)
  }
})

it('reads the nested billing data of protocol 2 and answers with its letter', async () => {
  const { send } = await setupJetPay()
  const raw = '<Billing><Address>12 Tower Road</Address><PostalCode>58501</PostalCode></Billing>'
  const sale = await send('SALE', { ...GOOD_CARD, TotalAmount: 9900, raw }, ' Version="2.2"')
  expect(said(sale, 'AVS')).toBe('D')
})
