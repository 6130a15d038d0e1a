import { checkScope } from '../access.ts'
import type { Books } from '../books.ts'
import { type RowOf, render } from '../columns.ts'
import { readInput } from '../input.ts'
import { Problem } from '../problem.ts'
import { ACCEPTED, type Call, DELETED, type Endpoint, ok, type Reply, resource } from '../rest.ts'
import { accountDataColumns, type accountDefinitionColumns } from '../schema/customers.ts'

/**
 * Saved credentials (Splynx facts §2.5). Without an id the definitions answer; with `?id=C` or
 * `?id=C--A` the rows of customer C. There is no POST: PUT makes the row when it is missing.
 */
export function paymentAccountsEndpoint(books: Books): Endpoint {
  const definitions = resource({
    controller: 'CustomerPaymentAccounts',
    books,
    table: books.accountDefinitions,
    isPublic: true,
  })
  return {
    controller: 'CustomerPaymentAccounts',
    reply(call) {
      if (call.id !== null) throw new Problem('NOT_FOUND', 'The id is a query parameter.')
      const ids = call.query.plain.get('id')
      switch (call.method) {
        case 'GET':
          return ids === undefined ? definitions.reply(call) : show(books, call, ids)
        case 'PUT':
          return save(books, call, ids)
        case 'DELETE':
          return remove(books, call, ids)
        default:
          return definitions.reply(call)
      }
    },
  }
}

/** All rows of all customers. */
export function paymentAccountDataEndpoint(books: Books): Endpoint {
  const table = books.accountData
  return resource({
    controller: 'CustomerPaymentAccountData',
    books,
    table,
    shown: accountDataColumns,
    owner: 'customer_id',
  })
}

type Definition = RowOf<typeof accountDefinitionColumns>

function show(books: Books, call: Call, ids: string): Reply {
  const { customerId, definition } = resolve(books, call, ids)
  const rows = books.accountData
    .where('customer_id', customerId)
    .filter(({ account_id }) => definition === null || account_id === definition.id)
  return ok(rows.map((row) => render(accountDataColumns, row)))
}

function save(books: Books, call: Call, ids: string | undefined): Reply {
  const { customerId, account_id, row } = resolveOne(books, call, ids)
  const values = readInput(accountDataColumns, call.body, 'update')
  if (row !== undefined) books.accountData.update(row, values)
  else books.accountData.insert({ ...values, customer_id: customerId, account_id })
  return ACCEPTED
}

function remove(books: Books, call: Call, ids: string | undefined): Reply {
  const { row } = resolveOne(books, call, ids)
  if (row === undefined) throw new Problem('NOT_FOUND', 'Entity not found.')
  books.accountData.remove(row)
  return DELETED
}

function resolveOne(books: Books, call: Call, ids: string | undefined) {
  if (ids === undefined) throw new Problem('BAD_REQUEST', 'Id is missing.')
  const { customerId, definition } = resolve(books, call, ids)
  if (definition === null) throw new Problem('BAD_REQUEST', 'The account is missing in the id.')
  const row = books.accountData
    .where('customer_id', customerId)
    .find(({ account_id }) => account_id === definition.id)
  return { customerId, account_id: definition.id, row }
}

/** Reads `C` or `C--A` and makes sure that both exist and are the caller's to touch. */
function resolve(
  books: Books,
  { scope }: Call,
  ids: string,
): { customerId: number; definition: Definition | null } {
  const match = /^(\d{1,15})(?:--(\d{1,15}))?$/.exec(ids)
  if (match === null) throw new Problem('BAD_REQUEST', 'Id is invalid.')
  const customer = books.customers.find(Number(match[1]))
  const definition = match[2] === undefined ? null : books.accountDefinitions.find(Number(match[2]))
  if (customer === undefined || definition === undefined) {
    throw new Problem('NOT_FOUND', 'Entity not found.')
  }
  checkScope(books, scope, customer.id)
  return { customerId: customer.id, definition }
}
