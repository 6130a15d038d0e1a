import { describe, expect, it } from 'vitest'
import { insertRun } from '../../src/db/runs.ts'
import { listSchedules } from '../../src/db/schedules.ts'
import { clock, db, FILTER, staff, wordsOf } from './console-support.ts'

const GOOD = {
  name: 'Every night',
  kind: 'invoice',
  status: 'not_paid',
  look_back_days: '31',
  time: '02:30',
  zone: 'America/Chicago',
  weekday: ['1', '2', '3', '4', '5'],
  catch_up_minutes: '360',
  enabled: '1',
  total: '12.5',
  total_operator: '>',
  partner: '2',
}

const schedules = () => listSchedules(db)

async function create(changes: Partial<Record<keyof typeof GOOD, string | string[]>> = {}) {
  const manager = await staff('manager')
  const page = await manager.post('/admin/schedules', { ...GOOD, ...changes })
  return { manager, page }
}

describe('saving a schedule', () => {
  it('keeps what was asked for, on record, and says when it runs next', async () => {
    const { manager, page } = await create()
    expect(page).toMatchObject({ status: 303, location: '/admin/schedules' })
    expect(await schedules()).toMatchObject([
      {
        name: 'Every night',
        is_enabled: 1,
        time_of_day: '02:30',
        zone: 'America/Chicago',
        weekdays: [1, 2, 3, 4, 5],
        catch_up_minutes: 360,
        updated_by: 'staff:test-manager',
        filter: {
          documentKind: 'invoice',
          status: 'not_paid',
          lookBackDays: 31,
          partnerIds: [2],
          total: { operator: '>', cents: 1250 },
        },
      },
    ])
    const words = wordsOf((await manager.get('/admin/schedules')).text)
    expect(words).toContain('“Every night” is saved. Its next run: Nov 25, 2026, 2:30 AM.')
    expect(words).toContain('issued in the last 31 days · partner #2 · total over $12.50')
    expect(words).toContain('02:30 Mon–Fri · America/Chicago')
    const trail = await db.selectFrom('audit_events').selectAll().execute()
    expect(trail.map(({ action }) => action)).toContain('schedule.created')
  })

  it('makes one of a form that is sent twice', async () => {
    await create()
    const { page } = await create({ name: 'every NIGHT' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('id="field-name-error"')
    expect(await schedules()).toHaveLength(1)
  })

  it.each([
    ['name', '', 'Give it a name.'],
    ['name', 'x'.repeat(101), 'Use at most 100 characters.'],
    ['look_back_days', '0', 'Give a whole number from 1 to 400.'],
    ['look_back_days', '401', 'Give a whole number from 1 to 400.'],
    ['look_back_days', '1e2', 'Give a whole number from 1 to 400.'],
    ['time', '24:00', 'Give a time of day'],
    ['time', '2:30', 'Give a time of day'],
    ['zone', 'Mars/Olympus', 'Give a time zone'],
    ['zone', '+02:00', 'Give a time zone'],
    ['weekday', [], 'Choose at least one day.'],
    ['weekday', ['1', '8'], 'This is not understood.'],
    ['catch_up_minutes', '-1', 'Give a whole number from 0 to 1,440.'],
    ['catch_up_minutes', '1441', 'Give a whole number from 0 to 1,440.'],
    ['total', '12.505', 'Give an amount above zero'],
    ['total', '0', 'Give an amount above zero'],
    ['partner', 'main', 'This is not a valid number.'],
  ] as const)('refuses %s %j beside its field', async (name, value, message) => {
    const { page } = await create({ [name]: value as string | string[] })
    expect(page.status).toBe(422)
    expect(page.text).toContain(`id="field-${name}-error"`)
    expect(wordsOf(page.text)).toContain(message)
    expect(await schedules()).toEqual([])
  })

  it.each(['12', '12.5', '12.50'])('accepts the amount %s', async (total) => {
    expect((await create({ total })).page.status).toBe(303)
  })

  it('changes one that is there, and shows it in its form first', async () => {
    const { manager } = await create()
    const [{ id } = { id: 0 }] = await schedules()
    const form = await manager.get(`/admin/schedules/${id}`)
    expect(form.text).toContain('value="Every night"')
    expect(form.text).toContain('value="12.50"')
    const page = await manager.post(`/admin/schedules/${id}`, {
      ...GOOD,
      name: 'Mondays',
      weekday: '1',
      enabled: [],
    })
    expect(page.status).toBe(303)
    expect(await schedules()).toMatchObject([{ id, name: 'Mondays', weekdays: [1], is_enabled: 0 }])
    const trail = await db.selectFrom('audit_events').selectAll().execute()
    expect(trail.map(({ action }) => action)).toContain('schedule.changed')
  })
})

describe('the list', () => {
  it('says what a schedule is for when there is none', async () => {
    const words = wordsOf((await (await staff('manager')).get('/admin/schedules')).text)
    expect(words).toContain('No schedule yet')
  })

  it('leads to the last run and to a preview of the next one', async () => {
    const { manager } = await create()
    const [{ id: scheduleId } = { id: 0 }] = await schedules()
    const run = { source: 'auto', filter: FILTER, actor: `schedule:${scheduleId}` } as const
    const slot = (businessDate: string) => ({ scheduleId, businessDate, lateMinutes: 0 })
    await insertRun(db, { ...run, slot: slot('2026-11-23') }, clock.now())
    const { runId } = await insertRun(db, { ...run, slot: slot('2026-11-24') }, clock.now())
    const { text } = await manager.get('/admin/schedules')
    expect(text).toContain(`href="/admin/runs/${runId}"`)
    const preview = /href="(\/admin\/charge[^"]+preview=1)"/
      .exec(text)![1]!
      .replaceAll('&amp;', '&')
    expect(preview).toContain('from=2026-10-25&to=2026-11-25')
    expect((await manager.get(preview)).status).toBe(200)
  })

  it('switches one off and on, and a repeated click does no harm', async () => {
    const { manager } = await create()
    const [{ id } = { id: 0 }] = await schedules()
    const turn = (enabled: string) => manager.post(`/admin/schedules/${id}/switch`, { enabled })
    await turn('0')
    await turn('0')
    expect(await schedules()).toMatchObject([{ is_enabled: 0 }])
    expect(wordsOf((await manager.get('/admin/schedules')).text)).toContain('None while it is off')
    await turn('1')
    expect(await schedules()).toMatchObject([{ is_enabled: 1 }])
    expect((await turn('maybe')).status).toBe(422)
    const trail = await db.selectFrom('audit_events').selectAll().orderBy('id').execute()
    const actions = trail.map(({ action }) => action).filter((action) => /switched/.test(action))
    expect(actions).toEqual(['schedule.switched_off', 'schedule.switched_on'])
  })
})

