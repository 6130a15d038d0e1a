import { beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../src/db/audit.ts'
import { saveSetting } from '../../src/db/settings.ts'
import { saveSettings } from '../../src/operations/settings/save-settings.ts'
import { SETTINGS } from '../../src/settings/definitions.ts'
import { secretSetting } from '../../src/settings/kinds.ts'
import { rowName } from '../../src/settings/settings.ts'
import type { Browser, Page } from '../support/browser.ts'
import { context, db, logged, splynx, staff, wordsOf as wordsIn } from './console-support.ts'

const PATH = '/admin/settings'

const wordsOf = ({ text }: Page): string => wordsIn(text)

beforeEach(() => context.settings.forget())

/** The fields of the page's form that has a field of this name, as a browser sends them. */
function fieldsOf({ text }: Page, name: string): Record<string, string> {
  const form = text
    .split('<form ')
    .find((part) => part.includes(`name="${name}"`) && part.includes('action="/admin/settings"'))!
    .split('</form>')[0]!
  const inputs = [...form.matchAll(/<input [^>]*?name="([^"]+)"[^>]*>/g)].map(([tag, field]) => [
    field!,
    /value="([^"]*)"/.exec(tag)?.[1] ?? '',
  ])
  const selects = [...form.matchAll(/<select [^>]*?name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(
    ([, field, options]) => [
      field!,
      /<option value="([^"]*)" selected/.exec(options!)?.[1] ??
        /<option value="([^"]*)"/.exec(options!)![1]!,
    ],
  )
  const areas = [...form.matchAll(/<textarea [^>]*?name="([^"]+)"[^>]*>([^<]*)</g)].map(
    ([, field, value]) => [field!, value!],
  )
  return Object.fromEntries([...inputs, ...selects, ...areas])
}

async function change(admin: Browser, changes: Record<string, string>, path = PATH): Promise<Page> {
  const page = await admin.get(path)
  expect(page.status).toBe(200)
  const fields = fieldsOf(page, Object.keys(changes)[0]!)
  return admin.post(PATH, { ...fields, ...changes })
}

const trail = () =>
  db
    .selectFrom('audit_events')
    .select(['actor', 'action', 'subject', 'details'])
    .where((event) =>
      event.or([event('action', 'like', 'setting.%'), event('action', 'like', 'terminal.%')]),
    )
    .orderBy('id')
    .execute()

describe('the page', () => {
  it('may be looked at by those who see everything, and changed by admins', async () => {
    expect((await (await staff('clerk')).get(PATH)).status).toBe(403)
    for (const role of ['auditor', 'manager'] as const) {
      const browser = await staff(role)
      const page = await browser.get(PATH)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('Save: ')
      expect((await browser.post(PATH, { linkDays: '3' })).status).toBe(403)
      for (const path of [
        'reset',
        'tests',
        'terminals',
        'terminals/password',
        'terminals/removal',
      ]) {
        expect((await browser.post(`${PATH}/${path}`, {})).status).toBe(403)
      }
    }
    expect(await trail()).toEqual([])
  })

  it('works while Splynx is away, with the numbers of partners that have values', async () => {
    await saveSetting(db, rowName('linkDays', 7), 3, { by: 'staff:admin', now: context.now() })
    splynx.isDown = true
    const words = wordsOf(await (await staff('admin')).get(`${PATH}?partner=7`))
    expect(words).toContain('Partner 7')
    expect(words).toContain('This partner’s own value')
  })
})

