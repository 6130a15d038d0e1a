import type { Context } from '../../context.ts'

const KEY = 'ippay:hook:last'
/** Splynx tells of every row that it changes; the minute is exact enough. */
const EVERY_MS = 10_000

const notedBy = new WeakMap<Context['redis'], number>()

/** Notes that Splynx told us something, for the setup page. Never rejects: nothing hangs on it. */
export async function noteHook({ redis, now }: Context): Promise<void> {
  const at = now().getTime()
  if (at - (notedBy.get(redis) ?? 0) < EVERY_MS) return
  notedBy.set(redis, at)
  await redis.set(KEY, String(at)).catch(() => {})
}

/** Null when nothing came since Redis was emptied. Rejects while Redis is away. */
export async function findLastHook({ redis }: Context): Promise<Date | null> {
  const at = await redis.get(KEY)
  return at === null ? null : new Date(Number(at))
}
