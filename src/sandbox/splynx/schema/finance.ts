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

// Splynx facts §2.8 and §2.9.

export const paymentColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  invoice_id: integer(),
  request_id: integer(),
  credit_note_id: integer(),
  transaction_id: integer({ readOnly: true }),
  payment_statement_id: integer(),
  // The id of a payment method.
  payment_type: integer({ initial: 1 }),
  receipt_number: text({ max: 32 }),
  date: date(),
  real_create_datetime: datetime({ readOnly: true }),
  amount: decimal({ required: true, title: 'Sum' }),
  // What no document took.
  remind_amount: decimal({ readOnly: true, title: 'Unallocated amount' }),
  comment: text({ max: 256 }),
  is_sent: flag(),
  field_1: text({ max: 512 }),
  field_2: text({ max: 512 }),
  field_3: text({ max: 512 }),
  field_4: text({ max: 512 }),
  field_5: text({ max: 512 }),
  note: text(),
  memo: text(),
  added_by: choice(['api', 'admin', 'system'], { readOnly: true }),
  added_by_id: integer({ readOnly: true }),
  updated_at: datetime({ readOnly: true }),
}
export type PaymentRow = RowOf<typeof paymentColumns>

export const transactionColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  type: choice(['debit', 'credit']),
  quantity: integer({ initial: 1 }),
  unit: text({ max: 32 }),
  price: decimal({ required: true }),
  tax_percent: decimal(),
  total: decimal({ readOnly: true }),
  remind_amount: decimal({ readOnly: true }),
  date: date(),
  category: integer({ initial: 1 }),
  description: text(),
  comment: text(),
  period_from: date(),
  period_to: date(),
  to_invoice: flag(),
  service_id: integer(),
  service_type: text({ max: 32 }),
  payment_id: integer({ readOnly: true }),
  invoice_id: integer({ readOnly: true }),
  invoiced_by_id: integer({ readOnly: true }),
  credit_note_id: integer({ readOnly: true }),
  source: choice(['manual', 'auto', 'cdr', 'config']),
  tax_id: integer(),
  sub_account_id: integer(),
}
export type TransactionRow = RowOf<typeof transactionColumns>

/** Which payer covered how much of which invoice. */
export const relationColumns = {
  id: id(),
  customer_id: integer(),
  // Of a payment, a transaction or a credit note.
  payer_id: integer(),
  type: choice(['payment', 'transaction', 'credit_note']),
  invoice_id: integer(),
  // Of a debit that is on no invoice; used instead of one.
  transaction_id: integer(),
  amount: decimal(),
}

export const methodColumns = {
  id: id(),
  name: text({ required: true, max: 64 }),
  is_active: flag({ initial: '1' }),
  name_1: text({ max: 64 }),
  name_2: text({ max: 64 }),
  name_3: text({ max: 64 }),
  name_4: text({ max: 64 }),
  name_5: text({ max: 64 }),
  accounting_bank_accounts_id: integer(),
  einvoicing_payment_methods_id: integer(),
}

export const categoryColumns = {
  id: id(),
  name: text({ required: true, max: 64 }),
  is_base: flag({ readOnly: true }),
  accounting_category_id: integer(),
  einvoicing_category_id: integer(),
  einvoicing_private_person_category_id: integer(),
  einvoicing_type_id: integer(),
  einvoicing_private_person_type_id: integer(),
}

const counter = () => integer({ readOnly: true })

/** In Splynx's own pages these are "payment statements". */
export const statementColumns = {
  id: id(),
  date_time: datetime(),
  title: text({ max: 255 }),
  handler: text({ max: 128 }),
  payment_type: integer({ initial: 2 }),
  status: choice(['new', 'fail', 'success']),
  filename_original: text({ max: 255 }),
  filename_uploaded: text({ max: 255 }),
  filename_parsed: text({ max: 255 }),
  delimiter: text({ max: 16, initial: 'tabulator' }),
  records: counter(),
  processed: counter(),
  errors: counter(),
  new: counter(),
  canceled: counter(),
  ignored: counter(),
  manual_paired: counter(),
  pending: counter(),
  pair_to_inactive_customers: flag({ initial: '1' }),
}
export type StatementRow = RowOf<typeof statementColumns>

const RECORD_STATUSES = [
  'new',
  'processed',
  'canceled',
  'error',
  'ignored',
  'deleted',
  'manual_paired',
  'pending',
] as const

export const statementRecordColumns = {
  id: id(),
  bank_statements_process_id: integer({ required: true }),
  datetime: datetime(),
  payment_date: date(),
  amount: decimal(),
  status: choice(RECORD_STATUSES),
  // Customer id, invoice number, anything.
  pairing_1: text({ max: 255 }),
  pairing_2: text({ max: 255 }),
  pairing_3: text({ max: 255 }),
  additional_1: text({ max: 255 }),
  additional_2: text({ max: 255 }),
  additional_3: text({ max: 255 }),
  comment: text(),
  customer_id: integer(),
  invoice_id: integer(),
  request_id: integer(),
  credit_note_id: integer(),
  payment_id: integer(),
  transaction_id: integer(),
}
export type StatementRecordRow = RowOf<typeof statementRecordColumns>

/** A charge of many documents at once, as the history of Finance > Invoices shows it (facts §4). */
export const chargeColumns = {
  id: id(),
  admin_id: integer(),
  source: choice(['manual', 'auto']),
  created_at: datetime(),
  charge_status: choice(['new', 'process', 'ready', 'error']),
  amount_ready: integer(),
  amount_total: integer(),
  from: date(),
  to: date(),
  partners: nested(),
  location: nested(),
  payment: nested(),
  status: text({ initial: 'not_paid' }),
  invoice_type: choice(['invoices', 'requests']),
  customer_id: text(),
  customer_status: text(),
  customer_labels: text(),
  number: text(),
  external_handler: text(),
  params: text(),
  filename_real: text(),
  filename_download: text(),
  extension: text({ initial: 'txt' }),
  total: decimal(),
  total_condition: choice(['', '=', '<', '>']),
  // The log that can be downloaded.
  log: text(),
}
export type ChargeRow = RowOf<typeof chargeColumns>

/** A document that was made of a customer's services. */
export const toBillColumns = {
  id: id(),
  customer_id: integer(),
  date: date(),
  real_date_time: datetime(),
  invoice_id: integer(),
  request_id: integer(),
  transactions_sum: decimal(),
  max_period_to: date(),
}
export type ToBillRow = RowOf<typeof toBillColumns>
