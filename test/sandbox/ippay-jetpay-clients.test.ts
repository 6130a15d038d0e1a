import { describe, expect, it } from 'vitest'
import { newId, said, setup } from './ippay-support.ts'

// Clients of JetPay's dialect as they are, against the address that speaks it (IPpay facts §5.3, §13).

async function setupClient() {
  const gateway = await setup()
  const post = (body: string) => gateway.post(body, '/jetpay')
  return { ...gateway, post }
}

/** As Ruby makes them: the first half of an MD5 sum, in small letters. */
let made = 0
const hexId = () => `7605f7c5d6${(made++).toString(16).padStart(8, '0')}`

describe('ActiveMerchant, gateway jetpay', () => {
  const CARD =
    '<CardNum Tokenize="true">4000300020001000</CardNum><CardExpMonth>09</CardExpMonth>' +
    '<CardExpYear>39</CardExpYear><CardName>Longbob Longsen</CardName><CVV2>123</CVV2>' +
    '<BillingAddress>456 My Street Apt 1</BillingAddress><BillingCity>Ottawa</BillingCity>' +
    '<BillingStateProv>ON</BillingStateProv><BillingPostalCode>75008</BillingPostalCode>' +
    '<BillingCountry>USA</BillingCountry><BillingPhone/>'
  const setupRuby = async () => {
    const client = await setupClient()
    const send = (type: string, id: string, fields: string, terminal = 'TESTTERMINAL') =>
      client.post(
        `<JetPay><TerminalID>${terminal}</TerminalID><TransactionType>${type}</TransactionType>` +
          `<TransactionID>${id}</TransactionID>${fields}</JetPay>`,
      )
    return { ...client, send }
  }
  const amount = (cents: number) => `<TotalAmount>${cents}</TotalAmount>`

  it('keeps id, approval and token of an approval, and reads the letters', async () => {
    const { send } = await setupRuby()
    const id = hexId()
    const xml = await send('SALE', id, CARD + amount(9900))
    expect(xml.replace(/TEST\d\d/, 'TESTnn').replace(/[A-Z]{24}/, 'TOKEN')).toBe(
      `<JetPayResponse><TransactionID>${id}</TransactionID><ActionCode>000</ActionCode>` +
        '<Approval>TESTnn</Approval><CVV2>P</CVV2><ResponseText>APPROVED</ResponseText>' +
        '<Token>TOKEN</Token><AddressMatch>Y</AddressMatch><ZipMatch>Y</ZipMatch><AVS>Y</AVS>' +
        '</JetPayResponse>',
    )
  })

  it('reads 005 for 52.05, and nothing but id, code and text', async () => {
    const { send } = await setupRuby()
    const id = hexId()
    expect(await send('SALE', id, CARD + amount(5205))).toBe(
      `<JetPayResponse><TransactionID>${id}</TransactionID><ActionCode>005</ActionCode>` +
        '<ResponseText>DECLINED</ResponseText></JetPayResponse>',
    )
  })

  it('captures, voids an authorisation with its token, and refunds a sale with a card', async () => {
    const { send, summary } = await setupRuby()
    const [captured, voided, sold] = [hexId(), hexId(), hexId()]
    await send('AUTHONLY', captured, CARD + amount(9900))
    expect(said(await send('CAPT', captured, amount(9900)), 'ActionCode')).toBe('000')
    const authorised = await send('AUTHONLY', voided, CARD + amount(9900))
    const proof =
      `<Approval>${said(authorised, 'Approval')}</Approval>${amount(9900)}` +
      `<Token>${said(authorised, 'Token')}</Token>`
    expect(said(await send('VOID', voided, proof), 'ActionCode')).toBe('000')
    await send('SALE', sold, CARD + amount(9900))
    expect(said(await send('CREDIT', sold, CARD + amount(9900)), 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(9900)
  })

  it('reads 025 for an unknown capture, 996 for an unknown terminal, nothing for none', async () => {
    const { send } = await setupRuby()
    const unknown = await send('CAPT', '7605f7c5d6e8f74deb', amount(9900))
    expect(said(unknown, 'ActionCode')).toBe('025')
    const bogus = await send('SALE', hexId(), CARD + amount(9900), 'bogus')
    expect(said(bogus, 'ActionCode')).toBe('996')
    const empty = await send('SALE', hexId(), CARD + amount(9900), '')
    expect(said(empty, 'ActionCode')).toBe('')
  })
})

describe('ActiveMerchant, gateway jetpay_v2', () => {
  const setupRuby = async () => {
    const client = await setupClient()
    const send = (type: string, id: string, fields: string) =>
      client.post(
        '<JetPay Version="2.2"><TerminalID>TESTTERMINAL</TerminalID>' +
          `<TransactionType>${type}</TransactionType><TransactionID>${id}</TransactionID>` +
          '<Origin>INTERNET</Origin><IndustryInfo Type="ECOMMERCE"/>' +
          '<Application Version="1.0">n/a</Application><Device Version="1.0">n/a</Device>' +
          '<Library Version="1.5">VirtPOS SDK</Library><Gateway>JetPay</Gateway>' +
          `<DeveloperID>n/a</DeveloperID>${fields}</JetPay>`,
      )
    return { ...client, send }
  }
  const card = (number: string) =>
    `<CardNum CardPresent="false" Tokenize="true">${number}</CardNum>` +
    '<CardExpMonth>12</CardExpMonth><CardExpYear>39</CardExpYear><CardName>Longbob</CardName>' +
    '<CVV2>121</CVV2><Billing><Address>1234 Fifth Street </Address><City>Beaumont</City>' +
    '<StateProv>TX</StateProv><PostalCode>77708</PostalCode><Country>USA</Country><Phone/></Billing>'
  const amount = (cents: number) => `<TotalAmount>${cents}</TotalAmount>`
  const VISA = card('4111111111111111')

  it('finds the version again at the root, and a handle of its own', async () => {
    const { send } = await setupRuby()
    const xml = await send('SALE', hexId(), VISA + amount(1000))
    expect(xml).toMatch(/^<JetPayResponse Version="2.2">/)
    expect(said(xml, 'AVS')).toBe('D')
    expect(said(xml, 'UniqueID')).not.toBe('')
  })

  it.each([
    ['5111111111111118', 1000, '000'],
    ['4111111111111111', 1105, '005'],
    ['378282246310005', 1200, '000'],
    ['6011111111111117', 1300, '000'],
    ['2424242424242424', 9900, '912'],
  ])('authorises %s over %i cents with %s', async (number, cents, code) => {
    const { send } = await setupRuby()
    const xml = await send('AUTHONLY', hexId(), card(number) + amount(cents))
    expect(said(xml, 'ActionCode')).toBe(code)
  })

  it('captures more than it authorised, and voids what it captured', async () => {
    const { send } = await setupRuby()
    const id = hexId()
    await send('AUTHONLY', id, VISA + amount(400))
    const po = '<Billing><CustomerPO>ABC12345</CustomerPO></Billing>'
    const tax = '<TaxAmount ExemptInd="false">990</TaxAmount>'
    expect(said(await send('CAPT', id, tax + po + amount(600)), 'ActionCode')).toBe('000')
    expect(said(await send('VOID', id, amount(600)), 'ActionCode')).toBe('000')
  })

  it('cannot void with another amount, or what is unknown', async () => {
    const { send } = await setupRuby()
    const id = hexId()
    await send('SALE', id, VISA + amount(300))
    expect(said(await send('VOID', id, amount(500)), 'ActionCode')).not.toBe('000')
    expect(said(await send('VOID', 'bogus', amount(0)), 'ActionCode')).not.toBe('000')
    expect(said(await send('CREDIT', 'bogus', amount(300)), 'ActionCode')).not.toBe('000')
  })

  it('voids an unlinked credit', async () => {
    const { send, summary } = await setupRuby()
    const id = hexId()
    await send('CREDIT', id, VISA + amount(800))
    expect(said(await send('VOID', id, amount(800)), 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(0)
  })

  it('charges a stored card, and checks a card over nothing', async () => {
    const { send } = await setupRuby()
    const stored = await send('TOKENIZE', hexId(), card('5111111111111118'))
    expect(said(stored, 'ResponseText')).toBe('TOKENIZED')
    const token = `<Token>${said(stored, 'Token')}</Token>`
    expect(said(await send('SALE', hexId(), token + amount(3400)), 'ActionCode')).toBe('000')
    expect(said(await send('AUTHONLY', hexId(), VISA + amount(0)), 'ActionCode')).toBe('000')
  })
})

describe('JetPay-PHP of AllPlayers', () => {
  const setupPhp = async () => {
    const client = await setupClient()
    const send = (type: string, id: string, number: string, year: string, cents: number) =>
      client.post(
        `<?xml version="1.0" encoding="utf-8"?>\n<JetPay><CardNum>${number}</CardNum>` +
          `<CardExpMonth>12</CardExpMonth><CardExpYear>${year}</CardExpYear>` +
          `<TotalAmount>${cents}</TotalAmount><TransactionID>${id}</TransactionID>` +
          `<TransactionType>${type}</TransactionType><TerminalID>TESTMERCHANT</TerminalID></JetPay>\n`,
      )
    return { ...client, send }
  }

  it.each([
    ['SALE', '4111111111111111', '39', 1000, '000'],
    ['SALE', '4111111111111129', '09', 1000, '917'],
    ['SALE', '4111111111111128', '39', 1000, '912'],
    ['CREDIT', '4444444444444448', '39', 1000, '000'],
    ['CREDIT', '4444444444444462', '39', 1000, '912'],
    ['CREDIT', '4444444444444471', '39', 1505, '000'],
  ])(
    'certifies %s of %s until %s over %i cents with %s',
    async (type, number, year, cents, code) => {
      const { send } = await setupPhp()
      expect(said(await send(type, newId(), number, year, cents), 'ActionCode')).toBe(code)
    },
  )

  it.each([
    [1000, 500, '000'],
    [1305, 1305, '025'],
  ])('captures of %i authorised cents %i with %s', async (authorised, captured, code) => {
    const { send } = await setupPhp()
    const id = newId()
    await send('AUTHONLY', id, '4111111111111152', '39', authorised)
    const xml = await send('CAPT', id, '4111111111111152', '39', captured)
    expect(said(xml, 'ActionCode')).toBe(code)
  })

  it('pings under its own id and asks after a sale', async () => {
    const { send, post } = await setupPhp()
    const ping = '<TransactionType>PING</TransactionType><TerminalID>TESTMERCHANT</TerminalID>'
    const id = '<TransactionID>010327153017T10052</TransactionID>'
    expect(await post(`<JetPay>${id}${ping}</JetPay>`)).toBe(
      `<JetPayResponse>${id}<ActionCode>000</ActionCode><ResponseText>PING</ResponseText></JetPayResponse>`,
    )
    const sale = newId()
    await send('SALE', sale, '4000300020001000', '39', 99900)
    const found = await send('ENQ', sale, '4000300020001000', '39', 99900)
    expect(said(found, 'ActionCode')).toBe('000')
  })
})

it('the batch of the YMCA debits a token that stands beside ACH, with blanks around everything', async () => {
  const { post } = await setupClient()
  const stored = await post(
    '<JetPay><TransactionType>TOKENIZE</TransactionType><TerminalID>TESTTERMINAL</TerminalID>' +
      '<ABA>122000496</ABA><AccountNumber>123411</AccountNumber></JetPay>',
  )
  const xml = await post(
    `<JetPay><TransactionID>${newId()}</TransactionID><TransactionType>CHECK</TransactionType>` +
      '<TerminalID>TESTTERMINAL</TerminalID><Origin> INTERNET </Origin>' +
      '<TotalAmount> 4500 </TotalAmount><CardName> Ada Miller </CardName>' +
      `<Token> ${said(stored, 'Token')}</Token><ACH><CheckNumber> 12 </CheckNumber></ACH></JetPay>`,
  )
  expect(said(xml, 'ActionCode')).toBe('000')
  expect(said(xml, 'ResponseText')).toBe('CHECK ACCEPTED')
})

it('a shop of protocol 3.0 refunds by the handle of a sale', async () => {
  const { post, summary } = await setupClient()
  const send = (fields: string) =>
    post(`<JetPay Version='3.0'>${fields}<TerminalID>TESTTERMINAL</TerminalID></JetPay>`)
  const sale = await send(
    `<TransactionID>${hexId()}</TransactionID><TransactionType>SALE</TransactionType>` +
      "<CardNum CardPresent='true'>4000300020001000</CardNum><CardExpMonth>11</CardExpMonth>" +
      '<CardExpYear>39</CardExpYear><TotalAmount>4500</TotalAmount><FeeType>CNV</FeeType>' +
      "<IndustryInfo Type='RETAIL'><BaseAmount>45.00</BaseAmount></IndustryInfo>",
  )
  const refund = await send(
    '<TransactionType>CREDIT</TransactionType>' +
      `<TransactionID>${hexId()}</TransactionID><UniqueID>${said(sale, 'UniqueID')}</UniqueID>` +
      '<TotalAmount>4500</TotalAmount>',
  )
  expect(said(refund, 'ActionCode')).toBe('000')
  expect(summary().cents).toBe(0)
})

it("JetPay's own pages of 2006 name a merchant instead of a terminal", async () => {
  const { post } = await setupClient()
  const xml = await post(
    '<JetPay><TransactionType>SALE</TransactionType><MerchantID>TESTMERCHANT</MerchantID>' +
      '<TransactionID>20260202091455aB3x</TransactionID><CardNum>4000300020001000</CardNum>' +
      '<CVV2>123</CVV2><CardExpMonth>11</CardExpMonth><CardExpYear>39</CardExpYear>' +
      '<CardName>Ada Miller</CardName><TotalAmount>4500</TotalAmount>' +
      '<Version><Subscriber>1.09</Subscriber></Version></JetPay>',
  )
  expect(said(xml, 'ActionCode')).toBe('000')
})
