import { describe, expect, it } from 'vitest'
import { createWorld } from '../../src/sandbox/world.ts'
import { GOOD_CARD, message, newId, said, setup } from './ippay-support.ts'

// The answers byte by byte, wherever the public facts give them (IPpay facts §5.2, §10, §11).

describe('a sale', () => {
  it('by token is approved with a test approval', async () => {
    const { send } = await setup()
    const token = said(await send('TOKENIZE', GOOD_CARD), 'Token')
    const id = newId()
    const sale = await send('SALE', { TransactionID: id, Token: token, TotalAmount: 6995 })
    expect(sale).toMatch(
      new RegExp(
        `^<ippayResponse><TransactionID>${id}</TransactionID><ActionCode>000</ActionCode>` +
          '<Approval>TEST\\d\\d</Approval><ResponseText>APPROVED</ResponseText></ippayResponse>$',
      ),
    )
  })

  it('by card answers for the security code, the address and the token in the recorded order', async () => {
    const { send } = await setup()
    const { CardNum, ...expiry } = GOOD_CARD
    const sale = await send('SALE', {
      ...expiry,
      TransactionID: '9PLC4R1MX8D0GE5USB',
      raw: `<CardNum Tokenize="true">${CardNum}</CardNum>`,
      CVV2: '123',
      CardName: 'Ada &amp; Sons',
      TotalAmount: 12500,
      BillingAddress: '12 Tower Road',
      BillingPostalCode: '58501',
    })
    expect(sale.replace(/TEST\d\d/, 'TESTnn').replace(/<Token>.*<\/Token>/, '<Token/>')).toBe(
      '<ippayResponse><TransactionID>9PLC4R1MX8D0GE5USB</TransactionID><ActionCode>000</ActionCode>' +
        '<Approval>TESTnn</Approval><CVV2>P</CVV2><ResponseText>APPROVED</ResponseText><Token/>' +
        '<AddressMatch>Y</AddressMatch><ZipMatch>Y</ZipMatch><AVS>Y</AVS></ippayResponse>',
    )
    expect(said(sale, 'Token')).toMatch(/^4([A-M]\d){5}[A-M]1000$/)
  })

  it('gets an id from the gateway when it brings none', async () => {
    const { send } = await setup()
    const sale = await send('SALE', { ...GOOD_CARD, TotalAmount: 100 })
    expect(said(sale, 'TransactionID')).toMatch(/^[A-G]\d{17}$/)
  })

  it('is declined with code 0nn by cents that the test system declines', async () => {
    const { send } = await setup()
    const id = newId()
    expect(await send('SALE', { ...GOOD_CARD, TransactionID: id, TotalAmount: 5205 })).toBe(
      `<ippayResponse><TransactionID>${id}</TransactionID><ActionCode>005</ActionCode>` +
        '<ResponseText>DECLINED</ResponseText></ippayResponse>',
    )
  })

  it('is approved for exactly the documented cents', async () => {
    const { send } = await setup()
    const approving: number[] = []
    for (let cents = 0; cents < 100; cents++) {
      const sale = await send('SALE', { ...GOOD_CARD, TotalAmount: 1000 + cents })
      if (said(sale, 'ActionCode') === '000') approving.push(cents)
      else expect(said(sale, 'ActionCode')).toBe(`0${String(cents).padStart(2, '0')}`)
    }
    expect(approving).toEqual([
      0, 8, 9, 10, 11, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 45, 46, 47, 48, 49, 50, 56, 60, 64,
      66, 67, 68, 69, 70, 71, 72, 73, 74, 79, 86, 87, 88, 89, 95, 97, 98, 99,
    ])
  })

  it('of American Express has its own codes where the pairs are known', async () => {
    const { send } = await setup()
    const amex = { CardNum: '378282246310005', CardExpMonth: '1', CardExpYear: '39' }
    expect(said(await send('SALE', { ...amex, TotalAmount: 101 }), 'ActionCode')).toBe('100')
    expect(said(await send('SALE', { ...amex, TotalAmount: 104 }), 'ActionCode')).toBe('200')
  })

  it('with a wrong check digit is refused in the known words and without an id', async () => {
    const { send } = await setup()
    const wrong = { ...GOOD_CARD, CardNum: '4111111111111112', TransactionID: newId() }
    expect(await send('SALE', { ...wrong, TotalAmount: 4995 })).toBe(
      '<ippayResponse><ActionCode>900</ActionCode><ErrMsg>Invalid card number.  </ErrMsg></ippayResponse>',
    )
  })

  it.each([
    ['12.50', 'a point'],
    ['-100', 'a sign'],
    ['0', 'nothing to pay'],
    ['', 'no amount'],
    ['1e3', 'an exponent'],
  ])('of %j is refused: %s', async (amount) => {
    const { send, summary } = await setup()
    const sale = await send('SALE', { ...GOOD_CARD, TotalAmount: amount })
    expect(sale).toContain('<ActionCode>900</ActionCode><ErrMsg>Invalid amount.</ErrMsg>')
    expect(summary().count).toBe(0)
  })

  it('with an expired card is declined, by number as by token', async () => {
    const { send } = await setup()
    const expired = { ...GOOD_CARD, CardExpYear: '20' }
    expect(said(await send('SALE', { ...expired, TotalAmount: 100 }), 'ActionCode')).toBe('054')
    const Token = said(await send('TOKENIZE', expired), 'Token')
    expect(said(await send('SALE', { Token, TotalAmount: 100 }), 'ActionCode')).toBe('054')
  })

  it('is good again once the token has a new expiry', async () => {
    const { send } = await setup()
    const Token = said(await send('TOKENIZE', { ...GOOD_CARD, CardExpYear: '20' }), 'Token')
    const renewed = await send('TOKENIZE', { Token, CardExpMonth: '11', CardExpYear: '39' })
    expect(said(renewed, 'Token')).toBe(Token)
    expect(said(await send('SALE', { Token, TotalAmount: 100 }), 'ActionCode')).toBe('000')
  })

  it.each([
    ['4000000000000002', '005'],
    ['4000000000009995', '051'],
    ['4000000000009987', '041'],
  ])('with the well-known card %s is declined with %s', async (CardNum, code) => {
    const { send } = await setup()
    const sale = await send('SALE', { ...GOOD_CARD, CardNum, TotalAmount: 100 })
    expect(said(sale, 'ActionCode')).toBe(code)
  })

  it('by a token of the world goes as the card of that customer behaves', async () => {
    const { send } = await setup({ customers: 300 })
    const world = createWorld({ seed: 1, customers: 300 })
    const cards = [...world.everyone()].flatMap((customer) => customer.cards)
    const now = world.today.slice(0, 7)
    const codes = new Set<string>()
    for (const card of cards) {
      const isExpired = `${card.expYear}-${String(card.expMonth).padStart(2, '0')}` < now
      const code = isExpired ? '054' : (card.declineCode ?? '000')
      const sale = await send('SALE', { Token: card.token, TotalAmount: 4999 })
      expect(said(sale, 'ActionCode')).toBe(code)
      codes.add(code)
    }
    expect([...codes].sort()).toEqual(['000', '004', '005', '014', '041', '051', '054'])
  })

  it('by an unknown token is refused', async () => {
    const { send } = await setup()
    const sale = await send('SALE', { Token: '4C8H2K5A9M3F1000', TotalAmount: 100 })
    expect(said(sale, 'ActionCode')).toBe('900')
  })
})

