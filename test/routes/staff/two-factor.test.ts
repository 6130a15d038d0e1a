import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../../src/domain/role.ts'
import type { Browser } from '../../support/browser.ts'
import { settingsFor } from '../../support/settings.ts'
import {
  actions,
  browser,
  clock,
  context,
  db,
  hidden,
  idOf,
  logged,
  logInStep,
  PASSWORD,
  person,
  staff,
  variant,
} from './support.ts'

const STEP_MS = 30_000
const SET_UP = '/admin/account/two-factor'

/** What the app on the phone shows. */
const codeOf = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now().getTime() })

const secretIn = (text: string): string => {
  const key = /<code>([A-Z2-7 ]{39})<\/code>/.exec(text)?.[1]
  if (!key) throw new Error('the page shows no key')
  return key.replaceAll(' ', '')
}
const recoveryCodesIn = (text: string) =>
  [...text.matchAll(/<code>((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})<\/code>/g)].map(([, code]) => code!)

/** Sets it up as people do; its first code is used up by that. */
async function setUp(who: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const page = await who.get(SET_UP)
  const secret = secretIn(page.text)
  const sealed_token = hidden(page, 'sealed_token')
  const fields = { sealed_token, password: PASSWORD, code: codeOf(secret) }
  const { text } = await who.post(SET_UP, fields)
  return { secret, recoveryCodes: recoveryCodesIn(text) }
}

/** Both steps of a log-in. */
async function logInWith(code: string, password = PASSWORD, who = browser()) {
  const first = await logInStep(who, 'test-clerk', password)
  expect(first.status).toBe(200)
  return who.post('/admin/login/code', { state: hidden(first, 'state'), code })
}

const wording = (text: string) => text.replace(/value="[^"]*"/g, '')

describe('setting it up', () => {
  it('shows a picture and a key, and begins with the first right code and the password', async () => {
    const clerk = await staff('clerk')
    const page = await clerk.get(SET_UP)
    expect(page.text).toContain('<svg')
    const secret = secretIn(page.text)
    const sealed_token = hidden(page, 'sealed_token')
    const send = (code: string, password: string) =>
      clerk.post(SET_UP, { sealed_token, code, password })
    expect((await send('000000', PASSWORD)).text).toContain('wrong or too old')
    expect((await send(codeOf(secret), 'wrong')).text).toContain('This is not your password.')
    expect((await person('test-clerk')).totp_sealed).toBeNull()
    expect(recoveryCodesIn((await send(codeOf(secret), PASSWORD)).text)).toHaveLength(10)
    expect(await actions()).toContain('staff.two_factor_on')
  })

  it('keeps the secret sealed, recovery codes hashed, and neither in the log', async () => {
    const { secret, recoveryCodes } = await setUp(await staff('clerk'))
    const rows = await Promise.all([
      db.selectFrom('staff').selectAll().execute(),
      db.selectFrom('staff_recovery_codes').selectAll().execute(),
    ])
    for (const text of [JSON.stringify(rows), logged()]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(recoveryCodes[0]!.replaceAll('-', ''))
    }
  })

  it('is not offered to accounts of Splynx', async () => {
    const who = browser()
    await logInStep(who, 'viewer', 'viewer')
    expect((await who.get('/admin/account')).text).not.toContain(SET_UP)
    expect((await who.get(SET_UP)).status).toBe(409)
  })
})

