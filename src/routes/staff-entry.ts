import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Context } from '../context.ts'
import { createCookies } from '../middleware/cookies.ts'
import { networkOf } from '../middleware/limits.ts'
import { createSessions } from '../middleware/sessions.ts'
import { enterBySash, type SashEntry } from '../operations/staff/enter-by-sash.ts'
import { SplynxError } from '../splynx/splynx.ts'
import type { Env } from './env.ts'
import { readReturn } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { subjectOf } from './staff-log-in.ts'

/** Whoever guesses gets no further than this. */
const ENTRIES_PER_MINUTE = 30
/** As long as one `sash` opens the door to the browser that brought it first. */
const BROWSER_SECONDS = 12 * 60 * 60

/**
 * Where a menu link of Splynx leads its administrators: in without a second log-in. Whatever comes of
 * it, the next page has an address without the `sash`.
 */
export const staffEntryRoutes = (context: Context) => {
  const { redis, config, log } = context
  const sessions = createSessions(context, 'staff')
  const cookies = createCookies(config.PUBLIC_URL)
  const entries = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'ippay:limit:staff-entries',
    points: ENTRIES_PER_MINUTE,
    duration: 60,
  })

  async function enter(sash: string, browser: string, address: string): Promise<Entry> {
    try {
      await entries.consume(networkOf(address))
      return await enterBySash(context, { sash, browser, address })
    } catch (error) {
      if (error instanceof RateLimiterRes) return { kind: 'too_many' }
      const isSplynx = error instanceof SplynxError
      log[isSplynx ? 'warn' : 'error']({ error }, 'a session of Splynx could not be looked up')
      return { kind: 'away' }
    }
  }

  return new Hono<Env>().get('/enter', async (c) => {
    const target = targetOf(c.req.query('customer_id'), c.req.query('return'))
    const sash = c.req.query('sash')
    if (!sash) return c.redirect(target, 303)
    const browser = cookies.read(c, 'ippay-entry') ?? randomBytes(32).toString('base64url')
    cookies.write(c, 'ippay-entry', browser, BROWSER_SECONDS)
    const entry = await enter(sash, browser, c.var.address)
    if (entry.kind !== 'logged_in') {
      // Who is logged in already only loses the `sash`; others meet the log-in.
      if (c.var.session) return c.redirect(target, 303)
      const logIn = `/admin/login?return=${encodeURIComponent(target)}`
      return redirectWithNotice(c, context, logIn, { tone: 'info', text: WORDS[entry.kind] })
    }
    const { staff } = entry
    const present = c.var.session?.subject
    if (present && 'staffId' in present && present.staffId !== staff.id) {
      // Nobody becomes somebody else by a link that was sent to him.
      const text = `You are logged in as ${present.login}. Log out first to be ${staff.login}.`
      return redirectWithNotice(c, context, target, { tone: 'warning', text })
    }
    await sessions.start(c, subjectOf(staff))
    const text = `You are logged in as ${staff.name || staff.login}, by Splynx.`
    return redirectWithNotice(c, context, target, { tone: 'success', text })
  })
}

type Entry = SashEntry | { kind: 'too_many' } | { kind: 'away' }

const WORDS: Record<Exclude<Entry['kind'], 'logged_in'>, string> = {
  unknown: 'Splynx does not know this session any more. Please log in.',
  used: 'This link from Splynx was used before. Please log in.',
  closed: 'Your account is closed here. Ask an admin.',
  too_many: 'Too many attempts. Please wait a minute, or log in.',
  away: 'Splynx does not answer at the moment. Please log in, or try again in a minute.',
}

/** A customer's page when Splynx names the customer, else a page of ours that was asked for. */
const targetOf = (customerId: string | undefined, target: string | undefined): string =>
  customerId !== undefined && /^[1-9]\d{0,14}$/.test(customerId)
    ? `/admin/customers/${customerId}`
    : readReturn(target, '/admin', '/admin')
