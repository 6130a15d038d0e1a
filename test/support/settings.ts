import type { Config } from '../../src/config.ts'
import { SETTING_NAMES, type Settings } from '../../src/settings/definitions.ts'
import { fallbackOf, type SettingsReader } from '../../src/settings/settings.ts'

/** What nobody saved, with some values changed; the same for every partner. */
export function settingsFor(config: Config, changes: Partial<Settings> = {}): SettingsReader {
  const fallbacks = SETTING_NAMES.map((name) => [name, fallbackOf(name, config)])
  const settings = Object.freeze({ ...Object.fromEntries(fallbacks), ...changes }) as Settings
  return { of: async () => settings, hasPartners: async () => false, forget: () => {} }
}
