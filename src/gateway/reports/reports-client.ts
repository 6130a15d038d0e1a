import { Pool } from 'undici'
import { type Exchange, post } from '../exchange.ts'
import { middleOf, type WallClock, wallClockRange } from './central-time.ts'
import { decodeReport, encodeRequest, type ReportLogin } from './report-codec.ts'
import {
  type Report,
  ReportError,
  type ReportKind,
  type ReportRange,
  type Reports,
  recordKey,
} from './reports.ts'

export interface ReportsOptions extends ReportLogin {
  url: string
  /** Whose records are asked for, one terminal after the other; without it, all that the login may see. */
  listTerminals?: () => Promise<readonly string[]>
  /** For a whole answer. */
  timeoutMs: number
  /** A range with a longer answer is asked for in halves. */
  answerBytesMax?: number
}

/** Some ten thousand records. Longer answers would only be held in memory for longer. */
const ANSWER_BYTES_MAX = 16 * 1024 * 1024

/** The client of IPpay's reporting service (IPpay facts §9). It only reads. */
export function createReports(options: ReportsOptions): Reports {
  const { timeoutMs, listTerminals, answerBytesMax = ANSWER_BYTES_MAX } = options
  const url = new URL(options.url)
  const path = url.pathname + url.search
  const pool = createPool(url.origin, timeoutMs, answerBytesMax)
  let closed: Promise<void> | undefined

  async function* readPart(
    login: ReportLogin,
    kind: ReportKind,
    from: WallClock,
    to: WallClock,
  ): AsyncGenerator<Report, void> {
    const exchange = await post(pool, path, encodeRequest(login, kind, { from, to }), timeoutMs)
    if (!isTooLong(exchange)) {
      yield await decodeReport(bodyOf(exchange), kind, login)
      return
    }
    const middle = middleOf(from, to)
    if (middle < from || middle >= to) {
      throw new ReportError('The reporting service has more records in a second than can be read.')
    }
    yield* readPart(login, kind, from, middle)
    yield* readPart(login, kind, middle + 1, to)
  }

  async function* parts(kind: ReportKind, range: ReportRange): AsyncGenerator<Report, void> {
    const { from, to } = wallClockRange(range)
    const terminals = (await listTerminals?.()) ?? [options.terminalId]
    for (const terminalId of terminals) {
      yield* readPart({ ...options, ...(terminalId ? { terminalId } : {}) }, kind, from, to)
    }
  }

  return {
    parts,

    async read(kind, range) {
      const all: Report = { records: [], unreadable: 0 }
      const seen = new Set<string>()
      for await (const { records, unreadable } of parts(kind, range)) {
        all.unreadable += unreadable
        for (const record of records) {
          const key = recordKey(record)
          if (!seen.has(key)) all.records.push(record)
          seen.add(key)
        }
      }
      return all
    },

    close() {
      closed ??= pool.close()
      return closed
    },
  }
}

const isTooLong = (exchange: Exchange): boolean =>
  exchange.kind === 'unknown' && exchange.cause === 'answer too long'

function bodyOf(exchange: Exchange): Buffer {
  if (exchange.kind !== 'answered') {
    throw new ReportError(`The reporting service gave no answer: ${exchange.cause}.`)
  }
  if (exchange.status !== 200) {
    throw new ReportError(`The reporting service answered with HTTP ${exchange.status}.`)
  }
  return exchange.body
}

/** Reports are read one after the other. */
const CONNECTIONS = 2
const CONNECT_TIMEOUT_MS = 10_000

const createPool = (origin: string, timeoutMs: number, maxResponseSize: number): Pool =>
  new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    allowH2: false,
    // `exchange.ts` keeps the time of a whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize,
    connect: {
      timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
      minVersion: 'TLSv1.2',
      // Said here so that no environment variable can switch the check off.
      rejectUnauthorized: true,
    },
  })
