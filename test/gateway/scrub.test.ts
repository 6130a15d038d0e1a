import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrub } from '../../src/gateway/scrub.ts'
import { CARD, TOKEN } from './support/answers.ts'

const TRANSCRIPT = `
POST /ippay HTTP/1.1
Host: gtwy.ippay.com
Authorization: Basic dXNlcjpwYXNz
Content-Type: text/xml

<ippay>
  <TransactionType>SALE</TransactionType>
  <TerminalID>TESTTERMINAL</TerminalID>
  <Password>hunter2</Password>
  <TransactionID>9PLC4R1MX8D0GE5USB</TransactionID>
  <CardNum Tokenize="true">${CARD}</CardNum>
  <CVV2>987</CVV2>
  <CardExpMonth>04</CardExpMonth>
  <CardName>Ada Miller</CardName>
  <TotalAmount>12500</TotalAmount>
  <ACH Type="CHECKING" SEC="PPD">
    <AccountNumber>11111999</AccountNumber>
    <ABA>071025661</ABA>
    <Token>D3H7K1B9F2M5A1999</Token>
  </ACH>
</ippay>

HTTP/1.1 200 OK

<ippayResponse>
  <TransactionID>9PLC4R1MX8D0GE5USB</TransactionID>
  <ActionCode>000</ActionCode>
  <Approval>TEST07</Approval>
  <ErrMsg>card 4000-3000-2000-1000 was fine</ErrMsg>
  <Token>${TOKEN}</Token>
</ippayResponse>
`

