import { ulid } from 'ulid'
import { expect } from 'vitest'
import { createApp } from '../../../src/app.tsx'
import type { Context } from '../../../src/context.ts'
import type { Payment } from '../../../src/db/schema.ts'
import type { Script } from '../../../src/gateway/bogus.ts'
import type { Bell } from '../../../src/queue/bell.ts'
import { type BogusSplynx, createBogusSplynx } from '../../support/bogus-splynx.ts'
import { Browser, type Page } from '../../support/browser.ts'
import { type TestContext, testContext } from '../../support/context.ts'

export const CUSTOMER = 7
export const STRANGER = 8

export const CARD_NUMBER = '4000300020001000'
export const SECURITY_CODE = '739'
export const ACCOUNT_NUMBER = '9081726354'

/** What somebody types who pays with a new card. */
export const NEW_CARD = {
  method: 'new_card',
  cardNumber: '4000 3000 2000 1000',
  expiry: '12/30',
  securityCode: SECURITY_CODE,
  cardHolder: 'Ada Lovelace',
  postalCode: '60601',
} as const

export const NEW_BANK_ACCOUNT = {
  method: 'new_bank_account',
  routingNumber: '071025661',
  accountNumber: ACCOUNT_NUMBER,
  accountNumberAgain: ACCOUNT_NUMBER,
  accountType: 'checking',
  bankHolder: 'Ada Lovelace',
} as const

export interface Portal {
  context: TestContext
  splynx: BogusSplynx
  /** Logged in as the customer with this id. */
  customer(id?: number): Promise<Browser>
  payments(): Promise<Payment[]>
  /** The same world with parts exchanged, and somebody logged in to it. */
  variant(changes: Partial<Context>): Promise<Browser>
}

/** The customers' pages with outside systems in memory: two customers who can log in by their id. */
export function portal(parts: { script?: Script; bell?: Bell } = {}): Portal {
  const splynx = createBogusSplynx()
  splynx.addCustomer({ id: CUSTOMER, name: 'Ada Lovelace' })
  splynx.addCustomer({ id: STRANGER, name: 'Charles Babbage' })
  splynx.logInCustomer = async (login) => ({ customerId: Number(login) })
  const context = testContext({ ...parts, splynx })

  async function customer(id = CUSTOMER, inContext: Context = context): Promise<Browser> {
    const browser = new Browser(createApp(inContext))
    await browser.get('/ippay/login')
    const page = await browser.post('/ippay/login', { login: String(id), password: 'secret' })
    expect(page.status).toBe(303)
    // For tests that send a form without asking for its page first.
    await browser.get('/ippay/credentials/card')
    return browser
  }

  return {
    context,
    splynx,
    customer: (id) => customer(id),
    payments: () => context.db.selectFrom('payments').selectAll().orderBy('id').execute(),
    variant: (changes) => customer(CUSTOMER, { ...context, ...changes }),
  }
}

/** The hidden fields of a page's form, as a browser sends them along. */
export function hiddenFields({ text }: Page): Record<string, string> {
  const fields = text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)
  return Object.fromEntries(
    [...fields]
      .map(([, name = '', value = '']) => [name, value])
      .filter(([name]) => name !== '_csrf'),
  )
}

/** Opens the page of a form and sends it with these fields. */
export async function fillIn(
  browser: Browser,
  path: string,
  fields: Record<string, string>,
): Promise<Page> {
  const page = await browser.get(path)
  expect(page.status, path).toBe(200)
  return browser.post(path, { ...hiddenFields(page), ...fields })
}

export const freshKey = (): string => ulid()

/** What a page says, without its tags. */
export const wordsOf = ({ text }: Page): string =>
  text
    .replace(/<(title|head)>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,;:])/g, '')
    .trim()
