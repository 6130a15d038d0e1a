import { type Action, type Caller, checkScope, type Scope } from './access.ts'
import type { Books } from './books.ts'
import { type Columns, describe, type RowOf, render } from './columns.ts'
import { compileCondition, type Predicate } from './filter.ts'
import { type Body, readInput } from './input.ts'
import { Problem } from './problem.ts'
import type { Condition, Query } from './query.ts'
import type { Table } from './table.ts'
import type { Origin } from './tokens.ts'

/** One request, after authentication. */
export interface Call {
  method: string
  /** What stood after the endpoint's path. */
  id: string | null
  query: Query
  body: Body
  caller: Caller
  scope: Scope
  origin: Origin
}

export interface Reply {
  status: number
  body?: string
  headers?: Record<string, string>
}

export interface Endpoint {
  /** The name that permissions use (Splynx facts §1.5). */
  controller: string
  reply(call: Call): Reply
}

export const ok = (value: unknown): Reply => ({ status: 200, body: JSON.stringify(value) })
export const created = (id: number): Reply => ({ status: 201, body: `{"id":${id}}` })
export const ACCEPTED: Reply = { status: 202 }
export const DELETED: Reply = { status: 204 }

export function actionOf(method: string, id: string | null): Action {
  switch (method) {
    case 'POST':
      return 'add'
    case 'PUT':
      return 'update'
    case 'DELETE':
      return 'delete'
    default:
      return method === 'GET' && id !== null ? 'view' : 'index'
  }
}

export interface Resource<C extends Columns> {
  controller: string
  books: Books
  table: Table<C>
  /** The column with the customer whose row it is. Without one, rows belong to nobody. */
  owner?: keyof C & string
  /** What an answer shows, when that is less than the table's columns. */
  shown?: Columns
  /** Rows that belong to nobody and that customers may read all the same. */
  isPublic?: boolean
  /** Customers may change their own row. */
  isOwnersToChange?: boolean
  /** Plain parameters that do filter: elsewhere Splynx ignores them. */
  plainFilters?: (keyof C & string)[]
  create?(values: Partial<RowOf<C>>, call: Call): RowOf<C>
  update?(row: RowOf<C>, values: Partial<RowOf<C>>): void
  remove?(row: RowOf<C>): void
}

/** A table behind the usual conventions (facts §2.1); writes only where the resource has them. */
export function resource<C extends Columns>(options: Resource<C>): Endpoint {
  const { controller, table, shown = table.columns } = options
  const replies: Record<string, (call: Call) => Reply> = {
    GET: (call) =>
      call.id === null ? list(options, call) : ok(render(shown, findRow(options, call))),
    HEAD: (call) => count(options, call),
    OPTIONS: () => ok(describe(shown)),
    POST: (call) => create(options, call),
    PUT: (call) => update(options, call),
    DELETE: (call) => remove(options, call),
  }
  return {
    controller,
    reply(call) {
      if (call.scope.customerId !== null) checkCustomerMay(options, call.method)
      const reply = replies[call.method]
      if (reply === undefined) throw notAllowed()
      return reply(call)
    },
  }
}

function checkCustomerMay<C extends Columns>(
  { owner, isPublic = false, isOwnersToChange = false }: Resource<C>,
  method: string,
): void {
  const reads = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  const may = reads ? owner !== undefined || isPublic : method === 'PUT' && isOwnersToChange
  if (!may) throw new Problem('FORBIDDEN', 'You are not allowed to perform this action.')
}

const notAllowed = () => new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')

function list<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const { table, shown = table.columns } = options
  const conditions = conditionsOf(options, call)
  const rows = table.list({ ...call.query, conditions }, extraTest(options, call))
  return ok(rows.map((row) => render(shown, row)))
}

function count<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const total = options.table.count(conditionsOf(options, call), extraTest(options, call))
  // The official PHP client reads this header by its exact spelling.
  const headers = {
    'X-total-count': String(total),
    'Access-Control-Expose-Headers': 'X-total-count',
  }
  return { status: 204, headers }
}

function conditionsOf<C extends Columns>(
  { owner, plainFilters = [] }: Resource<C>,
  { query, scope }: Call,
): Condition[] {
  const conditions = [...query.conditions]
  for (const field of plainFilters) {
    const value = query.plain.get(field)
    if (value !== undefined) conditions.push({ field, operator: '=', values: [value] })
  }
  if (owner !== undefined && scope.customerId !== null) {
    conditions.push({ field: owner, operator: '=', values: [String(scope.customerId)] })
  }
  return conditions
}

/** What no column can tell: custom fields, and the partner of the row's customer. */
function extraTest<C extends Columns>(
  { owner, books, table }: Resource<C>,
  { query, scope: { partnerId } }: Call,
): Predicate | undefined {
  const tests = query.additional.map((condition) => customFieldTest(table.columns, condition))
  if (owner !== undefined && partnerId !== null) {
    tests.push((row) => {
      const customer = books.customers.find((row as RowOf<C>)[owner] as number)
      return customer?.partner_id === partnerId
    })
  }
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row))
}

function customFieldTest(columns: Columns, condition: Condition): Predicate {
  if (!('additional_attributes' in columns)) {
    throw new Problem('BAD_REQUEST', 'There are no additional attributes here.')
  }
  const test = compileCondition({ [condition.field]: { kind: 'text' } }, condition)
  return (row) => test((row as { additional_attributes: object }).additional_attributes)
}

function findRow<C extends Columns>(options: Resource<C>, { id, scope }: Call): RowOf<C> {
  const { table, owner, books } = options
  if (id === null) throw new Problem('BAD_REQUEST', 'Id is missing.')
  const row = /^\d{1,15}$/.test(id) ? table.find(Number(id)) : undefined
  if (row === undefined) throw new Problem('NOT_FOUND', 'Entity not found.')
  if (owner !== undefined) checkScope(books, scope, row[owner] as number)
  return row
}

function create<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const { table, books, owner } = options
  if (options.create === undefined || call.id !== null) throw notAllowed()
  const values = readInput(table.columns, call.body, 'create')
  const customerId = owner === undefined ? undefined : (values[owner] as number | undefined)
  if (customerId !== undefined) checkScope(books, call.scope, customerId)
  return created(options.create(values, call)[table.key] as number)
}

function update<C extends Columns>(options: Resource<C>, call: Call): Reply {
  if (options.update === undefined) throw notAllowed()
  const row = findRow(options, call)
  options.update(row, readInput(options.table.columns, call.body, 'update'))
  return ACCEPTED
}

function remove<C extends Columns>(options: Resource<C>, call: Call): Reply {
  if (options.remove === undefined) throw notAllowed()
  options.remove(findRow(options, call))
  return DELETED
}
