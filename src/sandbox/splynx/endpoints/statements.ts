import { parseDecimal } from '../amounts.ts'
import { bookPayment } from '../booking.ts'
import type { Books } from '../books.ts'
import { readInteger } from '../input.ts'
import { Invalid } from '../problem.ts'
import { created, type Endpoint, resource, unsupported } from '../rest.ts'
import type { StatementRecordRow, StatementRow } from '../schema/finance.ts'
import type { PaymentObserver } from './payments.ts'

// "Payment statements" and their records (Splynx facts §2.9).

/** Every field has a default: an empty POST is accepted, as on live systems. */
export function statementsEndpoint(books: Books): Endpoint {
  const { statements, statementRecords, clock } = books
  return resource({
    controller: 'BankStatements',
    books,
    table: statements,
    create: (values) => statements.insert({ date_time: clock.datetime(), ...values }),
    update: (row, values) => statements.update(row, values),
    remove(statement) {
      for (const record of statementRecords.where('bank_statements_process_id', statement.id)) {
        statementRecords.remove(record)
      }
      statements.remove(statement)
    },
  })
}

export function statementRecordsEndpoint(books: Books): Endpoint {
  const { statementRecords: records } = books
  return resource({
    controller: 'BankStatementsRecords',
    books,
    table: records,
    create(values) {
      checkStatement(books, values.bank_statements_process_id)
      return insertRecord(books, values)
    },
    update(record, values) {
      if (values.bank_statements_process_id !== undefined) {
        checkStatement(books, values.bank_statements_process_id)
      }
      // A record whose payment is booked cannot be cancelled (facts §3.9).
      if (values.status === 'canceled' && books.payments.find(record.payment_id)) {
        throw Invalid.field('status', 'Its payment is booked already.')
      }
      count(books, record, -1)
      records.update(record, values)
      count(books, record, 1)
    },
    remove(record) {
      records.remove(record)
      count(books, record, -1)
    },
  })
}

/**
 * `{data, columns}`: a statement with a record a row. What the facts leave open is ours: a row with a
 * known customer becomes a payment at once, any other an error.
 */
export function statementImportEndpoint(books: Books, observer: PaymentObserver): Endpoint {
  return {
    controller: 'BankStatementsImport',
    reply({ method, body }) {
      if (method !== 'POST') throw unsupported(method)
      const columns = listOf(body.columns).map(String)
      const rows = listOf(body.data)
      if (columns.length === 0) throw Invalid.field('columns', 'Columns cannot be blank.')
      if (rows.length === 0) throw Invalid.field('data', 'Data cannot be blank.')
      const date_time = books.clock.datetime()
      const statement = books.statements.insert({ date_time, title: 'API', status: 'success' })
      for (const row of rows) {
        const cells = Object.entries(row ?? {}).map(([at, cell]) => [columns[Number(at)], cell])
        importRow(books, observer, statement, Object.fromEntries(cells))
      }
      return created({ id: statement.id })
    },
  }
}

function importRow(
  books: Books,
  observer: PaymentObserver,
  { id, payment_type }: StatementRow,
  { customer_id, invoice_number, amount, date, comment }: Record<string, unknown>,
): void {
  const customerId = readInteger(customer_id) ?? 0
  const number = invoice_number === undefined ? '' : String(invoice_number)
  const invoice = number === '' ? undefined : books.invoices.where('number', number)[0]
  const sum = parseDecimal(amount) ?? 0
  const isKnown = books.customers.value(customerId, 'id') !== undefined && sum !== 0
  const invoice_id = invoice?.customer_id === customerId ? invoice.id : 0
  const values = { amount: sum, comment: String(comment ?? ''), customer_id: customerId }
  const day = /^\d{4}-\d\d-\d\d$/.test(String(date)) ? String(date) : books.clock.today()
  const payment = isKnown
    ? bookPayment(books, { ...values, date: day, invoice_id, payment_type, added_by: 'api' })
    : undefined
  if (payment !== undefined) observer.booked(payment, 'api')
  insertRecord(books, {
    ...values,
    bank_statements_process_id: id,
    payment_date: day,
    pairing_1: String(customer_id ?? ''),
    pairing_2: number,
    invoice_id,
    payment_id: payment?.id ?? 0,
    status: payment === undefined ? 'error' : 'processed',
  })
}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : Object.values((value as object | undefined) ?? {})

function insertRecord(books: Books, values: Partial<StatementRecordRow>): StatementRecordRow {
  const { statementRecords, clock } = books
  const dates = { datetime: clock.datetime(), payment_date: clock.today() }
  const record = statementRecords.insert({ ...dates, ...values })
  count(books, record, 1)
  return record
}

function checkStatement({ statements }: Books, id: number | undefined): void {
  if (statements.find(id ?? 0)) return
  throw Invalid.field('bank_statements_process_id', 'Statement is invalid.')
}

const COUNTERS = {
  new: 'new',
  processed: 'processed',
  canceled: 'canceled',
  error: 'errors',
  ignored: 'ignored',
  manual_paired: 'manual_paired',
  pending: 'pending',
} as const

/** A run of a month has a hundred thousand records: they are counted one by one as they change. */
function count({ statements }: Books, record: StatementRecordRow, by: 1 | -1): void {
  const statement = statements.find(record.bank_statements_process_id)
  if (statement === undefined) return
  const changes: Partial<StatementRow> = { records: statement.records + by }
  if (record.status !== 'deleted') {
    const counter = COUNTERS[record.status as keyof typeof COUNTERS]
    changes[counter] = statement[counter] + by
  }
  statements.update(statement, changes)
}
