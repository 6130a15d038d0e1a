import { createHmac, timingSafeEqual } from 'node:crypto'
import { parameters } from './query.ts'

/** What a caller presents in `Authorization` (Splynx facts §1.2). */
export type Presented =
  | { kind: 'signed'; key: string; nonce: string; signature: string; sash: string | null }
  | { kind: 'token'; token: string }
  | { kind: 'basic'; key: string; secret: string }

/** Reads the header; null when it is none of the three schemes. */
export function readAuthorization(header: string): Presented | null {
  const basic = /^Basic\s+(\S+)$/i.exec(header)
  if (basic) {
    const text = Buffer.from(basic[1] as string, 'base64').toString()
    const colon = text.indexOf(':')
    return colon < 0
      ? null
      : { kind: 'basic', key: text.slice(0, colon), secret: text.slice(colon + 1) }
  }
  const inside = /^Splynx-EA\s*\((.*)\)\s*$/i.exec(header)
  if (!inside) return null
  // A URL-encoded query string, in any order.
  const values = new Map(parameters(inside[1] as string))
  const token = values.get('access_token')
  if (token !== undefined) return { kind: 'token', token }
  const [key, nonce, signature] = ['key', 'nonce', 'signature'].map((name) => values.get(name))
  if (key === undefined || nonce === undefined || signature === undefined) return null
  return { kind: 'signed', key, nonce, signature, sash: values.get('sash') ?? null }
}

/** Upper-case hex of HMAC-SHA256 over nonce and key, without a separator, under the secret. */
export function sign(nonce: string, key: string, secret: string): string {
  return createHmac('sha256', secret).update(`${nonce}${key}`).digest('hex').toUpperCase()
}

export function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
