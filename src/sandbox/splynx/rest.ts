import { type Caller, checkScope, type Scope } from './access.ts'
import type { UploadedFile } from './body.ts'
import type { Books } from './books.ts'
import { type Columns, describe, type RowOf, render } from './columns.ts'
import { compileTest, type Test } from './filter.ts'
import { type Body, readInput } from './input.ts'
import type { Action } from './keys.ts'
import { forbidden, methodDisabled, missingId, notAllowed, notFound, Problem } from './problem.ts'
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
  files: UploadedFile[]
  caller: Caller
  scope: Scope
  origin: Origin
  /** Whole numbers travel as text (Splynx facts §2.3). */
  numbersAsText: boolean
}

export interface Reply {
  status: number
  body?: string
  headers?: Record<string, string>
}

export interface Endpoint {
  /** The name that permissions use (facts §1.5). */
  controller: string
  reply(call: Call): Reply
}

export const ok = (value: unknown): Reply => ({ status: 200, body: JSON.stringify(value) })
export const created = (value: object): Reply => ({ status: 201, body: JSON.stringify(value) })
export const ACCEPTED: Reply = { status: 202 }
export const DELETED: Reply = { status: 204 }

/** Verbs that Splynx knows; on an address that has no use for one, it is disabled. */
const VERBS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE'])

export const unsupported = (method: string): Problem =>
  VERBS.has(method) ? methodDisabled() : notAllowed()

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
  update?(row: RowOf<C>, values: Partial<RowOf<C>>, call: Call): void
  remove?(row: RowOf<C>): void
}

/** A table behind the usual conventions (facts §2.1); writes only where the resource has them. */
export function resource<C extends Columns>(options: Resource<C>): Endpoint {
  const { controller, table, shown = table.columns } = options
  const replies: Record<string, ((call: Call) => Reply) | undefined> = {
    GET: (call) => (call.id === null ? list(options, call) : view(options, call)),
    HEAD: (call) => count(options, call),
    OPTIONS: () => ok(describe(shown)),
    POST: options.create && ((call) => create(options, call)),
    PUT: options.update && ((call) => update(options, call)),
    DELETE: options.remove && ((call) => remove(options, call)),
  }
  return {
    controller,
    reply(call) {
      if (call.scope.customerId !== null) checkCustomerMay(options, call.method)
      const reply = replies[call.method]
      if (reply === undefined) throw unsupported(call.method)
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
  if (!may) throw forbidden()
}

function list<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const { table, shown = table.columns } = options
  const conditions = conditionsOf(options, call)
  const rows = table.list({ ...call.query, conditions }, extraTests(options, call))
  return ok(rows.map((row) => render(shown, row, call)))
}

function view<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const { table, shown = table.columns } = options
  return ok(render(shown, findRow(options, call), call))
}

function count<C extends Columns>(options: Resource<C>, call: Call): Reply {
  return counted(options.table.count(conditionsOf(options, call), extraTests(options, call)))
}

/** The official PHP client reads the header by its exact spelling. */
export const counted = (total: number): Reply => ({
  status: 204,
  headers: {
    'X-total-count': String(total),
    'Access-Control-Expose-Headers': 'X-total-count',
  },
})

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
function extraTests<C extends Columns>(
  { owner, books, table }: Resource<C>,
  { query, scope: { partnerId } }: Call,
): Test[] {
  const tests = query.additional.map((condition) => customFieldTest(table.columns, condition))
  if (owner !== undefined && partnerId !== null) {
    const accepts = (id: unknown) => books.customers.value(id as number, 'partner_id') === partnerId
    tests.push({ field: owner, accepts })
  }
  return tests
}

function customFieldTest(columns: Columns, condition: Condition): Test {
  if (!('additional_attributes' in columns)) {
    throw new Problem('BAD_REQUEST', 'There are no additional attributes here.')
  }
  const { accepts } = compileTest({ [condition.field]: { kind: 'text' } }, condition)
  const valueIn = (fields: unknown) => (fields as Record<string, unknown>)[condition.field]
  return { field: 'additional_attributes', accepts: (fields) => accepts(valueIn(fields)) }
}

/** The row that a call names, if it is the caller's to see. */
export function findRow<C extends Columns>(
  { table, owner, books }: Resource<C>,
  { id, scope }: Call,
): RowOf<C> {
  if (id === null) throw missingId()
  const row = /^\d{1,15}$/.test(id) ? table.find(Number(id)) : undefined
  if (row === undefined) throw notFound()
  if (owner !== undefined) checkScope(books, scope, row[owner] as number)
  return row
}

function create<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const { table, books, owner } = options
  if (options.create === undefined || call.id !== null) throw methodDisabled()
  const values = readInput(table.columns, call.body, 'create')
  const customerId = owner === undefined ? undefined : (values[owner] as number | undefined)
  if (customerId !== undefined) checkScope(books, call.scope, customerId)
  const id = options.create(values, call)[table.key] as number
  return created({ id: call.numbersAsText ? String(id) : id })
}

function update<C extends Columns>(options: Resource<C>, call: Call): Reply {
  const row = findRow(options, call)
  options.update?.(row, readInput(options.table.columns, call.body, 'update'), call)
  return ACCEPTED
}

function remove<C extends Columns>(options: Resource<C>, call: Call): Reply {
  options.remove?.(findRow(options, call))
  return DELETED
}
