import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { ANSWER_BYTES_MAX, decode, encode } from '../../src/gateway/codec.ts'
import { answer, approvedSale, CARD, echo, ID, TOKEN, tokenized } from './support/answers.ts'

const read = (xml: string) => decode(Buffer.from(xml))
const spoiled = (body: string | Buffer) => decode(Buffer.from(body as string)) === null

describe('encode', () => {
  it('writes the elements in their order and leaves out what has no value', () => {
    const message = { TransactionType: 'PING', Password: undefined, TerminalID: 'TESTTERMINAL' }
    expect(encode(message)).toBe(
      '<ippay><TransactionType>PING</TransactionType><TerminalID>TESTTERMINAL</TerminalID></ippay>',
    )
  })

  it('writes nested elements with attributes', () => {
    const ach = {
      attributes: { Type: 'CHECKING', SEC: 'PPD' },
      children: { Token: TOKEN, ABA: undefined, CheckNumber: '1' },
    }
    expect(encode({ ACH: ach })).toBe(
      `<ippay><ACH Type="CHECKING" SEC="PPD"><Token>${TOKEN}</Token><CheckNumber>1</CheckNumber></ACH></ippay>`,
    )
  })

  it.each([
    ['Ada & Söhne <"x"> O\'Neil', 'Ada &amp; S&#246;hne &lt;&quot;x&quot;&gt; O&apos;Neil'],
    ['Łódź 😀', '&#321;&#243;d&#378; &#128512;'],
    ['a\u0000b\r\n\tc\ud800d\uffff', 'a b c d '],
    [']]></Token><TotalAmount>1', ']]&gt;&lt;/Token&gt;&lt;TotalAmount&gt;1'],
  ])('escapes %j', (value, escaped) => {
    expect(encode({ CardName: value })).toBe(`<ippay><CardName>${escaped}</CardName></ippay>`)
  })

  it('makes well-formed ASCII of any value, that another parser reads back', () => {
    const parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      processEntities: true,
      htmlEntities: true,
    })
    const anyText = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(anyText, (value) => {
        const xml = encode({ A: value, B: { attributes: { C: value }, children: { D: value } } })
        expect(xml).toMatch(/^[ -~]*$/)
        expect(XMLValidator.validate(xml)).toBe(true)
        const carried = value.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')
        expect(parser.parse(xml).ippay.A).toBe(carried)
      }),
    )
  })
})

describe('decode', () => {
  it('reads the fields of an answer', () => {
    const xml = answer({
      TransactionID: ID,
      ActionCode: '000',
      Approval: 'TEST07',
      CVV2: 'P',
      ResponseText: 'APPROVED',
      Token: TOKEN,
      AddressMatch: 'Y',
      ZipMatch: 'N',
      AVS: 'A',
      ipTransID: '00000000000000000090417733',
    })
    expect(read(xml)).toEqual({
      transactionId: ID,
      hasAdditionalInfo: false,
      reply: {
        actionCode: '000',
        approvalCode: 'TEST07',
        responseText: 'APPROVED',
        token: TOKEN,
        avs: 'A',
        addressMatch: 'Y',
        zipMatch: 'N',
        cvvResult: 'P',
        gatewayId: '00000000000000000090417733',
      },
    })
  })

  it.each(['ippayResponse', 'IPPayResponse', 'IPPAYRESPONSE'])('accepts the root %s', (root) => {
    expect(read(answer({ ActionCode: '000' }, root))?.reply.actionCode).toBe('000')
  })

  it.each([
    ['a declaration', `<?xml version="1.0" encoding="us-ascii"?>\n${approvedSale()}\n`],
    ['a byte order mark', `\ufeff${approvedSale()}`],
    ['blanks around values', approvedSale().replace('000', ' \n000 ')],
    ['attributes', approvedSale().replace('<ippayResponse>', '<ippayResponse Version="1">')],
    ['a comment', `<!-- ok -->${approvedSale()}`],
    ['empty elements', approvedSale().replace('</ippay', '<AVS/><CVV2></CVV2></ippay')],
    ['unknown elements', approvedSale().replace('</ippay', '<New><Deep>1</Deep></New></ippay')],
    ['character data sections', approvedSale().replace('000', '<![CDATA[000]]>')],
  ])('is not disturbed by %s', (_what, xml) => {
    expect(read(xml)?.reply).toEqual({
      actionCode: '000',
      approvalCode: 'TEST42',
      responseText: 'APPROVED',
    })
  })

  it('prefers ErrMsg and trims it', () => {
    const xml = answer({ ActionCode: '900', ResponseText: 'ERROR', ErrMsg: 'Invalid thing.  ' })
    expect(read(xml)?.reply.responseText).toBe('Invalid thing.')
  })

  it('says whether there was AdditionalInfo, even an empty or a nested one', () => {
    expect(read(answer({ ActionCode: '000', AdditionalInfo: '' }))?.hasAdditionalInfo).toBe(true)
    expect(read(answer({ AdditionalInfo: '<A>1</A>' }))?.hasAdditionalInfo).toBe(true)
  })

  it('survives single bytes of another encoding', () => {
    const latin1 = Buffer.from(approvedSale().replace('APPROVED', 'APROBADO é'), 'latin1')
    expect(decode(latin1)?.reply.actionCode).toBe('000')
  })

  it.each(['00', '0000', '0 0', 'OK', '-01', '００１'])('takes %j for no action code', (code) => {
    expect(read(answer({ ActionCode: code }))?.reply.actionCode ?? null).toBeNull()
  })
})

