import { choice, datetime, id, integer, nested, text } from '../columns.ts'

// Splynx facts §2.10.

export const partnerColumns = { id: id(), name: text({ required: true, max: 255 }) }
export const locationColumns = { id: id(), name: text({ required: true, max: 255 }) }

export const administratorColumns = {
  id: id(),
  partner_id: integer(),
  role_name: text({ max: 64 }),
  login: text({ required: true, max: 64 }),
  name: text({ max: 255 }),
  email: text({ max: 255 }),
  timeout: integer({ initial: 1200 }),
  router_access: text({ initial: 'none', max: 16 }),
  phone: text({ max: 64 }),
}

/** Its id is the partner's. */
export const companyColumns = {
  partner_id: id(),
  company_name: text({ max: 255 }),
  street_1: text({ max: 255 }),
  zip_code: text({ max: 16 }),
  city: text({ max: 128 }),
  country: text({ max: 64 }),
  iban: text({ max: 64 }),
  vat: text({ max: 32 }),
  splynx_url: text({ max: 255 }),
  email: text({ max: 255 }),
  phone: text({ max: 64 }),
}

export const moduleColumns = {
  id: id(),
  name: text({ required: true, max: 32 }),
  title: text({ required: true, max: 64 }),
  root: text({ max: 64, initial: 'controllers\\admin\\FinanceController' }),
  type: choice(['simple', 'extended']),
}

export const entryPointColumns = {
  id: id(),
  module: text(),
  name: text(),
  place: choice(['portal', 'admin']),
  type: choice(['menu_link', 'code', 'action_link', 'tab']),
  size: text(),
  title: text(),
  root: text(),
  model: text(),
  icon: text(),
  background: text(),
  url: text(),
  code: text(),
  partners: nested(),
  location: choice(['before_content', 'after_content']),
  enabled: text({ initial: '1' }),
  location_geo: nested(),
  payment_type: nested(),
  payment_account_id: integer(),
}

/** Settings of modules: one row a key and partner; partner 0 is the default. */
export const settingColumns = {
  id: id(),
  module: text(),
  path: text(),
  key: text(),
  value: text(),
  partner_id: integer(),
}

export const mailColumns = {
  id: id(),
  type: choice(['message', 'test', 'monitoring', 'add-on', 'ticket']),
  subject: text({ required: true, max: 255 }),
  recipient: text({ required: true, max: 255 }),
  message: text({ required: true }),
  customer_id: integer(),
  attachments: nested(),
  status: choice(['new', 'sent', 'error'], { readOnly: true }),
  datetime_added: datetime({ readOnly: true }),
  datetime_sent: datetime({ readOnly: true }),
}
