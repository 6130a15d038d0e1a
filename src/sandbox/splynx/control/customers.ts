import { moveBalance } from '../balance.ts'
import type { Books } from '../books.ts'
import type { Columns, RowOf } from '../columns.ts'
import { noteStatus, removeCustomer } from '../endpoints/customers.ts'
import { ok, type Reply } from '../rest.ts'
import type { Table } from '../table.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { customerIn, wrong } from './read.ts'

// What the office does with customers while the add-on is not looking.

const STATUSES = ['new', 'active', 'blocked', 'disabled']

/** `{customerId, status}`: blocked for not paying, and welcome again. */
export function changeStatus({ splynx }: Sandbox, { body }: ControlCall): Reply {
  const { books } = splynx
  const customer = customerIn(splynx, body.customerId)
  const status = String(body.status)
  if (!STATUSES.includes(status)) throw wrong(`status is one of ${STATUSES.join(', ')}.`)
  const change = { id: customer.id, from: customer.status, to: status }
  books.customers.update(customer, { status, last_update: books.clock.datetime() })
  noteStatus(books, { ...change, by: 0 })
  return ok({ status })
}

/** `{from, into}`: two entries of the same person become one; the first is gone. */
export function merge({ splynx }: Sandbox, { body }: ControlCall): Reply {
  const { books } = splynx
  const from = customerIn(splynx, body.from)
  const into = customerIn(splynx, body.into)
  if (from.id === into.id) throw wrong('from and into are two customers.')
  const { invoices, proformas, creditNotes, payments, transactions, relations, notes } = books
  handOver(invoices, from.id, into.id)
  handOver(proformas, from.id, into.id)
  handOver(creditNotes, from.id, into.id)
  handOver(payments, from.id, into.id)
  handOver(transactions, from.id, into.id)
  handOver(relations, from.id, into.id)
  handOver(notes, from.id, into.id)
  handOverAccounts(books, from.id, into.id)
  moveBalance(books, into.id, books.billing.value(from.id, 'deposit') ?? 0)
  removeCustomer(books, from)
  return ok({ merged: into.id })
}

function handOver<C extends Columns & { customer_id: Columns[string] }>(
  table: Table<C>,
  from: number,
  into: number,
): void {
  for (const row of table.where('customer_id', from as RowOf<C>['customer_id'])) {
    table.update(row, { customer_id: into } as Partial<RowOf<C>>)
  }
}

/** Saved credentials move where there are none yet: a row a customer is all that fits. */
function handOverAccounts({ accountData }: Books, from: number, into: number): void {
  const taken = new Set(accountData.where('customer_id', into).map((row) => row.account_id))
  for (const row of accountData.where('customer_id', from)) {
    if (taken.has(row.account_id)) accountData.remove(row)
    else accountData.update(row, { customer_id: into })
  }
}

/** `{customerId}` */
export function remove({ splynx }: Sandbox, { body }: ControlCall): Reply {
  removeCustomer(splynx.books, customerIn(splynx, body.customerId))
  return ok({ deleted: true })
}
