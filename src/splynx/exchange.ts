import type { ConnectionOptions } from './connection.ts'
import { createPool, silenceOf } from './connection.ts'
import type { AccessOptions, Exchange } from './http.ts'

const HEADERS = Object.entries({
  // Tokens are bound to the User-Agent that obtained them (Splynx facts §1.4), so an upgrade of ours
  // must not change it.
  'user-agent': 'splynx-ippay',
  accept: 'application/json',
  'content-type': 'application/json',
}).flat()

/** The only function that touches the network. */
export function createExchange(options: ConnectionOptions & Pick<AccessOptions, 'url'>): {
  exchange: Exchange
  close(): Promise<void>
} {
  const url = new URL(options.url)
  const base = `${url.pathname.replace(/\/+$/, '').replace(/\/api\/[12]\.0$/, '')}/api/2.0`
  const pool = createPool(url.origin, options)
  return {
    async exchange({ method, path, query, body, authorization }, withinMs = options.timeoutMs) {
      try {
        const response = await pool.request({
          method,
          path: query ? `${base}${path}?${query}` : base + path,
          headers: authorization ? [...HEADERS, 'authorization', authorization] : HEADERS,
          body: body && JSON.stringify(body),
          signal: AbortSignal.timeout(Math.ceil(withinMs)),
        })
        const text = await response.body.text()
        const { statusCode: status, headers } = response
        return { kind: 'answered', status, body: parseJson(text), headers }
      } catch (error) {
        return silenceOf(error, Math.ceil(withinMs))
      }
    },
    close: () => pool.close(),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
