import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { listSettingRows } from '../db/settings.ts'
import type { Vault } from '../vault/vault.ts'
import { SETTING_NAMES, SETTINGS, type SettingName, type Settings } from './definitions.ts'
import type { Setting } from './kinds.ts'

export interface SettingsReader {
  /**
   * What holds for a partner's customers; null where no partner is known. What nobody saved for the
   * partner holds for all, and what nobody saved comes from the environment.
   */
  of(partnerId: number | null): Promise<Settings>
  /** After a change in this process. Others see it within `FRESH_MS`. */
  forget(): void
}

/** How long a process may go on with what it read. */
const FRESH_MS = 5_000

interface Parts {
  config: Config
  db: Db
  vault: Pick<Vault, 'openSetting'>
  now: () => Date
}

/** Reads all settings at once, few as they are, and keeps them for some seconds. */
export function createSettings({ config, db, vault, now }: Parts): SettingsReader {
  let known: { rows: Promise<Map<string, unknown>>; at: number } | null = null

  async function readRows(): Promise<Map<string, unknown>> {
    const rows = await listSettingRows(db)
    return new Map(rows.map(({ name, value }) => [name, value]))
  }

  function rows(): Promise<Map<string, unknown>> {
    const at = now().getTime()
    if (known && Math.abs(at - known.at) < FRESH_MS) return known.rows
    const fresh = { rows: readRows(), at }
    known = fresh
    // What failed is asked again by the next caller.
    fresh.rows.catch(() => {
      if (known === fresh) known = null
    })
    return fresh.rows
  }

  return {
    async of(partnerId) {
      const saved = await rows()
      const values = SETTING_NAMES.map((name) => {
        const stored = storedValue(saved, name, partnerId)
        return [name, stored === undefined ? fallbackOf(name, config) : opened(name, stored, vault)]
      })
      return Object.freeze(Object.fromEntries(values)) as Settings
    },
    forget() {
      known = null
    },
  }
}

function storedValue(saved: Map<string, unknown>, name: SettingName, partnerId: number | null) {
  const setting: Setting = SETTINGS[name]
  const own =
    setting.isPerPartner && partnerId !== null ? saved.get(rowName(name, partnerId)) : undefined
  return own ?? saved.get(rowName(name, null))
}

function opened(name: SettingName, stored: unknown, vault: Parts['vault']): unknown {
  return (SETTINGS[name].kind as Setting['kind']) === 'secret'
    ? vault.openSetting(name, String(stored))
    : stored
}

/** What holds while nobody saved anything. */
export function fallbackOf(name: SettingName, config: Config): unknown {
  const { fallback } = SETTINGS[name] as Setting
  return typeof fallback === 'function' ? fallback(config) : fallback
}

/** The row of `settings` that holds a value: one for all, and one for each partner that differs. */
export const rowName = (name: SettingName, partnerId: number | null): string =>
  partnerId === null ? name : `${name}@${partnerId}`
