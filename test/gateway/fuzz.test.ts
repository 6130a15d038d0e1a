import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/gateway/codec.ts'
import {
  inquiryOutcomeOf,
  outcomeOf,
  tokenizedOf,
  voidOutcomeOf,
} from '../../src/gateway/outcome.ts'
import { decodeReport } from '../../src/gateway/reports/report-codec.ts'
import { ReportError } from '../../src/gateway/reports/reports.ts'
import {
  answer,
  approvedCheck,
  approvedSale,
  CARD,
  ID,
  refused,
  tokenized,
  withCode,
} from './support/answers.ts'
import { holdsSecret, hostileBodies, REQUEST } from './support/hostile.ts'
import { REJECT, record, report, SALE } from './support/report-answers.ts'

// Both parsers of answers, fed with what no honest service sends: always an outcome, never a throw,
// never a card number in it, and never for long.

/** All that can be read out of a body, by whatever verb it answers. */
function outcomesOf(body: Buffer) {
  const read = decode(body)
  const money = (['SALE', 'CHECK', 'VOID', 'CREDIT', 'REVERSAL'] as const).map((type) =>
    outcomeOf(type, read, ID),
  )
  const tokens = (['card', 'expiry', 'bank'] as const).map((kind) => tokenizedOf(kind, read, ID))
  return { money, tokens, inquiries: [inquiryOutcomeOf(read, ID), voidOutcomeOf(read, ID)] }
}

const kindsOf = ({ money, tokens, inquiries }: ReturnType<typeof outcomesOf>) =>
  [...money, ...tokens, ...inquiries].map(({ kind }) => kind)

const LOGIN = { login: 'REPORTLOGIN', password: 'hunter2' }
const reportOf = (body: Buffer) =>
  decodeReport(body, 'credit', LOGIN).catch((error: unknown) => error)

/** On a busy machine. Expanding or backtracking over a megabyte takes minutes. */
const LONG_MS = 20_000
const MEMORY_MAX = 600 * 1_000_000

describe.each([
  ['an approval', approvedSale()],
  ['a token', tokenized()],
])('in place of %s the gateway sends', (_what, good) => {
  it.each(hostileBodies(good))('%s: not one outcome is certain, and soon', (_wrong, body) => {
    const startedMs = performance.now()
    const outcomes = outcomesOf(body)
    expect(performance.now() - startedMs).toBeLessThan(LONG_MS)
    expect(holdsSecret(outcomes)).toBe(false)
    expect(new Set(kindsOf(outcomes))).toEqual(new Set(['unknown', 'failed']))
  })
})

describe('an answer of the gateway', () => {
  const whole = [approvedSale(), approvedCheck(), tokenized(), withCode('051'), refused('Wrong')]

  it.each(whole)('cut off anywhere decides nothing: %s', (good) => {
    const body = Buffer.from(good)
    for (let length = 0; length < body.length; length += 1) {
      const kinds = kindsOf(outcomesOf(body.subarray(0, length)))
      expect(new Set(kinds)).toEqual(new Set(['unknown', 'failed']))
    }
  })

  it('is read with a byte order mark, and with bytes of another encoding in its words', () => {
    expect(outcomesOf(Buffer.from(`\ufeff${approvedSale()}`)).money[0]?.kind).toBe('approved')
    const latin = Buffer.from(approvedSale().replace('APPROVED', 'ACCEPT\u00c9 \u00e0'), 'latin1')
    expect(outcomesOf(latin).money[0]?.kind).toBe('approved')
  })

  it('never holds a secret and never makes anything throw, however it is changed', () => {
    const pieces = [...whole, REQUEST, CARD, '<![CDATA[', ']]>', '&#52;', '<!--', '\0', '<', '>']
    const splice = fc.record({
      at: fc.nat({ max: 400 }),
      length: fc.nat({ max: 30 }),
      put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 10, unit: 'binary' })),
    })
    const changed = fc
      .tuple(fc.constantFrom(...whole), fc.array(splice, { maxLength: 4 }))
      .map(([text, splices]) => splices.reduce(spliced, text))
    fc.assert(
      fc.property(changed, (text) => !holdsSecret(outcomesOf(Buffer.from(text)))),
      { numRuns: 1_000 },
    )
  })

  it('never holds a card number that stands in any of its fields', () => {
    const names = fc.constantFrom(
      ...['TransactionID', 'Approval', 'ResponseText', 'ErrMsg', 'Token', 'AVS', 'CVV2'],
      ...['AddressMatch', 'ZipMatch', 'ipTransID', 'CardNum', 'AdditionalInfo', 'Other'],
    )
    const grouped = CARD.replace(/(\d{4})(?=\d)/g, '$1 ')
    const value = fc
      .tuple(
        fc.string({ maxLength: 8 }),
        fc.constantFrom(CARD, grouped, REQUEST),
        fc.string({ maxLength: 8 }),
      )
      .map((parts) => parts.join('').replace(/[<>&]/g, ' '))
    const fields = fc.dictionary(names, value, { minKeys: 1 })
    const codes = fc.constantFrom('000', '051', '900', '992', '010', CARD.slice(0, 3))
    fc.assert(
      fc.property(fields, codes, (others, ActionCode) => {
        const { TransactionID: _another, ...rest } = others
        return !holdsSecret(outcomesOf(Buffer.from(answer({ ActionCode, ...rest }))))
      }),
      { numRuns: 1_000 },
    )
  })

  it('never makes an approval of random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const kinds = kindsOf(outcomesOf(Buffer.from(bytes)))
        return !kinds.includes('approved') && !kinds.includes('tokenized')
      }),
    )
  })
})

