import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import type { Staff } from '../../db/schema.ts'
import { admitSplynxStaff } from './admit-splynx-staff.ts'
import { recordLoggedIn } from './record-log-in.ts'

export type SashEntry =
  | { kind: 'logged_in'; staff: Staff }
  /** Splynx does not know it any more, or never did. */
  | { kind: 'unknown' }
  /** Another browser came with it first, or its time is over. */
  | { kind: 'used' }
  /** Right, and the account was closed here. */
  | { kind: 'closed' }

const SASH = /^[\w-]{8,256}$/
/** Splynx gives out the same one as long as its session lasts, so a browser may come back with it. */
const ENTRY_MS_MAX = 12 * 60 * 60_000
/** Longer than any session of Splynx, so that nobody else ever becomes the first. */
const REMEMBERED_SECONDS = 30 * 24 * 60 * 60

interface Remembered {
  /** The hash of the cookie of the browser that came first. */
  browser: string
  at: number
}

/**
 * Lets an administrator in who comes from a page of Splynx, by the `sash` of its address (Splynx
 * facts §1.2). An address lies in histories and logs of proxies: so the first browser that brings a
 * `sash` has it for itself, for half a day. Throws `SplynxError` when Splynx cannot be asked.
 */
export async function enterBySash(
  context: Context,
  { sash, browser, address }: { sash: string; browser: string; address: string },
): Promise<SashEntry> {
  if (!SASH.test(sash)) return { kind: 'unknown' }
  const { redis, splynx, db, now } = context
  const key = `ippay:sash:${hashOf(sash)}`
  const mine: Remembered = { browser: hashOf(browser), at: now().getTime() }
  // Taken before Splynx is asked: of two that come at once only one may go on.
  const isFirst =
    (await redis.set(key, JSON.stringify(mine), 'EX', REMEMBERED_SECONDS, 'NX')) === 'OK'
  if (!isFirst && !isStillOf(mine, await redis.get(key))) return { kind: 'used' }
  try {
    const identity = await splynx.findStaffBySash(sash)
    if (identity === null) {
      if (isFirst) await redis.del(key)
      return { kind: 'unknown' }
    }
    const staff = await admitSplynxStaff(db, identity, now())
    if (!staff) return { kind: 'closed' }
    await recordLoggedIn(context, staff, address, { by: 'splynx session' })
    return { kind: 'logged_in', staff }
  } catch (error) {
    if (isFirst) await redis.del(key)
    throw error
  }
}

function isStillOf(mine: Remembered, text: string | null): boolean {
  if (text === null) return false
  const { browser, at } = JSON.parse(text) as Remembered
  return browser === mine.browser && mine.at - at < ENTRY_MS_MAX
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