describe('a change', () => {
  it('holds from then on, says where it comes from, and is in the trail', async () => {
    const admin = await staff('admin')
    expect(wordsOf(await admin.get(PATH))).toContain('From the environment')
    const saved = await change(admin, { linkDays: '12', plainLinks: 'off' })
    expect(saved.status).toBe(303)
    expect(await context.settings.of(null)).toMatchObject({ linkDays: 12, plainLinks: 'off' })
    expect(wordsOf(await admin.get(PATH))).toMatch(/Value of all partners changed by \S+ on Nov/)
    expect(await trail()).toMatchObject([
      {
        actor: expect.stringMatching(/^staff:.*admin$/),
        action: 'setting.changed',
        subject: 'setting:plainLinks',
        details: expect.stringContaining('"to":"Do not work"'),
      },
      { subject: 'setting:linkDays', details: '{"from":"30 days","to":"12 days"}' },
    ])
    expect(await verifyAudit(db)).toMatchObject({ ok: true })
  })

  it('of nothing is none', async () => {
    const admin = await staff('admin')
    await change(admin, { linkDays: '30' })
    expect(await trail()).toEqual([])
  })

  it.each([
    [{ linkDays: '0' }, 'Give something from 1 to 365.'],
    [{ returnFeeCents: 'ten' }, 'Write the amount like 12, 12.50 or 1,200.'],
    [{ refillMinCents: '20,000' }, 'The smallest refill would be more than the largest.'],
    [{ refundLimitClerkCents: '3000' }, 'A clerk could give back more than a manager.'],
    [{ portalCookie: 'a b' }, 'Write the name of a cookie, such as PHPSESSID.'],
    [{ statementGrouping: 'week' }, 'Choose one of these.'],
    [{ terminalId: 'NOWHERE' }, 'Add this terminal first, and test it.'],
    [{ cardPaymentTypeId: '77' }, 'Splynx has no payment method of this number.'],
  ])('to %j is refused beside the field, and nothing is saved', async (changes, sentence) => {
    const admin = await staff('admin')
    const page = await change(admin, changes)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain(sentence)
    expect(await db.selectFrom('settings').selectAll().execute()).toEqual([])
    expect(await trail()).toEqual([])
  })

  it('beside a wrong one is not saved either, and stands in its field again', async () => {
    const page = await change(await staff('admin'), { linkDays: '400', plainLinks: 'off' })
    expect(page.status).toBe(422)
    expect(fieldsOf(page, 'linkDays')).toMatchObject({ linkDays: '400', plainLinks: 'off' })
    expect(await db.selectFrom('settings').selectAll().execute()).toEqual([])
  })

  it('that comes from an old page shows the newer value and overwrites nothing', async () => {
    const admin = await staff('admin')
    const old = fieldsOf(await admin.get(PATH), 'linkDays')
    await change(admin, { linkDays: '12' })
    const late = await admin.post(PATH, { ...old, linkDays: '20' })
    expect(late.status).toBe(422)
    expect(wordsOf(late)).toContain('admin changed this to 12 days while you had the page open')
    expect(fieldsOf(late, 'linkDays')).toMatchObject({ linkDays: '12' })
    expect((await context.settings.of(null)).linkDays).toBe(12)
    const again = { ...fieldsOf(late, 'linkDays'), linkDays: '20' }
    expect((await admin.post(PATH, again)).status).toBe(303)
    expect((await context.settings.of(null)).linkDays).toBe(20)
  })

  it('of another field of an old page leaves alone what was changed meanwhile', async () => {
    const admin = await staff('admin')
    const old = fieldsOf(await admin.get(PATH), 'linkDays')
    await change(admin, { linkDays: '12' })
    expect((await admin.post(PATH, { ...old, plainLinks: 'off' })).status).toBe(303)
    expect(await context.settings.of(null)).toMatchObject({ linkDays: 12, plainLinks: 'off' })
  })

  it('by two at once is made by one of them', async () => {
    const field = { name: 'linkDays', was: '30', seen: 'none' } as const
    const who = { partnerId: null, actor: 'staff:a', address: '' }
    const results = await Promise.all(
      ['3', '4'].map((typed) => saveSettings(context, { ...who, fields: [{ ...field, typed }] })),
    )
    expect(results.map(({ kind }) => kind).sort()).toEqual(['refused', 'saved'])
    expect(await trail()).toHaveLength(1)
  })
})

describe('a partner', () => {
  it('has a value of its own until it is taken away', async () => {
    const admin = await staff('admin')
    await change(admin, { linkDays: '12' })
    await change(admin, { linkDays: '5' }, `${PATH}?partner=7`)
    const days = async (partner: number | null) => (await context.settings.of(partner)).linkDays
    expect([await days(null), await days(1), await days(7)]).toEqual([12, 12, 5])
    const page = await admin.get(`${PATH}?partner=7`)
    expect(wordsOf(page)).toContain('Use the value of all (12 days)')
    const { 'seen.linkDays': seen = '' } = fieldsOf(page, 'linkDays')
    const reset = await admin.post(`${PATH}/reset`, { name: 'linkDays', partner: '7', seen })
    expect(reset.status).toBe(303)
    expect(await days(7)).toBe(12)
    expect((await trail()).at(-1)).toMatchObject({
      action: 'setting.reset',
      subject: 'setting:linkDays@7',
      details: '{"from":"5 days","to":"12 days"}',
    })
  })

  it('loses nothing to a page that is not of today', async () => {
    const admin = await staff('admin')
    await change(admin, { linkDays: '5' }, `${PATH}?partner=7`)
    await admin.post(`${PATH}/reset`, { name: 'linkDays', partner: '7', seen: 'none' })
    expect((await context.settings.of(7)).linkDays).toBe(5)
  })

  it('cannot be given what holds for everybody', async () => {
    const admin = await staff('admin')
    const page = await admin.get(`${PATH}?partner=7`)
    expect(page.text).not.toContain('name="portalCookie"')
    await admin.post(PATH, { partner: '7', portalCookie: 'X', 'was.portalCookie': '' })
    expect(await db.selectFrom('settings').selectAll().execute()).toEqual([])
  })
})

