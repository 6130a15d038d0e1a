import type { World } from '../world.ts'
import { ofCents } from './amounts.ts'
import type { Books } from './books.ts'
import {
  seededAccountData,
  seededBilling,
  seededCustomerInfo,
  seededCustomers,
} from './seed-customers.ts'
import {
  seededInvoices,
  seededPayments,
  seededProformas,
  seededRelations,
} from './seed-documents.ts'
import { survey } from './seed-survey.ts'
import type { Seeded } from './seeded-rows.ts'

// Above this many customers the history comes without its transactions: they would take half the
// memory, and nobody reads them in a world made for measuring.
const CUSTOMERS_WITH_TRANSACTIONS_MAX = 20_000

/** The tables that start with rows of the world. */
export type Seeds = Record<
  | 'customers'
  | 'customerInfo'
  | 'billing'
  | 'accountData'
  | 'invoices'
  | 'proformas'
  | 'payments'
  | 'relations',
  Seeded
>

/** Walks over the world once; books that are made later share the outcome. */
export function seedsOf(world: World): Seeds {
  const surveyed = survey(world)
  return {
    customers: seededCustomers(surveyed),
    customerInfo: seededCustomerInfo(surveyed),
    billing: seededBilling(surveyed),
    accountData: seededAccountData(surveyed),
    invoices: seededInvoices(surveyed),
    proformas: seededProformas(surveyed),
    payments: seededPayments(surveyed),
    relations: seededRelations(surveyed),
  }
}

export function seedTransactions({ transactions, methods }: Books, world: World): void {
  if (world.customersCount > CUSTOMERS_WITH_TRANSACTIONS_MAX) return
  for (const customer of world.everyone()) {
    for (const invoice of customer.invoices) {
      if (invoice.status === 'deleted') continue
      transactions.insert({
        customer_id: customer.id,
        price: ofCents(invoice.totalCents),
        total: ofCents(invoice.totalCents),
        date: invoice.dateCreated,
        description: invoice.items[0]?.description ?? '',
        invoice_id: invoice.id,
        source: 'auto',
      })
    }
    for (const payment of customer.payments) {
      transactions.insert({
        customer_id: customer.id,
        type: 'credit',
        price: ofCents(payment.amountCents),
        total: ofCents(payment.amountCents),
        date: payment.date,
        category: 3,
        description: methods.find(payment.methodId)?.name ?? '',
        payment_id: payment.id,
        source: 'auto',
      })
    }
  }
}
