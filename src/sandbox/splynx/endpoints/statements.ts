import type { Books } from '../books.ts'
import { Invalid } from '../problem.ts'
import { type Endpoint, resource } from '../rest.ts'
import { RECORD_STATUSES } from '../schema/finance.ts'

// "Payment statements" and their records (Splynx facts §2.9).

/** Every field has a default: an empty POST is accepted, as on live systems. */
export function statementsEndpoint(books: Books): Endpoint {
  const { statements, clock } = books
  return resource({
    controller: 'BankStatements',
    books,
    table: statements,
    create: (values) => statements.insert({ date_time: clock.datetime(), ...values }),
    update: (row, values) => statements.update(row, values),
  })
}

export function statementRecordsEndpoint(books: Books): Endpoint {
  const { statementRecords: records, clock } = books
  return resource({
    controller: 'BankStatementsRecords',
    books,
    table: records,
    create(values) {
      checkStatement(books, values.bank_statements_process_id)
      const dates = { datetime: clock.datetime(), payment_date: clock.today() }
      const record = records.insert({ ...dates, ...values })
      recount(books, record.bank_statements_process_id)
      return record
    },
    update(record, values) {
      // A record whose payment is booked cannot be cancelled (facts §3.9).
      if (values.status === 'canceled' && books.payments.find(record.payment_id)) {
        throw Invalid.field('status', 'Its payment is booked already.')
      }
      records.update(record, values)
      recount(books, record.bank_statements_process_id)
    },
  })
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

function recount({ statements, statementRecords }: Books, id: number): void {
  const statement = statements.find(id)
  if (statement === undefined) return
  const records = statementRecords.where('bank_statements_process_id', id)
  const counts: Partial<typeof statement> = { records: records.length }
  for (const status of RECORD_STATUSES) {
    if (status === 'deleted') continue
    counts[COUNTERS[status]] = records.filter((record) => record.status === status).length
  }
  statements.update(statement, counts)
}
