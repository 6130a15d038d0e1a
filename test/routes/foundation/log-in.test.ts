import { beforeEach, describe, expect, it } from 'vitest'
import { insertLocalStaff } from '../../../src/db/staff.ts'
import { hashPassword } from '../../../src/operations/staff/passwords.ts'
import { SplynxError } from '../../../src/splynx/splynx.ts'
import { logIn, testApp } from '../../support/app.ts'
import type { Browser, Page } from '../../support/browser.ts'

const { context, browser, staff, customer, variant, truncate, flushRedis, logged } = await testApp()
const { db, splynx } = context

beforeEach(async () => {
  await truncate()
  await flushRedis()
})

async function attempt(who: Browser, fields: Record<string, string>, root = '/admin') {
  await who.get(`${root}/login`)
  return who.post(`${root}/login`, fields)
}

/** A page without what differs from one visit to the next. */
const wording = ({ text }: Page) => text.replace(/value="[^"]*"/g, '')

describe('staff', () => {
  it.each([
    ['admin', 'admin'],
    ['clerk', 'clerk'],
    ['viewer', 'viewer'],
  ])('%s of Splynx becomes %s here and is entered in the audit trail', async (login, role) => {
    const page = await attempt(browser(), { login, password: login })
    expect(page).toMatchObject({ status: 303, location: '/admin' })
    const [row] = await db.selectFrom('staff').selectAll().execute()
    expect(row).toMatchObject({ login, role, source: 'splynx', is_active: 1 })
    const events = await db.selectFrom('audit_events').selectAll().execute()
    expect(events).toMatchObject([{ actor: `staff:${login}`, action: 'staff.logged_in' }])
  })

  it('a role that was taken away in Splynx is taken away here at the next log-in', async () => {
    const identity = { id: 9, login: 'ada', name: 'Ada', role: 'super-administrator' }
    const { browser } = variant({
      splynx: { ...splynx, logInStaff: async () => ({ ...identity }) },
    })
    await attempt(browser(), { login: 'ada', password: 'x' })
    identity.role = 'of our own making'
    await attempt(browser(), { login: 'ada', password: 'x' })
    const rows = await db.selectFrom('staff').select('role').execute()
    expect(rows).toEqual([{ role: 'viewer' }])
  })

  it('an account of our own never has its password sent to Splynx', async () => {
    const asked: string[] = []
    const passwordHash = await hashPassword('long enough')
    await insertLocalStaff(
      db,
      { login: 'lena', name: 'Lena', role: 'admin', passwordHash },
      new Date(),
    )
    const { browser } = variant({
      splynx: {
        ...splynx,
        logInStaff: async (login) => {
          asked.push(login)
          return null
        },
      },
    })
    expect((await attempt(browser(), { login: 'lena', password: 'wrong' })).status).toBe(401)
    expect((await attempt(browser(), { login: 'lena', password: 'long enough' })).status).toBe(303)
    expect(asked).toEqual([])
  })

  it('a closed account is refused in the same words as a wrong password', async () => {
    await staff('clerk')
    await db.updateTable('staff').set({ is_active: false }).execute()
    const login = 'test-clerk'
    const closed = await attempt(browser(), { login, password: 'correct horse battery staple' })
    const wrong = await attempt(browser(), { login, password: 'wrong' })
    expect(closed.status).toBe(401)
    expect(wording(closed)).toBe(wording(wrong))
  })

  it('a session ends at once when its account is closed', async () => {
    const clerk = await staff('clerk')
    await db.updateTable('staff').set({ is_active: false }).execute()
    expect(await clerk.get('/admin')).toMatchObject({
      status: 303,
      location: '/admin/login?return=%2Fadmin',
    })
  })

  it('is asked for the code of a second factor, and the password is not shown again', async () => {
    const { browser } = variant({
      splynx: {
        ...splynx,
        async logInStaff(login, _password, code) {
          if (!code) throw new SplynxError('code', 422, 'MISSED_TWO_FACTOR_CODE')
          if (code !== '123456') throw new SplynxError('code', 422, 'INVALID_TWO_FACTOR_CODE')
          return { id: 3, login, name: 'Ada', role: 'super-administrator' }
        },
      },
    })
    const ada = browser()
    const first = await attempt(ada, { login: 'ada', password: 'hunter2' })
    expect(first.status).toBe(401)
    expect(first.text).toContain('name="code"')
    expect(first.text).not.toContain('hunter2')
    const second = await ada.post('/admin/login', {
      login: 'ada',
      password: 'hunter2',
      code: '999999',
    })
    expect(second.text).toContain('This code is wrong or too old')
    const third = await ada.post('/admin/login', {
      login: 'ada',
      password: 'hunter2',
      code: '123456',
    })
    expect(third).toMatchObject({ status: 303, location: '/admin' })
  })
})