describe('a token', () => {
  it('of a card is answered under the other root', async () => {
    const { send } = await setup()
    const answer = await send('TOKENIZE', { ...GOOD_CARD, TransactionID: 'K7QX2M9RB4TW81ZC5D' })
    expect(answer.replace(/<Token>.*<\/Token>/, '<Token/>')).toBe(
      '<IPPayResponse><TransactionID>K7QX2M9RB4TW81ZC5D</TransactionID><ActionCode>000</ActionCode>' +
        '<ResponseText>TOKENIZED</ResponseText><Token/></IPPayResponse>',
    )
  })

  it('of the same card is the same token, in another world as well', async () => {
    const [here, there] = await Promise.all([setup(), setup({ seed: 7 })])
    const token = said(await here.send('TOKENIZE', GOOD_CARD), 'Token')
    expect(said(await here.send('TOKENIZE', GOOD_CARD), 'Token')).toBe(token)
    expect(said(await there.send('TOKENIZE', GOOD_CARD), 'Token')).toBe(token)
  })

  it('of a bank account has the length of both numbers and keeps the last four digits', async () => {
    const { send } = await setup()
    const answer = await send('TOKENIZE', { ABA: '071025661', AccountNumber: '11111999' })
    expect(said(answer, 'Token')).toMatch(/^([A-M]\d){6}[A-M]1999$/)
  })

  it.each([
    [{ ABA: '071025662', AccountNumber: '11111999' }, 'Invalid routing number.'],
    [{ ABA: '071025661', AccountNumber: '1x' }, 'Invalid account number.'],
    [{ CardNum: '4111111111111112' }, 'Invalid card number.  '],
    [{ CardNum: '4111111111111111', CardExpMonth: '13', CardExpYear: '39' }, 'Invalid expiration'],
  ])('is not made of %j', async (fields, words) => {
    const { send } = await setup()
    const answer = await send('TOKENIZE', fields)
    expect(said(answer, 'ActionCode')).toBe('900')
    expect(said(answer, 'ErrMsg')).toContain(words)
    expect(answer).not.toContain('Token>')
  })
})

