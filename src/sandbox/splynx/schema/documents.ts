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
  total,
} from '../columns.ts'
import { showInvoiceItems, showProformaItems } from '../lines.ts'

// Splynx facts §2.6, §2.7 and the credit notes of §2.9.

export const invoiceColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  number: text({ max: 64 }),
  date_created: date(),
  real_create_datetime: datetime({ readOnly: true }),
  date_updated: date({ readOnly: true }),
  date_payment: date(),
  date_till: date(),
  total: total({ readOnly: true }),
  due: total({ readOnly: true }),
  status: choice(['not_paid', 'paid', 'pending', 'deleted']),
  payment_id: integer(),
  is_sent: flag(),
  // Splynx's own spelling.
  payd_from_deposit: flag(),
  use_transactions: flag({ initial: '1' }),
  note: text(),
  memo: text(),
  type: choice(['one_time', 'recurring']),
  added_by: choice(['system', 'api', 'admin'], { readOnly: true }),
  added_by_id: integer({ readOnly: true }),
  // Lines in the books, items on the wire.
  items: nested({ readOnly: true, show: showInvoiceItems }),
}
export type InvoiceRow = RowOf<typeof invoiceColumns>

/** No `due`, no status `deleted`, and a balance never moves because of one. */
export const proformaColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  number: text({ max: 64 }),
  date_created: date(),
  real_create_datetime: datetime({ readOnly: true }),
  date_updated: date({ readOnly: true }),
  date_till: date(),
  date_payment: date(),
  total: total({ readOnly: true }),
  payment_id: integer(),
  status: choice(['not_paid', 'paid', 'pending']),
  is_sent: flag(),
  note: text(),
  memo: text(),
  is_crm_request: flag(),
  added_by: choice(['system', 'api', 'admin'], { readOnly: true }),
  items: nested({ readOnly: true, show: showProformaItems }),
}
export type ProformaRow = RowOf<typeof proformaColumns>

export const creditNoteColumns = {
  id: id(),
  customer_id: integer({ required: true }),
  number: text({ max: 64 }),
  date_created: date(),
  real_create_datetime: datetime({ readOnly: true }),
  date_updated: date({ readOnly: true }),
  date_payment: date(),
  total: total({ readOnly: true }),
  status: choice(['not_refunded', 'refunded', 'deleted']),
  payment_id: integer(),
  remind_amount: decimal({ readOnly: true }),
  is_sent: flag(),
  note: text(),
  added_by: choice(['system', 'api', 'admin'], { readOnly: true }),
  added_by_id: integer({ readOnly: true }),
  items: nested({ readOnly: true, show: showProformaItems }),
}
export type CreditNoteRow = RowOf<typeof creditNoteColumns>
