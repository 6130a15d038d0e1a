import { words } from '../codec.ts'
import { scrub } from '../scrub.ts'
import { momentOf } from './central-time.ts'
import type { ReportKind, ReportRecord } from './reports.ts'

// One record of a report in our words (IPpay facts §9).

/** Values by the names that the service gives them. */
export type Fields = ReadonlyMap<string, string>

/** Null for a record without anything that identifies it. */
export function recordOf(kind: ReportKind, fields: Fields): ReportRecord | null {
  const byName = new Map([...fields].map(([name, value]) => [plain(name), value]))
  const read = (...names: string[]) => firstOf(byName, names)
  const word = (shape: RegExp, ...names: string[]) => {
    const value = clean(read(...names))
    return shape.test(value) ? value : null
  }

  const token = tokenOf(read('oldtoken'), read('token'), read('cardnum'))
  const newToken = tokenOf(read('newtoken'))
  const record: ReportRecord = {
    kind,
    at: momentOf(read('date')),
    transactionId: (
      word(/^[0-9A-Za-z]{1,18}$/, 'transactionid', 'matchedtransactionid') ?? ''
    ).toUpperCase(),
    gatewayId: (word(/^\d{1,26}$/, 'iptransid') ?? '').replace(/^0+/, ''),
    terminalId: clean(read('terminalid')),
    requestType: clean(read('requesttype')).toUpperCase(),
    actionCode: word(/^[0-9A-Za-z]{3}$/, 'actioncode'),
    responseText: words(clean(read('responsetext')) || null),
    approvalCode: word(/^[0-9A-Za-z]{1,10}$/, 'authcode', 'approval'),
    amountCents: centsOf(kind, read('totalamount', 'completionamount', 'caseamount')),
    token,
    ...(newToken === null ? {} : { newToken }),
    paymentReference: clean(read('ud1', 'udfield1')) || null,
    status: word(/^[A-Za-z]\d\d$/, 'status')?.toUpperCase() ?? null,
    completedAt: momentOf(read('completiondate', 'settlementdate')),
    details: detailsOf(fields),
  }
  const isNamed = record.transactionId !== '' || record.gatewayId !== '' || token !== null
  return isNamed ? record : null
}

/** `Transaction_ID` and `TransactionID` are one. */
const plain = (name: string): string => name.toLowerCase().replaceAll('_', '')

function firstOf(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const value = fields.get(name)
    if (value) return value
  }
  return ''
}

const DOLLARS = /^(-?\d{1,9})\.(\d\d?)0*$/

/**
 * A point makes an amount dollars, in every kind. Without one it is cents in `ccsettlement` and may
 * be either elsewhere.
 */
function centsOf(kind: ReportKind, text: string): number | null {
  if (kind === 'ccsettlement' && /^-?\d{1,11}$/.test(text)) return Number(text)
  const match = DOLLARS.exec(text)
  if (!match) return null
  return Number(match[1] + match[2]!.padEnd(2, '0'))
}

/** `CardNum` holds the token. One without a letter could be the number itself, and is dropped. */
function tokenOf(...values: string[]): string | null {
  const tokens = values.filter((value) => /^(?=.*[A-Za-z])[0-9A-Za-z]{4,64}$/.test(value))
  return tokens.find((value) => clean(value) === value) ?? null
}

/** Longer than any field has reason to be; such a one is dropped unread. */
const VALUE_MAX = 1_000
const TEXT_MAX = 200
const SUSPICIOUS = /(?:\d[ .\-\u00a0]{0,2}){13}|[=:<>&]/

/** One printable line, or nothing where it could hold a card number or another secret. */
function clean(value: string): string {
  if (value === '' || value.length > VALUE_MAX) return ''
  const line = value.replace(/[^ -~\u00a0-\u024f]+/g, ' ').trim()
  return SUSPICIOUS.test(line) && scrub(line) !== line ? '' : line.slice(0, TEXT_MAX)
}

/** Numbers of cards and accounts, tokens, and what says who somebody is and where they live. */
const NEVER_KEPT =
  /token|card|account|aba|routing|track|cvv|passw|name|addr|city|state|zip|postal|country|phone|e?mail|user|holder/i
/** Results of checks, a letter each. */
const CHECK_RESULTS = /^(?:AddressMatch|ZipMatch|CVV2)$/i
const ELSEWHERE = new Set(
  `date iptransid terminalid transactionid matchedtransactionid requesttype actioncode responsetext
   authcode approval totalamount ud1 udfield1 status merchantid`.split(/\s+/),
)
const DETAILS_MAX = 40

function detailsOf(fields: Fields): Record<string, string> {
  const details: Record<string, string> = {}
  let count = 0
  for (const [name, raw] of fields) {
    if (raw === '' || count >= DETAILS_MAX || ELSEWHERE.has(plain(name))) continue
    if (CHECK_RESULTS.test(name) ? !/^[A-Za-z]$/.test(raw) : NEVER_KEPT.test(name)) continue
    const value = clean(raw)
    if (value === '') continue
    details[name] = value
    count += 1
  }
  return details
}
