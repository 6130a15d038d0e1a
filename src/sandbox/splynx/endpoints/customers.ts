import { checkScope } from '../access.ts'
import { decimalText } from '../amounts.ts'
import type { Books } from '../books.ts'
import { Invalid, Problem } from '../problem.ts'
import { type Call, type Endpoint, ok, resource } from '../rest.ts'
import type { CustomerBillingRow, CustomerRow } from '../schema/customers.ts'
import { checkCustomer } from './documents.ts'

const DAY_MS = 86_400_000

/** Splynx facts §2.4. */
export function customersEndpoint(books: Books): Endpoint {
  const { customers, customerInfo, billing, clock } = books
  return resource({
    controller: 'Customer',
    books,
    table: customers,
    owner: 'id',
    isOwnersToChange: true,
    create(values) {
      checkReferences(books, values)
      const dates = { date_add: clock.today(), last_update: clock.datetime() }
      const customer = customers.insert({ ...dates, ...values })
      customerInfo.insert({ customer_id: customer.id })
      billing.insert({ customer_id: customer.id })
      return customer
    },
    update(customer, values) {
      const { partner_id, location_id } = customer
      checkReferences(books, { partner_id, location_id, ...values })
      customers.update(customer, { ...values, last_update: clock.datetime() })
    },
    remove(customer) {
      const info = customerInfo.find(customer.id)
      if (info !== undefined) customerInfo.remove(info)
      const account = billing.find(customer.id)
      if (account !== undefined) billing.remove(account)
      customers.remove(customer)
    },
  })
}

function checkReferences(
  { partners, locations }: Books,
  { partner_id = 0, location_id = 0 }: Partial<CustomerRow>,
): void {
  if (!partners.find(partner_id)) throw Invalid.field('partner_id', 'Partner is invalid.')
  if (!locations.find(location_id)) throw Invalid.field('location_id', 'Location is invalid.')
}

export function customerInfoEndpoint(books: Books): Endpoint {
  return resource({
    controller: 'CustomerInfo',
    books,
    table: books.customerInfo,
    owner: 'customer_id',
    update: (row, values) => books.customerInfo.update(row, values),
  })
}

/** Where the balance is: `deposit`. */
export function customerBillingEndpoint(books: Books): Endpoint {
  return resource({
    controller: 'CustomerBilling',
    books,
    table: books.billing,
    owner: 'customer_id',
    update: (row, values) => books.billing.update(row, values),
  })
}

export function notesEndpoint(books: Books): Endpoint {
  return resource({
    controller: 'CustomerNotes',
    books,
    table: books.notes,
    owner: 'customer_id',
    create(values) {
      checkCustomer(books, values.customer_id)
      return books.notes.insert({ ...values, datetime: books.clock.datetime() })
    },
    update: (row, values) => books.notes.update(row, values),
    remove: (row) => books.notes.remove(row),
  })
}

/** The summary at `billing-info/{id}`, and the customer's own at `portal/services/billing-info`. */
export function billingInfoEndpoint(books: Books): Endpoint {
  return {
    controller: 'CustomerBillingInfo',
    reply({ method, id, scope }: Call) {
      if (method !== 'GET') throw new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')
      const customerId = id === null ? scope.customerId : Number(id)
      const billing = books.billing.find(customerId ?? 0)
      if (billing === undefined) throw new Problem('NOT_FOUND', 'Customer not found.')
      checkScope(books, scope, billing.customer_id)
      return ok({ deposit: decimalText(billing.deposit), ...blockingOf(books, billing) })
    },
  }
}

/** The day after billing, due and blocking periods have passed, counted from the month's first. */
function blockingOf(
  { clock }: Books,
  { billing_date, billing_due, blocking_period }: CustomerBillingRow,
) {
  const today = Date.parse(clock.today())
  const first = Date.parse(`${clock.today().slice(0, 7)}-01`)
  const blocking = first + (billing_date - 1 + billing_due + blocking_period) * DAY_MS
  return {
    blocking_date: new Date(blocking).toISOString().slice(0, 10),
    howManyDaysLeft: Math.max(0, Math.round((blocking - today) / DAY_MS)),
  }
}