describe('customers', () => {
  it('log in with their portal login, beside a clerk in the same browser', async () => {
    const both = browser()
    await logIn(both, '/admin', 'clerk', 'clerk')
    await logIn(both, '/ippay', 'customer', 'customer')
    expect(both.cookies.has('ippay-staff') && both.cookies.has('ippay-customer')).toBe(true)
    expect((await both.get('/admin')).status).toBe(200)
  })

  it('are no staff: their session opens no page of the console', async () => {
    const page = await (await customer()).get('/admin/charge')
    expect(page).toMatchObject({ status: 303 })
    expect(page.location).toMatch(/^\/admin\/login/)
  })

  it('cannot use their session under the name of the staff cookie', async () => {
    const ada = await customer()
    ada.cookies.set('ippay-staff', ada.cookies.get('ippay-customer')!)
    expect((await ada.get('/admin')).location).toMatch(/^\/admin\/login/)
  })
})

describe.each(['/admin', '/ippay'] as const)('%s', (root) => {
  const right = root === '/admin' ? 'clerk' : 'customer'
  const home = root === '/admin' ? '/admin' : '/ippay/dashboard'

  it('says the same to an unknown login as to a wrong password, and never sooner', async () => {
    const startedAt = performance.now()
    const [unknown, wrong] = await Promise.all([
      attempt(browser(), { login: 'nobody-here', password: 'wrong' }, root),
      attempt(browser(), { login: right, password: 'wrong' }, root),
    ])
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(490)
    expect(unknown.status).toBe(401)
    expect(wording(unknown)).toBe(wording(wrong))
    expect(unknown.text).toContain('The login or the password is wrong.')
  })

  it('locks a login after ten failures, even for the right password, for half an hour', async () => {
    const guess = (address: string) =>
      attempt(browser(address), { login: right, password: 'wrong' }, root)
    await Promise.all(Array.from({ length: 10 }, (_, at) => guess(`10.0.0.${at}`)))
    const page = await attempt(browser('10.0.0.99'), { login: right, password: right }, root)
    expect(page.status).toBe(429)
    expect(Number(page.headers.get('Retry-After'))).toBeGreaterThan(29 * 60)
  })

  it('takes a new session id at log-in, so that a planted one is worth nothing', async () => {
    const cookie = root === '/admin' ? 'ippay-staff' : 'ippay-customer'
    const victim = browser()
    victim.cookies.set(cookie, 'planted')
    await logIn(victim, root, right, right)
    expect(victim.cookies.get(cookie)).toMatch(/^[\w-]{43}$/)
    const first = victim.cookies.get(cookie)!
    await victim.get(`${root}/login`)
    const attacker = browser()
    attacker.cookies.set(cookie, 'planted')
    expect((await attacker.get(root)).location).toContain('/login')
    expect(first).not.toBe('planted')
  })

  it('kills the session at log-out, not only the cookie', async () => {
    const person = await (root === '/admin' ? staff('clerk') : customer())
    const cookies = new Map(person.cookies)
    expect(await person.post(`${root}/logout`)).toMatchObject({
      status: 303,
      location: `${root}/login`,
    })
    const thief = browser()
    for (const [name, value] of cookies) thief.cookies.set(name, value)
    expect((await thief.get(root)).location).toContain('/login')
    const actions = await db.selectFrom('audit_events').select('action').execute()
    expect(actions.at(-1)!.action).toMatch(/\.logged_out$/)
  })

  it.each([
    'https://evil.example/admin',
    '//evil.example',
    '/\\evil.example',
    '/%5c%5cevil.example',
    `${root}/../../evil`,
    'javascript:alert(1)',
    `${root}@evil.example`,
    `${root}/login`,
    '/elsewhere',
    `${root}/\r\nSet-Cookie: a=b`,
  ])('does not lead to %j after a log-in', async (target) => {
    const person = browser()
    await person.get(`${root}/login?return=${encodeURIComponent(target)}`)
    const page = await person.post(`${root}/login`, {
      login: right,
      password: right,
      return: target,
    })
    expect(page).toMatchObject({ status: 303, location: home })
  })

  it('leads back to the page that was asked for', async () => {
    const person = browser()
    const { location } = await person.get(`${root}/somewhere?status=unknown&page=2`)
    const form = await person.get(location!)
    const target = /name="return" value="([^"]*)"/.exec(form.text)![1]!.replaceAll('&amp;', '&')
    const page = await person.post(`${root}/login`, {
      login: right,
      password: right,
      return: target,
    })
    expect(page.location).toBe(`${root}/somewhere?status=unknown&page=2`)
  })

  it('says what is missing beside the field', async () => {
    const page = await attempt(browser(), { login: '', password: '' }, root)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Enter your login.')
    expect(page.text).toContain('Enter your password.')
  })

  it('says so plainly when Splynx is away, and the try does not count', async () => {
    const away = async () => {
      throw new SplynxError('connect ECONNREFUSED 10.1.2.3:443')
    }
    const other = variant({ splynx: { ...splynx, logInStaff: away, logInCustomer: away } })
    for (let tries = 0; tries < 12; tries += 1) {
      const page = await attempt(other.browser(), { login: right, password: right }, root)
      expect(page.status).toBe(503)
      expect(page.text).toContain('We cannot log you in at the moment')
      expect(page.text).not.toContain('10.1.2.3')
      expect(page.headers.get('Retry-After')).toBe('30')
    }
  })

  it('keeps no password in the log', async () => {
    await attempt(browser(), { login: right, password: 'very-secret-word' }, root)
    expect(logged()).not.toContain('very-secret-word')
  })
})
