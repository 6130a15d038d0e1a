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
import type { Settings } from '../../settings/definitions.ts'
import {
  checked,
  type FormWords,
  formWords,
  optional,
  type Reading,
  readForm,
  text,
} from '../forms.ts'

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
const name = (missing: string, words: FormWords) =>
  text(100, missing, words).refine((typed) => !/\d{4}/.test(withoutSeparators(typed)), missing)

/** Of the United States and of Canada. Nine digits in a row may be an account number. */
export const POSTAL_CODE = /^\d{5}(-\d{4})?$|^[A-Za-z]\d[A-Za-z][ -]?\d[A-Za-z]\d$/

/** What depends on the installation and the day. */
export type FormRules = Pick<Context, 'now'> & Pick<Settings, 'cardZip'>

/** An optional one that is wrong is refused as well: the bank would compare it. */
function zipCode(option: ZipOption, words: FormWords) {
  if (option === 'required') {
    return text(10, words.zip, words).regex(POSTAL_CODE, words.wrongZip)
  }
  // A field that the page does not show is not read either.
  if (option === 'off') return z.unknown().transform(() => undefined)
  return optional(z.string().trim().regex(POSTAL_CODE, words.wrongOptionalZip))
}

const cardForm = (now: Date, zip: ZipOption, words: FormWords) =>
  z
    .object({
      cardNumber: digits(words.cardNumber).refine(isCardNumber, words.wrongCardNumber),
      expiry: expiry(now, words),
      securityCode: digits(words.securityCode).refine(
        (code) => isSecurityCode(code, null),
        words.wrongSecurityCode,
      ),
      cardHolder: name(words.nameOnCard, words),
      postalCode: zipCode(zip, words),
      saveCard: checked,
    })
    .refine(({ cardNumber, securityCode }) => fits(cardNumber, securityCode), {
      path: ['securityCode'],
      message: words.wrongSecurityCode,
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

const expiry = (now: Date, words: FormWords) =>
  z
    .string({ error: words.expiry })
    .trim()
    .min(1, words.expiry)
    .transform((typed, context) => {
      const [, month, year, monthAlone, yearAlone] = EXPIRY.exec(typed) ?? []
      const expMonth = Number(month ?? monthAlone)
      const expYear = 2000 + (Number(year ?? yearAlone) % 100)
      const isDate = expMonth >= 1 && expMonth <= 12 && expYear <= now.getFullYear() + YEARS_MAX
      if (isDate && !isExpired(expMonth, expYear, now)) return { expMonth, expYear }
      const message = isDate ? words.expiredCard : words.wrongExpiry
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

export async function readNewCard(
  c: HonoContext,
  { now, cardZip }: FormRules,
): Promise<Reading<NewCard>> {
  const reading = await readForm(c, cardForm(now(), cardZip, formWords(c)))
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
  { now, cardZip }: FormRules,
): Promise<Reading<NewDetails>> {
  const words = formWords(c)
  const form = z.object({
    expiry: expiry(now(), words),
    postalCode: zipCode(cardZip, words),
  })
  const reading = await readForm(c, form)
  if (!reading.ok) return reading
  const { expiry: date, postalCode } = reading.data
  return { ok: true, data: { ...date, postalCode } }
}

const bankForm = (words: FormWords) =>
  z
    .object({
      routingNumber: digits(words.routingNumber).refine(isRoutingNumber, words.wrongRoutingNumber),
      accountNumber: digits(words.accountNumber).refine(
        (number) => /^\d{5,17}$/.test(number),
        words.wrongAccountNumber,
      ),
      accountNumberAgain: digits(words.accountNumberAgain),
      accountType: z.enum(['checking', 'savings']),
      bankHolder: name(words.nameOnAccount, words),
      saveBank: checked,
    })
    // A debit of a mistyped account comes back days later, or takes a stranger's money.
    .refine(({ accountNumber, accountNumberAgain }) => isSame(accountNumber, accountNumberAgain), {
      path: ['accountNumberAgain'],
      message: words.accountNumbersDiffer,
      when: () => true,
    })

const isSame = (number: unknown, again: unknown): boolean =>
  typeof number !== 'string' || typeof again !== 'string' || again === '' || number === again

export async function readNewBankAccount(c: HonoContext): Promise<Reading<NewBankAccount>> {
  const reading = await readForm(c, bankForm(formWords(c)))
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

const methodField = (words: FormWords) =>
  z.object({ method: z.string({ error: words.method }).regex(METHOD, words.method) })

/** Reads the choice, and of the fields below only those that belong to it. */
export async function readMethodChoice(
  c: HonoContext,
  rules: FormRules,
): Promise<Reading<MethodChoice>> {
  const reading = await readForm(c, methodField(formWords(c)))
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
