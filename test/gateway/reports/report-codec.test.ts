import { describe, expect, it } from 'vitest'
import { decodeReport, encodeRequest } from '../../../src/gateway/reports/report-codec.ts'
import {
  REPORT_KINDS,
  type ReportKind,
  type ReportRecord,
  recordKey,
} from '../../../src/gateway/reports/reports.ts'
import { CARD } from '../support/answers.ts'
import { noResults, REJECT, record, report, SALE } from '../support/report-answers.ts'

const LOGIN = { login: 'REPORTLOGIN', password: 'hunter2' }
const read = (xml: string, kind: ReportKind = 'credit') =>
  decodeReport(Buffer.from(xml), kind, LOGIN)
const readOne = async (kind: ReportKind, fields: Record<string, string>): Promise<ReportRecord> => {
  const { records, unreadable } = await read(report(kind, [record(fields)]), kind)
  expect({ count: records.length, unreadable }).toEqual({ count: 1, unreadable: 0 })
  return records[0]!
}

it('the request names the login, the terminal, the kind and the range', () => {
  const from = Date.parse('2026-02-01T00:00:00Z') / 1000
  const to = Date.parse('2026-02-07T23:59:59Z') / 1000
  const login = { login: 'REPORTLOGIN', password: 'se<ret', terminalId: 'TESTTERMINAL' }
  const range =
    '<TransactionRange><TransactionType>achrejects</TransactionType>' +
    '<TransactionStartTime>2026-02-01T00:00:00</TransactionStartTime>' +
    '<TransactionEndTime>2026-02-07T23:59:59</TransactionEndTime></TransactionRange>'
  expect(encodeRequest(login, 'achrejects', { from, to })).toBe(
    '<ippayReport><MerchantID>REPORTLOGIN</MerchantID><TerminalID>TESTTERMINAL</TerminalID>' +
      `<Password>se&lt;ret</Password>${range}</ippayReport>`,
  )
  expect(encodeRequest({ login: 'L', password: 'p' }, 'achrejects', { from, to })).toBe(
    `<ippayReport><MerchantID>L</MerchantID><Password>p</Password>${range}</ippayReport>`,
  )
})

describe('a record', () => {
  it('of a sale has all that we compare, and nobody’s name or address', async () => {
    expect(await readOne('credit', SALE)).toEqual({
      kind: 'credit',
      at: new Date('2026-02-02T15:14:55Z'),
      transactionId: '3FJ8WQ0ZT6Y2VN7HKA',
      gatewayId: '90417733',
      terminalId: 'TESTTERMINAL',
      requestType: 'SALE',
      actionCode: '000',
      responseText: 'APPROVED',
      approvalCode: 'TEST42',
      amountCents: 6_995,
      token: '4C8H2K5A9M3F1000',
      paymentReference: '01HZX4ABCDEFGHJKMNPQRSTVWX',
      status: null,
      completedAt: null,
      details: {
        Fee_Amount: '0.0000',
        AVS_Response: 'Y',
        AddressMatch: 'Y',
        ZipMatch: 'Y',
        CVV2: 'P',
        OrderNumber: 'INV-20481',
        UD3: 'splynx-ippay',
      },
    })
  })

  it('of a returned check has its code and when it came back', async () => {
    expect(await readOne('achrejects', REJECT)).toMatchObject({
      transactionId: 'B2N6V0XJ4S8F3QLC7T',
      requestType: 'CHECK',
      status: 'R01',
      completedAt: new Date('2026-02-07T01:30:01Z'),
      amountCents: 4_999,
      details: { CheckNumber: '20481' },
    })
  })

  it('of a settlement has the day on which it settled', async () => {
    const settled = {
      ...REJECT,
      Status: '',
      CompletionDate: '',
      SettlementDate: '2026-02-03 06:00:00',
    }
    expect(await readOne('achsettlement', settled)).toMatchObject({
      status: null,
      completedAt: new Date('2026-02-03T12:00:00Z'),
    })
  })

  it('of a chargeback names the sale that it is about', async () => {
    const chargeback = {
      CaseNumber: '88123',
      ReasonDesc: 'No such purchase',
      CaseAmount: '6.95',
      MatchedTransactionID: '3fj8wq0zt6y2vn7hka',
    }
    expect(await readOne('ccchargebacks', chargeback)).toMatchObject({
      transactionId: '3FJ8WQ0ZT6Y2VN7HKA',
      amountCents: 695,
      details: { CaseNumber: '88123', ReasonDesc: 'No such purchase' },
    })
  })

  it('of a token has no transaction and is identified by the token', async () => {
    const token = { ...SALE, Transaction_ID: '', ipTransID: '', Request_Type: 'CREATE' }
    expect(await readOne('token', token)).toMatchObject({
      transactionId: '',
      requestType: 'CREATE',
      token: '4C8H2K5A9M3F1000',
    })
  })

  it('of the account updater has the token that replaces another', async () => {
    const update = {
      Date: '2026-02-02 09:14:55',
      OldToken: '4C8H2K5A9M3F1000',
      NewToken: '4B8H2K5A9M3F2000',
      Result: 'A',
    }
    const read = await readOne('getAccountUpdaterActivity', update)
    expect(read).toMatchObject({ token: '4C8H2K5A9M3F1000', newToken: '4B8H2K5A9M3F2000' })
    expect(read.details).toEqual({ Result: 'A' })
  })
})

