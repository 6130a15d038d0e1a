import { setImmediate } from 'node:timers/promises'
import { encode, words } from '../codec.ts'
import { type WallClock, wallClockText } from './central-time.ts'
import { type Fields, recordOf } from './report-fields.ts'
import { type Report, ReportError, type ReportKind } from './reports.ts'

export interface ReportLogin {
  login: string
  password: string
  terminalId?: string
}

export const encodeRequest = (
  { login, password, terminalId }: ReportLogin,
  kind: ReportKind,
  range: { from: WallClock; to: WallClock },
): string =>
  encode(
    {
      MerchantID: login,
      TerminalID: terminalId || undefined,
      Password: password,
      TransactionRange: {
        attributes: {},
        children: {
          TransactionType: kind,
          TransactionStartTime: wallClockText(range.from),
          TransactionEndTime: wallClockText(range.to),
        },
      },
    },
    'ippayReport',
  )

const PROLOG = /^\ufeff?\s*(?:<\?xml[^<>]{0,200}\?>)?\s*/
const ROOT = /<(ippayReport|ippayResponse)(?:\s[^<>]*)?>\s*/iy
const LIST = /<(PendingTransactions|Transactions)(\s[^<>]*?)?(\/)?>\s*/iy
const NO_RESULTS = /No Results\s*/iy
const RECORD = /<(PendingTransaction|Transaction)(?:\s[^<>]*?)?(\/)?>\s*/iy
const FIELD =
  /<([A-Za-z_][\w.-]*)(?:\s[^<>]*?)?(?:\/>|>([^<]*(?:<!\[CDATA\[[^\]]*(?:\](?!\]>)[^\]]*)*\]\]>[^<]*)*)<\/\1\s*>)\s*/y
const CLOSE = /<\/([A-Za-z]+)\s*>\s*/y
const REFUSAL = /<(?:ErrMsg|ResponseText|Message|Error)>([^<]{0,300})</i

/** Of the attributes of a list; all that are known come to about 150. */
const ATTRIBUTES_MAX = 1_000
/** Between two breaths of the event loop, so that payments under way are not held up. */
const RECORDS_AT_ONCE = 500

/**
 * Reads the flat answers of the service, and nothing else: a whole list that ends where it should
 * and holds as many records as it says. No document type is read and no entity expanded. Rejects
 * with nothing but `ReportError`.
 */
export async function decodeReport(
  body: Buffer,
  kind: ReportKind,
  login: ReportLogin,
): Promise<Report> {
  try {
    return await readReport(body, kind, login)
  } catch (error) {
    // Text that is too much for the expressions; the error could quote it.
    throw error instanceof ReportError ? error : unreadable()
  }
}

async function readReport(body: Buffer, kind: ReportKind, login: ReportLogin): Promise<Report> {
  const reader = new Reader(body.toString('utf8'))
  reader.skip(PROLOG)
  const root = reader.take(ROOT)?.[1]
  if (root === undefined) throw unreadable()
  const list = reader.take(LIST)
  if (!list) throw refusalOf(reader.rest(1_000), login)
  const attributes = attributesOf((list[2] ?? '').slice(0, ATTRIBUTES_MAX))
  if (attributes.type && attributes.type.toLowerCase() !== kind.toLowerCase()) {
    throw new ReportError('The reporting service answered with another report.')
  }

  const report: Report = { records: [], unreadable: 0 }
  let count = 0
  if (!list[3]) {
    if (!reader.take(NO_RESULTS)) {
      for (let record = reader.take(RECORD); record; record = reader.take(RECORD)) {
        addRecord(report, kind, record[2] ? new Map() : reader.fieldsOf(record[1]!))
        count += 1
        if (count % RECORDS_AT_ONCE === 0) await setImmediate()
      }
    }
    reader.close(list[1]!)
  }
  reader.close(root)
  if (!reader.isAtEnd()) throw unreadable()
  if (attributes.records !== undefined && Number(attributes.records) !== count) {
    throw new ReportError('The reporting service did not send all of its records.')
  }
  return report
}

function addRecord(report: Report, kind: ReportKind, fields: Fields | null): void {
  const record = fields && recordOf(kind, fields)
  if (record) report.records.push(record)
  else report.unreadable += 1
}

const unreadable = () => new ReportError('The answer of the reporting service could not be read.')

/**
 * How the service says no is not known; a few likely elements are looked for. It may repeat what it
 * was sent.
 */
function refusalOf(text: string, { login, password }: ReportLogin): ReportError {
  const said = words(REFUSAL.exec(text.replaceAll(password, '').replaceAll(login, ''))?.[1] ?? null)
  return said ? new ReportError(`The reporting service refused: ${said}`) : unreadable()
}

/** Steps through a text by expressions that match exactly where it stands, so in linear time. */
class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  skip(pattern: RegExp): void {
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match) this.#at = pattern.lastIndex
    return match
  }

  close(name: string): void {
    if (this.take(CLOSE)?.[1]?.toLowerCase() !== name.toLowerCase()) throw unreadable()
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length
  }

  rest(length: number): string {
    return this.#text.slice(this.#at, this.#at + length)
  }

  /** The fields up to the end of the record; null where something else stands among them. */
  fieldsOf(record: string): Fields | null {
    const fields = new Map<string, string>()
    let isFlat = true
    for (let field = this.take(FIELD); field; field = this.take(FIELD)) {
      if (fields.has(field[1]!)) isFlat = false
      fields.set(field[1]!, textOf(field[2] ?? ''))
    }
    if (this.take(CLOSE)?.[1]?.toLowerCase() === record.toLowerCase()) return isFlat ? fields : null
    const end = this.#text.indexOf(`</${record}>`, this.#at)
    if (end < 0) throw unreadable()
    this.#at = end
    this.close(record)
    return null
  }
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([A-Za-z]\w*)\s*=\s*["']([^"'<>]*)["']/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      value!,
    ]),
  )
}

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const textOf = (raw: string): string =>
  raw
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (_, tens, hex, name) =>
      name ? CHARACTERS[name.toLowerCase()]! : character(tens ? Number(tens) : parseInt(hex, 16)),
    )
    .trim()

const character = (code: number): string => (code <= 0x10_ffff ? String.fromCodePoint(code) : ' ')
