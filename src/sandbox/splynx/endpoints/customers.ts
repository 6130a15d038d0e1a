import type { Books } from '../books.ts'
import { Invalid, methodDisabled } from '../problem.ts'
import { type Endpoint, resource } from '../rest.ts'
import type { CustomerRow } from '../schema/customers.ts'
import { checkCustomer } from './documents.ts'
import { authorOf } from './payments.ts'

/** Splynx facts §2.4. */
export function customersEndpoint(books: Books): Endpoint {
  const { customers, customerInfo, billing, clock } = books
  return resource({
    controller: 'Customer',
    books,
    table: customers,
    owner: 'id',
    isOwnersToChange: true,
    create(values, call) {
      checkReferences(books, values)
      const dates = { date_add: clock.today(), last_update: clock.datetime() }
      const customer = customers.insert({ ...dates, ...values, ...authorOf(call) })
      customerInfo.insert({ id: customer.id })
      billing.insert({ customer_id: customer.id })
      return customer
    },
    update(customer, values, call) {
      const { partner_id, location_id, status } = customer
      checkReferences(books, { partner_id, location_id, ...values })
      customers.update(customer, { ...values, last_update: clock.datetime() })
      if (customer.status === status) return
      const { added_by_id } = authorOf(call)
      noteStatus(books, { id: customer.id, from: status, to: customer.status, by: added_by_id })
    },
    remove: (customer) => removeCustomer(books, customer),
  })
}

export function removeCustomer({ customers, customerInfo, billing }: Books, customer: CustomerRow) {
  const info = customerInfo.find(customer.id)
  if (info !== undefined) customerInfo.remove(info)
  const account = billing.find(customer.id)
  if (account !== undefined) billing.remove(account)
  customers.remove(customer)
}

/** A line of the log of changes (facts §2.10); the system itself is administrator 0. */
export function noteStatus(
  { statusChanges, clock }: Books,
  { id, from, to, by }: { id: number; from: string; to: string; by: number },
): void {
  const [date, time] = clock.datetime().split(' ') as [string, string]
  const statuses = { old_status: from, new_status: to }
  statusChanges.insert({ customer_id: id, ...statuses, date, time, administrator_id: by })
}

function checkReferences(
  { partners, locations }: Books,
  { partner_id = 0, location_id = 0 }: Partial<CustomerRow>,
): void {
  if (!partners.find(partner_id)) throw Invalid.field('partner_id', 'Partner is invalid.')
  if (!locations.find(location_id)) throw Invalid.field('location_id', 'Location is invalid.')
}

export function customerInfoEndpoint(books: Books): Endpoint {
  const { customerInfo, clock } = books
  return resource({
    controller: 'CustomerInfo',
    books,
    table: customerInfo,
    owner: 'id',
    update: (row, values) => customerInfo.update(row, { ...values, updated_at: clock.datetime() }),
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

/** Notes are made and read, one of them as `{customer}--{note}`. */
export function notesEndpoint(books: Books): Endpoint {
  const { notes, clock } = books
  const rows = resource({
    controller: 'CustomerNotes',
    books,
    table: notes,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      const administrator_id = authorOf(call).added_by_id
      return notes.insert({ ...values, administrator_id, datetime: clock.datetime() })
    },
  })
  return {
    controller: 'CustomerNotes',
    reply(call) {
      if (call.id === null) return rows.reply(call)
      const [, customerId, noteId] = /^(\d{1,15})--(\d{1,15})$/.exec(call.id) ?? []
      if (customerId === undefined || noteId === undefined) return rows.reply(call)
      const isTheirs = notes.find(Number(noteId))?.customer_id === Number(customerId)
      if (call.method !== 'GET') throw methodDisabled()
      return rows.reply({ ...call, id: isTheirs ? noteId : '0' })
    },
  }
}
