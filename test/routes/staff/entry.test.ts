import { describe, expect, it } from 'vitest'
import { SplynxError, type StaffIdentity } from '../../../src/splynx/splynx.ts'
import {
  actions,
  browser,
  clock,
  context,
  db,
  logged,
  logInStep,
  person,
  redis,
  staff,
  variant,
} from './support.ts'

const HOUR = 60 * 60_000

/** Somebody logs in to Splynx itself; what Splynx then puts behind the addresses of its links. */
async function sashOf(login: string): Promise<string> {
  const address = new URL('/_sandbox/sessions', context.config.SPLYNX_URL)
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ login })
  const response = await fetch(address, { method: 'POST', headers, body })
  return ((await response.json()) as { sash: string }).sash
}

const enter = (sash: string, who = browser(), rest = '') =>
  who.get(`/admin/enter?sash=${sash}${rest}`)

describe('the link from Splynx', () => {
  it.each([
    ['admin', 'admin'],
    ['clerk', 'clerk'],
    ['viewer', 'viewer'],
  ])('lets %s in as %s, to an address without what let him in', async (login, role) => {
    const who = browser()
    const page = await enter(await sashOf(login), who)
    expect(page).toMatchObject({ status: 303, location: '/admin' })
    expect(page.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect((await who.get('/admin/account')).status).toBe(200)
    expect((await who.get('/admin/account')).text).toContain('Of Splynx')
    expect(await person(login)).toMatchObject({ role, source: 'splynx' })
    expect(await actions()).toEqual(['staff.logged_in'])
  })

  it('leads to the customer whose page it stood on, and nowhere else', async () => {
    const sash = await sashOf('clerk')
    const who = browser()
    expect((await enter(sash, who, '&customer_id=7')).location).toBe('/admin/customers/7')
    expect((await enter(sash, who, '&customer_id=7/../x')).location).toBe('/admin')
    expect((await enter(sash, who, '&return=https://evil.example')).location).toBe('/admin')
    expect((await enter(sash, who, '&return=/admin/runs')).location).toBe('/admin/runs')
  })

  it('that somebody else has seen opens nothing any more', async () => {
    const sash = await sashOf('admin')
    expect((await enter(sash)).location).toBe('/admin')
    const thief = browser('203.0.113.66')
    const page = await enter(sash, thief)
    expect(page).toMatchObject({ status: 303, location: '/admin/login?return=%2Fadmin' })
    expect((await thief.get(page.location!)).text).toContain('was used before')
    expect((await thief.get('/admin/account')).status).toBe(303)
  })

  it('lets the browser that came first come back, for half a day', async () => {
    const sash = await sashOf('clerk')
    const who = browser()
    await enter(sash, who)
    await who.post('/admin/logout')
    who.cookies.delete('ippay-staff')
    expect((await enter(sash, who)).location).toBe('/admin')
    who.cookies.delete('ippay-staff')
    clock.forward(12 * HOUR)
    expect((await enter(sash, who)).location).toMatch(/^\/admin\/login/)
  })

  it('of two browsers at once lets one in', async () => {
    const sash = await sashOf('clerk')
    const pages = await Promise.all([enter(sash), enter(sash), enter(sash)])
    expect(pages.filter(({ location }) => location === '/admin')).toHaveLength(1)
  })

  it.each(['f'.repeat(40), 'short', '', `${'a'.repeat(300)}`, '%0d%0a', '../../x'])(
    'with %j lets nobody in',
    async (sash) => {
      const who = browser()
      expect((await enter(sash, who)).status).toBe(303)
      expect((await who.get('/admin/account')).status).toBe(303)
    },
  )

  it('of a session that has ended in Splynx lets nobody in', async () => {
    const findStaffBySash = async () => null
    const there = variant({ splynx: { ...context.splynx, findStaffBySash } })
    const who = there.browser()
    const { location } = await enter('a'.repeat(40), who)
    expect((await who.get(location!)).text).toContain('does not know this session any more')
  })

  it('may be used again when Splynx was away the first time', async () => {
    const sash = await sashOf('clerk')
    const away = async (): Promise<StaffIdentity> => {
      throw new SplynxError('connect ECONNREFUSED')
    }
    const there = variant({ splynx: { ...context.splynx, findStaffBySash: away } })
    const who = there.browser()
    const { location } = await enter(sash, who)
    expect((await who.get(location!)).text).toContain('Splynx does not answer')
    expect((await enter(sash)).location).toBe('/admin')
  })

  it('does not open an account that was closed here, nor one of our own of the same login', async () => {
    const who = browser()
    await logInStep(who, 'clerk', 'clerk')
    await db.updateTable('staff').set({ is_active: false }).execute()
    expect((await enter(await sashOf('clerk'))).location).toMatch(/^\/admin\/login/)
    await db.deleteFrom('staff').execute()
    const own = { login: 'clerk', name: '', role: 'admin', source: 'local' } as const
    await db
      .insertInto('staff')
      .values({ ...own, is_active: true, created_at: clock.now() })
      .execute()
    expect((await enter(await sashOf('clerk'))).location).toMatch(/^\/admin\/login/)
  })

  it('makes nobody somebody else who is logged in already', async () => {
    const clerk = await staff('clerk')
    await enter(await sashOf('admin'), clerk)
    expect((await clerk.get('/admin/account')).text).toContain('You are logged in as test-clerk')
    expect((await clerk.get('/admin/account')).text).toContain('<dd>test-clerk')
  })

  it('is tried no more than thirty times a minute from one address', async () => {
    const sash = await sashOf('clerk')
    for (let at = 0; at < 30; at += 1) await enter(`wrong-${at}-wrong`, browser('203.0.113.8'))
    expect((await enter(sash, browser('203.0.113.8'))).location).toMatch(/^\/admin\/login/)
    expect((await enter(sash, browser('203.0.113.9'))).location).toBe('/admin')
  })

  it('leaves its secret neither in the log nor in Redis', async () => {
    const sash = await sashOf('clerk')
    await enter(sash)
    const keys = await redis.keys('*')
    expect(keys.some((key) => key.startsWith('ippay:sash:'))).toBe(true)
    for (const text of [logged(), keys.join(' ')]) expect(text).not.toContain(sash)
  })
})
