import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { ZipOption } from '../../../views/components/method-fields.tsx'
import type { Context } from '../../context.ts'
import {
  cardBrand,
  isCardNumber,
  isExpired,
  isRoutingNumber,
  isSecurityCode,
  withoutSeparators,
} from '../../domain/card.ts'
import type { CardDetails } from '../../gateway/gateway.ts'
import type { BankAccount } from '../../operations/add-bank-account.ts'
import { checked, optional, type Reading, readForm, text } from '../forms.ts'

// What people type about a new card or bank account, checked before anything leaves. The messages
// never repeat what was typed.

export interface NewCard {
  card: CardDetails & { securityCode: string }
  isSaved: boolean
}

export interface NewBankAccount {
  account: BankAccount
  isSaved: boolean
}

const digits = (missing: string) =>
  z.string({ error: missing }).trim().min(1, missing).max(40).transform(withoutSeparators)

/** Names are kept, so a number that was typed into the wrong field must not get there. */
const name = (missing: string) =>
  text(100, missing).refine((typed) => !/\d{4}/.test(withoutSeparators(typed)), missing)

/** Of the United States and of Canada. Nine digits in a row may be an account number. */
export const POSTAL_CODE = /^\d{5}(-\d{4})?$|^[A-Za-z]\d[A-Za-z][ -]?\d[A-Za-z]\d$/

const WRONG_NUMBER = 'Check the card number: one digit seems to be wrong or missing.'
const WRONG_CODE = 'Enter the 3 digits on the back; American Express has 4 on the front.'

/** What depends on the installation and the day. */
export type FormRules = Pick<Context, 'now' | 'config'>

/** An optional one that is wrong is refused as well: the bank would compare it. */
function zipCode(option: ZipOption) {
  if (option === 'required') {
    return text(10, 'Enter the ZIP code of the billing address.').regex(
      POSTAL_CODE,
      'Check the ZIP code.',
    )
  }
  // A field that the page does not show is not read either.
  if (option === 'off') return z.unknown().transform(() => undefined)
  return optional(z.string().trim().regex(POSTAL_CODE, 'Check the ZIP code, or leave it out.'))
}

const cardForm = (now: Date, zip: ZipOption) =>
  z
    .object({
      cardNumber: digits('Enter the card number.').refine(isCardNumber, WRONG_NUMBER),
      expiry: expiry(now),
      securityCode: digits('Enter the security code.').refine(
        (code) => isSecurityCode(code, null),
        WRONG_CODE,
      ),
      cardHolder: name('Enter the name on the card.'),
      postalCode: zipCode(zip),
      saveCard: checked,
    })
    .refine(({ cardNumber, securityCode }) => fits(cardNumber, securityCode), {
      path: ['securityCode'],
      message: WRONG_CODE,
      // Also when another field is wrong, so that everything is said at once.
      when: () => true,
    })

/** False only when both are fine by themselves: what is wrong alone has been said already. */
function fits(number: unknown, code: unknown): boolean {
  if (typeof number !== 'string' || typeof code !== 'string') return true
  if (!isCardNumber(number) || !isSecurityCode(code, null)) return true
  return isSecurityCode(code, cardBrand(number))
}

// Browsers fill in any of these; no card is good for longer than twenty years.
const EXPIRY = /^(\d{1,2})\s*[/.\- ]\s*(20\d\d|\d\d)$|^(\d\d)(20\d\d|\d\d)$/
const YEARS_MAX = 20

