import { insertTransaction } from '../billing.ts'
import type { Books } from '../books.ts'
import type { Columns } from '../columns.ts'
import { type Endpoint, type Resource, resource } from '../rest.ts'
import { configEndpoint, mailEndpoint, modulesEndpoint } from './config.ts'
import {
  billingInfoEndpoint,
  customerBillingEndpoint,
  customerInfoEndpoint,
  customersEndpoint,
  notesEndpoint,
} from './customers.ts'
import { checkCustomer, invoicesEndpoint, proformasEndpoint } from './documents.ts'
import { paymentAccountDataEndpoint, paymentAccountsEndpoint } from './payment-accounts.ts'
import { type PaymentObserver, paymentsEndpoint } from './payments.ts'
import { statementRecordsEndpoint, statementsEndpoint } from './statements.ts'

/** Every address behind `/api/2.0/` that needs a caller (Splynx facts §2). */
export function createEndpoints(books: Books, observer: PaymentObserver): Map<string, Endpoint> {
  const proformas = proformasEndpoint(books)
  const billingInfo = billingInfoEndpoint(books)
  const table = <C extends Columns>(options: Omit<Resource<C>, 'books'>) =>
    resource({ books, ...options })

  return new Map<string, Endpoint>([
    ['admin/customers/customer', customersEndpoint(books)],
    ['admin/customers/customer-info', customerInfoEndpoint(books)],
    ['admin/customers/customer-billing', customerBillingEndpoint(books)],
    ['admin/customers/billing-info', billingInfo],
    ['portal/services/billing-info', billingInfo],
    ['admin/customers/customer-notes', notesEndpoint(books)],
    ['admin/customers/customer-payment-accounts', paymentAccountsEndpoint(books)],
    ['admin/customers/customer-payment-account-data', paymentAccountDataEndpoint(books)],

    ['admin/finance/invoices', invoicesEndpoint(books)],
    ['admin/finance/proforma-invoices', proformas],
    ['admin/finance/requests', proformas],
    ['admin/finance/payments', paymentsEndpoint(books, observer)],
    [
      'admin/finance/transactions',
      table({
        controller: 'Transactions',
        table: books.transactions,
        owner: 'customer_id',
        create(values) {
          checkCustomer(books, values.customer_id)
          return insertTransaction(books, values)
        },
      }),
    ],
    [
      'admin/finance/invoice-relations',
      table({
        controller: 'InvoiceRelations',
        table: books.relations,
        owner: 'customer_id',
        plainFilters: ['customer_id', 'invoice_id'],
      }),
    ],
    [
      'admin/finance/credit-notes',
      table({ controller: 'CreditNotes', table: books.creditNotes, owner: 'customer_id' }),
    ],
    [
      'admin/finance/payment-methods',
      table({ controller: 'PaymentMethods', table: books.methods, isPublic: true }),
    ],
    [
      'admin/finance/transaction-categories',
      table({ controller: 'TransactionCategories', table: books.categories, isPublic: true }),
    ],
    ['admin/finance/bank-statements', statementsEndpoint(books)],
    ['admin/finance/bank-statements-records', statementRecordsEndpoint(books)],

    [
      'admin/administration/partners',
      table({ controller: 'Partners', table: books.partners, isPublic: true }),
    ],
    [
      'admin/administration/locations',
      table({ controller: 'Locations', table: books.locations, isPublic: true }),
    ],
    [
      'admin/administration/administrators',
      table({ controller: 'Administrators', table: books.administrators }),
    ],
    ['admin/config/company-info', table({ controller: 'CompanyInfo', table: books.companies })],
    ['admin/config/entry-points', table({ controller: 'EntryPoints', table: books.entryPoints })],
    ['admin/config/modules', modulesEndpoint(books)],
    ['admin/config/config', configEndpoint(books)],
    ['admin/config/mail', mailEndpoint(books)],
  ])
}
