import type { Context } from '../context.ts'
import { findSavedKeys, importMethod } from '../db/methods.ts'
import type { NewMethod } from '../db/schema.ts'
import type { CardBrand } from '../domain/card.ts'
import type { MethodKind } from '../domain/payment.ts'
import type { PaymentAccount } from '../splynx/splynx.ts'
import { Slots } from './sending/slots.ts'

export interface ImportReport {
  cards: number
  bankAccounts: number
  /** There already: its details are brought up to date, a second card beside it is kept. */
  known: number
  leftOut: LeftOut[]
}

export interface LeftOut {
  customerId: number
  kind: MethodKind
  /** What is wrong with it; never the value itself, which may be an account number. */
  reason: string
}

/**
 * Takes over the cards and bank accounts that the original add-on left in Splynx's payment accounts:
 * tokens only, one card and one bank account a customer, with the ZIP code of the customer's address.
 * What makes no sense is left out and reported. May be run again. A dry run writes nothing.
 */
export async function importMethods(
  context: Context,
  { isDryRun = false } = {},
): Promise<ImportReport> {
  const report: ImportReport = { cards: 0, bankAccounts: 0, known: 0, leftOut: [] }
  for await (const accounts of context.splynx.eachPaymentAccount()) {
    const zipOf = await readZipCodes(context, accounts)
    const readings = accounts.map((account) => readAccount(context, account, zipOf))
    report.leftOut.push(...readings.flatMap(({ leftOut }) => leftOut))
    const found = readings.map(({ methods }) => methods)
    const results = isDryRun ? await foresee(context, found.flat()) : await store(context, found)
    for (const { method, result } of results) {
      if (result === 'known') report.known += 1
      else report[method.kind === 'card' ? 'cards' : 'bankAccounts'] += 1
    }
  }
  return report
}

type Result = { method: NewMethod; result: 'added' | 'known' }

async function foresee({ db }: Context, methods: NewMethod[]): Promise<Result[]> {
  const keyOf = (method: NewMethod) => `${method.customer_id}:${method.fingerprint}`
  const known = await findSavedKeys(db, methods.map(keyOf))
  return methods.map((method) => ({
    method,
    result: known.has(keyOf(method)) ? 'known' : 'added',
  }))
}

const CUSTOMERS_AT_ONCE = 8

async function store({ db, now }: Context, byCustomer: NewMethod[][]): Promise<Result[]> {
  const slots = new Slots(CUSTOMERS_AT_ONCE)
  const storeOnes = async (methods: NewMethod[]) => {
    const results: Result[] = []
    // One after the other: the card first, which becomes the default.
    for (const method of methods) {
      results.push({ method, result: await importMethod(db, method, now()) })
    }
    return results
  }
  const stored = await Promise.all(byCustomer.map((methods) => slots.use(() => storeOnes(methods))))
  return stored.flat()
}

async function readZipCodes(
  { splynx }: Context,
  accounts: PaymentAccount[],
): Promise<Map<number, string>> {
  const withCards = accounts.filter(({ cardToken }) => cardToken !== '')
  const customers = await splynx.findCustomers(withCards.map(({ customerId }) => customerId))
  return new Map(customers.map(({ id, postalCode }) => [id, postalCode]))
}

function readAccount(
  context: Context,
  account: PaymentAccount,
  zipOf: Map<number, string>,
): { methods: NewMethod[]; leftOut: LeftOut[] } {
  const { customerId } = account
  const readings = [
    { kind: 'card', reading: cardOf(context, account, zipOf.get(customerId)) },
    { kind: 'bank', reading: bankAccountOf(context, account) },
  ] as const
  return {
    methods: readings.flatMap(({ reading }) =>
      reading !== null && 'method' in reading ? [reading.method] : [],
    ),
    leftOut: readings.flatMap(({ kind, reading }) =>
      reading !== null && 'reason' in reading ? [{ customerId, kind, reason: reading.reason }] : [],
    ),
  }
}

/** Null: the customer has none. */
type Reading = { method: NewMethod } | { reason: string } | null

/**
 * A token keeps the first digit of its card (IPpay facts §6), and no more is known of it here. The
 * likeliest brand of an American card that starts like this.
 */
const BRAND_BY_FIRST_DIGIT: Readonly<Record<string, CardBrand>> = {
  '3': 'amex',
  '4': 'visa',
  '5': 'mastercard',
  '6': 'discover',
}

function cardOf(context: Context, account: PaymentAccount, zip: string | undefined): Reading {
  const { cardToken, cardHolder, cardLast4, cardExpiry } = account
  if (cardToken === '') return null
  if (!isToken(cardToken)) return { reason: NO_TOKEN }
  if (!/^\d{4}$/.test(cardLast4)) return { reason: 'its last four digits are missing' }
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(cardExpiry) ?? []
  if (!year || !month) return { reason: 'its expiry is not a month' }
  const method: NewMethod = {
    ...common(context, account.customerId, cardToken),
    kind: 'card',
    brand: BRAND_BY_FIRST_DIGIT[cardToken[0]!] ?? null,
    last4: cardLast4,
    holder_name: cardHolder.slice(0, 100),
    exp_month: Number(month),
    exp_year: Number(year),
    account_type: null,
    postal_code: zip && zip.length <= 10 ? zip : null,
  }
  return { method }
}

function bankAccountOf(context: Context, account: PaymentAccount): Reading {
  const { bankToken, bankHolder, bankType } = account
  if (bankToken === '') return null
  if (!isToken(bankToken)) return { reason: NO_TOKEN }
  const last4 = bankToken.slice(-4)
  if (!/^\d{4}$/.test(last4)) return { reason: 'its token does not end in four digits' }
  const method: NewMethod = {
    ...common(context, account.customerId, bankToken),
    kind: 'bank',
    brand: null,
    last4,
    holder_name: bankHolder.slice(0, 100),
    exp_month: null,
    exp_year: null,
    account_type: /sav/i.test(bankType) ? 'savings' : 'checking',
    postal_code: null,
  }
  return { method }
}

const NO_TOKEN = 'there is no token in it; a number is not kept'

/** A token has letters; digits alone would be a card or account number, which must not be kept. */
const isToken = (text: string) => /^(?=.*[A-Za-z])[0-9A-Za-z]{4,64}$/.test(text)

function common({ vault, now }: Context, customerId: number, token: string) {
  const at = now()
  return {
    customer_id: customerId,
    status: 'active' as const,
    token_sealed: vault.sealToken(token),
    fingerprint: vault.fingerprint(token),
    is_default: false,
    created_at: at,
    updated_at: at,
  }
}