describe('an amount', () => {
  it.each<[ReportKind, string, number | null]>([
    ['credit', '69.9500', 6_995],
    ['credit', '0.0100', 1],
    ['credit', '1234567.8900', 123_456_789],
    ['credit', '69.95', 6_995],
    ['credit', '69.9', 6_990],
    ['credit', '69.9550', null],
    ['credit', '6995', null],
    ['ach', '49.9900', 4_999],
    ['ccsettlement', '695', 695],
    ['ccsettlement', '6.95', 695],
    ['ccchargebacks', '6.95', 695],
    ['ccchargebacks', '695', null],
    ['achsettlement', '173', null],
    ['achrejects', '173', null],
    ['achrejects', '49.99', 4_999],
    ['credit', '-6.9500', -695],
    ['credit', '-0.9500', -95],
    ['credit', '1,234.5600', null],
    ['credit', '1e3', null],
    ['credit', 'NaN', null],
    ['credit', '99999999999999999999.00', null],
    ['credit', '', null],
  ])('of %s written as %j is %j cents', async (kind, text, cents) => {
    expect((await readOne(kind, { ...SALE, Total_Amount: text })).amountCents).toBe(cents)
  })
})

describe('the same record', () => {
  const keyOf = async (fields: Record<string, string>, kind: ReportKind = 'credit') =>
    recordKey(await readOne(kind, fields))

  it('has one key, whether or not IPpay’s number is padded', async () => {
    expect(await keyOf(SALE)).toMatch(/^[\w-]{43}$/)
    expect(await keyOf({ ...SALE, ipTransID: '90417733' })).toBe(await keyOf(SALE))
  })

  it('is another one when anything that identifies it differs', async () => {
    const others = await Promise.all([
      keyOf(SALE),
      keyOf(SALE, 'ach'),
      keyOf({ ...SALE, ipTransID: '90417734' }),
      keyOf({ ...SALE, Transaction_ID: 'B2N6V0XJ4S8F3QLC7T' }),
      keyOf({ ...SALE, Request_Type: 'VOID' }),
      keyOf({ ...SALE, Status: 'R01' }),
      keyOf({ ...SALE, CompletionDate: '2026-02-06 19:30:01' }),
      keyOf({ ...SALE, ipTransID: '', Transaction_ID: '' }),
      keyOf({ ...SALE, ipTransID: '', Transaction_ID: '', Token: '4C8H2K5A9M3F1001' }),
    ])
    expect(new Set(others).size).toBe(others.length)
  })
})

describe('every shape of an answer', () => {
  it.each(REPORT_KINDS)('of %s may be empty', async (kind) => {
    expect(await read(noResults(kind), kind)).toEqual({ records: [], unreadable: 0 })
    expect(await read(report(kind, []), kind)).toEqual({ records: [], unreadable: 0 })
    const closed = `<ippayResponse><Transactions type="${kind}"/></ippayResponse>`
    expect(await read(closed, kind)).toEqual({ records: [], unreadable: 0 })
  })

  it.each<[string, string]>([
    [
      'with the root of the first examples',
      report('credit', [record(SALE)], { root: 'ippayReport' }),
    ],
    ['with a root in other capitals', report('credit', [record(SALE)], { root: 'IPPayResponse' })],
    ['without a count', report('credit', [record(SALE)], { count: null })],
    [
      'after a declaration',
      `<?xml version="1.0" encoding="UTF-8"?>\n${report('credit', [record(SALE)])}\n`,
    ],
    ['after a byte order mark', `\ufeff${report('credit', [record(SALE)])}`],
    ['indented', report('credit', [record(SALE)]).replaceAll('><', '>\r\n  <')],
    ['with CDATA', report('credit', [record({ ...SALE, Response_Text: '<![CDATA[APPROVED]]>' })])],
    [
      'with references',
      report('credit', [record({ ...SALE, Response_Text: 'APPR&#79;VE&#x44;' })]),
    ],
    [
      'with attributes',
      report('credit', [record(SALE)]).replace('<Transaction>', '<Transaction no="1">'),
    ],
  ])('is read %s', async (_how, xml) => {
    const { records, unreadable } = await read(xml)
    expect(unreadable).toBe(0)
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ amountCents: 6_995, responseText: 'APPROVED' })
  })

  it('is read where what is pending is called so', async () => {
    const shape = { list: 'PendingTransactions' }
    const pending = record({ Token: '4C8H2K5A9M3F1000' }, 'PendingTransaction')
    const xml = report('getAccountUpdaterPendingActivity', [pending, pending], shape)
    const { records } = await read(xml, 'getAccountUpdaterPendingActivity')
    expect(records.map(({ token }) => token)).toEqual(['4C8H2K5A9M3F1000', '4C8H2K5A9M3F1000'])
  })
})