describe('any request', () => {
  it.each([
    ['FOO', 'The transaction type is not a valid transaction type.'],
    ['ACK', 'The transaction type is not a valid transaction type.'],
    [
      'VOIDACH',
      'VOIDACH transactions are no longer supported.  Please contact support@ippay.com for questions.',
    ],
  ])('of type %s is refused in the known words', async (type, words) => {
    const { send } = await setup()
    expect(await send(type)).toBe(
      `<ippayResponse><ActionCode>900</ActionCode><ErrMsg>${words}</ErrMsg></ippayResponse>`,
    )
  })

  it.each(['NOBODY', '', 'constructor'])('of the terminal %j is refused', async (TerminalID) => {
    const { send } = await setup()
    expect(await send('PING', { TerminalID })).toBe(
      '<ippayResponse><ActionCode>900</ActionCode>' +
        '<ErrMsg>Cannot determine the URL for the processor.</ErrMsg></ippayResponse>',
    )
  })

  it('needs the password of a terminal that has one', async () => {
    const { send } = await setup({ settings: { terminals: { TESTTERMINAL: { password: 'x' } } } })
    expect(said(await send('PING'), 'ActionCode')).toBe('900')
    expect(said(await send('PING', { Password: 'x' }), 'ActionCode')).toBe('000')
  })

  it('is answered whatever its content type, order, blanks and empty elements', async () => {
    const { url } = await setup()
    const body =
      '<?xml version="1.0" encoding="us-ascii"?>\n<ippay>\n <TotalAmount> 100 </TotalAmount>\n' +
      '<Password></Password><UserHost/><CardExpYear>39</CardExpYear><CardExpMonth>1</CardExpMonth>' +
      '<ShippingInfo><ShippingAddr/></ShippingInfo><CardNum>4111111111111111</CardNum>' +
      '<TerminalID>TESTTERMINAL</TerminalID><TransactionType>SALE</TransactionType></ippay>'
    for (const type of ['text/xml', 'application/xml', 'application/x-www-form-urlencoded', '']) {
      const headers: Record<string, string> = type === '' ? {} : { 'Content-Type': type }
      const response = await fetch(`${url}/ippay/`, { method: 'POST', headers, body })
      expect(said(await response.text(), 'ActionCode')).toBe('000')
    }
  })

  it('under the root of JetPay is answered under that root', async () => {
    const { post } = await setup()
    const answer = await post(message('PING', { TransactionID: newId() }, 'JetPay'))
    expect(answer).toMatch(/^<JetPayResponse>.*<ResponseText>PING<.*<\/JetPayResponse>$/)
  })

  it.each([
    'hello',
    '',
    '<ippay><CardName>Smith & Sons</CardName></ippay>',
    '<ippay>',
    '<other/>',
    '<!DOCTYPE ippay [<!ENTITY a "b">]><ippay>&a;</ippay>',
  ])('that is not XML is refused: %j', async (body) => {
    const { post, url } = await setup()
    expect(said(await post(body), 'ActionCode')).toBe('900')
    expect((await fetch(`${url}/ippay`, { method: 'POST', body })).status).toBe(200)
  })

  it('may first fetch an id, which is 18 characters of plain text', async () => {
    const { url } = await setup()
    const ids = await Promise.all(
      Array.from({ length: 40 }, async () => (await fetch(`${url}/ippay?dummy=1`)).text()),
    )
    expect(new Set(ids).size).toBe(40)
    for (const id of ids) expect(id).toMatch(/^[A-G]\d{17}$/)
  })

  it('to an address that is not there gets 404', async () => {
    const { url } = await setup()
    expect((await fetch(`${url}/other`)).status).toBe(404)
  })
})
