import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import type { Env } from '../routes/env.ts'
import { readFields } from '../routes/forms.ts'
import { fingerprint } from '../vault/key-ring.ts'
import { createCookies } from './cookies.ts'
import { HttpProblem } from './http-problem.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Gives every page the token for its forms and lets nothing through that would change something
 * without it. The token is a keyed digest of the session's id or, before a log-in, of a random
 * cookie, so nothing has to be kept; logging in or out makes older forms worthless.
 */
export function forgeryProtection({ config }: Context): MiddlewareHandler<Env> {
  const cookies = createCookies(config.PUBLIC_URL)
  const publicHost = new URL(config.PUBLIC_URL).host

  const anonymousId = (c: HonoContext<Env>): string => {
    const known = cookies.read(c, 'ippay-form')
    if (known && /^[\w-]{43}$/.test(known)) return known
    const id = randomBytes(32).toString('base64url')
    cookies.write(c, 'ippay-form', id)
    return id
  }

  return async (c, next) => {
    const id = c.var.session?.id ?? anonymousId(c)
    const token = fingerprint(config.APP_KEYS, `csrf:${id}`)
    c.set('csrf', token)
    if (!SAFE_METHODS.has(c.req.method)) {
      const sent = c.req.header('X-CSRF-Token') ?? (await readFields(c)).get('_csrf') ?? ''
      if (!isFromHere(c, publicHost) || !isSame(sent, token)) throw expired()
    }
    await next()
  }
}

const expired = () =>
  new HttpProblem(
    403,
    (words) => words.nothingChanged,
    (words) => words.formExpired,
  )

/**
 * What browsers say by themselves about where a form was sent from. Old ones say nothing; then the
 * token decides alone. A page may be opened under another name than PUBLIC_URL, such as 127.0.0.1.
 */
function isFromHere(c: HonoContext<Env>, publicHost: string): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = c.req.header('Origin')
  if (origin === undefined) return true
  const host = URL.parse(origin)?.host
  return host !== undefined && (host === publicHost || host === c.req.header('Host'))
}

function isSame(sent: string, token: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
