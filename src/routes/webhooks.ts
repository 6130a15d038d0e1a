import type { Context as HonoContext } from 'hono'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Context } from '../context.ts'
import { networkOf } from '../middleware/limits.ts'
import { noteHook } from '../operations/webhooks/last-hook.ts'
import { isSigned, readHook } from '../operations/webhooks/read-hook.ts'
import { receiveHook } from '../operations/webhooks/receive-hook.ts'
import type { Env } from './env.ts'

/** An invoice with hundreds of lines is smaller than this. */
const BODY_BYTES_MAX = 1024 * 1024
/** Splynx tells of every row that it changes, so a run of invoices makes thousands a minute. */
const HOOKS_PER_MINUTE = 6_000
/** Nobody who knows the secret signs wrongly. */
const UNSIGNED_PER_MINUTE = 30

/**
 * What Splynx tells us by itself (Splynx facts §6). Without a secret the address is not there. The
 * answer comes at once: what follows is done by a worker.
 */
export const webhookRoutes = (context: Context) => {
  const { SPLYNX_WEBHOOK_SECRET: secret, SPLYNX_WEBHOOK_HASH: hash } = context.config
  // Counted in this process alone, so that hooks are taken in while Redis is away.
  const all = createLimit(HOOKS_PER_MINUTE)
  const unsigned = createLimit(UNSIGNED_PER_MINUTE)

  return new Hono<Env>().post(
    '/splynx',
    async (c, next) => (secret === '' ? c.notFound() : next()),
    bodyLimit({ maxSize: BODY_BYTES_MAX, onError: (c) => c.text('too large\n', 413) }),
    async (c) => {
      const network = networkOf(c.var.address)
      const isTooFast = !(await all(network)) || !(await unsigned(network, 0))
      if (isTooFast) return tooFast(c)
      const body = Buffer.from(await c.req.arrayBuffer())
      if (!isSigned(body, c.req.header('X-Splynx-Signature'), { secret, hash })) {
        await unsigned(network)
        return c.text('the signature is not right\n', 401)
      }
      const hook = readHook(body, c.req.header('Content-Type'))
      if (!hook) return c.text('not understood\n', 400)
      void noteHook(context)
      if (hook.isPing) return c.text('pong\n')
      return c.text(`${await receiveHook(context, hook)}\n`)
    },
  )
}

/** Counts so many for an address and says whether they were still allowed. */
function createLimit(points: number) {
  const limiter = new RateLimiterMemory({ points, duration: 60 })
  return async (key: string, count = 1): Promise<boolean> => {
    if (count === 0) return ((await limiter.get(key))?.remainingPoints ?? 1) > 0
    return limiter.consume(key, count).then(
      () => true,
      () => false,
    )
  }
}

function tooFast(c: HonoContext<Env>) {
  c.header('Retry-After', '60')
  return c.text('too fast\n', 429)
}
