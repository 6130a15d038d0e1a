import type { Context as HonoContext } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export type CookieName =
  | 'ippay-staff'
  | 'ippay-customer'
  | 'ippay-form'
  | 'ippay-notice'
  | 'ippay-language'
  | 'ippay-entry'

export interface Cookies {
  read(c: HonoContext, name: CookieName): string | undefined
  write(c: HonoContext, name: CookieName, value: string, maxAgeSeconds?: number): void
  remove(c: HonoContext, name: CookieName): void
}

/**
 * Out of reach of scripts and of other sites' forms. Over https the prefix `__Host-` makes browsers
 * refuse one that a neighbouring host or plain http tries to plant.
 */
export function createCookies(publicUrl: string): Cookies {
  const isHttps = publicUrl.startsWith('https:')
  const named = (name: CookieName) => (isHttps ? `__Host-${name}` : name)
  const rules = { path: '/', httpOnly: true, secure: isHttps, sameSite: 'Lax' } as const
  return {
    read: (c, name) => getCookie(c, named(name)),
    write(c, name, value, maxAgeSeconds) {
      const limit = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }
      setCookie(c, named(name), value, { ...rules, ...limit })
    },
    remove(c, name) {
      deleteCookie(c, named(name), rules)
    },
  }
}