describe('a secret', () => {
  const SECRET = 'hunter2-hunter2'

  it('is sealed at rest, and never on a page, in the trail or in the log', async () => {
    const holder = SETTINGS as Record<string, unknown>
    const former = holder.portalCookie
    holder.portalCookie = secretSetting({
      group: 'splynx',
      label: 'A secret',
      help: 'For this test.',
      fallback: '',
    })
    try {
      const admin = await staff('admin')
      await change(admin, { portalCookie: SECRET })
      context.settings.forget()
      expect((await context.settings.of(null)).portalCookie).toBe(SECRET)
      const wrong = await change(admin, { portalCookie: `${SECRET}${'x'.repeat(300)}` })
      expect(wrong.status).toBe(422)
      const pages = [
        wrong.text,
        (await admin.get(PATH)).text,
        (await admin.get('/admin/audit')).text,
      ]
      const rows = await db.selectFrom('settings').selectAll().execute()
      const everything = JSON.stringify([pages, rows, await trail(), logged()])
      expect(everything).not.toContain(SECRET)
      expect(everything).toMatch(/changed by \S+ on/)
      expect(await trail()).toMatchObject([{ details: '{"value":"changed"}' }])
    } finally {
      holder.portalCookie = former
    }
  })

  it('of a terminal is kept likewise', async () => {
    const admin = await staff('admin')
    await admin.get(PATH)
    await admin.post(`${PATH}/terminals`, { terminal: 'SECOND', terminal_password: SECRET })
    await admin.post(`${PATH}/terminals/password`, {
      terminal: 'TESTTERMINAL',
      terminal_password: SECRET,
    })
    const page = await admin.get(PATH)
    expect(wordsOf(page)).toMatch(/SECOND Not used yet Set changed by \S+ on/)
    const rows = await db.selectFrom('terminals').selectAll().execute()
    expect(rows).toHaveLength(2)
    const everything = JSON.stringify([page.text, rows, await trail(), logged()])
    expect(everything).not.toContain(SECRET)
    expect(await trail()).toMatchObject([
      { action: 'terminal.added', subject: 'terminal:SECOND' },
      { action: 'terminal.password_changed', subject: 'terminal:TESTTERMINAL' },
    ])
  })
})

describe('a terminal', () => {
  it('can be chosen once it is entered, and then stays', async () => {
    const admin = await staff('admin')
    await admin.get(PATH)
    for (const terminal of ['SECOND', 'THIRD']) {
      await admin.post(`${PATH}/terminals`, { terminal })
    }
    await change(admin, { terminalId: 'SECOND' }, `${PATH}?partner=7`)
    expect((await context.settings.of(7)).terminalId).toBe('SECOND')
    for (const terminal of ['SECOND', 'THIRD']) {
      await admin.post(`${PATH}/terminals/removal`, { terminal })
    }
    const rows = await db.selectFrom('terminals').select('id').execute()
    expect(rows).toEqual([{ id: 'SECOND' }])
  })

  it('is tested by asking the gateway about just this one', async () => {
    const admin = await staff('admin')
    await admin.get(PATH)
    await admin.post(`${PATH}/tests`, { what: 'terminal', terminal: 'SECOND' })
    expect(context.gateway.terminals.at(-1)).toBe('SECOND')
    expect(wordsOf(await admin.get(PATH))).toContain('IPpay terminal: SECOND is known')
  })
})

describe('a test', () => {
  it.each([
    ['splynx', /Splynx API key|Permissions of the key/],
    ['webhook', /Webhook of Splynx: Not set up/],
    ['mail', /Mail server: Not set up/],
  ])('of %s says what was found', async (what, found) => {
    const admin = await staff('admin')
    await admin.get(PATH)
    expect((await admin.post(`${PATH}/tests`, { what })).status).toBe(303)
    expect(wordsOf(await admin.get(PATH))).toMatch(found)
  })
})
