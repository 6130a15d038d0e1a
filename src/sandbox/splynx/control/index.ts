import type { Faults } from '../../faults.ts'
import { type Columns, render } from '../columns.ts'
import type { Body } from '../input.ts'
import { Problem } from '../problem.ts'
import { ok, type Reply } from '../rest.ts'
import { changeSettings, showSettings } from '../settings.ts'
import type { Splynx } from '../splynx.ts'
import type { Table } from '../table.ts'
import * as charges from './charges.ts'
import * as clock from './clock.ts'
import * as customers from './customers.ts'
import * as documents from './documents.ts'
import * as entryPoints from './entry-points.ts'
import * as hooks from './hooks.ts'
import * as keys from './keys.ts'
import { listPayments } from './payments.ts'
import * as people from './people.ts'

// Addresses of the sandbox itself: its books for an outside check, and acts of the world that a
// test provokes. They need no authentication and no fault ever touches them.

export interface ControlCall {
  method: string
  /** What follows `/_sandbox/`. */
  path: string
  query: URLSearchParams
  body: Body
  /** The number at the end of the path, where there is one. */
  id: number
}

/** The running simulator. */
export interface Sandbox {
  splynx: Splynx
  faults: Faults
  /** Back to the seeded books; faults, tokens and settings are forgotten. */
  reset(): void
  /** Connections are refused for so long. */
  refuseFor(ms: number): void
}

export type Control = (sandbox: Sandbox, call: ControlCall) => Reply | Promise<Reply>

const CONTROLS = new Map<string, Control>([
  ['GET payments', listPayments],
  ['GET faults', ({ faults }) => ok(faults.show())],
  ['PUT faults', putFaults],
  ['POST reset', reset],
  ['GET settings', showSettingsOf],
  ['PUT settings', putSettings],

  ['GET clock', clock.show],
  ['PUT clock', clock.move],

  ['GET keys', keys.list],
  ['POST keys', keys.add],
  ['PUT keys/:id', keys.change],
  ['DELETE keys/:id', keys.remove],
  ['GET api-log', ({ splynx }) => ok(splynx.log.lines)],

  ['POST documents', documents.create],
  ['POST documents/pay', documents.pay],
  ['POST documents/delete', documents.remove],
  ['POST documents/sync', documents.sync],

  ['POST customers/status', customers.changeStatus],
  ['POST customers/merge', customers.merge],
  ['POST customers/delete', customers.remove],

  ['POST sessions', people.openSession],
  ['POST two-factor', people.setSecondFactor],
  ['POST tokens/expire', people.expireTokens],
  ['POST tokens/ban', people.banTokens],

  ['GET hooks', hooks.list],
  ['POST hooks', hooks.add],
  ['PUT hooks/:id', hooks.change],
  ['DELETE hooks/:id', hooks.remove],
  ['POST hooks/ping', hooks.ping],
  ['POST hooks/settle', hooks.settle],
  ['GET hooks/deliveries', hooks.listDeliveries],

  ['GET entry-points', ({ splynx }) => ok(everything(splynx.books.entryPoints))],
  ['POST entry-points', entryPoints.add],
  ['PUT entry-points/:id', entryPoints.change],
  ['DELETE entry-points/:id', entryPoints.remove],

  ['GET mailbox', ({ splynx }) => ok(everything(splynx.books.mail))],
  ['GET sms', ({ splynx }) => ok(everything(splynx.books.sms))],

  ['GET charges', ({ splynx }) => ok(everything(splynx.books.charges))],
  ['POST charges', charges.start],
])

/** Null when there is no such control address. */
export async function control(
  sandbox: Sandbox,
  call: Omit<ControlCall, 'id'>,
): Promise<Reply | null> {
  const id = /\/(\d{1,15})$/.exec(call.path)?.[1]
  const path = id === undefined ? call.path : `${call.path.slice(0, -id.length)}:id`
  const found = CONTROLS.get(`${call.method} ${path}`)
  return found === undefined ? null : found(sandbox, { ...call, id: Number(id ?? 0) })
}

function everything<C extends Columns>(table: Table<C>) {
  const rows = table.list({ conditions: [], order: [], limit: null, offset: 0 })
  return rows.map((row) => render(table.columns, row))
}

function putFaults({ faults }: Sandbox, { body }: ControlCall): Reply {
  const wrong = faults.replace(body)
  if (wrong !== null) throw new Problem('BAD_REQUEST', wrong)
  return ok(faults.show())
}

function reset(sandbox: Sandbox): Reply {
  sandbox.reset()
  return ok({ reset: true })
}

function showSettingsOf({ splynx: { gate } }: Sandbox): Reply {
  return ok(showSettings(gate.settings, gate.keys.first))
}

function putSettings(sandbox: Sandbox, { body }: ControlCall): Reply {
  const { settings, keys } = sandbox.splynx.gate
  const wrong = changeSettings(settings, keys.first, body)
  if (wrong !== null) throw new Problem('BAD_REQUEST', wrong)
  return showSettingsOf(sandbox)
}
