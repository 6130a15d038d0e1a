import { describe, expect, it } from 'vitest'
import { SETTING_NAMES, SETTINGS } from '../../src/settings/definitions.ts'
import {
  choiceSetting,
  flagSetting,
  moneySetting,
  type Setting,
  secretSetting,
  textSetting,
  wholeSetting,
} from '../../src/settings/kinds.ts'
import { fallbackOf } from '../../src/settings/settings.ts'
import { inWords, readTyped, typedOf } from '../../src/settings/typed.ts'
import { config } from '../support/context.ts'

const common = { group: 'payments', label: 'L', help: 'H' } as const
const money = moneySetting({ ...common, fallback: 0, min: 100, max: 1_000_00 })
const days = wholeSetting({ ...common, fallback: 1, min: 1, max: 30, unit: 'days' })
const flag = flagSetting({ ...common, fallback: false })
const choice = choiceSetting({ ...common, fallback: 'a', choices: { a: 'First', b: 'Second' } })
const address = textSetting({
  ...common,
  fallback: '',
  maxLength: 20,
  pattern: /^\S+@\S+$/,
  wrong: 'This is no address.',
})
const needed = textSetting({ ...common, fallback: 'x', isRequired: true })
const secret = secretSetting({ ...common, fallback: '' })

describe('what is typed', () => {
  it.each<[string, Setting, unknown]>([
    ['5', money, 500],
    [' 12.5 ', money, 1_250],
    ['$1,000.00', money, 100_000],
    ['7', days, 7],
    ['on', flag, true],
    ['off', flag, false],
    ['b', choice, 'b'],
    ['', address, ''],
    [' a@b ', address, 'a@b'],
    ['s3cret', secret, 's3cret'],
  ])('%j is understood', (typed, setting, value) => {
    expect(readTyped(setting, typed)).toEqual({ ok: true, value })
  })

  it.each<[string, Setting, string]>([
    ['', money, 'Write the amount like 12, 12.50 or 1,200.'],
    ['twelve', money, 'Write the amount like 12, 12.50 or 1,200.'],
    ['1.005', money, 'Write the amount like 12, 12.50 or 1,200.'],
    ['-5', money, 'Write the amount like 12, 12.50 or 1,200.'],
    ['1,00', money, 'Write the amount like 12, 12.50 or 1,200.'],
    ['0.99', money, 'Give something from 1.00 to 1000.00.'],
    ['1000.01', money, 'Give something from 1.00 to 1000.00.'],
    ['2.5', days, 'Write a whole number.'],
    ['', days, 'Write a whole number.'],
    ['31', days, 'Give something from 1 to 30.'],
    ['yes', flag, 'Choose one of these.'],
    ['c', choice, 'Choose one of these.'],
    ['nobody', address, 'This is no address.'],
    [`a@${'b'.repeat(20)}`, address, 'At most 20 characters.'],
    ['  ', needed, 'Fill this in.'],
    ['x'.repeat(301), secret, 'At most 300 characters.'],
  ])('%j is refused with a sentence', (typed, setting, error) => {
    expect(readTyped(setting, typed)).toEqual({ ok: false, error })
  })
})

it.each(SETTING_NAMES)('%s can be saved again as its field shows it', (name) => {
  const setting: Setting = SETTINGS[name]
  const value = fallbackOf(name, config)
  if (setting.kind === 'secret') return
  expect(readTyped(setting, typedOf(setting, value))).toEqual({ ok: true, value })
})

it('a secret is neither in its field nor in words', () => {
  expect(typedOf(secret, 's3cret')).toBe('')
  expect(inWords(secret, 's3cret')).toBe('set')
})
