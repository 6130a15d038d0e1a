import { describe, expect, it } from 'vitest'
import { newId, said, setup } from './ippay-support.ts'

// What other people's clients put on the wire, in the same order and with the same oddities, and what
// each of them looks for in the answer (IPpay facts §13).

/** Posts a body as one client does and answers what came back. */
async function setupClient(contentType: string, path = '/ippay') {
  const gateway = await setup()
  const headers: Record<string, string> = contentType === '' ? {} : { 'Content-Type': contentType }
  const post = async (body: string) => {
    const response = await fetch(gateway.url + path, { method: 'POST', headers, body })
    return { status: response.status, xml: await response.text() }
  }
  return { ...gateway, post }
}

/** The names of the answer's elements, the root first. */
const elements = (xml: string) => Array.from(xml.matchAll(/<(\w+)[ >]/g), ([, name]) => name)

describe('the Perl client of 2022, Business::OnlinePayment::IPPay 0.12', () => {
  const setupPerl = async () => {
    const client = await setupClient('application/x-www-form-urlencoded')
    const freshId = async () => (await fetch(`${client.url}/ippay?dummy=1`)).text()
    const send = async (type: string, id: string, fields: string, amount = '4995') => {
      const body = `<?xml version="1.0" encoding="us-ascii"?>

<ippay>
<TransactionType>${type}</TransactionType>
<TerminalID>TESTTERMINAL</TerminalID>
<TransactionID>${id}</TransactionID>
<Origin>RECURRING</Origin>
<Password></Password>
${fields}
<CardName>Tofu Beast</CardName>
<TotalAmount>${amount}</TotalAmount>
<BillingAddress>123 Anystreet</BillingAddress>
<BillingCity>Anywhere</BillingCity>
<BillingStateProv>UT</BillingStateProv>
<BillingPostalCode>84058</BillingPostalCode>
<BillingCountry>USA</BillingCountry>
<Email>tofu@example.com</Email>
<UDField3>Business::OnlinePayment::IPPay 0.12</UDField3>
<ShippingInfo>
<ShippingName></ShippingName>
<ShippingAddr>
<Address>123 Anystreet</Address>
<Country>USA</Country>
</ShippingAddr>
</ShippingInfo>
</ippay>
`
      return (await client.post(body)).xml
    }
    return { ...client, freshId, send }
  }
  const CARD = `<CardNum>4111111111111111</CardNum>
<CVV2>123</CVV2>
<CardExpMonth>11</CardExpMonth>
<CardExpYear>39</CardExpYear>`
  const ACCOUNT = `<ACH Type="CHECKING" SEC="PPD">
<AccountNumber>12345</AccountNumber>
<ABA>111000025</ABA>
<CheckNumber>100</CheckNumber>
</ACH>`

  it('fetches an id, is approved under it and reads approval, address and security code', async () => {
    const { send, freshId } = await setupPerl()
    const id = await freshId()
    const xml = await send('SALE', id, CARD)
    expect(said(xml, 'TransactionID')).toBe(id)
    expect(said(xml, 'ResponseText')).toBe('APPROVED')
    expect(said(xml, 'Approval')).toMatch(/^TEST\d{2}$/)
    expect(said(xml, 'AVS')).toBe('Y')
    expect(said(xml, 'CVV2')).toBe('P')
  })

  it('reads an empty order number and two blanks when the card number is wrong', async () => {
    const { send, freshId } = await setupPerl()
    const xml = await send('SALE', await freshId(), CARD.replace('1111</C', '1112</C'))
    expect(said(xml, 'ActionCode')).toBe('900')
    expect(said(xml, 'ErrMsg')).toBe('Invalid card number.  ')
    expect(elements(xml)).toEqual(['ippayResponse', 'ActionCode', 'ErrMsg'])
  })

  it('captures and releases authorisations of 3.00 with 49.95', async () => {
    const { send, freshId } = await setupPerl()
    const [kept, released] = [await freshId(), await freshId()]
    const approval = said(await send('AUTHONLY', kept, CARD, '300'), 'Approval')
    await send('AUTHONLY', released, CARD, '300')
    const captured = await send('CAPT', kept, CARD)
    expect(said(captured, 'Approval')).toBe(approval)
    expect(elements(captured)).not.toContain('AVS')
    expect(elements(captured)).not.toContain('CVV2')
    const reversed = await send('REVERSEAUTH', released, CARD)
    expect(said(reversed, 'ResponseText')).toBe('VOID SUCCESSFUL')
    expect(said(reversed, 'CVV2')).toBe('P')
    expect(elements(reversed)).not.toContain('AVS')
  })

  it('voids with a new approval and the letter of the security code', async () => {
    const { send, freshId } = await setupPerl()
    const id = await freshId()
    const approval = said(await send('SALE', id, CARD), 'Approval')
    const voided = await send('VOID', id, `<Approval>${approval}</Approval>\n${CARD}`)
    expect(said(voided, 'ResponseText')).toBe('VOID SUCCESSFUL')
    expect(said(voided, 'Approval')).toMatch(/^TEST\d{2}$/)
    expect(said(voided, 'CVV2')).toBe('P')
    expect(elements(voided)).not.toContain('AVS')
  })

  it('credits without a sale under a fetched id', async () => {
    const { send, freshId, summary } = await setupPerl()
    const credited = await send('CREDIT', await freshId(), CARD)
    expect(said(credited, 'ResponseText')).toBe('APPROVED')
    expect(said(credited, 'CVV2')).toBe('P')
    expect(summary().cents).toBe(-4995)
  })

  it.each(['CHECK', 'REVERSAL'])('reads CHECK ACCEPTED after %s', async (type) => {
    const { send, freshId } = await setupPerl()
    const xml = await send(type, await freshId(), ACCOUNT)
    expect(said(xml, 'ResponseText')).toBe('CHECK ACCEPTED')
    expect(said(xml, 'Approval')).toBe('000000')
  })
})

