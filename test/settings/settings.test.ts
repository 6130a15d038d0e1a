import { describe, expect, it } from 'vitest'
import { saveSetting } from '../../src/db/settings.ts'
import { SETTING_NAMES, SETTINGS } from '../../src/settings/definitions.ts'
import type { Setting } from '../../src/settings/kinds.ts'
import { fallbackOf, rowName } from '../../src/settings/settings.ts'
import { config, testContext } from '../support/context.ts'

const by = { by: 'admin', now: new Date('2026-11-24T15:00:00Z') }

describe('a setting', () => {
  it('that nobody saved comes from the environment', async () => {
    const { settings } = testContext()
    expect(await settings.of(null)).toMatchObject({ cardZip: 'optional', refillMinCents: 100 })
  })

  it('that was saved holds for every partner, and a partner’s own before it', async () => {
    const { db, settings } = testContext()
    await saveSetting(db, rowName('refillMinCents', null), 500, by)
    await saveSetting(db, rowName('refillMinCents', 7), 900, by)
    const read = async (partner: number | null) => (await settings.of(partner)).refillMinCents
    expect(await Promise.all([read(null), read(1), read(7)])).toEqual([500, 500, 900])
  })

  it('that changed is seen after some seconds, and at once where it was changed', async () => {
    const { db, settings, clock } = testContext()
    const read = async () => (await settings.of(null)).refillMinCents
    expect(await read()).toBe(100)
    await saveSetting(db, 'refillMinCents', 500, by)
    expect(await read()).toBe(100)
    clock.forward(5_000)
    expect(await read()).toBe(500)
    await saveSetting(db, 'refillMinCents', 600, by)
    settings.forget()
    expect(await read()).toBe(600)
  })
})

it.each(SETTING_NAMES)('%s holds by itself what it asks of others', (name) => {
  const setting = SETTINGS[name] as Setting
  expect(setting.schema.safeParse(fallbackOf(name, config)).success).toBe(true)
})