describe('who may', () => {
  it('look: everybody of the staff; change: a manager', async () => {
    await create()
    const [{ id } = { id: 0 }] = await schedules()
    for (const role of ['viewer', 'clerk'] as const) {
      const person = await staff(role)
      const list = await person.get('/admin/schedules')
      expect(list.status).toBe(200)
      expect(list.text).not.toContain('/switch')
      expect((await person.get('/admin/schedules/new')).status).toBe(403)
      expect((await person.get(`/admin/schedules/${id}`)).status).toBe(403)
      expect((await person.post('/admin/schedules', { ...GOOD, name: 'B' })).status).toBe(403)
      expect((await person.post(`/admin/schedules/${id}`, { ...GOOD, name: 'B' })).status).toBe(403)
      const off = await person.post(`/admin/schedules/${id}/switch`, { enabled: '0' })
      expect(off.status).toBe(403)
    }
    expect(await schedules()).toMatchObject([{ name: 'Every night', is_enabled: 1 }])
  })

  it('nobody without the token of his browser', async () => {
    const manager = await staff('manager')
    const page = await manager.post('/admin/schedules', { ...GOOD, _csrf: 'other' })
    expect(page.status).toBe(403)
    expect(await schedules()).toEqual([])
  })

  it.each(['/admin/schedules/999', '/admin/schedules/0', '/admin/schedules/x'])(
    'knows nothing of %s',
    async (path) => {
      const manager = await staff('manager')
      expect((await manager.get(path)).status).toBe(404)
      expect((await manager.post(path, GOOD)).status).toBe(404)
      expect((await manager.post(`${path}/switch`, { enabled: '1' })).status).toBe(404)
    },
  )
})
