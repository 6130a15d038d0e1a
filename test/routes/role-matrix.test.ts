import { inspectRoutes } from 'hono/dev'
import { beforeEach, expect, it } from 'vitest'
import { isAtLeast, ROLES, type Role } from '../../src/domain/role.ts'
import { testApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { type Access, type Line, ROLE_MATRIX } from './role-matrix.ts'

// Walks over every route of the application as everybody there is. What must happen stands in
// role-matrix.ts.

const { app, browser, staff, customer, truncate, flushRedis } = await testApp()
beforeEach(async () => {
  await truncate()
  await flushRedis()
})

type Who = Role | 'nobody' | 'customer'

const asText = ([method, path]: readonly [string, string, ...unknown[]]) => `${method} ${path}`

it('each route of the application has its line in the matrix, and each line its route', () => {
  const routes = inspectRoutes(app)
    // What stands for every method is middleware, unless it answers.
    .filter(({ method, isMiddleware }) => method !== 'ALL' || !isMiddleware)
    .map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(routes)].sort()).toEqual(ROLE_MATRIX.map(asText).sort())
})

/** What a person who may do nothing at all gets to see there. */
type Verdict = 'let in' | 'refused' | 'sent to the log-in'

function expected(who: Who, access: Access): Verdict {
  if (access === 'public') return 'let in'
  if (access === 'customer') return who === 'customer' ? 'let in' : 'sent to the log-in'
  if (access === 'signed') return 'refused'
  if (who === 'nobody' || who === 'customer') return 'sent to the log-in'
  return isAtLeast(who, access) ? 'let in' : 'refused'
}

function verdictOf({ status, location, text }: Page, access: Access): Verdict | string {
  if (status >= 500 || text.includes('This form has expired')) return `broken: ${status} ${text}`
  if (status === 303 && /^\/(admin|ippay)\/login(\?|$)/.test(location!)) return 'sent to the log-in'
  // Programs without a signature are also told that nothing is there.
  if (access === 'signed') return status >= 400 ? 'refused' : 'let in'
  return status === 401 || status === 403 ? 'refused' : 'let in'
}

/** An address of this pattern at which nothing is. */
const addressOf = (path: string): string =>
  path
    .replaceAll(/:\w+\{[^}]*csv\}/g, 'nothing.csv')
    .replaceAll(/:\w+/g, '999999')
    .replaceAll('*', 'nothing')

/** Figures are open to this host alone, and what came by a proxy is not of this host. */
const PROXIED = { 'X-Forwarded-For': '203.0.113.1' }

/** Logging in and out leads to the log-in by itself. */
const isAboutLogIn = ([, path]: Line) => /\/(login|logout)(\/|$)/.test(path)
/** These end the session that walks, so they come last. */
const endsSession = ([, path]: Line) => (path.endsWith('/end-others') ? 1 : 0)
/** Well above what 150 pages take on a machine that does other things besides. */
const WALK_MS = 120_000
const WALK = ROLE_MATRIX.filter((line) => !isAboutLogIn(line)).sort(
  (a, b) => endsSession(a) - endsSession(b),
)

async function comeAs(who: Who): Promise<Browser> {
  if (who === 'customer') return customer()
  if (who !== 'nobody') return staff(who)
  const nobody = browser()
  await nobody.get('/admin/login')
  return nobody
}

it.each([...ROLES, 'customer', 'nobody'] as const)(
  '%s: let in where the matrix says so, refused or sent to the log-in everywhere else',
  async (who) => {
    const person = await comeAs(who)
    const { csrf } = person
    const [found, wanted]: [string[], string[]] = [[], []]
    // A form of the other side would need a token of that side, so nobody walks for everybody here.
    const lines = WALK.filter(([, , access]) => access !== 'public' || who === 'nobody')
    for (const line of lines) {
      const [method, path, access] = line
      person.csrf = csrf
      const address = addressOf(path)
      const page =
        method === 'POST' ? await person.post(address) : await person.get(address, PROXIED)
      found.push(`${asText(line)}: ${verdictOf(page, access)}`)
      wanted.push(`${asText(line)}: ${expected(who, access)}`)
    }
    expect(found).toEqual(wanted)
  },
  WALK_MS,
)
