import type { Clock } from './clock.ts'
import * as administration from './schema/administration.ts'
import * as customers from './schema/customers.ts'
import * as documents from './schema/documents.ts'
import * as finance from './schema/finance.ts'
import type { Seeds } from './seed.ts'
import type { Settings } from './settings.ts'
import { Table } from './table.ts'

const DOCUMENT_INDEXES: ('customer_id' | 'number' | 'date_created' | 'payment_id')[] = [
  'customer_id',
  'number',
  'date_created',
  'payment_id',
]

/** All tables of the simulated Splynx, with the indexes that lists are asked by. */
export function createBooks(clock: Clock, settings: Settings, seeds: Seeds) {
  return {
    clock,
    settings,
    customers: new Table(customers.customerColumns, ['login', 'email'], 'id', seeds.customers),
    customerInfo: new Table(customers.customerInfoColumns, [], 'id', seeds.customerInfo),
    billing: new Table(customers.customerBillingColumns, [], 'customer_id', seeds.billing),
    notes: new Table(customers.customerNoteColumns, ['customer_id']),
    customerDocuments: new Table(customers.customerDocumentColumns, ['customer_id']),
    accountDefinitions: new Table(customers.accountDefinitionColumns),
    accountData: new Table(
      { id: finance.paymentColumns.id, ...customers.accountDataColumns },
      ['customer_id'],
      'id',
      seeds.accountData,
    ),
    invoices: new Table(documents.invoiceColumns, DOCUMENT_INDEXES, 'id', seeds.invoices),
    proformas: new Table(documents.proformaColumns, DOCUMENT_INDEXES, 'id', seeds.proformas),
    creditNotes: new Table(documents.creditNoteColumns, ['customer_id', 'number']),
    payments: new Table(
      finance.paymentColumns,
      ['customer_id', 'invoice_id', 'request_id', 'credit_note_id', 'receipt_number', 'date'],
      'id',
      seeds.payments,
    ),
    transactions: new Table(finance.transactionColumns, [
      'customer_id',
      'payment_id',
      'invoice_id',
      'credit_note_id',
    ]),
    relations: new Table(
      finance.relationColumns,
      ['customer_id', 'invoice_id', 'transaction_id', 'payer_id'],
      'id',
      seeds.relations,
    ),
    methods: new Table(finance.methodColumns),
    categories: new Table(finance.categoryColumns),
    statements: new Table(finance.statementColumns, ['title']),
    statementRecords: new Table(finance.statementRecordColumns, [
      'bank_statements_process_id',
      'customer_id',
      'invoice_id',
      'payment_id',
    ]),
    charges: new Table(finance.chargeColumns),
    toBills: new Table(finance.toBillColumns, ['customer_id']),
    partners: new Table(administration.partnerColumns),
    locations: new Table(administration.locationColumns),
    administrators: new Table(administration.administratorColumns, ['login', 'email']),
    companies: new Table(administration.companyColumns),
    modules: new Table(administration.moduleColumns, ['name']),
    moduleItems: new Table(administration.moduleItemColumns, ['module']),
    entryPoints: new Table(administration.entryPointColumns),
    config: new Table(administration.settingColumns, ['path']),
    mail: new Table(administration.mailColumns),
    sms: new Table(administration.smsColumns),
    templates: new Table(administration.templateColumns),
    files: new Table(administration.fileColumns, ['module']),
    statusChanges: new Table(administration.statusChangeColumns, ['customer_id']),
    pendingStatuses: new Table(administration.pendingStatusColumns, ['customer_id']),
    /** `invoice 5` or `proforma 6`: the accounting system has it, so that nobody deletes it. */
    synced: new Set<string>(),
  }
}
export type Books = ReturnType<typeof createBooks>