it('a Perl client before 2015 speaks under the root of JetPay and is answered under it', async () => {
  const { post } = await setupClient('application/x-www-form-urlencoded')
  const { xml } = await post(
    '<?xml version="1.0" encoding="us-ascii"?>\n\n<JetPay>\n <TransactionType>SALE</TransactionType>\n' +
      ` <TerminalID>TESTTERMINAL</TerminalID>\n <TransactionID>${newId()}</TransactionID>\n` +
      ' <Password></Password>\n <CardNum>4111111111111112</CardNum>\n <CardExpMonth>11</CardExpMonth>\n' +
      ' <CardExpYear>39</CardExpYear>\n <TotalAmount>4995</TotalAmount>\n' +
      ' <UserIPAddr>203.0.113.9</UserIPAddr>\n</JetPay>\n',
  )
  expect(xml).toBe(
    '<JetPayResponse><ActionCode>900</ActionCode><ErrMsg>Invalid card number.  </ErrMsg></JetPayResponse>',
  )
})

describe('the other Perl client, Billing::Payment::IPPay', () => {
  const setupPerl = async () => {
    const client = await setupClient('text/xml', '/ippay/')
    const send = async (type: string, fields: string) => {
      const { xml } = await client.post(
        `<?xml version="1.0"?>\n<ippay>${fields}<Origin>INTERNET</Origin>` +
          `<TerminalID>TESTTERMINAL</TerminalID><TransactionType>${type}</TransactionType></ippay>\n`,
      )
      return xml
    }
    return { ...client, send }
  }
  const CARD =
    '<CardExpMonth>1</CardExpMonth><CardExpYear>39</CardExpYear><CardNum>4000300020001000</CardNum>'

  it('finds each answer under the root that it is strict about', async () => {
    const { send } = await setupPerl()
    const sale = await send('SALE', `${CARD}<TotalAmount>4900</TotalAmount>`)
    expect(elements(sale)[0]).toBe('ippayResponse')
    expect(elements(await send('PING', ''))[0]).toBe('ippayResponse')
    expect(elements(await send('TOKENIZE', CARD))[0]).toBe('IPPayResponse')
    const wrong = CARD.replace('1000<', '1001<')
    expect(elements(await send('TOKENIZE', wrong))).toEqual([
      'IPPayResponse',
      'ActionCode',
      'ErrMsg',
    ])
  })

  it('captures by the id alone, and once', async () => {
    const { send, summary } = await setupPerl()
    const authorised = await send('AUTHONLY', `${CARD}<TotalAmount>4900</TotalAmount>`)
    const id = `<TransactionID>${said(authorised, 'TransactionID')}</TransactionID>`
    expect(said(await send('CAPT', id), 'ActionCode')).toBe('000')
    expect(said(await send('CAPT', id), 'ActionCode')).toBe('025')
    expect(summary().cents).toBe(4900)
  })

  it('cancels a sale by what it takes for an inquiry', async () => {
    const { send, summary } = await setupPerl()
    const sale = await send('SALE', `${CARD}<TotalAmount>4900</TotalAmount>`)
    const id = `<TransactionID>${said(sale, 'TransactionID')}</TransactionID>`
    expect(said(await send('VOID', id), 'ActionCode')).toBe('000')
    expect(summary().count).toBe(0)
  })

  it('debits an account with a fee, gets its token, and reverses by the id alone', async () => {
    const { send, summary } = await setupPerl()
    const checked = await send(
      'CHECK',
      '<ACH Tokenize="true" Type="SAVINGS" SEC="PPD"><AccountNumber>11111999</AccountNumber>' +
        '<ABA>071025661</ABA><CheckNumber>15</CheckNumber></ACH><CardName>Test Card</CardName>' +
        '<FeeAmount>100</FeeAmount><IndustryInfo Type="ECOMMERCE"/><TotalAmount>4900</TotalAmount>',
    )
    expect(said(checked, 'Token')).toMatch(/1999$/)
    const id = `<TransactionID>${said(checked, 'TransactionID')}</TransactionID>`
    const amount = '<TotalAmount>4900</TotalAmount>'
    expect(said(await send('VOIDACH', id + amount), 'ErrMsg')).toContain('no longer supported')
    expect(said(await send('REVERSAL', id), 'ActionCode')).toBe('000')
    expect(summary().cents).toBe(0)
  })
})