describe('a whole transcript', () => {
  const clean = scrub(TRANSCRIPT)

  it.each([CARD, '4000-3000', '987', 'hunter2', '11111999', 'D3H7K1B9F2M5A1999', TOKEN, 'dXNlc'])(
    'loses %s',
    (secret) => {
      expect(TRANSCRIPT).toContain(secret)
      expect(clean).not.toContain(secret)
    },
  )

  it.each([
    '<TransactionID>9PLC4R1MX8D0GE5USB</TransactionID>',
    '<TotalAmount>12500</TotalAmount>',
    '<CardNum Tokenize="true">[removed]</CardNum>',
    '<CVV2>[removed]</CVV2>',
    '<ActionCode>000</ActionCode>',
    '<Approval>TEST07</Approval>',
    '<ErrMsg>card [removed] was fine</ErrMsg>',
  ])('keeps %s', (part) => {
    expect(clean).toContain(part)
  })

  it.each([
    ['inside JSON', JSON.stringify({ body: TRANSCRIPT })],
    ['inside JSON inside JSON', JSON.stringify({ a: JSON.stringify({ body: TRANSCRIPT }) })],
    ['inside HTML', TRANSCRIPT.replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    [
      'with its brackets as JSON escapes',
      TRANSCRIPT.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
    ],
    ['inside a form', encodeURIComponent(TRANSCRIPT)],
    ['in capitals', TRANSCRIPT.toUpperCase()],
  ])('loses its secrets %s', (_how, text) => {
    const scrubbed = scrub(text)
    for (const secret of [CARD, '987<', '987&', '987%', '987\\', 'hunter2', '11111999', TOKEN]) {
      expect(scrubbed.toLowerCase()).not.toContain(secret.toLowerCase())
    }
  })

  it('loses its secrets wherever it is cut off', () => {
    for (let length = 0; length < TRANSCRIPT.length; length += 1) {
      const scrubbed = scrub(TRANSCRIPT.slice(0, length))
      expect(scrubbed).not.toMatch(/hunter|>9\d|>1111|>400030/)
    }
  })

  it('does not change when it is scrubbed again', () => {
    expect(scrub(clean)).toBe(clean)
  })
})

describe('fields of other notations', () => {
  it.each([
    [`{"cardNumber":"${CARD}","cvv":"987"}`, '{"cardNumber":"[removed]","cvv":"[removed]"}'],
    ['{"securityCode":987}', '{"securityCode":"[removed]"}'],
    [
      "{ securityCode: '987', accountNumber: '11111999' }",
      "{ securityCode: '[removed]', accountNumber: '[removed]' }",
    ],
    ['CVV2=987&AccountNumber=11111999&x=1', 'CVV2=[removed]&AccountNumber=[removed]&x=1'],
    ['<CVV2><![CDATA[987]]></CVV2><A>1</A>', '<CVV2>[removed]</CVV2><A>1</A>'],
    ['<CVV2><![CDATA[<b>987', '<CVV2>[removed]'],
    ['password: hunter2', 'password: [removed]'],
    ['"{\\"password\\":\\"hunter2\\",\\"a\\":1}"', '"{\\"password\\":\\"[removed]\\",\\"a\\":1}"'],
    ['{"api_key":"hunter2","token":null}', '{"api_key":"[removed]","token":"[removed]"}'],
    ['{"Authorization":"Basic hunter2","x":1}', '{"Authorization":"[removed]","x":1}'],
    ['authorization: Splynx-EA (key=hunter2&nonce=1)', 'authorization: [removed]'],
  ])('%s', (text, expected) => {
    expect(scrub(text)).toContain(expected)
    expect(scrub(text)).not.toMatch(/987|11111999|hunter2/)
  })

  it.each([
    'payment 01HZX4ABCDEFGHJKMNPQRSTVWX approved',
    '{"level":30,"time":1764000000000,"msg":"run 12 finished","cents":499900}',
    'kind: tokenized, latency 203 ms',
    'at createIppayClient (src/gateway/ippay-client.ts:120:15)',
    '2026-11-24T11:02:03.123Z code 051: Insufficient funds',
    'Invoice 2026-000123 of customer 4711',
  ])('leaves alone: %s', (text) => {
    expect(scrub(text)).toBe(text)
  })
})

describe('bare card numbers', () => {
  const CARDS = [CARD, '5111111111111118', '378282246310005', '4222222222222', '30569309025904']

  it.each(CARDS)('%s is removed however it is written', (number) => {
    const grouped = number.replace(/(\d{4})(?=\d)/g, '$1 ')
    for (const text of [
      number,
      grouped,
      grouped.replaceAll(' ', '-'),
      grouped.replaceAll(' ', '. '),
    ]) {
      expect(scrub(`paid with ${text} today`)).toBe('paid with [removed] today')
    }
  })

  it('is removed between other digits', () => {
    expect(scrub(`order 12 ${CARD}`)).toBe('order 12 [removed]')
    expect(scrub('order 12 4000 3000 2000 1000 0430 987')).not.toMatch(/4000 ?3000/)
    expect(scrub(`${CARD}${CARD}`)).toBe('[removed][removed]')
    expect(scrub(`0000${CARD}`)).not.toContain(CARD)
  })

  it.each(['9999999999999995', '135410014004955'])(
    '%s is removed although no brand of ours has it',
    (number) => {
      expect(scrub(`card ${number}.`)).toBe('card [removed].')
    },
  )

  it('is removed from any text around it', () => {
    const around = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(fc.constantFrom(...CARDS), around, around, (number, before, after) => {
        expect(scrub(before + number + after)).not.toContain(number)
      }),
      { numRuns: 2000 },
    )
  })

  it('is not seen in a time in milliseconds', () => {
    for (let time = 1_764_000_000_000; time < 1_764_000_000_100; time++) {
      expect(scrub(`{"time":${time}}`)).toBe(`{"time":${time}}`)
    }
  })

  it('is not seen in twelve digits, nor where the check digit is wrong', () => {
    for (const text of ['400030002000', '9999999999999996', '4000300020009']) {
      expect(scrub(text)).toBe(text)
    }
  })
})

it('takes no longer than reading does, whatever the text', () => {
  const hostile = [
    '4',
    '4 ',
    '<CVV2',
    '<CVV2>',
    '<CVV2 a',
    '&lt;CVV2&lt;',
    'token=',
    'token="\\',
    '1. -',
  ]
  for (const part of hostile) {
    const text = part.repeat(50_000 / part.length)
    const startedMs = performance.now()
    scrub(text)
    // Backtracking over 50,000 characters would take minutes.
    expect(performance.now() - startedMs).toBeLessThan(2_000)
  }
})
