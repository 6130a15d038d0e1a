import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { ACTIONS, type ApiKey } from '../keys.ts'
import { created, ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { missing, shaped } from './read.ts'

// API keys, which Splynx itself lets people make in its pages alone.

const shape = z.strictObject({
  title: z.string(),
  key: z.string().min(1),
  secret: z.string().min(1),
  partner_id: z.number().int(),
  unsecure_auth: z.boolean(),
  enable_logging: z.boolean(),
  check_nonce: z.boolean(),
  added_by_addon: z.boolean(),
  white_list: z.array(z.string()),
  permissions: z
    .record(z.string(), z.array(z.enum(ACTIONS as [ApiAction, ...ApiAction[]])))
    .nullable(),
  denied: z.array(z.string()),
})
type ApiAction = (typeof ACTIONS)[number]

export function list({ splynx: { gate } }: Sandbox): Reply {
  return ok(gate.keys.all.map(shown))
}

/** Whatever the body leaves out has its default; key and secret are made up. */
export function add({ splynx: { gate } }: Sandbox, { body }: ControlCall): Reply {
  const made = { key: randomBytes(16).toString('hex'), secret: randomBytes(16).toString('hex') }
  const options = shaped(shape.partial(), body)
  return created(shown(gate.keys.add({ ...made, ...withoutGaps(options) })))
}

export function change({ splynx: { gate } }: Sandbox, { id, body }: ControlCall): Reply {
  const key = gate.keys.find(id)
  if (key === undefined) throw missing('key')
  Object.assign(key, shaped(shape.partial(), body))
  return ok(shown(key))
}

export function remove({ splynx: { gate } }: Sandbox, { id }: ControlCall): Reply {
  const key = gate.keys.find(id)
  if (key === undefined) throw missing('key')
  gate.keys.remove(key)
  return ok({ deleted: true })
}

/** As text, for it may have 64 bits. */
const shown = (key: ApiKey) => ({ ...key, last_nonce: String(key.last_nonce) })

function withoutGaps<T extends object>(options: T): { [K in keyof T]: NonNullable<T[K]> } {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as { [K in keyof T]: NonNullable<T[K]> }
}
