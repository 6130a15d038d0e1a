import type { Books } from '../books.ts'
import { type Body, readInput } from '../input.ts'
import { forbidden, methodDisabled, notFound, Problem } from '../problem.ts'
import type { Query } from '../query.ts'
import {
  ACCEPTED,
  type Call,
  created,
  DELETED,
  type Endpoint,
  ok,
  type Reply,
  resource,
  unsupported,
} from '../rest.ts'

// Settings and modules (Splynx facts §2.10).

/** What customers may read of the module `main`; null is every key of the path. */
const FOR_CUSTOMERS = new Map<string, string[] | null>([
  ['cap', null],
  ['cards', null],
  ['portal', null],
  ['system', null],
  ['preferences', ['portal_logo']],
])

const FOR_STRANGERS = new Map<string, string[] | null>([
  ['portal', ['reset_password', 'reset_password_type', 'authentication_field', 'portal_title']],
])

/**
 * `?module=add-on&path=NAME[&key=][&partner_id=]`: an object of settings, those of the partner before
 * those of the default. PUT takes the same kind of object.
 */
export function configEndpoint(books: Books): Endpoint {
  return {
    controller: 'Config',
    reply(call) {
      const place = placeOf(call.query)
      switch (call.method) {
        case 'GET': {
          const isCustomer = call.scope.customerId !== null
          return ok(settingsAt(books, place, isCustomer ? FOR_CUSTOMERS : null))
        }
        case 'PUT':
          if (call.scope.customerId !== null) throw forbidden()
          return save(books, place, call.body)
        default:
          throw unsupported(call.method)
      }
    },
  }
}

/** What somebody without a login may read. */
export const replyConfigToStranger = (books: Books, query: Query): Reply =>
  ok(settingsAt(books, placeOf(query), FOR_STRANGERS))

interface Place {
  module: string
  path: string
  key: string | undefined
  partnerId: number
}

function placeOf({ plain }: Query): Place {
  const module = plain.get('module')
  const path = plain.get('path')
  if (!module || !path) throw new Problem('BAD_REQUEST', 'Module and path are required.')
  const partnerId = Number(plain.get('partner_id') ?? 0) || 0
  return { module, path, key: plain.get('key') || undefined, partnerId }
}

function rowsAt({ config }: Books, { module, path, partnerId }: Place) {
  return config
    .where('path', path)
    .filter((row) => row.module === module && row.partner_id === partnerId)
}

function settingsAt(
  books: Books,
  place: Place,
  allowed: typeof FOR_CUSTOMERS | null,
): Record<string, unknown> {
  const keys = allowed === null ? null : allowed.get(place.path)
  if (allowed !== null && (place.module !== 'main' || keys === undefined)) throw forbidden()
  if (keys && place.key !== undefined && !keys.includes(place.key)) throw forbidden()
  // A partner without a value of its own has the default partner's.
  const rows = [...rowsAt(books, { ...place, partnerId: 0 }), ...rowsAt(books, place)]
  const settings = rows
    .filter(({ key }) => place.key === undefined || key === place.key)
    .filter(({ key }) => !keys || keys.includes(key))
  return Object.fromEntries(settings.map(({ key, value }) => [key, value]))
}

function save(books: Books, place: Place, body: Body): Reply {
  for (const [key, value] of Object.entries(body)) {
    const row = rowsAt(books, place).find((setting) => setting.key === key)
    const { module, path, partnerId: partner_id } = place
    if (row !== undefined) books.config.update(row, { value })
    else books.config.insert({ module, path, key, value, partner_id })
  }
  return ACCEPTED
}

/** The module is named by its name, not by a number. */
export function modulesEndpoint(books: Books): Endpoint {
  const { modules } = books
  const byId = resource({
    controller: 'Modules',
    books,
    table: modules,
    create: (values) => modules.insert(values),
    update: (row, values) => modules.update(row, values),
    remove: (row) => modules.remove(row),
  })
  return {
    controller: 'Modules',
    reply(call) {
      if (call.method === 'POST') {
        const reply = byId.reply(call)
        return { ...reply, body: JSON.stringify({ name: call.body.name }) }
      }
      const named = call.id === null ? undefined : modules.where('name', call.id)[0]
      return byId.reply(named === undefined ? call : { ...call, id: String(named.id) })
    },
  }
}

/** What a module holds: `module/{name}` and `module/{name}--{id}`. */
export function moduleItemsEndpoint(books: Books): Endpoint {
  const { modules, moduleItems } = books
  return {
    controller: 'Module',
    reply(call) {
      const [name = '', id] = (call.id ?? '').split('--')
      if (!modules.has('name', name)) throw notFound()
      if (call.scope.customerId !== null) throw forbidden()
      const items = moduleItems.where('module', name)
      if (id === undefined) return replyItems(books, call, name)
      const item = items.find((one) => String(one.id) === id)
      if (item === undefined) throw notFound()
      switch (call.method) {
        case 'GET':
          return ok(shownItem(item))
        case 'PUT':
          moduleItems.update(item, readInput(moduleItems.columns, call.body, 'update'))
          return ACCEPTED
        case 'DELETE':
          moduleItems.remove(item)
          return DELETED
        default:
          throw unsupported(call.method)
      }
    },
  }
}

function replyItems({ moduleItems }: Books, call: Call, module: string): Reply {
  if (call.method === 'GET') return ok(moduleItems.where('module', module).map(shownItem))
  if (call.method !== 'POST') throw methodDisabled()
  const values = readInput(moduleItems.columns, call.body, 'create')
  return created({ id: moduleItems.insert({ ...values, module }).id })
}

const shownItem = ({
  id,
  additional_attributes,
}: {
  id: number
  additional_attributes: unknown
}) => ({ id, additional_attributes })
