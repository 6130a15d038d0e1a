import { createHmac } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Hook } from './hooks.ts'
import type { Change } from './journal.ts'

/** What is posted to a hook's address (Splynx facts §6). */
export interface Payload {
  type: 'event' | 'ping'
  call: string
  data: Record<string, unknown>
}

export interface Sent {
  /** Null when no answer came. */
  status: number | null
  problem?: string
}

export const pingOf = ({ id }: Hook): Payload => ({
  type: 'ping',
  call: '',
  data: { hook_id: id },
})

export function payloadOf({ id }: Hook, change: Change, datetime: string): Payload {
  const [date, time] = datetime.split(' ')
  const { actor } = change
  return {
    type: 'event',
    call: '',
    data: {
      source: actor.source,
      model: change.model,
      action: change.action,
      date,
      time,
      administrator_id: actor.administratorId === null ? null : String(actor.administratorId),
      customer_id: change.customerId,
      result: 'success',
      attributes: change.attributes,
      attributes_additional: change.additional,
      changed_attributes: change.changed,
      extra: null,
      errors: null,
      ip: actor.ip,
      hook_id: id,
    },
  }
}

const TIMEOUT_MS = 10_000

/** Posts it and never rejects. Node's own request keeps the spelling of the header. */
export function sendHook(hook: Hook, payload: Payload): Promise<Sent> {
  const isForm = hook.format === 'form'
  const body = isForm ? httpBuildQuery(payload) : phpJson(payload)
  const signature = createHmac(hook.algorithm, hook.secret).update(body).digest('hex')
  const request = hook.url.startsWith('https:') ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: null, problem: error.message })
    const sending = request(hook.url, {
      method: 'POST',
      // A connection of its own: what a receiver cut short must not meet the next message.
      agent: false,
      timeout: TIMEOUT_MS,
      headers: {
        'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'X-Splynx-Signature': signature,
        'User-Agent': 'Splynx',
      },
    })
    sending.on('response', (response) => {
      response.resume()
      response.on('error', fail)
      response.on('end', () => resolve({ status: response.statusCode ?? null }))
    })
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
    sending.on('error', fail)
    sending.end(body)
  })
}

/** As PHP writes JSON: slashes and everything beyond ASCII escaped. */
export const phpJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    })

/** As PHP writes a form: bracketed keys, no nulls, booleans as digits. */
export function httpBuildQuery(value: object, prefix = ''): string {
  return Object.entries(value)
    .flatMap(([name, part]: [string, unknown]) => {
      const key = prefix === '' ? name : `${prefix}[${name}]`
      if (part === null || part === undefined) return []
      if (typeof part === 'object') return httpBuildQuery(part, key) || []
      const text = typeof part === 'boolean' ? Number(part) : part
      return `${phpUrlencode(key)}=${phpUrlencode(String(text))}`
    })
    .join('&')
}

const phpUrlencode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