describe('decode refuses', () => {
  const truncated = Array.from({ length: approvedSale().length }, (_, length) =>
    approvedSale().slice(0, length),
  )

  it('every truncation of an approval', () => {
    for (const part of truncated) expect(spoiled(part)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['blanks', ' \r\n '],
    ['plain text', 'C20260214170305218'],
    ['a web page', '<html><body><h1>502 Bad Gateway</h1></body></html>'],
    ['JSON', '{"ActionCode":"000"}'],
    ['an echo of the request', echo],
    ['a JetPay answer', answer({ ActionCode: '000' }, 'JetPayResponse')],
    ['two answers', approvedSale() + approvedSale()],
    ['another document after the answer', `${approvedSale()}<other/>`],
    ['text after the answer', `${approvedSale()}OK`],
    ['text as the root', '<ippayResponse>000</ippayResponse>'],
    ['two action codes', approvedSale().replace('</ippay', '<ActionCode>005</ActionCode></ippay')],
    ['an action code with children', answer({ ActionCode: '<A>000</A>' })],
    ['a nested answer', `<a>${approvedSale()}</a>`],
    ['wrong nesting', '<ippayResponse><ActionCode>000</ippayResponse></ActionCode>'],
    ['UTF-16', Buffer.from(approvedSale(), 'utf16le')],
    ['compressed bytes', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
    ['a DTD', `<!DOCTYPE ippayResponse SYSTEM "http://x.test/x.dtd">${approvedSale()}`],
    [
      'an entity bomb',
      `<!DOCTYPE b [<!ENTITY a "000"><!ENTITY b "&a;&a;&a;">]>${answer({ ActionCode: '&b;' })}`,
    ],
    [
      'a property of all objects',
      approvedSale().replace('</ippay', '<__proto__>1</__proto__></ippay'),
    ],
    [
      'deep nesting',
      approvedSale().replace('</ippay', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}</ippay`),
    ],
    ['more than the limit', approvedSale() + ' '.repeat(ANSWER_BYTES_MAX)],
  ])('%s', (_what, body) => {
    expect(spoiled(body as string)).toBe(true)
  })

  it('nothing by throwing, whatever the bytes', () => {
    const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
    fc.assert(fc.property(anyBytes, (bytes) => spoiled(bytes)))
    const mangled = fc
      .tuple(fc.nat(approvedSale().length - 1), fc.string({ unit: 'binary', maxLength: 5 }))
      .map(([at, noise]) => approvedSale().slice(0, at) + noise + approvedSale().slice(at + 1))
    fc.assert(
      fc.property(mangled, (xml) => {
        expect(() => read(xml)).not.toThrow()
      }),
    )
  })

  it('no answer for the sake of an unexpanded entity', () => {
    expect(read(answer({ ActionCode: '&#48;00' }))?.reply.actionCode).toBeNull()
  })
})

describe('decode keeps nothing secret', () => {
  it.each([
    ['ErrMsg', `Invalid card number ${CARD}.`],
    ['ErrMsg', `Invalid card number 4000 3000 2000 1000, CVV2=987`],
    ['ResponseText', `&lt;CardNum&gt;${CARD}&lt;/CardNum&gt;`],
    ['ErrMsg', 'Invalid account number 11111999'],
    ['Approval', CARD],
    ['ipTransID', CARD],
    ['Token', CARD],
    ['Token', '11111999'],
    ['AVS', CARD],
    ['CVV2', '987'],
    ['ActionCode', CARD],
  ])('from %s', (element, value) => {
    const kept = JSON.stringify(read(answer({ [element]: value }))?.reply)
    expect(kept).toBeDefined()
    expect(kept.replace(/[^\d]/g, '')).not.toMatch(/40003000|987|11111999/)
  })

  it('nor lines, control characters or long texts', () => {
    const text = `A\u001b[31mB\nC ${'x'.repeat(500)}`
    const words = read(answer({ ErrMsg: text }))?.reply.responseText
    expect(words).toMatch(/^A \[31mB C x+$/)
    expect(words).toHaveLength(100)
  })

  it('but shows escaped characters as they are, unescaped once', () => {
    expect(read(answer({ ErrMsg: '&amp;lt;b&amp;gt;' }))?.reply.responseText).toBe('&lt;b&gt;')
    expect(read(answer({ ErrMsg: 'A &amp; B &lt;C&gt;' }))?.reply.responseText).toBe('A & B <C>')
  })

  it('and takes a real token', () => {
    expect(read(tokenized())?.reply.token).toBe(TOKEN)
  })
})
