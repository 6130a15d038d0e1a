import { choice, date, datetime, id, integer, nested, type RowOf, text } from '../columns.ts'

// Splynx facts §2.10.

export const partnerColumns = { id: id(), name: text({ required: true, max: 255 }) }

export const locationColumns = {
  id: id(),
  name: text({ required: true, max: 255, title: 'Location' }),
  tax_for_tariff_bundle: integer(),
  tax_for_tariff_internet: integer(),
  tax_for_tariff_voice: integer(),
  tax_for_tariff_recurring: integer(),
  tax_for_tariff_onetime: integer(),
  tax_for_inventory_items: integer(),
}

export const administratorColumns = {
  id: id(),
  partner_id: integer(),
  role_name: text({ max: 64, initial: 'administrator' }),
  login: text({ required: true, max: 64 }),
  name: text({ required: true, max: 255 }),
  email: text({ required: true, max: 255 }),
  timeout: integer({ initial: 1200 }),
  last_ip: text({ readOnly: true }),
  last_dt: datetime({ readOnly: true }),
  router_access: text({ initial: 'none', max: 16 }),
  phone: text({ max: 64 }),
}

/** Its id is the partner's. */
export const companyColumns = {
  id: id(),
  invoice_template_id: integer({ initial: 5 }),
  request_template_id: integer({ initial: 6 }),
  receipt_template_id: integer({ initial: 9 }),
  reminder_mail_template_id: integer({ initial: 8 }),
  reminder_sms_template_id: integer({ initial: 7 }),
  report_statements_template_id: integer({ initial: 11 }),
  company_name: text({ max: 255 }),
  street_1: text({ max: 255 }),
  street_2: text({ max: 255 }),
  zip: text({ max: 16 }),
  city: text({ max: 128 }),
  country: text({ max: 64 }),
  iso_country_code: text({ max: 2 }),
  email: text({ max: 255 }),
  phone: text({ max: 64 }),
  company_id: text({ max: 64 }),
  company_vat: text({ max: 32 }),
  vat_percent: integer(),
  bank_account: text({ max: 64 }),
  bank_name: text({ max: 64 }),
  bank_address: text({ max: 255 }),
  splynx_url: text({ max: 255 }),
  partner_percent: integer(),
  file_logo: integer(),
}

export const moduleColumns = {
  id: id(),
  name: text({ required: true, max: 32 }),
  title: text({ required: true, max: 64 }),
  root: text({ max: 64, initial: 'controllers\\admin\\FinanceController' }),
  type: choice(['simple', 'extended']),
}

/** What a module of one's own holds. */
export const moduleItemColumns = {
  id: id(),
  module: text({ readOnly: true }),
  additional_attributes: nested({ initial: {} }),
}

export const entryPointColumns = {
  id: id(),
  module: text(),
  name: text(),
  place: choice(['portal', 'admin']),
  type: choice(['menu_link', 'code', 'action_link', 'tab']),
  size: choice(['medium', 'extra_small', 'small', 'large', 'extra_large']),
  title: text(),
  root: text(),
  model: text(),
  icon: text(),
  background: text(),
  url: text(),
  code: text(),
  // Ids, as text; none is all of them.
  partners: nested(),
  location: choice(['after_content', 'before_content']),
  enabled: text({ initial: '1' }),
  location_geo: nested(),
  payment_type: nested(),
  payment_account_id: text(),
}
export type EntryPointRow = RowOf<typeof entryPointColumns>

/** Settings of modules: one row a key and partner; partner 0 is the default. */
export const settingColumns = {
  id: id(),
  module: text(),
  path: text(),
  key: text(),
  // As it was written.
  value: nested({ initial: '' }),
  partner_id: integer(),
}

const QUEUED = ['new', 'sending', 'sent', 'error', 'expired']

const queueColumns = {
  id: id(),
  type: choice(['message', 'test', 'monitoring', 'add-on', 'ticket'], { required: true }),
  message_id: integer(),
  customer_id: integer(),
  status: choice(QUEUED),
  datetime_added: datetime(),
  datetime_start_sending: datetime(),
  datetime_sent: datetime(),
  recipient: text({ required: true, max: 255 }),
  message: text({ required: true }),
}

export const mailColumns = {
  ...queueColumns,
  subject: text({ required: true, max: 255 }),
  from: text({ max: 255 }),
  cc: text({ max: 255 }),
  bcc: text({ max: 255 }),
  attachments: nested(),
}

export const smsColumns = queueColumns

export const templateColumns = {
  id: id(),
  title: text({ required: true, max: 255 }),
  type: text({ required: true, max: 64, initial: 'mail' }),
  subject: text({ max: 255 }),
  description: text(),
  code: text(),
}

export const statusChangeColumns = {
  id: id(),
  customer_id: integer(),
  service_id: integer(),
  old_status: text(),
  new_status: text(),
  date: date(),
  time: text(),
  tariff_type: text(),
  old_tariff: text(),
  new_tariff: text(),
  administrator_id: integer(),
}

export const pendingStatusColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  date: date({ required: true }),
  status: choice(['new', 'active', 'blocked', 'disabled'], { required: true }),
  done: text({ readOnly: true, initial: '0' }),
  administrator_id: integer({ readOnly: true }),
}

/** Files that somebody uploaded. */
export const fileColumns = {
  id: id(),
  module: text(),
  name: text(),
  content_type: text(),
  // Base64.
  content: text(),
}
