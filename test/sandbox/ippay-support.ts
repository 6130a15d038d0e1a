import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type IppayOptions, startIppay } from '../../src/sandbox/ippay/start.ts'

type Fields = Record<string, string | number>

/** What the control addresses show, all of them together. */
interface Shown {
  count: number
  listed: number
  transactions: Record<string, unknown>[]
  requests: Record<string, unknown>[]
  rules: unknown[]
  injected: Record<string, number>
  enquiryUnknown: string
  now: string
  at: string
  newToken: string
  error: string
}

/** A gateway of its own for one test, and short ways to talk to it. */
export async function setup(options: Partial<IppayOptions> = {}) {
  const ippay = await startIppay({ port: 0, seed: 1, customers: 40, ...options })
  onTestFinished(() => ippay.close())
  const { url } = ippay

  const post = async (xml: string, path = '/ippay') => {
    const response = await fetch(url + path, { method: 'POST', body: xml })
    return response.text()
  }
  const control = async (method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${url}/_sandbox/${path}`, { method, ...sent })
    return { status: response.status, body: (await response.json()) as Shown }
  }
  /** One message of the test terminal. A field `raw` is put in as it stands. */
  const send = (type: string, fields: Fields = {}) => post(message(type, fields))
  return { ...ippay, post, send, control }
}

/** A place for a state file, for one test. */
export function newStateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ippay-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state.jsonl')
}

/** A gateway that has booked so many sales of a dollar each, without the time to send them all. */
export async function setupSales(count: number, fieldsOf: (at: number) => Fields) {
  const sales = Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      kind: 'transaction',
      type: 'SALE',
      transactionId: newId(),
      terminalId: 'TESTTERMINAL',
      at: Date.parse('2026-02-02T15:00:00Z') + at,
      amountCents: 100,
      actionCode: '000',
      ...fieldsOf(at),
    }),
  )
  const stateFile = newStateFile()
  writeFileSync(stateFile, `{"kind":"ippay-sandbox","format":1}\n${sales.join('\n')}\n`)
  return setup({ stateFile })
}

export const message = (
  type: string,
  { raw = '', ...fields }: Fields = {},
  root = 'ippay',
): string => {
  const all = { TransactionType: type, TerminalID: 'TESTTERMINAL', ...fields }
  const elements = Object.entries(all).map(([name, value]) => `<${name}>${value}</${name}>`)
  return `<${root}>${elements.join('')}${raw}</${root}>`
}

let made = 0
/** 18 characters that no other message of this test run has. */
export const newId = (): string => `T${String(++made).padStart(17, '0')}`

/** `11111999` at a bank that exists, as a CHECK names it. */
export const ACCOUNT =
  '<ACH Type="CHECKING" SEC="PPD"><AccountNumber>11111999</AccountNumber>' +
  '<ABA>071025661</ABA><CheckNumber>20481</CheckNumber></ACH>'

/** Of the reporting service, over days of US Central. */
export const reportOf = (type: string, from: string, to = from, terminalId = '') =>
  '<ippayReport><MerchantID>REPORTLOGIN</MerchantID>' +
  (terminalId === '' ? '' : `<TerminalID>${terminalId}</TerminalID>`) +
  `<Password>secret</Password><TransactionRange><TransactionType>${type}</TransactionType>` +
  `<TransactionStartTime>${from}T00:00:00</TransactionStartTime>` +
  `<TransactionEndTime>${to}T23:59:59</TransactionEndTime></TransactionRange></ippayReport>`

export const GOOD_CARD = { CardNum: '4000300020001000', CardExpMonth: '11', CardExpYear: '39' }

/** What one element of an answer says; '' when it is not there. */
export const said = (answer: string, element: string): string =>
  new RegExp(`<${element}>([^<]*)</${element}>`).exec(answer)?.[1] ?? ''
