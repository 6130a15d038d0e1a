import { describe, expect, it, onTestFinished } from 'vitest'
import { wallClockAt, wallClockText } from '../../../src/gateway/reports/central-time.ts'
import { type Report, ReportError } from '../../../src/gateway/reports/reports.ts'
import { createReports, type ReportsOptions } from '../../../src/gateway/reports/reports-client.ts'
import { noResults, record, report, SALE } from '../support/report-answers.ts'
import { type Answering, http, startWire } from '../support/wire.ts'

const DAY = { from: new Date('2026-02-02T06:00:00Z'), to: new Date('2026-02-03T05:59:59Z') }

async function setup(answer: Answering, options: Partial<ReportsOptions> = {}) {
  const wire = await startWire(answer)
  const reports = createReports({
    url: wire.url.replace(/ippay$/, 'ippayReport/'),
    login: 'REPORTLOGIN',
    password: 'hunter2',
    timeoutMs: 20_000,
    ...options,
  })
  onTestFinished(() => reports.close())
  return { wire, reports }
}

const timeOf = (body: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(body)?.[1] ?? ''

/** A service with a record every so many seconds of the day, that knows only its own clock. */
function serviceOf(count: number, everyMs: number, start = DAY.from): Answering {
  const hours = new Map<number, number>()
  const clockAt = (ms: number) => {
    const hour = Math.floor(ms / 3_600_000)
    if (!hours.has(hour)) hours.set(hour, wallClockAt(new Date(hour * 3_600_000)) - hour * 3_600)
    return Math.floor(ms / 1000) + hours.get(hour)!
  }
  const records = Array.from({ length: count }, (_, index) => {
    const at = wallClockText(clockAt(start.getTime() + index * everyMs))
    const number = String(index)
    const fields = {
      Date: at.replace('T', ' '),
      ipTransID: number,
      Transaction_ID: `LONG${number.padStart(14, '0')}`,
      Total_Amount: '69.9500',
    }
    return { at, xml: record(fields) }
  })
  return (socket, body) => {
    const from = timeOf(body, 'TransactionStartTime')
    const to = timeOf(body, 'TransactionEndTime')
    const found = records.filter(({ at }) => at >= from && at <= to).map(({ xml }) => xml)
    socket.write(http(report('credit', found)))
  }
}

describe('a report', () => {
  it('is asked for with one request and read', async () => {
    const { reports, wire } = await setup((socket) => {
      socket.write(http(report('credit', [record(SALE)])))
    })
    const { records, unreadable } = await reports.read('credit', DAY)
    expect(records.map(({ transactionId }) => transactionId)).toEqual([SALE.Transaction_ID])
    expect(unreadable).toBe(0)
    expect(wire.requests).toHaveLength(1)
    expect(wire.requests[0]).toContain('<TransactionStartTime>2026-02-02T00:00:00<')
    expect(wire.requests[0]).toContain('<TransactionEndTime>2026-02-02T23:59:59<')
    expect(wire.received()).toMatch(/^POST \/ippayReport\/ HTTP\/1\.1\r\n/)
  })

  it('holds a record once that was reported twice', async () => {
    const padded = record({ ...SALE, ipTransID: '90417733' })
    const { reports } = await setup((socket) => {
      socket.write(http(report('credit', [record(SALE), padded])))
    })
    expect((await reports.read('credit', DAY)).records).toHaveLength(1)
  })

  it('may be empty', async () => {
    const { reports } = await setup((socket) => socket.write(http(noResults('achrejects'))))
    expect(await reports.read('achrejects', DAY)).toEqual({ records: [], unreadable: 0 })
  })
})

describe('a range with more than fits into one answer', () => {
  it('is read in halves, each record once and in order', async () => {
    const { reports, wire } = await setup(serviceOf(1_000, 60_000), { answerBytesMax: 50_000 })
    const { records } = await reports.read('credit', DAY)
    expect(records.map(({ gatewayId }) => Number(gatewayId))).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index),
    )
    expect(wire.requests.length).toBeGreaterThan(8)
  })

  it('is read in halves across the hour that the clocks repeat, and nothing is left out', async () => {
    const start = new Date('2026-11-01T04:00:00Z')
    const range = { from: start, to: new Date('2026-11-01T12:00:00Z') }
    const { reports } = await setup(serviceOf(480, 60_000, start), { answerBytesMax: 10_000 })
    const { records } = await reports.read('credit', range)
    expect(new Set(records.map(({ gatewayId }) => gatewayId)).size).toBe(480)
  })

  it('is given up when even one second does not fit', async () => {
    const { reports, wire } = await setup(serviceOf(100, 0), { answerBytesMax: 10_000 })
    await expect(reports.read('credit', DAY)).rejects.toThrow(/more records in a second/)
    expect(wire.requests.length).toBeLessThan(30)
  })

  it('is read in parts of which none is long, be there 60,000 records', async () => {
    const { reports } = await setup(serviceOf(60_000, 400), { answerBytesMax: 8_000_000 })
    const lengths: number[] = []
    const ids = new Set<string>()
    for await (const { records, unreadable } of reports.parts('credit', DAY)) {
      expect(unreadable).toBe(0)
      lengths.push(records.length)
      for (const { gatewayId } of records) ids.add(gatewayId)
    }
    expect(ids.size).toBe(60_000)
    expect(Math.max(...lengths)).toBeLessThan(60_000)
    expect(lengths.length).toBeGreaterThan(3)
  }, 300_000)
})

