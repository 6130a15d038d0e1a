import { CARD } from './answers.ts'

// Bodies that no honest service sends, for the parsers of both (IPpay facts §1).

export const ACCOUNT = '11111999'
export const CODE = '987'

/** The request, with everything secret in it. */
export const REQUEST =
  '<ippay><TransactionType>SALE</TransactionType><TerminalID>TESTTERMINAL</TerminalID>' +
  `<Password>hunter2</Password><CardNum Tokenize="true">${CARD}</CardNum><CVV2>${CODE}</CVV2>` +
  `<ACH Type="CHECKING"><AccountNumber>${ACCOUNT}</AccountNumber></ACH></ippay>`

const MEGABYTE = 1_000_000
const bytes = (text: string) => Buffer.from(text)

/** What is wrong with a body, and the body, made from one that is right. `inner` is its first tag. */
export function hostileBodies(good: string): [what: string, body: Buffer][] {
  const root = /^<(\w+)[^>]*>/.exec(good)![1]!
  const within = (text: string) => bytes(`<${root}>${text}</${root}>`)
  const document = (type: string, text: string) =>
    bytes(`<!DOCTYPE r ${type}>${good.replace(/>([A-Z]\w+)</, `>${text}<`)}`)
  const lols = Array.from(
    { length: 10 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  ).join('')
  return [
    ['nothing', Buffer.alloc(0)],
    ['a blank', bytes(' ')],
    ['NULs', Buffer.alloc(1_000)],
    [
      'random-looking bytes',
      Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 256)),
    ],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(good, 'utf16le')],
    ['UTF-16, the other order', Buffer.from(good, 'utf16le').swap16()],
    [
      'UTF-16 that says so',
      Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${good}`, 'utf16le'),
    ],
    ['a NUL between all bytes', bytes(good.split('').join('\0'))],
    ['a cut off character', Buffer.concat([bytes(good), Buffer.from([0xe2, 0x82])])],
    ['a page', bytes(`<!DOCTYPE html><html><body><h1>502</h1>${REQUEST}</body></html>`)],
    ['a page without a type', bytes(`<html><head><title>${CARD}</title></head></html>`)],
    ['JSON', bytes(JSON.stringify({ ActionCode: '000', CardNum: CARD }))],
    ['the request', bytes(REQUEST)],
    ['the request under the root of an answer', within(REQUEST)],
    ['the request after the answer', bytes(good + REQUEST)],
    ['the request before the answer', bytes(REQUEST + good)],
    ['the answer twice', bytes(good + good)],
    ['the answer in itself', within(good)],
    ['entities that multiply', document(`[<!ENTITY l0 "lol">${lols}]`, '&l10;')],
    [
      'a long entity, often',
      document(`[<!ENTITY a "${'a'.repeat(MEGABYTE)}">]`, '&a;'.repeat(1_000)),
    ],
    ['a file as an entity', document('[<!ENTITY x SYSTEM "file:///etc/passwd">]', '&x;')],
    ['an address as an entity', document('[<!ENTITY x SYSTEM "http://127.0.0.1:1/">]', '&x;')],
    ['an entity of parameters', document('[<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]', 'A')],
    ['an unknown document type', document('SYSTEM "http://127.0.0.1:1/x.dtd"', 'A')],
    ['ten megabytes of text', within('x'.repeat(10 * MEGABYTE))],
    ['ten megabytes of a card number', within(`<A>${CARD.repeat(625_000)}</A>`)],
    ['ten megabytes of blanks', bytes(`${' '.repeat(10 * MEGABYTE)}${good}`)],
    ['ten megabytes of tags', within('<a>'.repeat(3_000_000))],
    ['ten megabytes of whole elements', within('<a/>'.repeat(2_500_000))],
    ['ten megabytes of CDATA', within(`<A><![CDATA[${']'.repeat(10 * MEGABYTE)}]]></A>`)],
    ['a million pieces of CDATA', within(`<A>${'<![CDATA[x]]>'.repeat(750_000)}</A>`)],
    ['CDATA that never ends', within(`<A>${'<![CDATA[ ]]'.repeat(500_000)}</A>`)],
    ['a comment that never ends', within('<!-- '.repeat(500_000))],
    ['an attribute of a megabyte', bytes(good.replace('>', ` a="${'x'.repeat(MEGABYTE)}">`))],
    ['a million attributes', bytes(good.replace('>', `${' a="b"'.repeat(MEGABYTE / 6)}>`))],
    ['an attribute without an end', bytes(good.replace('>', ` a="${'x'.repeat(MEGABYTE)}`))],
    ['a name of a megabyte', within(`<${'a'.repeat(MEGABYTE)}>1</${'a'.repeat(MEGABYTE)}>`)],
    ['deep nesting', within(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`)],
    ['deep nesting under a good name', within('<ActionCode>'.repeat(50_000))],
    ['brackets alone', bytes('<'.repeat(MEGABYTE))],
    ['references alone', within(`<A>${'&#52;'.repeat(200_000)}</A>`)],
    ['references out of range', within('<A>&#9999999;&#xffffff;&#0;&#55296;</A>')],
    ['names of objects', within('<__proto__>1</__proto__><constructor>2</constructor>')],
  ]
}

/** Everything that a card number could be written as in an outcome. */
const SECRETS = new RegExp(
  [
    CARD,
    CARD.replace(/(\d{4})(?=\d)/g, '$1[ .-]'),
    'hunter2',
    `"${CODE}"`,
    `>${CODE}`,
    ACCOUNT,
  ].join('|'),
)

export const holdsSecret = (result: unknown): boolean =>
  SECRETS.test(
    result instanceof Error ? `${result.message} ${result.stack}` : JSON.stringify(result),
  )
