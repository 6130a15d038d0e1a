import { XMLParser } from 'fast-xml-parser'
import { DateTime } from 'luxon'
import { escapeXml } from '../answer.ts'
import { centralTime, ZONE } from '../banking-days.ts'
import type { Gateway } from '../gateway.ts'
import { type Range, REPORTS } from './kinds.ts'

// The reporting service (IPpay facts §9): XML in, records of a time range out, times in US Central.

const parser = new XMLParser({ parseTagValue: false, ignoreDeclaration: true })

interface Asked {
  MerchantID?: string
  Password?: string
  TerminalID?: string
  TransactionRange?: {
    TransactionType?: string
    TransactionStartTime?: string
    TransactionEndTime?: string
  }
}

export function answerReport(gateway: Gateway, body: Buffer): string {
  const asked = readAsked(body)
  if (asked === null) return problem(gateway, 'The request could not be read.')
  const { reportLogin, reportPassword } = gateway.settings
  if (asked.MerchantID !== reportLogin || asked.Password !== reportPassword) {
    return problem(gateway, 'Invalid login.')
  }
  const { TransactionType: type = '', TransactionStartTime: start = '' } =
    asked.TransactionRange ?? {}
  const end = asked.TransactionRange?.TransactionEndTime ?? ''
  const report = REPORTS.get(type)
  if (report === undefined) return problem(gateway, 'Invalid transaction type.')
  const range = rangeOf(start, end)
  if (range === null) return problem(gateway, 'Invalid time range.')

  const records = [...report.records(gateway, { ...range, terminalId: asked.TerminalID ?? '' })]
  const run = centralTime(gateway.clock.now())
  const attributes = `type="${type}" run="${run}" start="${start}" end="${end}"`
  const { reportRoot: root } = gateway.settings
  const { list, record } = report.elements
  if (records.length === 0) return `<${root}><${list} ${attributes}>No Results</${list}></${root}>`
  const rows = records.map((fields) => `<${record}>${elementsOf(fields)}</${record}>`).join('')
  return `<${root}><${list} ${attributes} records="${records.length}">${rows}</${list}></${root}>`
}

function readAsked(body: Buffer): Asked | null {
  const xml = body.toString('utf8')
  if (xml.includes('<!DOCTYPE')) return null
  try {
    const root: unknown = parser.parse(xml, true).ippayReport
    return typeof root === 'object' && root !== null ? root : null
  } catch {
    return null
  }
}

/** How errors look is not known; this is our invention. */
const problem = ({ settings }: Gateway, errMsg: string) =>
  `<${settings.reportRoot}><ErrMsg>${errMsg}</ErrMsg></${settings.reportRoot}>`

/** Both ends included, as US Central. */
function rangeOf(start: string, end: string): Omit<Range, 'terminalId'> | null {
  const [from, to] = [start, end].map((text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? DateTime.fromISO(text, { zone: ZONE }) : null,
  )
  if (!from?.isValid || !to?.isValid) return null
  return { from: from.toMillis(), to: to.toMillis() + 999 }
}

function elementsOf(fields: Record<string, string | number>): string {
  let xml = ''
  for (const name in fields) {
    const value = String(fields[name])
    xml += value === '' ? `<${name}/>` : `<${name}>${escapeXml(value)}</${name}>`
  }
  return xml
}
