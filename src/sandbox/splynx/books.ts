import * as administration from './schema/administration.ts'
import * as customers from './schema/customers.ts'
import * as documents from './schema/documents.ts'
import * as finance from './schema/finance.ts'
import { Table } from './table.ts'

/** All tables of the simulated Splynx, empty but for the indexes that lists are asked by. */
export function createBooks(clock: Clock) {
  return {
    clock,
    customers: new Table(customers.customerColumns, ['login', 'email']),
    customerInfo: new Table(customers.customerInfoColumns, [], 'customer_id'),
    billing: new Table(customers.customerBillingColumns, [], 'customer_id'),
    notes: new Table(customers.customerNoteColumns, ['customer_id']),
    accountDefinitions: new Table(customers.accountDefinitionColumns),
    accountData: new Table({ id: finance.paymentColumns.id, ...customers.accountDataColumns }, [
      'customer_id',
    ]),
    invoices: new Table(documents.invoiceColumns, ['customer_id', 'number', 'date_created']),
    proformas: new Table(documents.proformaColumns, ['customer_id', 'number', 'date_created']),
    creditNotes: new Table(documents.creditNoteColumns, ['customer_id']),
    payments: new Table(finance.paymentColumns, [
      'customer_id',
      'invoice_id',
      'request_id',
      'receipt_number',
    ]),
    transactions: new Table(finance.transactionColumns, [
      'customer_id',
      'payment_id',
      'invoice_id',
    ]),
    relations: new Table(finance.relationColumns, ['customer_id', 'invoice_id', 'payer_id']),
    methods: new Table(finance.methodColumns),
    categories: new Table(finance.categoryColumns),
    statements: new Table(finance.statementColumns, ['title']),
    statementRecords: new Table(finance.statementRecordColumns, [
      'bank_statements_process_id',
      'customer_id',
      'invoice_id',
      'payment_id',
    ]),
    partners: new Table(administration.partnerColumns),
    locations: new Table(administration.locationColumns),
    administrators: new Table(administration.administratorColumns, ['login']),
    companies: new Table(administration.companyColumns, [], 'partner_id'),
    modules: new Table(administration.moduleColumns, ['name']),
    entryPoints: new Table(administration.entryPointColumns),
    settings: new Table(administration.settingColumns, ['path']),
    mail: new Table(administration.mailColumns),
  }
}
export type Books = ReturnType<typeof createBooks>

/** Splynx's own idea of the time: the business day may be set, the hour is real. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number
  /** `YYYY-MM-DD` */
  today(): string
  /** `YYYY-MM-DD HH:MM:SS` */
  datetime(): string
}

export function createClock(fixedDay?: string): Clock {
  const local = () => {
    const now = new Date()
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString()
  }
  const today = () => fixedDay ?? local().slice(0, 10)
  return { now: Date.now, today, datetime: () => `${today()} ${local().slice(11, 19)}` }
}