const expiry = (now: Date) =>
  z
    .string({ error: 'Enter when the card expires.' })
    .trim()
    .min(1, 'Enter when the card expires.')
    .transform((typed, context) => {
      const [, month, year, monthAlone, yearAlone] = EXPIRY.exec(typed) ?? []
      const expMonth = Number(month ?? monthAlone)
      const expYear = 2000 + (Number(year ?? yearAlone) % 100)
      const isDate = expMonth >= 1 && expMonth <= 12 && expYear <= now.getFullYear() + YEARS_MAX
      if (isDate && !isExpired(expMonth, expYear, now)) return { expMonth, expYear }
      const message = isDate
        ? 'This card has expired. Use another one.'
        : 'Enter month and year as on the card, such as 08/29.'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

export async function readNewCard(
  c: HonoContext,
  { now, config }: FormRules,
): Promise<Reading<NewCard>> {
  const reading = await readForm(c, cardForm(now(), config.ZIP_CODE))
  if (!reading.ok) return reading
  const { cardNumber, expiry, securityCode, cardHolder, postalCode, saveCard } = reading.data
  const card = { number: cardNumber, ...expiry, securityCode, holderName: cardHolder, postalCode }
  return { ok: true, data: { card, isSaved: saveCard } }
}

export interface NewDetails {
  expMonth: number
  expYear: number
  postalCode: string | undefined
}

/** What may change on a card that is saved: its number stays. */
export async function readNewDetails(
  c: HonoContext,
  { now, config }: FormRules,
): Promise<Reading<NewDetails>> {
  const form = z.object({ expiry: expiry(now()), postalCode: zipCode(config.ZIP_CODE) })
  const reading = await readForm(c, form)
  if (!reading.ok) return reading
  const { expiry: date, postalCode } = reading.data
  return { ok: true, data: { ...date, postalCode } }
}

const WRONG_ACCOUNT = 'Check the account number: it has 5 to 17 digits.'

const bankForm = z
  .object({
    routingNumber: digits('Enter the routing number.').refine(
      isRoutingNumber,
      'Check the routing number: nine digits, and one seems to be wrong.',
    ),
    accountNumber: digits('Enter the account number.').refine(
      (number) => /^\d{5,17}$/.test(number),
      WRONG_ACCOUNT,
    ),
    accountNumberAgain: digits('Enter the account number again.'),
    accountType: z.enum(['checking', 'savings']),
    bankHolder: name('Enter the name on the account.'),
    saveBank: checked,
  })
  // A debit of a mistyped account comes back days later, or takes a stranger's money.
  .refine(({ accountNumber, accountNumberAgain }) => isSame(accountNumber, accountNumberAgain), {
    path: ['accountNumberAgain'],
    message: 'The two account numbers differ. Enter both again.',
    when: () => true,
  })

const isSame = (number: unknown, again: unknown): boolean =>
  typeof number !== 'string' || typeof again !== 'string' || again === '' || number === again

export async function readNewBankAccount(c: HonoContext): Promise<Reading<NewBankAccount>> {
  const reading = await readForm(c, bankForm)
  if (!reading.ok) return reading
  const { routingNumber, accountNumber, accountType, bankHolder, saveBank } = reading.data
  const account = { routingNumber, accountNumber, accountType, holderName: bankHolder }
  return { ok: true, data: { account, isSaved: saveBank } }
}

const METHOD = /^([1-9]\d{0,14}|new_card|new_bank_account)$/

/** How somebody wants to pay: the id of a saved method, or one that the form brings along. */
export type MethodChoice =
  | { kind: 'saved'; methodId: number }
  | ({ kind: 'new_card' } & NewCard)
  | ({ kind: 'new_bank_account' } & NewBankAccount)

const methodField = z.object({
  method: z
    .string({ error: 'Choose how you want to pay.' })
    .regex(METHOD, 'Choose how you want to pay.'),
})

/** Reads the choice, and of the fields below only those that belong to it. */
export async function readMethodChoice(
  c: HonoContext,
  rules: FormRules,
): Promise<Reading<MethodChoice>> {
  const reading = await readForm(c, methodField)
  if (!reading.ok) return reading
  const { method } = reading.data
  if (method === 'new_card') {
    const card = await readNewCard(c, rules)
    return card.ok ? { ok: true, data: { kind: method, ...card.data } } : card
  }
  if (method === 'new_bank_account') {
    const account = await readNewBankAccount(c)
    return account.ok ? { ok: true, data: { kind: method, ...account.data } } : account
  }
  return { ok: true, data: { kind: 'saved', methodId: Number(method) } }
}
