import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { LANGUAGES } from '../domain/language.ts'
import { createCookies } from '../middleware/cookies.ts'
import { forgeryProtection } from '../middleware/forgery.ts'
import { rememberLanguage } from '../operations/mails/remember-language.ts'
import type { Env } from './env.ts'
import { readForm, readReturn } from './forms.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60
const HOME = '/ippay/dashboard'

const form = z.object({ language: z.enum(LANGUAGES) })

/** Chooses the language of the customers' pages, for this browser. */
export function languageRoutes(context: Context) {
  const cookies = createCookies(context.config.PUBLIC_URL)
  return new Hono<Env>()
    .use('/language', forgeryProtection(context))
    .post('/language', async (c) => {
      const reading = await readForm(c, form)
      if (reading.ok) {
        const { language } = reading.data
        cookies.write(c, 'ippay-language', language, YEAR_SECONDS)
        const subject = c.var.session?.subject
        // Mails to a customer whom we know come in the chosen language, too.
        if (subject && 'customerId' in subject) {
          await rememberLanguage(context, subject.customerId, language)
        }
      }
      return c.redirect(pageBefore(c.req.header('Referer')), 303)
    })
}

/** The page that had the switch; all of ours that have one can be opened again. */
function pageBefore(referrer: string | undefined): string {
  const page = URL.parse(referrer ?? '')
  if (!page) return HOME
  if (page.pathname === '/ippay/login') return page.pathname + page.search
  return readReturn(page.pathname + page.search, '/ippay', HOME)
}
