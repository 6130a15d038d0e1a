import { choiceSetting, moneySetting, type Setting } from './kinds.ts'

/** Everything that a clerk may change without a restart. The page of settings draws itself from this. */
export const SETTINGS = {
  cardZip: choiceSetting({
    group: 'payments',
    label: 'ZIP code of a card',
    help: 'Whether card forms ask for the ZIP code that the bank of the card compares.',
    choices: { off: 'Do not ask', optional: 'May be left empty', required: 'Required' },
    fallback: (config) => config.ZIP_CODE,
    isPerPartner: true,
  }),
  refillMinCents: moneySetting({
    group: 'refill',
    label: 'Smallest refill',
    help: 'Less is what testers of stolen cards ask for.',
    min: 1,
    fallback: 1_00,
    isPerPartner: true,
  }),
  refillMaxCents: moneySetting({
    group: 'refill',
    label: 'Largest refill',
    help: 'More is a slip of the finger.',
    min: 1,
    fallback: 10_000_00,
    isPerPartner: true,
  }),
} satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS
export type Settings = {
  readonly [N in SettingName]: (typeof SETTINGS)[N] extends Setting<infer T> ? T : never
}
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[]
