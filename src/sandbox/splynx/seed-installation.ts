import type { World } from '../world.ts'
import type { Books } from './books.ts'

/** The name under which the add-on is installed (Splynx facts §5). */
const MODULE = 'splynx_ippay_addon'

/** What an installed Splynx has before its first customer. */
export function seedInstallation(books: Books, world: World): void {
  for (const { id, name } of world.partners) {
    books.partners.insert({ id, name })
    books.companies.insert({ partner_id: id, company_name: name, country: 'United States' })
  }
  for (const { id, name } of world.locations) books.locations.insert({ id, name })
  for (const { id, login, name, email, role, partnerId } of world.staff) {
    books.administrators.insert({ id, login, name, email, role_name: role, partner_id: partnerId })
  }
  for (const { id, name, fields } of world.paymentMethods) {
    const [name_1 = '', name_2 = ''] = fields
    books.methods.insert({ id, name, name_1, name_2 })
  }
  // Splynx facts §2.9.
  for (const name of ['Service', 'Discount', 'Payment', 'Refund', 'Correction']) {
    books.categories.insert({ name })
  }
  seedAddOn(books)
}

/** What the add-on's installer leaves behind. */
function seedAddOn({ accountDefinitions, modules, entryPoints, settings }: Books): void {
  accountDefinitions.insert({
    title: 'IPpay',
    field_1: 'Card token',
    field_2: 'Cardholder name',
    field_3: 'Last four digits',
    field_4: 'Expiration date',
    field_6: 'Bank account number',
    field_7: 'Routing number',
    field_8: 'Name on account',
    field_9: 'Account type',
  })
  modules.insert({ name: MODULE, title: 'Splynx Ippay Billing Add-On' })
  const common = { module: MODULE, size: 'medium' }
  entryPoints.insert({
    ...common,
    name: 'pay_invoice',
    place: 'portal',
    type: 'action_link',
    title: 'Pay',
    model: 'Invoices',
    url: '/ippay/pay-invoice',
  })
  entryPoints.insert({
    ...common,
    name: 'pay_request',
    place: 'portal',
    type: 'action_link',
    title: 'Pay',
    model: 'Requests',
    url: '/ippay/pay-request',
  })
  entryPoints.insert({
    ...common,
    name: 'credentials',
    place: 'portal',
    type: 'menu_link',
    title: 'IpPay payment credentials',
    root: 'controllers\\portal\\FinanceController',
    url: '/ippay/credentials',
  })
  for (const [key, value] of [
    ['payment_statement_grouping', 'month'],
    ['zip_code', '1'],
  ] as const) {
    settings.insert({ module: 'add-on', path: MODULE, key, value })
  }
}