describe('the PHP client dranes/omnipay-ippay', () => {
  it('charges a token, sending names that belong elsewhere and no id', async () => {
    const { post, summary } = await setupClient('text/xml')
    const card =
      '<ippay><TransactionType>TOKENIZE</TransactionType><CardExpMonth>11</CardExpMonth>' +
      '<CardExpYear>39</CardExpYear><CardNum>4000300020001000</CardNum>' +
      '<TerminalID>TESTTERMINAL</TerminalID></ippay>'
    const token = said((await post(card)).xml, 'Token')
    const { xml } = await post(
      `<ippay><TransactionType>SALE</TransactionType><Token>${token}</Token>` +
        '<TotalAmount>4999</TotalAmount><SEC></SEC><CheckNumber></CheckNumber><Type></Type>' +
        '<BankName></BankName><TerminalID>TESTTERMINAL</TerminalID></ippay>',
    )
    expect(said(xml, 'ActionCode')).toBe('000')
    expect(said(xml, 'TransactionID')).toMatch(/^[A-G]\d{17}$/)
    expect(summary().cents).toBe(4999)
  })

  it('debits the token of an account, with attributes in single quotes', async () => {
    const { post } = await setupClient('text/xml')
    const account =
      '<ippay><TransactionType>TOKENIZE</TransactionType><AccountNumber>11111999</AccountNumber>' +
      '<ABA>071025661</ABA><TerminalID>TESTTERMINAL</TerminalID></ippay>'
    const token = said((await post(account)).xml, 'Token')
    const { xml } = await post(
      '<ippay><TransactionType>CHECK</TransactionType><TerminalID>TESTTERMINAL</TerminalID>' +
        '<CardName>Ada Miller</CardName><TotalAmount>4999</TotalAmount>' +
        `<ACH Type='CHECKING' SEC='PPD'><Token>${token}</Token><CheckNumber>7</CheckNumber></ACH></ippay>`,
    )
    expect(said(xml, 'ResponseText')).toBe('CHECK ACCEPTED')
  })

  it('knows wrong credentials by their sentence', async () => {
    const { post } = await setupClient('text/xml')
    const ping = '<ippay><TransactionType>PING</TransactionType><TerminalID>X</TerminalID></ippay>'
    const { xml } = await post(ping)
    expect(said(xml, 'ErrMsg')).toBe('Cannot determine the URL for the processor.')
  })
})