describe('an answer that makes no sense', () => {
  const one = record(SALE)
  it.each<[string, string]>([
    ['is empty', ''],
    ['is a page', '<!doctype html><html><body>502</body></html>'],
    ['has another root', report('credit', [one], { root: 'report' })],
    ['has no list', '<ippayResponse></ippayResponse>'],
    ['has two lists', report('credit', [one]).replace('</ippay', '<Transactions/></ippay')],
    ['has another report', report('ach', [one])],
    ['holds fewer records than it says', report('credit', [one], { count: 2 })],
    ['holds more records than it says', report('credit', [one, one], { count: 1 })],
    ['ends early', report('credit', [one]).slice(0, -16)],
    ['ends within a record', report('credit', [one, one]).slice(0, -300)],
    ['goes on after its end', `${report('credit', [one])}<more/>`],
    ['has text between records', report('credit', [one, 'and', one], { count: 2 })],
    ['has a document type', `<!DOCTYPE a>${report('credit', [one])}`],
    ['closes another element', report('credit', [one]).replace('</Transactions>', '</Other>')],
  ])('is refused when it %s', async (_what, xml) => {
    await expect(read(xml)).rejects.toMatchObject({ name: 'ReportError' })
  })

  it('is refused with the words of the service, without anything secret in them', async () => {
    const refusal = (text: string) => read(`<ippayReport><ErrMsg>${text}</ErrMsg></ippayReport>`)
    await expect(refusal('Invalid login.')).rejects.toThrow(
      'The reporting service refused: Invalid login.',
    )
    await expect(refusal(`card ${CARD} password=hunter2`)).rejects.not.toThrow(/4000|hunter2/)
  })
})

describe('a record that cannot be read', () => {
  const good = record(SALE)
  it.each<[string, string]>([
    ['names nothing', record({ Date: '2026-02-02 09:14:55', Total_Amount: '1.0000' })],
    ['is empty', '<Transaction/>'],
    [
      'has a field twice',
      '<Transaction><Transaction_ID>A</Transaction_ID><Transaction_ID>B</Transaction_ID></Transaction>',
    ],
    ['is nested', '<Transaction><A><Transaction_ID>A</Transaction_ID></A></Transaction>'],
    [
      'has text among its fields',
      '<Transaction>and<Transaction_ID>A</Transaction_ID></Transaction>',
    ],
  ])('is counted when it %s, and the others are read', async (_what, bad) => {
    const { records, unreadable } = await read(report('credit', [good, bad, good]))
    expect({ read: records.length, unreadable }).toEqual({ read: 2, unreadable: 1 })
  })
})

describe('what must not be kept', () => {
  const everywhere = Object.fromEntries(
    [...Object.keys(SALE), 'CheckNumber', 'Invoice', 'Anything', 'AccountNumber', 'ABA'].map(
      (name) => [name, CARD],
    ),
  )

  it('a card number is dropped from every field that may hold one', async () => {
    const { records, unreadable } = await read(report('credit', [record(everywhere)]))
    expect({ records, unreadable }).toEqual({ records: [], unreadable: 1 })
    const named = await readOne('credit', { ...everywhere, Transaction_ID: SALE.Transaction_ID })
    expect(JSON.stringify(named)).not.toMatch(/4000/)
    expect(named.details).toEqual({})
  })

  it.each(['4000 3000 2000 1000', '4000-3000-2000-1000', `order ${CARD} of today`])(
    'nor is %j kept among other words',
    async (text) => {
      const kept = await readOne('credit', {
        ...SALE,
        OrderNumber: text,
        Response_Text: text,
        UD1: text,
      })
      expect(JSON.stringify(kept)).not.toMatch(/4000/)
    },
  )

  it('an account number has no place, whatever it looks like', async () => {
    const kept = await readOne('ach', {
      ...SALE,
      AccountNumber: '11111999',
      ABA: '071025661',
      Bank_Account: '11111999',
    })
    expect(JSON.stringify(kept)).not.toMatch(/11111999|071025661/)
  })
})
