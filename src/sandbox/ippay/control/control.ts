import { z } from 'zod'
import type { Faults } from '../../faults.ts'
import { record } from '../entries.ts'
import type { Gateway } from '../gateway.ts'
import type { RequestLog } from '../request-log.ts'
import { readSettings } from '../settings.ts'
import { postAccountUpdate } from './account-updates.ts'
import { numberIn, ok, wrong } from './answers.ts'
import { postChargeback } from './chargebacks.ts'
import { postReturn } from './returns.ts'
import { listTransactions } from './transactions.ts'

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
  ['GET transactions', ({ gateway }, { query }) => listTransactions(gateway, query)],
  ['GET requests', listRequests],
  ['GET faults', ({ faults }) => ok(faults.show())],
  ['PUT faults', putFaults],
  ['GET settings', ({ gateway }) => ok(gateway.settings)],
  ['PUT settings', putSettings],
  ['GET clock', ({ gateway }) => clockOf(gateway)],
  ['PUT clock', putClock],
  ['POST returns', ({ gateway }, { body }) => postReturn(gateway, body)],
  ['POST chargebacks', ({ gateway }, { body }) => postChargeback(gateway, body)],
  ['POST account-updates', ({ gateway }, { body }) => postAccountUpdate(gateway, body)],
  ['POST reset', postReset],
])

export function control(controlled: Controlled, call: ControlCall): ControlReply {
  const act = CONTROLS.get(`${call.method} ${call.path}`)
  return act === undefined ? wrong(404, 'No such control address.') : act(controlled, call)
}

function listRequests({ requests }: Controlled, { query }: ControlCall): ControlReply {
  const limit = numberIn(query, 'limit', 100)
  if (limit === null) return wrong(400, 'limit is a whole number.')
  return ok({ count: requests.count, requests: requests.latest(limit) })
}

function putFaults({ faults }: Controlled, { body }: ControlCall): ControlReply {
  const error = faults.replace(body)
  return error === null ? ok(faults.show()) : wrong(400, error)
}

function putSettings({ gateway }: Controlled, { body }: ControlCall): ControlReply {
  const changes = readSettings(body)
  if (typeof changes === 'string') return wrong(400, changes)
  record(gateway, { kind: 'settings', changes })
  return ok(gateway.settings)
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
  const now = gateway.clock.now()
  const wanted =
    'now' in parsed.data ? Date.parse(parsed.data.now) : now + parsed.data.advanceDays * 86_400_000
  const offsetMs = Math.round(gateway.clock.offsetMs + wanted - now)
  record(gateway, { kind: 'clock', offsetMs })
  return clockOf(gateway)
}

const clockOf = ({ clock }: Gateway) => ok({ now: new Date(clock.now()).toISOString() })

function postReset(controlled: Controlled): ControlReply {
  controlled.reset()
  return ok({ reset: true })
}