describe('in place of a report the service sends', () => {
  it.each(hostileBodies(report('credit', [record(SALE)])))(
    '%s: an error that says nothing secret, and soon',
    async (_wrong, body) => {
      const startedMs = performance.now()
      const result = await reportOf(body)
      expect(performance.now() - startedMs).toBeLessThan(LONG_MS)
      expect(holdsSecret(result)).toBe(false)
      // One wrong record or attribute does not make a report wrong.
      if (!(result instanceof ReportError)) expect(result).toMatchObject({ records: [{}] })
    },
  )

  it.each(hostileBodies(record(SALE)))(
    'a list with %s for a record: read without it, or an error, and soon',
    async (_wrong, body) => {
      const [before, after] = report('credit', [record(SALE), '|', record(SALE)]).split('|')
      const startedMs = performance.now()
      const result = await reportOf(
        Buffer.concat([Buffer.from(before!), body, Buffer.from(after!)]),
      )
      expect(performance.now() - startedMs).toBeLessThan(LONG_MS)
      expect(holdsSecret(result)).toBe(false)
      if (result instanceof Error) expect(result).toBeInstanceOf(ReportError)
    },
  )
})

describe('a report', () => {
  const good = report('credit', [record(SALE), record({ ...REJECT, Request_Type: 'SALE' })])

  it('cut off anywhere is an error, never a shorter report', async () => {
    const body = Buffer.from(good)
    for (let length = 0; length < body.length; length += 1) {
      expect(await reportOf(body.subarray(0, length))).toBeInstanceOf(ReportError)
    }
  })

  it('is read with bytes of another encoding in its words', async () => {
    const latin = Buffer.from(good.replace('APPROVED', 'ACCEPT\u00c9'), 'latin1')
    expect(await reportOf(latin)).toMatchObject({ records: [{ amountCents: 6_995 }, {}] })
  })

  it('never holds a secret and is nothing but a report or an error, however it is changed', async () => {
    const pieces = [record(SALE), REQUEST, CARD, '<![CDATA[', ']]>', '&#52;', '\0', '<', '>']
    const splice = fc.record({
      at: fc.nat({ max: good.length }),
      length: fc.nat({ max: 60 }),
      put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 10, unit: 'binary' })),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(splice, { minLength: 1, maxLength: 4 }), async (splices) => {
        const result = await reportOf(Buffer.from(splices.reduce(spliced, good)))
        if (result instanceof Error) expect(result).toBeInstanceOf(ReportError)
        expect(holdsSecret(result)).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  it('never holds a card number that stands in any of its fields', async () => {
    const names = fc.constantFrom(...Object.keys(SALE), ...Object.keys(REJECT), 'NewToken', 'Other')
    const grouped = CARD.replace(/(\d{4})(?=\d)/g, '$1\t')
    const value = fc
      .tuple(
        fc.string({ maxLength: 8 }),
        fc.constantFrom(CARD, grouped),
        fc.string({ maxLength: 8 }),
      )
      .map((parts) => parts.join('').replace(/[<>&]/g, ' '))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, value, { minKeys: 1 }), async (fields) => {
        const one = record({ ...SALE, ...fields, Merchant_ID: '1' })
        expect(holdsSecret(await reportOf(Buffer.from(report('credit', [one]))))).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})

it('ten megabytes are read without keeping them', async () => {
  const bodies = hostileBodies(report('credit', [record(SALE)])).map(([, body]) => body)
  const before = process.memoryUsage.rss()
  for (const body of bodies) {
    outcomesOf(body)
    await reportOf(body)
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(MEMORY_MAX)
})

const spliced = (text: string, { at, length, put }: { at: number; length: number; put: string }) =>
  text.slice(0, at) + put + text.slice(at + length)
