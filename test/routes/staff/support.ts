import { ROLES, type Role } from '../../../src/domain/role.ts'
import { beforeEachTest } from '../../support/anew.ts'
import { testApp } from '../../support/app.ts'
import type { Browser, Page } from '../../support/browser.ts'

// The console with its staff, and a clock to move, for the test files that import this.

const START = new Date('2026-11-24T15:00:00Z')
let at = START.getTime()
export const clock = {
  now: () => new Date(at),
  forward: (ms: number) => {
    at += ms
  },
}
const test = await testApp({ now: clock.now }, { isKept: true })
export const { context, browser, staff, variant, logged } = test
export const { db, redis } = context

beforeEachTest(async () => {
  await Promise.all([test.truncate(), test.flushRedis()])
  context.settings.forget()
  at = START.getTime()
})

export const EVERY_ROLE = ROLES
export const GOOD = 'seven green umbrellas'

/** Of `staff(role)`. */
export const PASSWORD = 'correct horse battery staple'

export const person = (login: string) =>
  db.selectFrom('staff').selectAll().where('login', '=', login).executeTakeFirstOrThrow()

/** A local account that `staff(role)` made, by its id. */
export const idOf = async (role: Role): Promise<number> => (await person(`test-${role}`)).id

export const actions = async (): Promise<string[]> =>
  (await db.selectFrom('audit_events').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  )

/** The first step of a log-in. */
export async function logInStep(who: Browser, login: string, password: string): Promise<Page> {
  await who.get('/admin/login')
  return who.post('/admin/login', { login, password })
}

export const hidden = ({ text }: Page, name: string): string => {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]
  if (value === undefined) throw new Error(`the page has no field ${name}`)
  return value
}
