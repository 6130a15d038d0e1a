import type { MiddlewareHandler } from 'hono'
import type { Context } from '../context.ts'
import { type Language, wishedLanguage } from '../domain/language.ts'
import type { Env } from '../routes/env.ts'
import { createCookies } from './cookies.ts'

/** Finds the language of a customer's page. The console's is English, as `requests` has set it. */
export function findLanguage(context: Context): MiddlewareHandler<Env> {
  const cookies = createCookies(context.config.PUBLIC_URL)
  return async (c, next) => {
    if (!/^\/admin(\/|$)/.test(c.req.path)) {
      const wished = wishedLanguage({
        cookie: cookies.read(c, 'ippay-language'),
        acceptLanguage: c.req.header('Accept-Language'),
      })
      c.set('language', wished ?? (await defaultLanguage(context)))
    }
    await next()
  }
}

/** A page that says that the database is away must not fail over its language. */
async function defaultLanguage({ settings }: Context): Promise<Language> {
  try {
    return (await settings.of(null)).defaultLanguage
  } catch {
    return 'en'
  }
}