describe('a service that cannot be asked', () => {
  const failing = async (answer: Answering, options: Partial<ReportsOptions> = {}) => {
    const { reports, wire } = await setup(answer, options)
    const error = await reports.read('credit', DAY).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ReportError)
    expect(String(error)).not.toMatch(/hunter2|REPORTLOGIN/)
    expect(wire.requests).toHaveLength(1)
    return String(error)
  }
  const good = http(report('credit', [record(SALE)]))

  it.each<[string, Answering, RegExp]>([
    ['answers with another status', (s) => s.write(http('', '503 No')), /HTTP 503/],
    ['redirects', (s) => s.write(http('', '302 F', 'location: /x\r\n')), /HTTP 302/],
    ['resets the connection', (s) => s.resetAndDestroy(), /connection reset/],
    ['closes half way', (s) => s.end(good.slice(0, -50)), /connection closed/],
    ['does not speak HTTP', (s) => s.write('220 mail ready\r\n'), /not HTTP/],
    ['sends a page', (s) => s.write(http('<html>502</html>')), /could not be read/],
    ['sends nothing', (s) => s.write(http('')), /could not be read/],
    ['echoes the request', (s, body) => s.write(http(body)), /could not be read/],
    [
      'refuses and repeats the password',
      (s) =>
        s.write(http('<ippayReport><ErrMsg>bad: REPORTLOGIN / hunter2</ErrMsg></ippayReport>')),
      /refused/,
    ],
  ])('is an error when it %s', async (_what, answer, words) => {
    expect(await failing(answer)).toMatch(words)
  })

  it('is an error when no whole answer comes in time', async () => {
    expect(await failing(() => {}, { timeoutMs: 100 })).toMatch(/within 100 ms/)
  })

  it('is an error when it cannot be reached, or shows no certificate that can be trusted', async () => {
    const { reports, wire } = await setup((socket) => socket.write(good))
    await reports.close()
    await expect(reports.read('credit', DAY)).rejects.toThrow(/client closed/)
    const secure = createReports({
      url: wire.url.replace('http:', 'https:'),
      login: 'L',
      password: 'p',
      timeoutMs: 300,
    })
    onTestFinished(() => secure.close())
    await expect(secure.read('credit', DAY)).rejects.toBeInstanceOf(ReportError)
    expect(wire.requests).toEqual([])
  })
})

it('parts that came before a failure were whole', async () => {
  const answer = serviceOf(1_000, 60_000)
  let answers = 0
  const { reports } = await setup(
    (socket, body, number) => {
      if (answers > 1) socket.resetAndDestroy()
      else answer(socket, body, number)
    },
    { answerBytesMax: 50_000 },
  )
  const read: Report[] = []
  const reading = (async () => {
    for await (const part of reports.parts('credit', DAY)) {
      answers += 1
      read.push(part)
    }
  })()
  await expect(reading).rejects.toBeInstanceOf(ReportError)
  expect(read.length).toBe(2)
  const ids = read.flatMap(({ records }) => records.map(({ gatewayId }) => Number(gatewayId)))
  expect(ids).toEqual(ids.map((_, index) => index))
})

it('every terminal that was ever used is asked for, one after the other', async () => {
  const { reports, wire } = await setup((socket) => void socket.write(http(noResults('credit'))), {
    listTerminals: async () => ['TESTTERMINAL', 'SECOND'],
  })
  await reports.read('credit', DAY)
  expect(wire.requests.map((body) => timeOf(body, 'TerminalID'))).toEqual([
    'TESTTERMINAL',
    'SECOND',
  ])
})
