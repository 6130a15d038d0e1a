import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
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

const IN_A_MINUTE = 'Nothing was charged. Please try again in a minute.'

const NUMBER_FIELD = { card: 'cardNumber', bank: 'accountNumber' } as const
const NOUN = { card: 'the card', bank: 'the bank account' } as const

/** `kind` is that of the method that was typed in. */
export function explainRefusal(result: Refused, kind: 'card' | 'bank'): Refusal {
  switch (result.kind) {
    case 'refused':
      return { status: 422, errors: { [NUMBER_FIELD[kind]]: result.message } }
    case 'failed':
      return {
        status: 503,
        errors: { '': `We could not check ${NOUN[kind]}. ${IN_A_MINUTE}` },
      }
    case 'gateway_away':
      return {
        status: 503,
        errors: { '': `The bank does not answer anybody at the moment. ${IN_A_MINUTE}` },
      }
    case 'safe_mode':
      return {
        status: 503,
        errors: {
          '': 'Payments are closed for a moment. Nothing was charged. Please come back later.',
        },
      }
    case 'too_many': {
      const wait = result.minutes === 1 ? 'a minute' : `${result.minutes} minutes`
      const text = `Too many cards and bank accounts were entered. Nothing was charged. Please try again in ${wait}.`
      return { status: 429, errors: { '': text } }
    }
    case 'method_useless':
      return {
        status: 422,
        errors: {
          method: 'This one cannot be charged any more. Choose another or enter a new one.',
        },
      }
    case 'customer_useless':
      return {
        status: 409,
        errors: { '': 'Your account cannot take payments at the moment. Please contact us.' },
      }
  }
}

const formKey = z.object({ requestKey: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/) })

/** Every form that brings money or a method along carries a key that our page made for it. */
export async function readRequestKey(c: HonoContext): Promise<string> {
  const reading = await readForm(c, formKey)
  if (reading.ok) return reading.data.requestKey
  throw new HttpProblem(
    422,
    'Nothing was charged. Go back, reload the page and send the form again.',
    'This form is incomplete',
  )
}
