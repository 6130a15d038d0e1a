import { randomInt } from 'node:crypto'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Env } from '../routes/env.ts'

interface Options {
  log: Log
  metrics: Metrics
  /** Proxies of ours in front of us. */
  trustProxy: number
}

/** Gives each request its reference, its address and its line in the log, and measures it. */
export const requests =
  ({ log, metrics, trustProxy }: Options): MiddlewareHandler<Env> =>
  async (c, next) => {
    const startedAt = performance.now()
    const requestId = createReference()
    c.set('requestId', requestId)
    c.set('address', addressOf(c, trustProxy))
    c.set('log', log.child({ requestId }))
    c.set('session', null)
    c.set('language', 'en')
    c.set('csrf', '')
    c.header('X-Request-Id', requestId)

    await next()

    const seconds = (performance.now() - startedAt) / 1_000
    // The pattern of whoever answered, because each address would make a series of its own.
    const route = routePath(c)
    const { method } = c.req
    const { status } = c.res
    metrics.requestSeconds.observe({ method, route, status: String(status) }, seconds)
    const line = { method, route, status, ms: Math.round(seconds * 1_000) }
    c.var.log[status >= 500 ? 'warn' : 'debug'](line, 'answered')
  }

// Without letters and digits that are mistaken for others when read out.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const REFERENCE_LENGTH = 10

const createReference = (): string =>
  Array.from({ length: REFERENCE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/**
 * Each proxy adds the address it was called from at the end of X-Forwarded-For; what stands before
 * the entries of our own proxies is anybody's invention.
 */
function addressOf(c: HonoContext<Env>, trustProxy: number): string {
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map((text) => text.trim())
  const claimed = trustProxy > 0 ? forwarded.at(-trustProxy) : undefined
  const address = claimed || c.env?.incoming?.socket.remoteAddress || ''
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  return /^[\da-fA-F.:]{2,45}$/.test(plain) ? plain : ''
}
