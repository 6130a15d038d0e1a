import type { World } from '../world.ts'
import type { Books } from './books.ts'
import type { EntryPointRow } from './schema/administration.ts'

/** The name under which the add-on is installed (Splynx facts §5). */
const MODULE = 'splynx_ippay_addon'

/** What an installed Splynx has before its first customer. */
export function seedInstallation(books: Books, world: World, addOnUrl: string): void {
  for (const { id, name } of world.partners) {
    books.partners.insert({ id, name })
    const country = { country: 'United States', iso_country_code: 'US' }
    books.companies.insert({ id, company_name: name, ...country })
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
    books.categories.insert({ name, is_base: '1' })
  }
  seedTemplates(books)
  seedConfig(books)
  seedAddOn(books, addOnUrl)
}

function seedTemplates({ templates }: Books): void {
  for (const { id, type, title, code } of [
    {
      id: 5,
      type: 'invoice-pdf',
      title: 'Invoice',
      code: '<h1>{{ loader.values.company_name }}</h1>',
    },
    { id: 6, type: 'request-pdf', title: 'Proforma invoice', code: '<h1>{{ name }}</h1>' },
    { id: 9, type: 'payment-receipt', title: 'Receipt', code: '<p>Thank you, {{ name }}.</p>' },
    {
      id: 20,
      type: 'mail',
      title: 'Balance',
      code: '<p>Dear {{ customer.name }}, your balance is {{ customer_billing.deposit }}.</p>',
    },
  ]) {
    templates.insert({ id, type, title, subject: title, code })
  }
}

/** Settings of Splynx itself that somebody may ask for. */
function seedConfig({ config }: Books): void {
  for (const [path, key, value] of [
    ['portal', 'portal_title', 'Customer portal'],
    ['portal', 'authentication_field', 'login'],
    ['portal', 'reset_password', true],
    ['portal', 'reset_password_type', 'email'],
    ['portal', 'language', 'en'],
    ['system', 'currency', 'USD'],
    ['preferences', 'portal_logo', '/images/logo.png'],
    ['preferences', 'api_url', 'https://wiki.splynx.com'],
  ] as const) {
    config.insert({ module: 'main', path, key, value })
  }
}

/** What the add-on's installer leaves behind (facts §5). */
function seedAddOn(books: Books, addOnUrl: string): void {
  const { accountDefinitions, modules, entryPoints, config } = books
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
  for (const point of entryPointsOf(addOnUrl)) entryPoints.insert({ module: MODULE, ...point })
  for (const [key, value] of [
    ['payment_statement_grouping', 'month'],
    ['zip_code', '1'],
  ] as const) {
    config.insert({ module: 'add-on', path: MODULE, key, value })
  }
}

const DASHBOARD = 'controllers\\portal\\DashboardController'

const entryPointsOf = (addOnUrl: string): Partial<EntryPointRow>[] => [
  {
    name: 'pay_invoice',
    place: 'portal',
    type: 'action_link',
    title: 'Pay',
    model: 'Invoices',
    icon: 'fa-credit-card',
    url: '/ippay/pay-invoice',
  },
  {
    name: 'pay_request',
    place: 'portal',
    type: 'action_link',
    title: 'Pay',
    model: 'Requests',
    icon: 'fa-credit-card',
    url: '/ippay/pay-request',
  },
  {
    name: 'credentials',
    place: 'portal',
    type: 'menu_link',
    title: 'IpPay payment credentials',
    root: 'controllers\\portal\\FinanceController',
    url: '/ippay/credentials',
  },
  {
    name: 'unpaid_invoices',
    place: 'portal',
    type: 'code',
    title: 'IpPay: to pay',
    root: DASHBOARD,
    location: 'before_content',
    code: `<iframe src="${addOnUrl}/ippay/widget" title="To pay" loading="lazy"></iframe>`,
  },
  {
    name: 'add_money',
    place: 'portal',
    type: 'code',
    title: 'IpPay: add money',
    root: DASHBOARD,
    enabled: '0',
    code: `<p><a href="${addOnUrl}/ippay">Add money</a></p>`,
  },
  {
    name: 'console',
    place: 'admin',
    type: 'menu_link',
    title: 'Charge invoices with IPpay',
    root: 'controllers\\admin\\FinanceController',
    url: '/admin/enter',
  },
]
