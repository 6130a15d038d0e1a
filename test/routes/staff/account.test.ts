import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { isHashOld } from '../../../src/operations/staff/passwords.ts'
import type { Browser } from '../../support/browser.ts'
import {
  actions,
  browser,
  clock,
  db,
  EVERY_ROLE,
  GOOD,
  logInStep,
  PASSWORD,
  person,
  staff,
} from './support.ts'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'

const isIn = async (who: Browser) => (await who.get('/admin/account')).status === 200
const handlesIn = (text: string) =>
  [...text.matchAll(/action="\/admin\/account\/sessions\/(\w{24})\/end"/g)].map(([, one]) => one!)

describe('the own sessions', () => {
  it('are listed with device and address, and one is ended without the others', async () => {
    const here = await staff('clerk')
    const there = browser('203.0.113.7')
    await there.get('/admin/login')
    const fields = { login: 'test-clerk', password: PASSWORD }
    clock.forward(1_000)
    await there.post('/admin/login', fields, { 'User-Agent': FIREFOX })
    clock.forward(1_000)
    const other = await staff('clerk')
    const { text } = await here.get('/admin/account')
    for (const word of ['Firefox on Windows', '203.0.113.7', 'this device']) {
      expect(text).toContain(word)
    }
    expect(handlesIn(text)).toHaveLength(2)
    // The latest stands first.
    await here.post(`/admin/account/sessions/${handlesIn(text)[1]}/end`)
    expect([await isIn(here), await isIn(other), await isIn(there)]).toEqual([true, true, false])
    expect(await actions()).toContain('staff.session_ended')
  })

  it('of others cannot be ended by their handle', async () => {
    const ada = await staff('clerk')
    await staff('clerk')
    const [handle] = handlesIn((await ada.get('/admin/account')).text)
    const ben = await staff('viewer')
    await ben.post(`/admin/account/sessions/${handle}/end`)
    expect(handlesIn((await ada.get('/admin/account')).text)).toEqual([handle])
  })

  it('all but the present one end at once, and the present one has a new id', async () => {
    const [here, there] = [await staff('clerk'), await staff('clerk')]
    const id = here.cookies.get('ippay-staff')
    await here.post('/admin/account/sessions/end-others')
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    expect(here.cookies.get('ippay-staff')).not.toBe(id)
  })

  it.each(EVERY_ROLE)('are shown to a %s, with the way to them in the menu', async (role) => {
    const who = await staff(role)
    expect((await who.get('/admin/account')).text).toContain('href="/admin/account"')
    expect(await isIn(who)).toBe(true)
  })
})

describe('the own password', () => {
  const change = (who: Browser, password: string, next: string, again = next) =>
    who.post('/admin/account/password', {
      ...{ password, new_password: next, repeated_password: again },
    })

  it('is changed by who knows the present one; all other sessions end', async () => {
    const [here, there] = [await staff('clerk'), await staff('clerk')]
    expect((await change(here, PASSWORD, GOOD)).status).toBe(303)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(401)
    expect((await logInStep(browser(), 'test-clerk', GOOD)).status).toBe(303)
  })

  it('stays when the present one is wrong, the new one weak or not the same twice', async () => {
    const clerk = await staff('clerk')
    expect((await change(clerk, 'wrong', GOOD)).text).toContain('This is not your password.')
    expect((await change(clerk, PASSWORD, 'test-clerk 12')).text).toContain('your own login')
    expect((await change(clerk, PASSWORD, GOOD, 'another')).text).toContain('not the same')
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(303)
  })

  it('is not guessed by who finds a browser logged in: it locks as a log-in does', async () => {
    const clerk = await staff('clerk')
    await Promise.all(Array.from({ length: 10 }, () => change(clerk, 'wrong', GOOD)))
    expect((await change(clerk, PASSWORD, GOOD)).status).toBe(429)
    expect(await actions()).toContain('staff.locked')
  })

  it('is hashed anew at a log-in when the parameters have grown', async () => {
    await staff('clerk')
    const old = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
    await db.updateTable('staff').set({ password_hash: old }).execute()
    expect((await logInStep(browser(), 'test-clerk', 'wrong')).status).toBe(401)
    expect((await person('test-clerk')).password_hash).toBe(old)
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(303)
    expect(isHashOld((await person('test-clerk')).password_hash!)).toBe(false)
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(303)
  })
})
