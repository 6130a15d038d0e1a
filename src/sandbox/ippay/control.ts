import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Faults } from '../faults.ts'
import type { Gateway } from './gateway.ts'
import { isApproved, summarize, type Transaction } from './ledger.ts'
import type { RequestLog } from './request-log.ts'
import { changeSettings } from './settings.ts'

// Addresses of the simulator itself: its books for an outside check, and what a test makes happen in
// the world. They are our own invention, need no authentication, and no fault touches them.

export interface Controlled {
  gateway: Gateway
  faults: Faults
  requests: RequestLog
  reset(): void
}

export interface ControlCall {
  method: string
  /** What follows `/_sandbox/`. */
  path: string
  query: URLSearchParams
  /** Parsed JSON; undefined when there was none. */
  body: unknown
}

export interface ControlReply {
  status: number
  /** Sent as JSON; a stream is sent as it comes. */
  body: unknown
}

type Control = (controlled: Controlled, call: ControlCall) => ControlReply

const CONTROLS = new Map<string, Control>([
  ['GET transactions', listTransactions],
  ['GET requests', listRequests],
  ['GET faults', ({ faults }) => ok(faults.show())],
  ['PUT faults', putFaults],
  ['GET settings', ({ gateway }) => ok(gateway.settings)],
  ['PUT settings', putSettings],
  ['GET clock', ({ gateway }) => clockOf(gateway)],
  ['PUT clock', putClock],
  ['POST returns', postReturn],
  ['POST reset', postReset],
])

export function control(controlled: Controlled, call: ControlCall): ControlReply {
  const act = CONTROLS.get(`${call.method} ${call.path}`)
  return act === undefined ? wrong(404, 'No such control address.') : act(controlled, call)
}

const ok = (body: unknown, status = 200): ControlReply => ({ status, body })
const wrong = (status: number, error: string): ControlReply => ({ status, body: { error } })

const FILTERS = [
  'transactionId',
  'type',
  'terminalId',
  'token',
  'orderNumber',
  'udField1',
  'udField2',
  'udField3',
] as const

/** Everything that moved money. `count` and `cents` leave out what was voided; the list does not. */
function listTransactions({ gateway }: Controlled, { query }: ControlCall): ControlReply {
  const { ledger } = gateway
  const filters = FILTERS.filter((name) => query.has(name))
  const listed =
    filters.length === 0
      ? ledger.moneyMoved
      : ledger.moneyMoved.filter((row) => filters.every((name) => row[name] === query.get(name)))
  const summary = filters.length === 0 ? ledger.summary() : summarize(listed)
  if (query.get('summary') === '1') return ok(summary)

  const offset = numberIn(query, 'offset', 0)
  const limit = numberIn(query, 'limit', listed.length)
  if (offset === null || limit === null) return wrong(400, 'offset and limit are whole numbers.')
  const head = { count: summary.count, cents: summary.cents, listed: listed.length }
  return ok(Readable.from(listText(head, listed.slice(offset, offset + limit))))
}

const ROWS_PER_CHUNK = 500

/** JSON piece by piece: a million rows are not one text. */
function* listText(head: object, rows: Transaction[]): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"transactions":[`
  for (let at = 0; at < rows.length; at += ROWS_PER_CHUNK) {
    const chunk = rows.slice(at, at + ROWS_PER_CHUNK).map((row) => JSON.stringify(shown(row)))
    yield `${at > 0 ? ',' : ''}${chunk.join(',')}`
  }
  yield ']}'
}

const shown = (transaction: Transaction) => ({
  transactionId: transaction.transactionId,
  type: transaction.type,
  amountCents: transaction.amountCents,
  terminalId: transaction.terminalId,
  token: transaction.token,
  last4: transaction.last4,
  orderNumber: transaction.orderNumber,
  udField1: transaction.udField1,
  udField2: transaction.udField2,
  udField3: transaction.udField3,
  approval: transaction.approval,
  at: new Date(transaction.at).toISOString(),
  ipTransId: transaction.ipTransId,
  ...(transaction.voidedBy && { voidedBy: transaction.voidedBy.type }),
  ...(transaction.returns && { returns: transaction.returns.map(({ code }) => code) }),
})

function listRequests({ requests }: Controlled, { query }: ControlCall): ControlReply {
  const limit = numberIn(query, 'limit', 100)
  if (limit === null) return wrong(400, 'limit is a whole number.')
  return ok({ count: requests.count, requests: requests.latest(limit) })
}

/** Null when it is there and no whole number. */
function numberIn(query: URLSearchParams, name: string, otherwise: number): number | null {
  const text = query.get(name)
  if (text === null) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function putFaults({ faults }: Controlled, { body }: ControlCall): ControlReply {
  const error = faults.replace(body)
  return error === null ? ok(faults.show()) : wrong(400, error)
}

function putSettings({ gateway }: Controlled, { body }: ControlCall): ControlReply {
  const error = changeSettings(gateway.settings, body)
  return error === null ? ok(gateway.settings) : wrong(400, error)
}

const clockShape = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advanceDays: z.number().min(-36_500).max(36_500) }),
])

function putClock({ gateway }: Controlled, { body }: ControlCall): ControlReply {
  const parsed = clockShape.safeParse(body)
  if (!parsed.success) {
    return wrong(400, 'Send {"now": "2026-02-01T12:00:00Z"} or {"advanceDays": 1}.')
  }
  const { clock } = gateway
  clock.set(
    'now' in parsed.data
      ? Date.parse(parsed.data.now)
      : clock.now() + parsed.data.advanceDays * 86_400_000,
  )
  return clockOf(gateway)
}

const clockOf = ({ clock }: Gateway) => ok({ now: new Date(clock.now()).toISOString() })

const returnShape = z.strictObject({
  transactionId: z.string(),
  /** R01 and so on; C01 to C99 are notices of change and leave the money where it is. */
  code: z.string().regex(/^[RC]\d\d$/),
})

/** The bank sends a debit or a credit back, or says that the account has changed. */
function postReturn({ gateway }: Controlled, { body }: ControlCall): ControlReply {
  const parsed = returnShape.safeParse(body)
  if (!parsed.success) return wrong(400, z.prettifyError(parsed.error))
  const { transactionId, code } = parsed.data
  const entry = gateway.ledger.findAnywhere(transactionId)
  if (entry === null) return wrong(404, 'No such transaction.')
  if (!isApproved(entry) || !['CHECK', 'REVERSAL'].includes(entry.type)) {
    return wrong(409, 'Only accepted bank entries come back.')
  }
  const returns = entry.returns ?? []
  if (code.startsWith('R') && returns.some((earlier) => earlier.code.startsWith('R'))) {
    return wrong(409, 'It has been returned already.')
  }
  const at = gateway.clock.now()
  entry.returns = [...returns, { code, at }]
  return ok({ transactionId, code, at: new Date(at).toISOString() }, 201)
}

function postReset(controlled: Controlled): ControlReply {
  controlled.reset()
  return ok({ reset: true })
}
