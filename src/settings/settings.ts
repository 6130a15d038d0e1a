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
  /** Whether any partner has a value of its own; where none has, nobody need ask whose customer it is. */
  hasPartners(): Promise<boolean>
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

/** What was read at one moment, and what was made of it for each partner since. */
interface Read {
  saved: Saved
  made: Map<number | null, Settings>
}
export type Saved = ReadonlyMap<string, unknown>

/** Reads all settings at once, few as they are, and keeps them for some seconds. */
export function createSettings({ config, db, vault, now }: Parts): SettingsReader {
  let known: { read: Promise<Read>; at: number } | null = null

  async function readRows(): Promise<Read> {
    const rows = await listSettingRows(db)
    return { saved: new Map(rows.map(({ name, value }) => [name, value])), made: new Map() }
  }

  function read(): Promise<Read> {
    const at = now().getTime()
    if (known && Math.abs(at - known.at) < FRESH_MS) return known.read
    const fresh = { read: readRows(), at }
    known = fresh
    // What failed is asked again by the next caller.
    fresh.read.catch(() => {
      if (known === fresh) known = null
    })
    return fresh.read
  }

  return {
    async of(partnerId) {
      const { saved, made } = await read()
      const settings = made.get(partnerId) ?? makeSettings(saved, partnerId, { config, vault })
      made.set(partnerId, settings)
      return settings
    },
    async hasPartners() {
      const { saved } = await read()
      return [...saved.keys()].some((row) => /^\w+@\d+$/.test(row))
    },
    forget() {
      known = null
    },
  }
}

/** What holds for a partner by these rows. */
export function makeSettings(
  saved: Saved,
  partnerId: number | null,
  { config, vault }: Pick<Parts, 'config' | 'vault'>,
): Settings {
  const values = SETTING_NAMES.map((name) => {
    const stored = storedValue(saved, name, partnerId)
    return [name, usable(name, stored, vault) ?? fallbackOf(name, config)]
  })
  return Object.freeze(Object.fromEntries(values)) as Settings
}

function storedValue(saved: Saved, name: SettingName, partnerId: number | null): unknown {
  const setting: Setting = SETTINGS[name]
  const own =
    setting.isPerPartner && partnerId !== null ? saved.get(rowName(name, partnerId)) : undefined
  return own ?? saved.get(rowName(name, null))
}

/**
 * What a stored value says; undefined when it says nothing that the program understands. A secret
 * whose key is gone, or a value of an older release, must not keep payments from flowing.
 */
export function usable(name: SettingName, stored: unknown, vault: Parts['vault']): unknown {
  if (stored === undefined) return undefined
  const { kind, schema }: Setting = SETTINGS[name]
  try {
    const value = kind === 'secret' ? vault.openSetting(name, String(stored)) : stored
    const checked = schema.safeParse(value)
    return checked.success ? checked.data : undefined
  } catch {
    return undefined
  }
}

/** What holds while nobody saved anything. */
export function fallbackOf(name: SettingName, config: Config): unknown {
  const { fallback } = SETTINGS[name] as Setting
  return typeof fallback === 'function' ? fallback(config) : fallback
}

/** The row of `settings` that holds a value: one for all, and one for each partner that differs. */
export const rowName = (name: SettingName, partnerId: number | null): string =>
  partnerId === null ? name : `${name}@${partnerId}`
