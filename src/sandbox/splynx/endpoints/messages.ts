import type { Books } from '../books.ts'
import type { Columns, RowOf } from '../columns.ts'
import { notFound } from '../problem.ts'
import { type Endpoint, ok, type Resource, resource } from '../rest.ts'
import type { Table } from '../table.ts'
import { renderTemplate } from '../template.ts'

// Mail, text messages and the templates that they are made of (Splynx facts §2.10).

/** POST puts a message in the queue, `GET /{id}--send` sends it at once. */
function queue<C extends Columns & Record<'status' | 'datetime_added' | 'datetime_sent', Column>>(
  books: Books,
  table: Table<C>,
  controller: string,
): Endpoint {
  const { clock } = books
  type Row = RowOf<C>
  const options: Resource<C> = {
    controller,
    books,
    table,
    create: (values) =>
      table.insert({ datetime_added: clock.datetime(), ...values } as Partial<Row>),
    update: (row, values) => table.update(row, values),
    remove: (row) => table.remove(row),
  }
  const rows = resource(options)
  return {
    controller,
    reply(call) {
      const sent = /^(\d{1,15})--send$/.exec(call.id ?? '')
      if (sent === null || call.method !== 'GET') return rows.reply(call)
      const row = table.find(Number(sent[1]))
      if (row === undefined) throw notFound()
      table.update(row, { status: 'sent', datetime_sent: clock.datetime() } as Partial<Row>)
      return ok({ result: true })
    },
  }
}

type Column = Columns[string]

export const mailEndpoint = (books: Books): Endpoint => queue(books, books.mail, 'Mail')
export const smsEndpoint = (books: Books): Endpoint => queue(books, books.sms, 'Sms')

/** `{template}-render-{customer}` shows a template with the customer's data in it. */
export function templatesEndpoint(books: Books): Endpoint {
  const { templates, customers } = books
  const rows = resource({
    controller: 'Templates',
    books,
    table: templates,
    create: (values) => templates.insert(values),
    update: (row, values) => templates.update(row, values),
    remove: (row) => templates.remove(row),
  })
  return {
    controller: 'Templates',
    reply(call) {
      const wanted = /^(\d{1,15})-render-(\d{1,15})$/.exec(call.id ?? '')
      if (wanted === null || call.method !== 'GET') return rows.reply(call)
      const template = templates.find(Number(wanted[1]))
      const customer = customers.find(Number(wanted[2]))
      if (template === undefined || customer === undefined) throw notFound()
      return ok({ result: renderTemplate(books, template.code, customer) })
    },
  }
}
