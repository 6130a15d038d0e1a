import type { Books } from '../books.ts'
import type { Columns } from '../columns.ts'
import { type Endpoint, type Resource, resource } from '../rest.ts'
import { insertTransaction, removeTransaction } from '../transactions.ts'
import { administrationEndpoints } from './administration.ts'
import { billingInfoEndpoint } from './billing-info.ts'
import { configEndpoint, moduleItemsEndpoint, modulesEndpoint } from './config.ts'
import {
  customerBillingEndpoint,
  customerInfoEndpoint,
  customersEndpoint,
  notesEndpoint,
} from './customers.ts'
import {
  checkCustomer,
  creditNotesEndpoint,
  invoicesEndpoint,
  proformasEndpoint,
} from './documents.ts'
import { attachmentsEndpoint, customerDocumentsEndpoint, downloadEndpoint } from './files.ts'
import { mailEndpoint, smsEndpoint, templatesEndpoint } from './messages.ts'
import { paymentAccountDataEndpoint, paymentAccountsEndpoint } from './payment-accounts.ts'
import { type PaymentObserver, paymentsEndpoint } from './payments.ts'
import { portalDashboardEndpoint, profileAttributesEndpoint } from './portal.ts'
import {
  statementImportEndpoint,
  statementRecordsEndpoint,
  statementsEndpoint,
} from './statements.ts'
import { lastChargeEndpoint, toBillEndpoint } from './to-bill.ts'

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
    ['admin/customers/customer-notes', notesEndpoint(books)],
    ['admin/customers/customer-documents', customerDocumentsEndpoint(books)],
    ['admin/customers/customer-payment-accounts', paymentAccountsEndpoint(books)],
    ['admin/customers/customer-payment-account-data', paymentAccountDataEndpoint(books)],

    ['admin/finance/invoices', invoicesEndpoint(books)],
    ['admin/finance/proforma-invoices', proformas],
    ['admin/finance/requests', proformas],
    ['admin/finance/credit-notes', creditNotesEndpoint(books)],
    ['admin/finance/payments', paymentsEndpoint(books, observer)],
    ['admin/finance/transactions', transactionsEndpoint(books)],
    [
      'admin/finance/invoice-relations',
      table({
        controller: 'InvoiceRelations',
        table: books.relations,
        owner: 'customer_id',
        plainFilters: ['customer_id', 'invoice_id'],
      }),
    ],
    ['admin/finance/bank-statements', statementsEndpoint(books)],
    ['admin/finance/bank-statements-records', statementRecordsEndpoint(books)],
    ['admin/finance/bank-statements-import', statementImportEndpoint(books, observer)],
    ['admin/finance/to-bill', toBillEndpoint(books, 'invoice')],
    ['admin/finance/to-bill-requests', toBillEndpoint(books, 'request')],
    ['admin/finance/cancel-last-charge', lastChargeEndpoint(books)],

    ...administrationEndpoints(books),
    ['admin/config/modules', modulesEndpoint(books)],
    ['admin/config/module', moduleItemsEndpoint(books)],
    ['admin/config/config', configEndpoint(books)],
    ['admin/config/mail', mailEndpoint(books)],
    ['admin/config/sms', smsEndpoint(books)],
    ['admin/config/templates', templatesEndpoint(books)],
    ['admin/config/download', downloadEndpoint(books)],
    ['admin/support/ticket-attachments', attachmentsEndpoint(books)],

    ['portal/services/billing-info', billingInfo],
    ['portal/dashboard/dashboard', portalDashboardEndpoint(books)],
    ['portal/profile/additional-attributes', profileAttributesEndpoint()],
  ])
}

function transactionsEndpoint(books: Books): Endpoint {
  return resource({
    controller: 'Transactions',
    books,
    table: books.transactions,
    owner: 'customer_id',
    create(values) {
      checkCustomer(books, values.customer_id)
      return insertTransaction(books, values)
    },
    // Its money is changed by deleting it.
    update(row, { description, comment, category, date, period_from, period_to }) {
      const changes = { description, comment, category, date, period_from, period_to }
      const given = Object.entries(changes).filter(([, value]) => value !== undefined)
      books.transactions.update(row, Object.fromEntries(given))
    },
    remove: (row) => removeTransaction(books, row),
  })
}
