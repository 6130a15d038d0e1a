import type { World, WorldCustomer, WorldInvoice, WorldPayment, WorldProforma } from '../world.ts'
import { ofCents } from './amounts.ts'
import type { Books } from './books.ts'
import { UNSET_DATE } from './columns.ts'
import { seedInstallation } from './seed-installation.ts'

// Above this many customers the history comes without its transactions: they would take half the
// memory, and nobody reads them in a world made for measuring.
const CUSTOMERS_WITH_TRANSACTIONS_MAX = 20_000

/** Fills empty books with everything that the world knows. */
export function seedBooks(books: Books, world: World): void {
  seedInstallation(books, world)
  const withTransactions = world.customersCount <= CUSTOMERS_WITH_TRANSACTIONS_MAX
  for (const customer of world.everyone()) {
    seedCustomer(books, customer)
    for (const invoice of customer.invoices) seedInvoice(books, invoice)
    for (const proforma of customer.proformas) seedProforma(books, proforma)
    for (const payment of customer.payments) seedPayment(books, payment)
    if (withTransactions) seedTransactions(books, customer)
  }
}

function seedCustomer(books: Books, customer: WorldCustomer): void {
  const { id, cards, bankAccounts } = customer
  books.customers.insert({
    id,
    login: customer.login,
    status: customer.status,
    billing_type: customer.billingType,
    partner_id: customer.partnerId,
    location_id: customer.locationId,
    added_by: 'admin',
    category: customer.category,
    name: customer.name,
    email: customer.email,
    billing_email: customer.email,
    phone: customer.phone,
    street_1: customer.street,
    zip_code: customer.zip,
    city: customer.city,
    date_add: customer.dateAdded,
    conversion_date: customer.dateAdded,
  })
  books.customerInfo.insert({ customer_id: id })
  books.billing.insert({
    customer_id: id,
    deposit: ofCents(customer.depositCents),
    payment_method: String(customer.paymentMethodId),
  })
  const [card] = cards
  const [account] = bankAccounts
  if (card === undefined && account === undefined) return
  // The classic row holds one card and one bank account (Splynx facts §2.5).
  books.accountData.insert({
    account_id: 1,
    customer_id: id,
    ...(card && {
      field_1: card.token,
      field_2: card.holder,
      field_3: card.last4,
      field_4: `${card.expYear}-${String(card.expMonth).padStart(2, '0')}`,
    }),
    ...(account && {
      field_6: account.token,
      field_7: account.aba,
      field_8: account.holder,
      field_9: account.type,
    }),
  })
}

function seedInvoice({ invoices }: Books, invoice: WorldInvoice): void {
  invoices.insert({
    id: invoice.id,
    customer_id: invoice.customerId,
    number: invoice.number,
    date_created: invoice.dateCreated,
    real_create_datetime: atSix(invoice.dateCreated),
    date_updated: invoice.dateCreated,
    date_payment: invoice.datePaid ?? UNSET_DATE,
    date_till: invoice.dateDue,
    total: ofCents(invoice.totalCents),
    due: invoice.status === 'deleted' ? 0 : ofCents(invoice.dueCents),
    status: invoice.status,
    payment_id: invoice.paymentId,
    type: invoice.type,
    items: invoice.items,
  })
}

function seedProforma({ proformas }: Books, proforma: WorldProforma): void {
  proformas.insert({
    id: proforma.id,
    customer_id: proforma.customerId,
    number: proforma.number,
    date_created: proforma.dateCreated,
    real_create_datetime: atSix(proforma.dateCreated),
    date_updated: proforma.dateCreated,
    date_till: proforma.dateDue,
    date_payment: proforma.datePaid ?? UNSET_DATE,
    total: ofCents(proforma.totalCents),
    payment_id: proforma.paymentId,
    status: proforma.status,
    items: proforma.items,
  })
}

function seedPayment({ payments, relations }: Books, payment: WorldPayment): void {
  const amount = ofCents(payment.amountCents)
  payments.insert({
    id: payment.id,
    customer_id: payment.customerId,
    invoice_id: payment.invoiceId ?? 0,
    request_id: payment.proformaId ?? 0,
    payment_type: payment.methodId,
    receipt_number: payment.receiptNumber,
    date: payment.date,
    real_create_datetime: atSix(payment.date),
    amount,
    remind_amount: payment.invoiceId === null ? amount : 0,
    added_by: 'admin',
    updated_at: atSix(payment.date),
  })
  if (payment.invoiceId === null) return
  relations.insert({
    id: payment.id,
    customer_id: payment.customerId,
    payer_id: payment.id,
    type: 'payment',
    invoice_id: payment.invoiceId,
    amount,
  })
}

// The hour of the nightly billing; one text a day serves all rows.
const TIMES = new Map<string, string>()
function atSix(day: string): string {
  const time = TIMES.get(day) ?? `${day} 06:00:00`
  TIMES.set(day, time)
  return time
}

function seedTransactions({ transactions, methods }: Books, customer: WorldCustomer): void {
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