describe('a log-in with it', () => {
  it('has two steps, and each code is taken once', async () => {
    const { secret } = await setUp(await staff('clerk'))
    expect((await logInWith(codeOf(secret))).status).toBe(401)
    clock.forward(STEP_MS)
    const code = codeOf(secret)
    expect(await logInWith(code)).toMatchObject({ status: 303, location: '/admin' })
    expect((await logInWith(code)).status).toBe(401)
    clock.forward(STEP_MS)
    expect((await logInWith(codeOf(secret))).status).toBe(303)
  })

  it('of two that bring the same code at once lets one in', async () => {
    const { secret } = await setUp(await staff('clerk'))
    clock.forward(STEP_MS)
    const answers = await Promise.all([logInWith(codeOf(secret)), logInWith(codeOf(secret))])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401])
  })

  it('does not tell whether the password or the code was wrong, in either step', async () => {
    const { secret } = await setUp(await staff('clerk'))
    clock.forward(STEP_MS)
    const [right, wrong] = [
      await logInStep(browser(), 'test-clerk', PASSWORD),
      await logInStep(browser(), 'test-clerk', 'wrong'),
    ]
    expect(wording(right.text)).toBe(wording(wrong.text))
    expect(hidden(right, 'state')).toHaveLength(hidden(wrong, 'state').length)

    const wrongPassword = await logInWith(codeOf(secret), 'wrong')
    const wrongCode = await logInWith('000000')
    expect([wrongPassword.status, wrongCode.status]).toEqual([401, 401])
    expect(wording(wrongPassword.text)).toBe(wording(wrongCode.text))
    // The code was not used up by somebody who does not know the password.
    expect((await logInWith(codeOf(secret))).status).toBe(303)
  })

  it('takes each recovery code once, however it is typed, and not another person’s', async () => {
    const { recoveryCodes } = await setUp(await staff('clerk'))
    const other = await setUp(await staff('viewer'))
    const [first = '', second = ''] = recoveryCodes
    expect((await logInWith(first.toLowerCase().replaceAll('-', ' '))).status).toBe(303)
    expect((await logInWith(first)).status).toBe(401)
    expect((await logInWith(other.recoveryCodes[0]!)).status).toBe(401)
    expect((await logInWith(second)).status).toBe(303)
    expect(await actions()).toContain('staff.recovery_code_used')
  })

  it('is not guessed: wrong codes lock the login, and right passwords between them lift nothing', async () => {
    await setUp(await staff('clerk'))
    const who = browser()
    const state = hidden(await logInStep(who, 'test-clerk', PASSWORD), 'state')
    const guess = () => who.post('/admin/login/code', { state, code: '000000' })
    await Promise.all(Array.from({ length: 5 }, guess))
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(200)
    await Promise.all(Array.from({ length: 5 }, guess))
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(429)
    expect(await actions()).toContain('staff.locked')
  })

  it('begins anew when the first step is too old, altered or of before a new password', async () => {
    const { secret } = await setUp(await staff('clerk'))
    clock.forward(STEP_MS)
    const who = browser()
    const state = hidden(await logInStep(who, 'test-clerk', PASSWORD), 'state')
    const code = codeOf(secret)
    const altered = await who.post('/admin/login/code', { state: `${state.slice(0, -2)}AA`, code })
    expect(altered.location).toBe('/admin/login')
    await db.updateTable('staff').set({ session_version: 7 }).execute()
    expect((await who.post('/admin/login/code', { state, code })).status).toBe(401)
    clock.forward(5 * 60_000)
    expect((await who.post('/admin/login/code', { state, code })).location).toBe('/admin/login')
  })

  it('ends with the password of its owner, or by an admin for somebody without a phone', async () => {
    const clerk = await staff('clerk')
    await setUp(clerk)
    await clerk.post(`${SET_UP}/removal`, { password: 'wrong' })
    expect((await person('test-clerk')).totp_sealed).not.toBeNull()
    await clerk.post(`${SET_UP}/removal`, { password: PASSWORD })
    expect((await person('test-clerk')).totp_sealed).toBeNull()

    await setUp(clerk)
    const admin = await staff('admin')
    await admin.post(`/admin/staff/${await idOf('clerk')}/two-factor-removal`)
    expect((await logInStep(browser(), 'test-clerk', PASSWORD)).status).toBe(303)
    expect((await actions()).filter((action) => action === 'staff.two_factor_off')).toHaveLength(2)
  })

  it('has new recovery codes for the password, and the former are worthless', async () => {
    const clerk = await staff('clerk')
    const { recoveryCodes } = await setUp(clerk)
    const { text } = await clerk.post(`${SET_UP}/recovery-codes`, { password: PASSWORD })
    expect((await logInWith(recoveryCodes[0]!)).status).toBe(401)
    expect((await logInWith(recoveryCodesIn(text)[0]!)).status).toBe(303)
  })
})

describe('the setting', () => {
  /** The console under this policy, for somebody who is logged in already. */
  async function under(
    staffTwoFactor: 'off' | 'optional' | 'managers' | 'everyone',
    role: Role,
  ): Promise<Browser> {
    const settings = settingsFor(context.config, { staffTwoFactor })
    const there = variant({ settings }).browser()
    const here = await staff(role)
    for (const [name, value] of here.cookies) there.cookies.set(name, value)
    there.csrf = here.csrf
    return there
  }

  it.each([
    ['managers', 'clerk', false],
    ['managers', 'auditor', false],
    ['managers', 'manager', true],
    ['managers', 'admin', true],
    ['everyone', 'viewer', true],
    ['optional', 'admin', false],
    ['off', 'admin', false],
  ] as const)('%s: a %s has to set it up first: %s', async (policy, role, isAsked) => {
    const who = await under(policy, role)
    const page = await who.get('/admin/payments')
    expect(page.location).toBe(isAsked ? SET_UP : null)
    expect((await who.get(SET_UP)).status).toBe(200)
  })

  it('lets nobody do without who has to have it, and opens the console when it is set up', async () => {
    const manager = await under('managers', 'manager')
    expect((await manager.get(SET_UP)).text).toContain('Your role needs a second factor')
    await setUp(manager)
    expect((await manager.get('/admin/payments')).status).toBe(200)
    await manager.post(`${SET_UP}/removal`, { password: PASSWORD })
    expect((await person('test-manager')).totp_sealed).not.toBeNull()
  })

  it('off asks nobody for a code', async () => {
    await setUp(await staff('clerk'))
    const there = variant({ settings: settingsFor(context.config, { staffTwoFactor: 'off' }) })
    expect((await logInStep(there.browser(), 'test-clerk', PASSWORD)).status).toBe(303)
  })
})
