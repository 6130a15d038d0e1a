import {
  choice,
  date,
  datetime,
  decimal,
  flag,
  id,
  integer,
  nested,
  type RowOf,
  text,
} from '../columns.ts'

// Splynx facts §2.4 and §2.5.

export const customerColumns = {
  id: id(),
  login: text({ max: 255 }),
  status: choice(['new', 'active', 'blocked', 'disabled']),
  billing_type: choice(['recurring', 'prepaid', 'prepaid_monthly']),
  partner_id: integer({ required: true }),
  location_id: integer({ required: true }),
  parent_id: integer(),
  added_by: choice(['admin', 'api', 'widget'], { readOnly: true, initial: 'api' }),
  added_by_id: integer({ readOnly: true }),
  category: choice(['person', 'company', 'lead'], { required: true }),
  name: text({ required: true, max: 255 }),
  email: text({ max: 255 }),
  billing_email: text({ max: 255 }),
  phone: text({ max: 255 }),
  street_1: text({ max: 255 }),
  zip_code: text({ max: 16 }),
  city: text({ max: 128 }),
  subdivision_id: integer(),
  gps: text({ max: 64 }),
  gdpr_agreed: flag(),
  date_add: date(),
  conversion_date: date(),
  last_online: datetime({ readOnly: true }),
  last_update: datetime({ readOnly: true }),
  daily_prepaid_cost: decimal({ readOnly: true }),
  mrr_total: decimal({ readOnly: true }),
  customer_labels: nested(),
  additional_attributes: nested({ initial: {} }),
}
export type CustomerRow = RowOf<typeof customerColumns>

/** One row a customer; its id is the customer's. */
export const customerInfoColumns = {
  id: id(),
  birthday: date(),
  passport: text({ max: 64 }),
  company_id: text({ max: 64 }),
  contact_person: text({ max: 255 }),
  vat_id: text({ max: 64 }),
  updated_at: datetime({ readOnly: true }),
}

/** Splynx writes most of a customer's terms as text (facts §2.4), whatever they are. */
const asText = (initial = 0) => integer({ initial, show: String })

/** One row a customer; `deposit` is the balance. */
export const customerBillingColumns = {
  customer_id: id(),
  enabled: integer({ initial: 1 }),
  type: asText(1),
  deposit: decimal(),
  billing_date: asText(1),
  billing_due: asText(15),
  blocking_period: asText(1),
  grace_period: asText(2),
  make_invoices: flag({ initial: '1' }),
  // The id of a payment method.
  payment_method: text({ initial: '1', max: 11 }),
  min_balance: decimal(),
  request_auto_enable: flag(),
  request_auto_day: asText(1),
  request_auto_period: asText(),
  request_auto_type: integer({ initial: 1 }),
  request_auto_next: date(),
  reminder_enable: flag({ initial: '1' }),
  reminder_day_1: asText(5),
  reminder_day_2: asText(10),
  reminder_day_3: asText(15),
  reminder_payment: flag(),
  reminder_payment_value: decimal(),
  reminder_payment_comment: text({ max: 255 }),
  reminder_type: asText(),
  send_finance_notification: flag({ initial: '1' }),
  partner_percent: decimal(),
  sub_billing_mode: choice(['independent', 'aggregated']),
  billing_person: text({ max: 255 }),
  billing_street_1: text({ max: 255 }),
  billing_zip_code: text({ max: 16 }),
  billing_city: text({ max: 128 }),
}
export type CustomerBillingRow = RowOf<typeof customerBillingColumns>

export const customerNoteColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  datetime: datetime({ readOnly: true }),
  administrator_id: integer({ readOnly: true }),
  type: choice(['comment', 'customer', 'finance', 'service', 'message', 'support', 'call']),
  pinned_date: datetime(),
  class: choice(['default', 'primary', 'success', 'warning', 'danger', 'info']),
  title: text({ max: 255 }),
  name: text({ max: 255 }),
  comment: text({ required: true }),
  values: text(),
  scheduled_send_time: datetime(),
  assigned_to: integer(),
  is_done: flag(),
  is_send: flag(),
  is_pinned: flag(),
}

export const customerDocumentColumns = {
  id: id(),
  added_by: choice(['api', 'admin', 'customer', 'system'], { readOnly: true }),
  added_by_id: integer({ readOnly: true }),
  customer_id: integer({ required: true }),
  type: choice(['uploaded', 'generated'], { required: true }),
  title: text({ required: true, max: 255 }),
  created_at: datetime({ readOnly: true }),
  updated_at: datetime({ readOnly: true }),
  description: text(),
  visible_by_customer: flag(),
  filename_original: text({ readOnly: true }),
  filename_uploaded: text({ readOnly: true }),
  code: text({ readOnly: true }),
}

const TEN_FIELDS = {
  field_1: text({ max: 512 }),
  field_2: text({ max: 512 }),
  field_3: text({ max: 512 }),
  field_4: text({ max: 512 }),
  field_5: text({ max: 512 }),
  field_6: text({ max: 512 }),
  field_7: text({ max: 512 }),
  field_8: text({ max: 512 }),
  field_9: text({ max: 512 }),
  field_10: text({ max: 512 }),
}

/** A kind of saved credentials: its title and the labels of its fields. */
export const accountDefinitionColumns = { id: id(), title: text({ max: 128 }), ...TEN_FIELDS }

/** The credentials of one customer under one definition: exactly one row of ten strings. */
export const accountDataColumns = {
  account_id: integer({ readOnly: true }),
  customer_id: integer({ readOnly: true }),
  ...TEN_FIELDS,
}
