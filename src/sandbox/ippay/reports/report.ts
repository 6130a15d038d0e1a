import { XMLParser } from 'fast-xml-parser'
import { DateTime } from 'luxon'
import { escapeXml } from '../answer.ts'
import { centralTime, ZONE } from '../banking-days.ts'
import type { Gateway } from '../gateway.ts'
import type { Fields } from './fields.ts'
import { type Found, type Range, REPORTS, type Report } from './kinds.ts'

// The reporting service (IPpay facts §9): XML in, records of a time range out, times in US Central.

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: 8,
})

interface Asked {
  login: string
  password: string
  terminalId: string
  type: string
  start: string
  end: string
}

/** A report with more records than this is sent in pieces. */
const RECORDS_IN_ONE_TEXT = 2_000

export type ReportAnswer = { body: string } | { pieces: Iterable<string> }

export function answerReport(gateway: Gateway, body: Buffer): ReportAnswer {
  const asked = readAsked(body)
  if (asked === null) return problem(gateway, 'The request could not be read.')
  const { reportLogin, reportPassword } = gateway.settings
  if (asked.login !== reportLogin || asked.password !== reportPassword) {
    return problem(gateway, 'Invalid login.')
  }
  const report = REPORTS.get(asked.type)
  if (report === undefined) return problem(gateway, 'Invalid transaction type.')
  const range = rangeOf(asked.start, asked.end)
  if (range === null) return problem(gateway, 'Invalid time range.')

  const found = report.find(gateway, { ...range, terminalId: asked.terminalId })
  const pieces = reportText(gateway, report, asked, found)
  return found.count > RECORDS_IN_ONE_TEXT ? { pieces } : { body: [...pieces].join('') }
}

const RECORDS_IN_ONE_PIECE = 200

function* reportText(gateway: Gateway, report: Report, asked: Asked, { count, records }: Found) {
  const { list, record } = report
  const root = rootOf(gateway, report)
  const run = centralTime(gateway.clock.now())
  const attributes = `type="${asked.type}" run="${run}" start="${asked.start}" end="${asked.end}"`
  if (count === 0) {
    yield `<${root}><${list} ${attributes}>No Results</${list}></${root}>`
    return
  }
  let piece = `<${root}><${list} ${attributes} records="${count}">`
  let inPiece = 0
  for (const fields of records()) {
    piece += `<${record}>${elementsOf(fields)}</${record}>`
    if (++inPiece < RECORDS_IN_ONE_PIECE) continue
    yield piece
    piece = ''
    inPiece = 0
  }
  yield `${piece}</${list}></${root}>`
}

const rootOf = ({ settings }: Gateway, { root }: Report): string =>
  settings.reportRoot === 'by-type' ? root : settings.reportRoot

function readAsked(body: Buffer): Asked | null {
  const xml = body.toString('utf8')
  if (xml.includes('<!DOCTYPE')) return null
  let root: unknown
  try {
    root = parser.parse(xml, true).ippayReport
  } catch {
    return null
  }
  if (typeof root !== 'object' || root === null) return null
  return {
    login: textIn(root, 'MerchantID'),
    password: textIn(root, 'Password'),
    terminalId: textIn(root, 'TerminalID'),
    type: textIn(root, 'TransactionRange', 'TransactionType'),
    start: textIn(root, 'TransactionRange', 'TransactionStartTime'),
    end: textIn(root, 'TransactionRange', 'TransactionEndTime'),
  }
}

/** The text of an element inside others; '' when it is not there. */
function textIn(node: unknown, ...names: string[]): string {
  let found = node
  for (const name of names) {
    if (typeof found !== 'object' || found === null) return ''
    found = new Map<string, unknown>(Object.entries(found)).get(name)
  }
  return typeof found === 'string' ? found.trim() : ''
}

/** How errors look is not known; this is our invention. */
const problem = ({ settings }: Gateway, errMsg: string): ReportAnswer => {
  const root = settings.reportRoot === 'ippayReport' ? 'ippayReport' : 'ippayResponse'
  return { body: `<${root}><ErrMsg>${errMsg}</ErrMsg></${root}>` }
}

/** Both ends included, as US Central. */
function rangeOf(start: string, end: string): Omit<Range, 'terminalId'> | null {
  const [from, to] = [start, end].map((text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? DateTime.fromISO(text, { zone: ZONE }) : null,
  )
  if (!from?.isValid || !to?.isValid) return null
  return { from: from.toMillis(), to: to.toMillis() + 999 }
}

function elementsOf(fields: Fields): string {
  let xml = ''
  for (const name in fields) {
    const value = String(fields[name])
    xml += value === '' ? `<${name}/>` : `<${name}>${escapeXml(value)}</${name}>`
  }
  return xml
}
