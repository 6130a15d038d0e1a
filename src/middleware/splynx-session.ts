import { createHash } from 'node:crypto'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import type { Context } from '../context.ts'
import { admitCustomer } from '../operations/log-in-customer.ts'
import type { Env, Session } from '../routes/env.ts'
import { SplynxError } from '../splynx/splynx.ts'
import { networkOf } from './limits.ts'
import { createSessions } from './sessions.ts'

/** So long we believe that a portal session which was good is still good. */
const BELIEVED_MS = 5 * 60_000
/** A session that is nobody's is not asked about again for so long. */
const NOBODY_SECONDS = 60
/** Whoever guesses sessions gets no further than this. */
const ADMISSIONS_PER_MINUTE = 60

/**
 * Lets customers in who are logged in to Splynx's portal under the same host name, without a second
 * log-in (Splynx facts §1.6). Only the cookie counts, which neither a link nor another site can
 * carry; a session that was made from it ends when the cookie is gone, is another's or is nobody's
 * any more. Stands behind the reader of our own sessions.
 */
export function portalSessions(context: Context): MiddlewareHandler<Env> {
  const { redis, settings, splynx, log, now } = context
  const sessions = createSessions(context, 'customer')
  const admissions = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'ippay:limit:admissions',
    points: ADMISSIONS_PER_MINUTE,
    duration: 60,
  })

  async function admit(c: HonoContext<Env>, sessionId: string, madeFrom: string): Promise<void> {
    const nobody = `ippay:nobody:${madeFrom}`
    try {
      if (await redis.exists(nobody)) return
      await admissions.consume(networkOf(c.var.address))
      const customer = await admitCustomer(context, { sessionId, address: c.var.address })
      if (customer) c.set('session', await sessions.start(c, customer, madeFrom))
      else await redis.set(nobody, '1', 'EX', NOBODY_SECONDS)
    } catch (error) {
      // Whoever cannot be admitted meets the log-in page, which says what is the matter.
      const isSplynx = error instanceof SplynxError
      log[isSplynx ? 'warn' : 'debug']({ error }, 'a portal session could not be looked up')
    }
  }

  /** False when Splynx says that the session has ended. That it says nothing ends nobody's. */
  async function isStillGood(session: Session, sessionId: string): Promise<boolean> {
    if (now().getTime() - session.confirmedAt < BELIEVED_MS) return true
    try {
      const customer = await splynx.findSessionCustomer(sessionId)
      const { subject } = session
      if (!('customerId' in subject) || customer?.customerId !== subject.customerId) return false
      await sessions.confirm(session)
    } catch (error) {
      log.warn({ error }, 'a portal session could not be confirmed')
    }
    return true
  }

  return async (c, next) => {
    const { portalCookie } = await settings.of(null)
    const sessionId = getCookie(c, portalCookie) ?? ''
    const madeFrom = createHash('sha256').update(sessionId).digest('hex')
    const { session } = c.var
    // Who logged in on our own page stays logged in, whatever happens in the portal.
    const isFromPortal = session !== null && session !== undefined && session.madeFrom !== null
    if (isFromPortal) {
      const isSame = session.madeFrom === madeFrom
      if (!isSame || !(await isStillGood(session, sessionId))) {
        await sessions.end(c)
        c.set('session', null)
      }
    }
    if (!c.var.session && sessionId !== '') await admit(c, sessionId, madeFrom)
    await next()
  }
}
