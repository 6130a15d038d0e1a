import type { Books } from '../books.ts'
import type { Columns, RowOf } from '../columns.ts'
import { Invalid, Problem } from '../problem.ts'
import { type Endpoint, type Resource, resource } from '../rest.ts'
import type { Table } from '../table.ts'
import { noteStatus } from './customers.ts'
import { checkCustomer } from './documents.ts'
import { authorOf } from './payments.ts'

// Small tables that are listed, added to, changed and deleted from without further ado.

/** A table that may be written in every way. */
function writable<C extends Columns>(
  books: Books,
  options: Pick<Resource<C>, 'controller' | 'table' | 'isPublic'>,
  checkRemoval: (row: RowOf<C>) => void = () => {},
): Endpoint {
  const { table } = options
  return resource({
    ...options,
    books,
    create: (values) => table.insert(values),
    update: (row, values) => table.update(row, values),
    remove(row) {
      checkRemoval(row)
      table.remove(row)
    },
  })
}

const refuse = (reason: string) => new Problem('ENTITY_CANNOT_BE_DELETED', reason)

/** Splynx facts §2.9 and §2.10. */
export function administrationEndpoints(books: Books): [string, Endpoint][] {
  const { partners, locations, categories, methods, payments, customers } = books
  const isUsed = <C extends Columns>(table: Table<C>, field: string, id: number) =>
    table.list({
      conditions: [{ field, operator: '=', values: [String(id)] }],
      order: [],
      limit: 1,
      offset: 0,
    }).length > 0
  return [
    [
      'admin/administration/partners',
      writable(books, { controller: 'Partners', table: partners, isPublic: true }, ({ id }) => {
        if (isUsed(customers, 'partner_id', id)) throw refuse('It has customers.')
      }),
    ],
    [
      'admin/administration/locations',
      writable(books, { controller: 'Locations', table: locations, isPublic: true }, ({ id }) => {
        if (isUsed(customers, 'location_id', id)) throw refuse('It has customers.')
      }),
    ],
    ['admin/administration/administrators', administratorsEndpoint(books)],
    [
      'admin/finance/payment-methods',
      writable(books, { controller: 'PaymentMethods', table: methods, isPublic: true }, (row) => {
        if (isUsed(payments, 'payment_type', row.id)) throw refuse('It has payments.')
      }),
    ],
    [
      'admin/finance/transaction-categories',
      writable(
        books,
        { controller: 'TransactionCategories', table: categories, isPublic: true },
        ({ is_base }) => {
          if (is_base === '1') throw refuse('It is one of the base categories.')
        },
      ),
    ],
    [
      'admin/config/company-info',
      resource({ controller: 'CompanyInfo', books, table: books.companies }),
    ],
    [
      'admin/config/entry-points',
      resource({ controller: 'EntryPoints', books, table: books.entryPoints }),
    ],
    [
      'admin/logs/changes',
      resource({
        controller: 'LogsChanges',
        books,
        table: books.statusChanges,
        owner: 'customer_id',
      }),
    ],
    ['admin/logs/pending-statuses', pendingStatusesEndpoint(books)],
  ]
}

/** A new one has no password here: who may log in is for the start of the simulator to say. */
function administratorsEndpoint(books: Books): Endpoint {
  const { administrators } = books
  const checkLogin = (login: string | undefined, id: number) => {
    const other = administrators.where('login', login ?? '')[0]
    if (other === undefined || other.id === id) return
    throw Invalid.field('login', 'Login has already been taken.')
  }
  return resource({
    controller: 'Administrators',
    books,
    table: administrators,
    create(values) {
      checkLogin(values.login, 0)
      return administrators.insert(values)
    },
    update(row, values) {
      checkLogin(values.login, row.id)
      administrators.update(row, values)
    },
    remove: (row) => administrators.remove(row),
  })
}

/** Statuses that customers get on a day; one that is due is given at once. */
function pendingStatusesEndpoint(books: Books): Endpoint {
  const { pendingStatuses, customers, clock } = books
  const give = (row: RowOf<(typeof pendingStatuses)['columns']>) => {
    const customer = customers.find(row.customer_id)
    if (row.done === '1' || row.date > clock.today() || customer === undefined) return
    const change = { id: customer.id, from: customer.status, to: row.status }
    customers.update(customer, { status: row.status, last_update: clock.datetime() })
    noteStatus(books, { ...change, by: row.administrator_id })
    pendingStatuses.update(row, { done: '1' })
  }
  return resource({
    controller: 'LogsPendingStatuses',
    books,
    table: pendingStatuses,
    owner: 'customer_id',
    create(values, call) {
      checkCustomer(books, values.customer_id)
      const administrator_id = authorOf(call).added_by_id
      const row = pendingStatuses.insert({ ...values, administrator_id })
      give(row)
      return row
    },
    update(row, values) {
      pendingStatuses.update(row, values)
      give(row)
    },
    remove: (row) => pendingStatuses.remove(row),
  })
}
