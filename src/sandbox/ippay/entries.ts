import type { Gateway } from './gateway.ts'
import type { Instrument } from './instruments.ts'
import type { Settings } from './settings.ts'
import { type BankReturn, type Chargeback, type Transaction, transactionOf } from './transaction.ts'
import type { AccountUpdate } from './updater.ts'

/**
 * Everything that changes the gateway, one entry each. A state file is a list of them, and what they
 * do after a restart is what they did at first.
 */
export type Entry =
  | { kind: 'transaction'; transaction: Transaction }
  | { kind: 'token'; instrument: Instrument; terminalId: string; at: number; name?: string }
  | { kind: 'instrument'; instrument: Instrument }
  | { kind: 'return'; ipTransId: number; bankReturn: BankReturn }
  | { kind: 'chargeback'; ipTransId: number; chargeback: Chargeback }
  | { kind: 'account-update'; update: AccountUpdate }
  | { kind: 'settings'; changes: Partial<Settings> }
  | { kind: 'clock'; offsetMs: number }

/** Writes the entry down, where there is a state file, and then does it: in this order. */
export function record(gateway: Gateway, entry: Entry): void {
  gateway.journal?.write(lineOf(entry))
  apply(gateway, entry)
}

/** Does again what was written down. Null when the line says nothing that is known here. */
export function replay(gateway: Gateway, line: string): Entry | null {
  const entry = entryOf(gateway, line)
  if (entry !== null) apply(gateway, entry)
  return entry
}

function apply(gateway: Gateway, entry: Entry): void {
  const { ledger, instruments } = gateway
  switch (entry.kind) {
    case 'transaction':
      ledger.book(entry.transaction)
      break
    case 'token':
      keepToken(gateway, entry)
      break
    case 'instrument':
      instruments.keep(entry.instrument)
      break
    case 'return': {
      const returned = ledger.findByIpTransId(entry.ipTransId)
      if (returned !== undefined) ledger.addReturn(returned, entry.bankReturn)
      break
    }
    case 'chargeback': {
      const payment = ledger.findByIpTransId(entry.ipTransId)
      if (payment !== undefined) ledger.addChargeback(payment, entry.chargeback)
      break
    }
    case 'account-update':
      gateway.updater.add(entry.update)
      break
    case 'settings':
      Object.assign(gateway.settings, entry.changes)
      break
    case 'clock':
      gateway.clock.offsetMs = entry.offsetMs
  }
}

function keepToken(gateway: Gateway, entry: Extract<Entry, { kind: 'token' }>): void {
  const { instrument, terminalId, at, name } = entry
  gateway.instruments.keep(instrument)
  if (name !== undefined) gateway.instruments.name(name, instrument.token)
  gateway.tokenized.add({ token: instrument.token, last4: instrument.last4, terminalId, at })
}

/** Most fields of most transactions are empty, and an original is named by its number. */
function lineOf(entry: Entry): string {
  if (entry.kind !== 'transaction') return JSON.stringify(entry)
  // IPpay's number is the place in the books, and comes back by itself.
  const { original, ipTransId: _, ...fields } = entry.transaction
  let text = '{"kind":"transaction"'
  for (const [name, value] of Object.entries(fields)) {
    if (value !== '' && value !== 0) text += `,"${name}":${JSON.stringify(value)}`
  }
  return `${text}${original === undefined ? '' : `,"original":${original.ipTransId}`}}`
}

function entryOf({ ledger }: Gateway, line: string): Entry | null {
  const parsed = JSON.parse(line)
  if (typeof parsed?.kind !== 'string') return null
  if (parsed.kind !== 'transaction') return parsed
  parsed.ipTransId = ledger.nextIpTransId
  if (parsed.original !== undefined) parsed.original = ledger.findByIpTransId(parsed.original)
  return { kind: 'transaction', transaction: transactionOf(parsed) }
}