describe('the IPPay component of UCRM', () => {
  const wrap = (fields: string) =>
    `<?xml version="1.0" encoding="utf-8"?>\n<ippay>${fields}` +
    '<ShippingInfo><ShippingAddr/></ShippingInfo></ippay>\n'

  it('reads the exact words of a ping, a token and a sale, without a content type', async () => {
    const { post } = await setupClient('')
    const terminal = '<TerminalID>TESTTERMINAL</TerminalID>'
    const ping = await post(wrap(`<TransactionType>PING</TransactionType>${terminal}`))
    expect(said(ping.xml, 'ResponseText')).toBe('PING')
    const card =
      `${terminal}<TransactionID>${newId()}</TransactionID><OrderNumber>Plan &amp; more</OrderNumber>` +
      '<CardNum>4000300020001000</CardNum><CVV2>123</CVV2><CardExpMonth>11</CardExpMonth>' +
      '<CardExpYear>39</CardExpYear><TotalAmount>4999</TotalAmount>' +
      '<BillingAddress>12 Tower Road</BillingAddress><BillingCountry>USA</BillingCountry>'
    const stored = await post(wrap(`<TransactionType>TOKENIZE</TransactionType>${card}`))
    expect(said(stored.xml, 'ResponseText')).toBe('TOKENIZED')
    expect(said(stored.xml, 'Token')).not.toBe('')
    const paying = card.replace('<CardNum>', '<CardNum Tokenize="true">')
    const sale = await post(wrap(`<TransactionType>SALE</TransactionType>${paying}`))
    expect(said(sale.xml, 'ResponseText')).toBe('APPROVED')
    expect(said(sale.xml, 'Token')).toBe(said(stored.xml, 'Token'))
  })
})

describe("OCA's modules for Odoo", () => {
  it('tokenise and debit an account, with blanks before the root and around equals signs', async () => {
    const { post } = await setupClient('text/xml')
    const stored = await post(`
            <ippay>
                <TransactionType>TOKENIZE</TransactionType>
                <TerminalID>TESTTERMINAL</TerminalID>
                <ABA>071025661</ABA>
                <AccountNumber>11111999</AccountNumber>
            </ippay>`)
    expect(elements(stored.xml)[0]).toBe('IPPayResponse')
    const { xml } = await post(`
            <ippay>
                <TransactionType>CHECK</TransactionType>
                <TerminalID>TESTTERMINAL</TerminalID>
                <CardName>Ada Miller</CardName>
                <TotalAmount>4999</TotalAmount>
                <ACH Type = 'SAVINGS' SEC = 'PPD'>
                    <Token>${said(stored.xml, 'Token')}</Token>
                    <CheckNumber>0042</CheckNumber>
                </ACH>
            </ippay>`)
    expect(said(xml, 'ResponseText')).toBe('CHECK ACCEPTED')
    expect(elements(xml)).not.toContain('AdditionalInfo')
  })

  it('charge a token with nothing but the amount', async () => {
    const { post } = await setupClient('text/xml')
    const stored = await post(`<ippay>
            <TransactionType>TOKENIZE</TransactionType>
            <TerminalID>TESTTERMINAL</TerminalID>
            <CardNum>4000300020001000</CardNum>
            <CardExpMonth>11</CardExpMonth>
            <CardExpYear>2039</CardExpYear>
            </ippay>`)
    const { xml } = await post(`
            <ippay>
                <TransactionType>SALE</TransactionType>
                <TerminalID>TESTTERMINAL</TerminalID>
                <Token>${said(stored.xml, 'Token')}</Token>
                <TotalAmount>4999</TotalAmount>
            </ippay>`)
    expect(elements(xml)).toEqual([
      'ippayResponse',
      'TransactionID',
      'ActionCode',
      'Approval',
      'ResponseText',
    ])
    expect(said(xml, 'ResponseText')).toBe('APPROVED')
  })
})

it('WHMCS refunds a card under the root of JetPay', async () => {
  const { post, summary } = await setupClient('')
  const { xml } = await post(`<JetPay>
    <TransactionType>CREDIT</TransactionType>
    <TerminalID>TESTTERMINAL</TerminalID>
    <TransactionID>000120261125134249</TransactionID>
    <CardNum>4000300020001000</CardNum>
    <CardExpMonth>11</CardExpMonth>
    <CardExpYear>39</CardExpYear>
    <TotalAmount>4999</TotalAmount>
    </JetPay>`)
  expect(elements(xml)[0]).toBe('JetPayResponse')
  expect(said(xml, 'ActionCode')).toBe('000')
  expect(summary().cents).toBe(-4999)
})
