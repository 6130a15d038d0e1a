import { centsOfDecimal, decimalOfCents } from '../domain/money.ts'
import type { Setting } from './kinds.ts'

// Between a value as it is stored and the text in a field of the page.

export type Typed = { ok: true; value: unknown } | { ok: false; error: string }

/** Reads what a person typed. The sentence of what is wrong is for beside the field. */
export function readTyped(setting: Setting, typed: string): Typed {
  switch (setting.kind) {
    case 'money':
      return readMoney(setting, typed)
    case 'whole':
      return readWhole(setting, typed)
    case 'flag':
      return typed === 'on' || typed === 'off'
        ? { ok: true, value: typed === 'on' }
        : { ok: false, error: CHOOSE }
    case 'choice':
      return checked(setting, typed, CHOOSE)
    case 'text':
    case 'secret':
      return checked(setting, typed.replaceAll('\r\n', '\n'))
  }
}

/** The text that stands in the field. A secret is never shown. */
export function typedOf({ kind }: Setting, value: unknown): string {
  if (kind === 'secret') return ''
  if (kind === 'money') return decimalOfCents(Number(value))
  if (kind === 'flag') return value === true ? 'on' : 'off'
  return String(value)
}

/** The same in words, for the trail and for what holds elsewhere. */
export function inWords(setting: Setting, value: unknown): string {
  switch (setting.kind) {
    case 'secret':
      return value === '' ? 'none' : 'set'
    case 'flag':
      return value === true ? 'On' : 'Off'
    case 'choice':
      return setting.choices?.find((choice) => choice.value === value)?.label ?? String(value)
    case 'whole':
      return `${value}${setting.unit ? ` ${setting.unit}` : ''}`
    case 'money':
      return decimalOfCents(Number(value))
    case 'text':
      return value === '' ? 'empty' : String(value)
  }
}

const CHOOSE = 'Choose one of these.'
/** As people write it: with a currency sign, and commas between thousands. */
const MONEY = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?$/

function readMoney(setting: Setting, typed: string): Typed {
  const [, whole = '', fraction = ''] = MONEY.exec(typed.trim()) ?? []
  const cents = whole === '' ? null : centsOfDecimal(whole.replaceAll(',', '') + fraction)
  if (cents === null) return { ok: false, error: 'Write the amount like 12, 12.50 or 1,200.' }
  return checked(setting, cents, rangeOf(setting, decimalOfCents))
}

function readWhole(setting: Setting, typed: string): Typed {
  if (!/^\d{1,9}$/.test(typed.trim())) return { ok: false, error: 'Write a whole number.' }
  return checked(setting, Number(typed.trim()), rangeOf(setting, String))
}

function rangeOf({ min = 0, max }: Setting, words: (value: number) => string): string {
  return max === undefined
    ? `Give at least ${words(min)}.`
    : `Give something from ${words(min)} to ${words(max)}.`
}

function checked({ schema }: Setting, value: unknown, sentence?: string): Typed {
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, error: sentence ?? result.error.issues[0]?.message ?? 'Check this.' }
}
