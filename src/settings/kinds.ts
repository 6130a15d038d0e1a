import { z } from 'zod'
import type { Config } from '../config.ts'

/** Under which heading of the settings page a setting stands. */
export type SettingGroup =
  | 'splynx'
  | 'gateway'
  | 'recording'
  | 'payments'
  | 'refill'
  | 'links'
  | 'runs'
  | 'retries'
  | 'mail'
  | 'staff'

interface Common<T> {
  group: SettingGroup
  label: string
  help: string
  /** What holds until somebody saves a value; a function where the environment seeds it. */
  fallback: T | ((config: Config) => T)
  /** Whether a partner may have a value of its own. */
  isPerPartner?: boolean
}

/** One setting: what it is called and what a value of it must be. */
export interface Setting<T = unknown> extends Common<T> {
  kind: 'money' | 'whole' | 'flag' | 'choice' | 'text' | 'secret'
  /** Of the value as it is stored: cents, a number, true or false, text. */
  schema: z.ZodType<T>
  min?: number
  max?: number
  /** What a number counts: `days`, `%`. */
  unit?: string
  choices?: readonly { value: string; label: string }[]
  /** What may be chosen is known only when the page is shown. */
  choicesFrom?: 'terminals' | 'payment_methods'
  isLong?: boolean
}

interface Range {
  min?: number
  max?: number
}

/** An amount in cents. */
export const moneySetting = (setting: Common<number> & Range): Setting<number> => ({
  ...setting,
  kind: 'money',
  schema: numberWithin(setting),
})

export const wholeSetting = (
  setting: Common<number> & Range & { unit?: string; choicesFrom?: 'payment_methods' },
): Setting<number> => ({ ...setting, kind: 'whole', schema: numberWithin(setting) })

export const flagSetting = (setting: Common<boolean>): Setting<boolean> => ({
  ...setting,
  kind: 'flag',
  schema: z.boolean(),
})

/** One of several words; `choices` says how each is called on the page. */
export const choiceSetting = <C extends string>(
  setting: Common<NoInfer<C>> & { choices: Record<C, string> },
): Setting<C> => {
  const values = Object.keys(setting.choices) as C[]
  return {
    ...setting,
    kind: 'choice',
    schema: z.enum(values),
    choices: values.map((value) => ({ value, label: setting.choices[value] })),
  }
}

/** Text that may be empty; `pattern` is for what is not. */
export const textSetting = (
  setting: Common<string> & {
    maxLength?: number
    pattern?: RegExp
    wrong?: string
    isLong?: boolean
    isRequired?: boolean
    choicesFrom?: 'terminals'
  },
): Setting<string> => ({ ...setting, kind: 'text', schema: textWithin(setting) })

/** Sealed at rest and never shown again. */
export const secretSetting = (setting: Common<string>): Setting<string> => ({
  ...setting,
  kind: 'secret',
  schema: textWithin({ maxLength: 300 }),
})

const numberWithin = ({ min = 0, max = 99_999_999 }: Range) => z.number().int().min(min).max(max)

function textWithin({
  maxLength = 200,
  pattern,
  wrong = 'This cannot be read.',
  isRequired = false,
}: {
  maxLength?: number
  pattern?: RegExp
  wrong?: string
  isRequired?: boolean
}) {
  return z
    .string()
    .trim()
    .min(isRequired ? 1 : 0, 'Fill this in.')
    .max(maxLength, `At most ${maxLength} characters.`)
    .refine((text) => text === '' || !pattern || pattern.test(text), wrong)
}
