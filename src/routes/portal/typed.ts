import type { Context as HonoContext } from 'hono'
import type { Typed } from '../../../views/portal/method-choice.tsx'
import { scrub } from '../../gateway/scrub.ts'
import { readFields } from '../forms.ts'
import { POSTAL_CODE } from './method-form.ts'

/** The only fields that are ever shown again, and what each must look like for that. */
const SHOWN_AGAIN: Readonly<Record<string, RegExp>> = {
  method: /^\w{1,20}$/,
  amount: /^-?\d{0,7}([.,]\d{0,4})?$/,
  threshold: /^-?\d{0,7}([.,]\d{0,4})?$/,
  // Somebody may type a number where a name belongs.
  cardHolder: /^\D{1,100}$/,
  bankHolder: /^\D{1,100}$/,
  expiry: /^\d{1,2}\s?[/.-]\s?\d{2,4}$/,
  postalCode: POSTAL_CODE,
  accountType: /^\w{1,10}$/,
  saveCard: /^1$/,
  saveBank: /^1$/,
  isDefault: /^1$/,
}

/**
 * What of a form may stand in the page that comes back. Numbers of cards and accounts and security
 * codes are not among it, whichever field they were typed into.
 */
export async function readTyped(c: HonoContext): Promise<Typed> {
  const fields = await readFields(c)
  const typed: Record<string, string> = {}
  for (const [name, shape] of Object.entries(SHOWN_AGAIN)) {
    const value = fields.get(name)?.trim()
    if (value && shape.test(value) && scrub(value) === value) typed[name] = value
  }
  return typed
}
