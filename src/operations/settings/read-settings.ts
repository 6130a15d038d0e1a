import type { Context } from '../../context.ts'
import { listSavedSettings, type SavedSetting } from '../../db/settings.ts'
import { SETTING_NAMES, SETTINGS, type SettingName } from '../../settings/definitions.ts'
import type { Setting, SettingGroup } from '../../settings/kinds.ts'
import { fallbackOf, rowName, usable } from '../../settings/settings.ts'
import { inWords, typedOf } from '../../settings/typed.ts'
import { listFilterChoices } from '../filter-choices.ts'
import { listKnownTerminals } from './list-terminals.ts'
import { seenOf } from './seen.ts'

/** One setting as the page shows it. */
export interface SettingLine {
  name: SettingName
  setting: Setting
  /** What stands in the field. */
  typed: string
  words: string
  source: 'partner' | 'all' | 'environment' | 'standard'
  /** Of what the page shows, for the form. */
  seen: string
  /** Who saved the value that this page is about. */
  saved: { by: string; at: Date } | null
  /** What would hold without it. */
  otherwise: string
  choices: readonly { value: string; label: string }[] | null
  /** It was saved, and cannot be understood or opened any more. */
  isUnreadable: boolean
}

export interface SettingsPage {
  groups: { group: SettingGroup; lines: SettingLine[] }[]
  /** Null while Splynx does not say. */
  partners: readonly { id: number; name: string }[] | null
  /** Those that have a value of their own, be they known to Splynx or not. */
  partnerIds: readonly number[]
}

/** All settings as they hold for all partners, or what a partner may have of its own. */
export async function readSettings(
  context: Context,
  partnerId: number | null,
): Promise<SettingsPage> {
  const [saved, names, terminals] = await Promise.all([
    listSavedSettings(context.db),
    listFilterChoices(context),
    listKnownTerminals(context),
  ])
  const offers: Offers = {
    terminals: terminals.map(({ id }) => ({ value: id, label: id })),
    payment_methods:
      names?.paymentTypes.map(({ id, name }) => ({ value: String(id), label: name })) ?? null,
  }
  const rows = new Map(saved.map((row) => [row.name, row]))
  const lines = SETTING_NAMES.filter(
    (name) => partnerId === null || (SETTINGS[name] as Setting).isPerPartner,
  ).map((name) => lineOf(context, name, { partnerId, rows, offers }))
  const groups = [...new Set(lines.map(({ setting }) => setting.group))]
  return {
    groups: groups.map((group) => ({
      group,
      lines: lines.filter(({ setting }) => setting.group === group),
    })),
    partners: names?.partners ?? null,
    partnerIds: [...new Set(saved.flatMap(({ name }) => partnerOf(name) ?? []))].sort(
      (a, b) => a - b,
    ),
  }
}

type Offers = Record<
  NonNullable<Setting['choicesFrom']>,
  readonly { value: string; label: string }[] | null
>

const partnerOf = (row: string): number | null => {
  const [, id] = /^\w+@(\d+)$/.exec(row) ?? []
  return id === undefined ? null : Number(id)
}

interface Known {
  partnerId: number | null
  rows: ReadonlyMap<string, SavedSetting>
  offers: Offers
}

function lineOf(
  { config, vault }: Context,
  name: SettingName,
  { partnerId, rows, offers }: Known,
): SettingLine {
  const setting: Setting = SETTINGS[name]
  const understood = (saved: SavedSetting | undefined) => usable(name, saved?.value, vault)
  const all = understood(rows.get(rowName(name, null)))
  const fallback = fallbackOf(name, config)
  const row = rows.get(rowName(name, partnerId))
  const own = understood(row)
  const otherwise = partnerId === null ? fallback : (all ?? fallback)
  const value = own ?? otherwise
  return {
    name,
    setting,
    typed: typedOf(setting, value),
    words: inWords(setting, value),
    source: sourceOf(setting, { partnerId, isOwn: own !== undefined, isSaved: all !== undefined }),
    seen: seenOf(row),
    saved: row ? { by: row.updatedBy, at: row.updatedAt } : null,
    otherwise: inWords(setting, otherwise),
    choices: choicesOf(setting, offers, typedOf(setting, value)),
    isUnreadable: row !== undefined && own === undefined,
  }
}

function sourceOf(
  { fallback }: Setting,
  { partnerId, isOwn, isSaved }: { partnerId: number | null; isOwn: boolean; isSaved: boolean },
): SettingLine['source'] {
  if (isOwn && partnerId !== null) return 'partner'
  if (isSaved) return 'all'
  return typeof fallback === 'function' ? 'environment' : 'standard'
}

/** What holds now can always be kept, even when nobody offers it any more. */
function choicesOf(setting: Setting, offers: Offers, current: string): SettingLine['choices'] {
  if (setting.kind === 'flag') return ON_OFF
  const offered = setting.choicesFrom ? offers[setting.choicesFrom] : (setting.choices ?? null)
  if (!offered || offered.some(({ value }) => value === current)) return offered
  return [{ value: current, label: `${current} (not known)` }, ...offered]
}

const ON_OFF = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const
