import { checkScope } from '../access.ts'
import { decimalText } from '../amounts.ts'
import type { UploadedFile } from '../body.ts'
import type { Books } from '../books.ts'
import { render } from '../columns.ts'
import { type Line, showProformaItems } from '../lines.ts'
import { plainPdf } from '../pdf.ts'
import { forbidden, Invalid, methodDisabled, missingId, notFound } from '../problem.ts'
import {
  ACCEPTED,
  type Call,
  created,
  type Endpoint,
  findRow,
  ok,
  resource,
  unsupported,
} from '../rest.ts'
import { checkCustomer } from './documents.ts'
import { authorOf } from './payments.ts'

// Files that Splynx keeps or makes (Splynx facts §2.10).

const BYTES_MAX = 20 * 1024 * 1024

export function storeFile({ files }: Books, module: string, file: UploadedFile): number {
  if (file.bytes.length > BYTES_MAX) throw Invalid.field(file.field, 'The file is too big.')
  const { name, contentType: content_type } = file
  return files.insert({ module, name, content_type, content: file.bytes.toString('base64') }).id
}

/** `customer-documents`: GET by the customer's id, PUT and DELETE by the document's own. */
export function customerDocumentsEndpoint(books: Books): Endpoint {
  const { customerDocuments: table, clock } = books
  const options = {
    controller: 'CustomerDocuments',
    books,
    table,
    owner: 'customer_id' as const,
  }
  const rows = resource({
    ...options,
    create(values, call) {
      checkCustomer(books, values.customer_id)
      const dates = { created_at: clock.datetime(), updated_at: clock.datetime() }
      return table.insert({ ...values, ...dates, ...authorOf(call) })
    },
    update: (row, values) => table.update(row, { ...values, updated_at: clock.datetime() }),
    remove: (row) => table.remove(row),
  })
  const upload = (call: Call, id: string) => {
    const row = findRow(options, { ...call, id })
    const file = call.files.find(({ field }) => field === 'file')
    if (file === undefined) throw Invalid.field('file', 'File cannot be blank.')
    const stored = storeFile(books, 'customer_documents', file)
    table.update(row, {
      filename_original: file.name,
      filename_uploaded: String(stored),
      updated_at: clock.datetime(),
    })
    return ACCEPTED
  }
  return {
    controller: 'CustomerDocuments',
    reply(call) {
      const uploaded = /^(\d{1,15})--upload$/.exec(call.id ?? '')
      if (uploaded !== null) {
        if (call.method !== 'POST') throw methodDisabled()
        return upload(call, uploaded[1] as string)
      }
      if (call.method !== 'GET') return rows.reply(call)
      if (call.id === null) throw missingId()
      checkScope(books, call.scope, Number(call.id))
      const documents = table.where('customer_id', Number(call.id))
      return ok(documents.map((row) => render(table.columns, row, call)))
    },
  }
}

/** Several files at once, as `files[n]`; the official examples attach them to a ticket. */
export function attachmentsEndpoint(books: Books): Endpoint {
  return {
    controller: 'TicketAttachments',
    reply(call) {
      if (call.method !== 'POST') throw unsupported(call.method)
      if (call.scope.customerId !== null) throw forbidden()
      const files = call.files.filter(({ field }) => /^files(\[\d*\])?$/.test(field))
      if (files.length === 0) throw Invalid.field('files', 'Files cannot be blank.')
      const ids = files.map((file) => storeFile(books, 'ticket_attachment', file))
      return created(ids.map((id) => ({ id })))
    },
  }
}

interface Download {
  name: string
  content_type: string
  /** Base64. */
  content: string
}

/** `download/{module}--{id}`: a document as a PDF, a log or what somebody uploaded. */
export function downloadEndpoint(books: Books): Endpoint {
  return {
    controller: 'Download',
    reply(call) {
      if (call.method !== 'GET') throw unsupported(call.method)
      const [, module, id] = /^([a-z_]+)--(\d{1,15})$/.exec(call.id ?? '') ?? []
      if (module === undefined) throw missingId()
      const download = DOWNLOADS[module]?.(books, Number(id), call)
      if (download === undefined || download === null) throw notFound()
      return ok(download)
    },
  }
}

type Make = (books: Books, id: number, call: Call) => Download | null

const DOWNLOADS: Record<string, Make> = {
  invoices: (books, id, call) => documentPdf(books, call, 'Invoice', books.invoices.find(id)),
  requests: (books, id, call) =>
    documentPdf(books, call, 'Proforma invoice', books.proformas.find(id)),
  credit_notes: (books, id, call) =>
    documentPdf(books, call, 'Credit note', books.creditNotes.find(id)),
  payments: receiptPdf,
  invoices_charge: (books, id, call) => chargeLog(books, id, call, 'invoices'),
  requests_charge: (books, id, call) => chargeLog(books, id, call, 'requests'),
  uploads: uploaded('uploads'),
  ticket_attachment: uploaded('ticket_attachment'),
  customer_documents(books, id, call) {
    const document = books.customerDocuments.find(id)
    if (document === undefined) return null
    checkScope(books, call.scope, document.customer_id)
    return fileOf(books, Number(document.filename_uploaded), 'customer_documents')
  },
}

interface Printable {
  customer_id: number
  number: string
  date_created: string
  total: number
  status: string
  items: unknown
}

function documentPdf(
  books: Books,
  call: Call,
  title: string,
  document: Printable | undefined,
): Download | null {
  if (document === undefined) return null
  checkScope(books, call.scope, document.customer_id)
  const items = showProformaItems(document.items as Line[])
  const lines = items.map(({ description, price, tax }) => `${description}  ${price}  +${tax} %`)
  return pdf(`${document.number}.pdf`, [
    `${title} ${document.number}`,
    books.customers.find(document.customer_id)?.name ?? '',
    document.date_created,
    ...lines,
    `Total ${decimalText(document.total)}`,
    document.status,
  ])
}

function receiptPdf(books: Books, id: number, call: Call): Download | null {
  const payment = books.payments.find(id)
  if (payment === undefined) return null
  checkScope(books, call.scope, payment.customer_id)
  return pdf(`${payment.receipt_number}.pdf`, [
    `Receipt ${payment.receipt_number}`,
    books.customers.find(payment.customer_id)?.name ?? '',
    payment.date,
    `Paid ${decimalText(payment.amount)}`,
  ])
}

const pdf = (name: string, lines: string[]): Download => ({
  name,
  content_type: 'application/pdf',
  content: plainPdf(lines).toString('base64'),
})

function chargeLog(books: Books, id: number, call: Call, type: string): Download | null {
  const charge = books.charges.find(id)
  if (charge?.invoice_type !== type) return null
  if (call.scope.customerId !== null) throw forbidden()
  const content = Buffer.from(charge.log).toString('base64')
  return { name: charge.filename_download, content_type: 'text/plain', content }
}

function uploaded(module: string): Make {
  return (books, id, call) => {
    if (call.scope.customerId !== null) throw forbidden()
    return fileOf(books, id, module)
  }
}

function fileOf({ files }: Books, id: number, module: string): Download | null {
  const file = files.find(id)
  if (file?.module !== module) return null
  const { name, content_type, content } = file
  return { name, content_type, content }
}
