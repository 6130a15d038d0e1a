import type { Page } from 'playwright-core'
import type { Invoice } from './simulators.ts'

/** Approves every charge; belongs to nobody. */
export const GOOD_CARD = '4000300020001000'
/** Always declined for lack of funds. */
export const POOR_CARD = '4000000000009995'

export const payHref = ({ id }: Invoice): string => `/ippay/pay/invoice/${id}`

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

export async function fillCard(page: Page, number = GOOD_CARD): Promise<void> {
  await field(page, 'Card number').fill(number)
  await field(page, 'Expires').fill('12/30')
  await field(page, 'Security code').fill('123')
  await field(page, 'Name on the card').fill('Ada Miller')
}

export async function fillBankAccount(page: Page, account = '123456789'): Promise<void> {
  await field(page, 'Routing number').fill('071025661')
  await field(page, 'Account number').fill(account)
  await field(page, 'Account number again').fill(account)
  await field(page, 'Name on the account').fill('Ada Miller')
}

export const chooseMethod = (page: Page, name: string | RegExp) =>
  page.getByRole('radio', { name }).check()

export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay \$/ })

/** Waits until the page of a payment, by itself, says this. */
export const untilItSays = (page: Page, title: string | RegExp) =>
  page.getByRole('heading', { level: 1, name: title }).waitFor()

/** The overview's list of what is still to be paid. */
export const unpaidRow = (page: Page, { number }: Invoice) =>
  page.getByRole('list', { name: 'Unpaid' }).getByText(`Invoice ${number}`)
