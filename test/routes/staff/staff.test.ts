import { describe, expect, it } from 'vitest'
import type { Browser } from '../../support/browser.ts'
import {
  actions,
  browser,
  clock,
  context,
  db,
  GOOD,
  idOf,
  logged,
  logInStep,
  person,
  staff,
} from './support.ts'

const INVITED = { login: 'lena', name: 'Lena Fox', role: 'clerk' }
const HOUR = 60 * 60_000

const linkIn = (text: string): string => {
  const href = /http:\/\/localhost(\/admin\/password\?key=[\w-]{43})/.exec(text)?.[1]
  if (!href) throw new Error('the page shows no link')
  return href
}

/** Adds Lena and opens her link, in a browser of her own. */
async function invite(admin: Browser): Promise<{ href: string; lena: Browser }> {
  const page = await admin.post('/admin/staff', INVITED)
  expect(page.status).toBe(200)
  return { href: linkIn(page.text), lena: browser() }
}

async function choose(who: Browser, href: string, password = GOOD) {
  await who.get(href)
  const key_token = new URL(href, 'http://localhost').searchParams.get('key')!
  const fields = { key_token, new_password: password, repeated_password: password }
  return who.post('/admin/password', fields)
}

describe('an invited person', () => {
  it('chooses a password by the link, and then logs in with it', async () => {
    const { href, lena } = await invite(await staff('admin'))
    expect((await choose(lena, href)).location).toBe('/admin/login')
    expect((await lena.get('/admin/login')).text).toContain('Your password is set')
    expect(await logInStep(lena, 'lena', GOOD)).toMatchObject({ status: 303, location: '/admin' })
    expect(await actions()).toEqual(
      expect.arrayContaining(['staff.invited', 'staff.password_link_made', 'staff.password_set']),
    )
  })

  it('cannot log in before, whatever is typed', async () => {
    await invite(await staff('admin'))
    expect((await logInStep(browser(), 'lena', GOOD)).status).toBe(401)
    expect((await logInStep(browser(), 'lena', 'an account that has no password yet')).status).toBe(
      401,
    )
  })

  it('uses the link once, within a day, and only the newest', async () => {
    const admin = await staff('admin')
    const first = await invite(admin)
    const { id } = await person('lena')
    const newest = linkIn((await admin.post(`/admin/staff/${id}/password-link`)).text)
    expect((await browser().get(first.href)).status).toBe(410)
    expect((await choose(browser(), newest)).status).toBe(303)
    expect((await browser().get(newest)).status).toBe(410)

    const late = linkIn((await admin.post(`/admin/staff/${id}/password-link`)).text)
    clock.forward(24 * HOUR)
    expect((await browser().get(late)).status).toBe(410)
  })

  it('is told what is wrong with a password, and the link is still good', async () => {
    const { href, lena } = await invite(await staff('admin'))
    expect((await choose(lena, href, 'too short')).text).toContain('at least 12 characters')
    expect((await choose(lena, href, 'Password12345!')).text).toContain('first passwords')
    expect((await choose(lena, href)).status).toBe(303)
  })

  it('of two who open the link at once one sets the password', async () => {
    const { href } = await invite(await staff('admin'))
    const answers = await Promise.all([
      choose(browser(), href),
      choose(browser(), href, `${GOOD} 2`),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
  })

  it('leaves neither the key nor a password in the database, the log or the trail', async () => {
    const { href, lena } = await invite(await staff('admin'))
    await choose(lena, href)
    const key = href.split('=')[1]!
    const rows = await Promise.all([
      db.selectFrom('staff').selectAll().execute(),
      db.selectFrom('audit_events').selectAll().execute(),
    ])
    for (const text of [JSON.stringify(rows), logged()]) {
      expect(text).not.toContain(key)
      expect(text).not.toContain(GOOD)
    }
  })
})

describe('an admin', () => {
  it('sees everybody with role, kind and state, and what each role may do', async () => {
    const admin = await staff('admin')
    await invite(admin)
    const { text } = await admin.get('/admin/staff')
    for (const word of ['Lena Fox', 'test-admin', 'Invited', 'Local', 'Sees everything']) {
      expect(text).toContain(word)
    }
  })

  it('is told beside the field what is wrong with a new account', async () => {
    const admin = await staff('admin')
    const wrong = await admin.post('/admin/staff', { login: 'two words', name: '', role: 'king' })
    expect(wrong.status).toBe(422)
    for (const word of ['Use letters, digits', 'Give the name', 'Choose a role']) {
      expect(wrong.text).toContain(word)
    }
    const taken = await admin.post('/admin/staff', { ...INVITED, login: 'test-admin' })
    expect(taken.text).toContain('This login is taken.')
  })

  it('changes a role, which counts at the next request of that person', async () => {
    const [admin, clerk] = [await staff('admin'), await staff('clerk')]
    expect((await clerk.get('/admin/audit')).status).toBe(403)
    await admin.post(`/admin/staff/${await idOf('clerk')}/role`, { role: 'auditor' })
    expect((await clerk.get('/admin/audit')).status).toBe(200)
    expect((await clerk.post('/admin/links')).status).toBe(403)
    expect(await actions()).toContain('staff.role_changed')
  })

  it('closes an account: its sessions end, and do not come back with it', async () => {
    const [admin, clerk] = [await staff('admin'), await staff('clerk')]
    const id = await idOf('clerk')
    await admin.post(`/admin/staff/${id}/deactivation`)
    expect((await clerk.get('/admin/account')).location).toMatch(/^\/admin\/login/)
    await admin.post(`/admin/staff/${id}/activation`)
    expect((await clerk.get('/admin/account')).location).toMatch(/^\/admin\/login/)
    expect(await actions()).toEqual(
      expect.arrayContaining(['staff.deactivated', 'staff.activated']),
    )
  })

  it('ends all sessions of somebody, who may log in again', async () => {
    const [admin, clerk] = [await staff('admin'), await staff('clerk')]
    await admin.post(`/admin/staff/${await idOf('clerk')}/sessions-end`)
    expect((await clerk.get('/admin/account')).status).toBe(303)
    expect((await (await staff('clerk')).get('/admin/account')).status).toBe(200)
  })

  it('changes neither the own role nor the own account', async () => {
    const admin = await staff('admin')
    const id = await idOf('admin')
    await admin.post(`/admin/staff/${id}/role`, { role: 'viewer' })
    await admin.post(`/admin/staff/${id}/deactivation`)
    expect(await person('test-admin')).toMatchObject({ role: 'admin', is_active: 1 })
  })

  it('gives a role to somebody of Splynx, which the next log-in does not take back', async () => {
    const admin = await staff('admin')
    await logInStep(browser(), 'viewer', 'viewer')
    const { id } = await person('viewer')
    await admin.post(`/admin/staff/${id}/role`, { role: 'manager' })
    await logInStep(browser(), 'viewer', 'viewer')
    expect((await person('viewer')).role).toBe('manager')
  })

  it('makes no link for somebody of Splynx', async () => {
    const admin = await staff('admin')
    await logInStep(browser(), 'viewer', 'viewer')
    const { id } = await person('viewer')
    expect((await admin.post(`/admin/staff/${id}/password-link`)).status).toBe(303)
    expect((await person('viewer')).password_link_hash).toBeNull()
  })
})

describe('a lock', () => {
  const fail = (login: string, address: string) =>
    logInStep(browser(address), login, 'a wrong password')
  const failTenTimes = (login: string) =>
    Promise.all(Array.from({ length: 10 }, () => fail(login, '203.0.113.9')))

  it('is entered in the trail, seen by an admin and lifted, after which the person gets in', async () => {
    const admin = await staff('admin')
    await staff('clerk')
    await failTenTimes('test-clerk')
    expect((await fail('test-clerk', '203.0.113.9')).status).toBe(429)
    expect((await admin.get('/admin/staff')).text).toContain('Locked for 30 minutes')
    const id = await idOf('clerk')
    expect((await admin.get(`/admin/staff/${id}`)).text).toContain('Unlock')
    await admin.post(`/admin/staff/${id}/unlock`)
    expect((await (await staff('clerk')).get('/admin/account')).status).toBe(200)
    expect(await actions()).toEqual(expect.arrayContaining(['staff.locked', 'staff.unlocked']))
  })

  it('of a login that is nobody’s leaves what was typed out of the trail', async () => {
    await failTenTimes('my-secret-word')
    expect((await fail('my-secret-word', '203.0.113.9')).status).toBe(429)
    const lines = await db.selectFrom('audit_events').selectAll().execute()
    expect(JSON.stringify(lines)).not.toContain('my-secret-word')
  })

  it('of an address stands on the page, and is lifted there', async () => {
    const admin = await staff('admin')
    const key = 'ippay:lockout:log-in:staff:address:count:203.0.113.9'
    await context.redis.set(key, '99')
    await fail('somebody', '203.0.113.9')
    expect((await fail('another', '203.0.113.9')).status).toBe(429)
    expect((await admin.get('/admin/staff')).text).toContain('203.0.113.9')
    await admin.post('/admin/staff/addresses/unlock', { address: '203.0.113.9' })
    expect((await fail('another', '203.0.113.9')).status).toBe(401)
    expect(await actions()).toEqual(expect.arrayContaining(['address.locked', 'address.unlocked']))
  })
})
