import type { PaymentSource } from '../endpoints/payments.ts'
import { ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { wrong } from './read.ts'

const LIMIT_MAX = 1_000_000

/** What was recorded, for an outside check. */
export function listPayments({ splynx: { ledger } }: Sandbox, { query }: ControlCall): Reply {
  const entries = ledger.entries({
    source: (query.get('source') ?? 'api') as PaymentSource | 'all',
    deleted: query.get('deleted') === '1',
    since: numberIn(query, 'since', 0),
  })
  const count = entries.length
  const cents = entries.reduce((sum, { amountCents }) => sum + amountCents, 0)
  if (query.get('summary') === '1') return ok({ count, cents })
  const limit = numberIn(query, 'limit', LIMIT_MAX)
  return ok({ count, cents, payments: entries.slice(0, limit) })
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw wrong(`${name} is a whole number.`)
}
