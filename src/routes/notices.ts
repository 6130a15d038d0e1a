import type { Context as HonoContext } from 'hono'
import type { Flash } from '../../views/components/notice.tsx'
import type { Context } from '../context.ts'
import { createCookies } from '../middleware/cookies.ts'
import { open, seal } from '../vault/key-ring.ts'

const SECONDS_MAX = 60
const PURPOSE = 'notice'

/**
 * Answers a form that was obeyed: goes to the page that shows the result, and there `text` is said
 * once. It travels in a sealed cookie, so that nobody can put words of his own on our pages.
 */
export function redirectWithNotice(
  c: HonoContext,
  { config }: Context,
  target: string,
  notice: Flash,
): Response {
  const sealed = seal(config.APP_KEYS, PURPOSE, JSON.stringify(notice))
  createCookies(config.PUBLIC_URL).write(c, 'ippay-notice', sealed, SECONDS_MAX)
  return c.redirect(target, 303)
}

/** What the page before asked to be said, for the layout's `notice`; it is said once. */
export function takeNotice(c: HonoContext, { config }: Context): Flash | undefined {
  const cookies = createCookies(config.PUBLIC_URL)
  const sealed = cookies.read(c, 'ippay-notice')
  if (sealed === undefined) return undefined
  cookies.remove(c, 'ippay-notice')
  try {
    return JSON.parse(open(config.APP_KEYS, PURPOSE, sealed)) as Flash
  } catch {
    return undefined // altered, or sealed with a key that is gone
  }
}
