import { decimalOfCents } from '../domain/money.ts'
import { idOf, readId, readText, rowOf, textOr } from './codec.ts'
import type { Answer, Http } from './http.ts'
import { errorOf, readOne } from './http.ts'
import { clip, describeProblem, readProblem } from './problem.ts'
import type { Condition } from './query.ts'
import { encodeListing, splitList } from './query.ts'
import type { NewStatementRecord, Splynx, WriteResult } from './splynx.ts'
import { FilterIgnored, SplynxError } from './splynx.ts'

type Statements = Pick<
  Splynx,
  | 'findOrCreateStatement'
  | 'createStatementRecord'
  | 'updateStatementRecord'
  | 'findStatementRecords'
>

// Splynx facts §2.9. In Splynx's own pages these are "Payment statements" and their history.
const STATEMENTS = '/admin/finance/bank-statements'
const RECORDS = '/admin/finance/bank-statements-records'

const COMMENT_CHARACTERS_MAX = 255

/** Splynx has more such places than this; which receipt number a record is of stands in the first. */
const RECEIPT = 'additional_1'

export function createStatements(http: Http): Statements {
  /** The oldest of that title, should two processes have made one at the same moment. */
  async function findStatement(title: string): Promise<number | null> {
    const where: Condition[] = [{ attribute: 'title', operator: '=', values: [title] }]
    const query = encodeListing({ where, orderBy: 'id', limit: 10 })
    const rows = await http.readList({ path: STATEMENTS, query })
    const found = rows.map((row) =>
      readOne(STATEMENTS, row, (row) => ({ id: readId(row, 'id'), title: readText(row, 'title') })),
    )
    const other = found.find((one) => one.title.toLowerCase() !== title.toLowerCase())
    if (other) throw new FilterIgnored(STATEMENTS, 'title', other.id)
    return found.length === 0 ? null : Math.min(...found.map(({ id }) => id))
  }

  return {
    async findOrCreateStatement(title) {
      const found = await findStatement(title)
      if (found !== null) return found
      // As the original add-on makes them (facts §3): finished from the start.
      const body = { title, status: 'success' }
      const call = { method: 'POST', path: STATEMENTS, body } as const
      const answer = await http.send(call)
      const made = (await findStatement(title)) ?? writeResultOf(answer)
      if (typeof made === 'number') return made
      if (made.kind === 'created') return made.id
      throw errorOf(call, answer)
    },

    async createStatementRecord(record) {
      const call = { method: 'POST', path: RECORDS, body: bodyOf(record) } as const
      return writeResultOf(await http.send(call))
    },

    async updateStatementRecord(id, changes) {
      const { status, splynxPaymentId: payment_id, comment } = changes
      const text = comment === undefined ? undefined : clip(comment, COMMENT_CHARACTERS_MAX)
      const body = { status, payment_id, comment: text }
      const call = { method: 'PUT', path: `${RECORDS}/${id}`, body } as const
      const answer = await http.send(call)
      const isAccepted = answer.kind === 'answered' && [200, 202, 204].includes(answer.status)
      if (!isAccepted) throw errorOf(call, answer)
    },

    async findStatementRecords(statementId, receiptNumbers) {
      const found = new Map<string, number>()
      for (const values of splitList(RECEIPT, receiptNumbers)) {
        const where: Condition[] = [
          { attribute: 'bank_statements_process_id', operator: '=', values: [statementId] },
          { attribute: RECEIPT, operator: 'IN', values },
        ]
        // Should one be there twice, both fit.
        const query = encodeListing({ where, orderBy: 'id', limit: 2 * values.length })
        for (const value of await http.readList({ path: RECORDS, query })) {
          const row = rowOf(value)
          const receipt = textOr(row?.[RECEIPT], '')
          const id = idOf(row?.id)
          if (idOf(row?.bank_statements_process_id) !== statementId || !values.includes(receipt)) {
            throw new FilterIgnored(RECORDS, RECEIPT, id)
          }
          if (id === null) throw new SplynxError(`Splynx lists a record without id at ${RECORDS}`)
          if (!found.has(receipt)) found.set(receipt, id)
        }
      }
      return found
    },
  }
}

function bodyOf(record: NewStatementRecord) {
  const { customerId, document } = record
  return {
    bank_statements_process_id: record.statementId,
    payment_date: record.date,
    amount: decimalOfCents(record.amountCents),
    status: record.status,
    // Splynx shows these two as what the record was matched by.
    pairing_1: String(customerId),
    pairing_2: document?.number ?? '',
    [RECEIPT]: record.receiptNumber,
    comment: clip(record.comment, COMMENT_CHARACTERS_MAX),
    customer_id: customerId,
    invoice_id: document?.kind === 'invoice' ? document.id : undefined,
    request_id: document?.kind === 'proforma' ? document.id : undefined,
    payment_id: record.splynxPaymentId ?? undefined,
  }
}

/** Only 201 with an id proves that it is there. */
function writeResultOf(answer: Answer): WriteResult {
  if (answer.kind === 'silent') return { kind: 'unknown', cause: answer.cause }
  const { status, body } = answer
  const id = status === 201 ? idOf(rowOf(body)?.id) : null
  if (id !== null) return { kind: 'created', id }
  const cause = describeProblem(status, readProblem(body))
  return [400, 403, 404, 405, 422].includes(status)
    ? { kind: 'refused', cause }
    : { kind: 'unknown', cause }
}
