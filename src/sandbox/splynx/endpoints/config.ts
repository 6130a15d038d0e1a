import type { Books } from '../books.ts'
import { Invalid, Problem } from '../problem.ts'
import { ACCEPTED, type Call, type Endpoint, ok, type Reply, resource } from '../rest.ts'

// Settings of modules, entry points and mail (Splynx facts §2.10).

/** The only settings that customers may read: paths of the module `main`. */
const CUSTOMER_PATHS = ['cap', 'cards', 'portal', 'system']

/**
 * `?module=add-on&path=NAME[&key=][&partner_id=]`. The facts do not show the shape of the answer:
 * ours is a list of `{module, path, key, value, partner_id}`, and PUT takes `{key: value}` pairs.
 */
export function configEndpoint(books: Books): Endpoint {
  return {
    controller: 'Config',
    reply(call) {
      const place = placeOf(call)
      if (call.scope.customerId !== null) checkCustomerMayRead(call, place)
      if (call.method === 'GET') return show(books, call, place)
      if (call.method === 'PUT') return save(books, call, place)
      throw new Problem('METHOD_NOT_ALLOWED', 'Method not allowed.')
    },
  }
}

interface Place {
  module: string
  path: string
  partnerId: number
}

function placeOf({ query: { plain } }: Call): Place {
  const module = plain.get('module')
  const path = plain.get('path')
  if (!module || !path) throw new Problem('BAD_REQUEST', 'Module and path are required.')
  return { module, path, partnerId: Number(plain.get('partner_id') ?? 0) || 0 }
}

function checkCustomerMayRead({ method }: Call, { module, path }: Place): void {
  if (method === 'GET' && module === 'main' && CUSTOMER_PATHS.includes(path)) return
  throw new Problem('FORBIDDEN', 'You are not allowed to perform this action.')
}

function rowsAt({ settings }: Books, { module, path, partnerId }: Place) {
  return settings
    .where('path', path)
    .filter((row) => row.module === module && row.partner_id === partnerId)
}

function show(books: Books, { query }: Call, place: Place): Reply {
  const key = query.plain.get('key')
  const own = rowsAt(books, place)
  // A partner without a value of its own has the default partner's.
  const inherited = rowsAt(books, { ...place, partnerId: 0 }).filter(
    (row) => !own.some((mine) => mine.key === row.key),
  )
  const rows = [...own, ...inherited].filter((row) => key === undefined || row.key === key)
  return ok(
    rows.map(({ module, path, key, value, partner_id }) => ({
      module,
      path,
      key,
      value,
      partner_id,
    })),
  )
}

function save(books: Books, { query, body }: Call, place: Place): Reply {
  const key = query.plain.get('key')
  const pairs = Object.entries(key === undefined ? body : { [key]: body.value ?? body[key] })
  for (const [name, value] of pairs) {
    if (typeof value === 'object') throw Invalid.field(name, 'Value is invalid.')
    const row = rowsAt(books, place).find((setting) => setting.key === name)
    if (row !== undefined) books.settings.update(row, { value: String(value) })
    else {
      const { module, path, partnerId } = place
      books.settings.insert({
        module,
        path,
        key: name,
        value: String(value),
        partner_id: partnerId,
      })
    }
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
      const named = call.id === null ? undefined : modules.where('name', call.id)[0]
      return byId.reply(named === undefined ? call : { ...call, id: String(named.id) })
    },
  }
}

/** POST puts a mail in the queue, `GET /{id}--send` sends it at once. */
export function mailEndpoint(books: Books): Endpoint {
  const { mail, clock } = books
  const queue = resource({
    controller: 'Mail',
    books,
    table: mail,
    create: (values) => mail.insert({ ...values, datetime_added: clock.datetime() }),
    remove: (row) => mail.remove(row),
  })
  return {
    controller: 'Mail',
    reply(call) {
      const sent = /^(\d{1,15})--send$/.exec(call.id ?? '')
      if (sent === null || call.method !== 'GET') return queue.reply(call)
      const row = mail.find(Number(sent[1]))
      if (row === undefined) throw new Problem('NOT_FOUND', 'Entity not found.')
      mail.update(row, { status: 'sent', datetime_sent: clock.datetime() })
      return ok({ result: true })
    },
  }
}
