import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import { wordsFor } from '../../../views/words/index.ts'
import type { Language } from '../../domain/language.ts'
import { HttpProblem } from '../../middleware/http-problem.ts'
import { type FieldErrors, readForm } from '../forms.ts'
import type { EntryResult } from './submit-payment.ts'

/** What becomes of a form that could not be obeyed: a status, and words beside the fields. */
export interface Refusal {
  status: 409 | 422 | 429 | 503
  errors: FieldErrors
}

/** Results after which the form is shown again. */
export type Refused =
  | Exclude<EntryResult, { kind: 'added' }>
  | { kind: 'method_useless' }
  | { kind: 'customer_useless' }
  | { kind: 'gateway_away' }
  | { kind: 'safe_mode' }
  | { kind: 'over_daily_limit' }

const NUMBER_FIELD = { card: 'cardNumber', bank: 'accountNumber' } as const

/** `kind` is that of the method that was typed in. */
export function explainRefusal(
  result: Refused,
  kind: 'card' | 'bank',
  language: Language,
): Refusal {
  const words = wordsFor(language).forms
  switch (result.kind) {
    case 'refused': {
      const notAccepted = kind === 'card' ? words.cardNotAccepted : words.bankNotAccepted
      const message = result.isForGood ? words.refusedForGood : notAccepted
      return { status: 422, errors: { [NUMBER_FIELD[kind]]: message } }
    }
    case 'failed':
      return {
        status: 503,
        errors: { '': kind === 'card' ? words.cardNotChecked : words.bankNotChecked },
      }
    case 'gateway_away':
      return { status: 503, errors: { '': words.bankSilent } }
    case 'safe_mode':
      return { status: 503, errors: { '': words.closed } }
    case 'over_daily_limit':
      return { status: 409, errors: { amount: wordsFor(language).refills.overDailyLimit } }
    case 'too_many':
      return { status: 429, errors: { '': words.tooManyMethods(result.minutes) } }
    case 'method_useless':
      return { status: 422, errors: { method: words.methodUseless } }
    case 'customer_useless':
      return { status: 409, errors: { '': words.accountUseless } }
  }
}

const formKey = z.object({ requestKey: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/) })

/** Every form that brings money or a method along carries a key that our page made for it. */
export async function readRequestKey(c: HonoContext): Promise<string> {
  const reading = await readForm(c, formKey)
  if (reading.ok) return reading.data.requestKey
  throw new HttpProblem(
    422,
    (words) => words.nothingCharged,
    (words) => words.formIncomplete,
  )
}
