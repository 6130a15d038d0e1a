import { decimalOfCents } from '../domain/money.ts'
import { idOf, readCents, readId, rowOf, textOr } from './codec.ts'
import type { Answer, Http } from './http.ts'
import { readOne } from './http.ts'
import { isRefusal } from './payments.ts'
import { clip, describeProblem, readProblem } from './problem.ts'
import { encodeListing } from './query.ts'
import type { Splynx, TransactionResult } from './splynx.ts'
import { SplynxError } from './splynx.ts'

type Transactions = Pick<Splynx, 'createTransaction' | 'findTransactionByComment'>

// Splynx facts §2.9.
const TRANSACTIONS = '/admin/finance/transactions'
const DESCRIPTION_CHARACTERS_MAX = 255

export function createTransactions(http: Http): Transactions {
  return {
    async createTransaction({ customerId, amountCents, date, description, comment }) {
      const body = {
        customer_id: customerId,
        type: 'debit',
        quantity: 1,
        price: decimalOfCents(amountCents),
        date,
        description: clip(description, DESCRIPTION_CHARACTERS_MAX),
        comment,
        // So that it comes onto the customer's next invoice.
        to_invoice: '1',
      }
      return resultOf(await http.send({ method: 'POST', path: TRANSACTIONS, body }))
    },

    async findTransactionByComment(customerId, comment) {
      const where = [
        { attribute: 'customer_id', operator: '=', values: [customerId] },
        { attribute: 'comment', operator: '=', values: [comment] },
      ] as const
      const query = encodeListing({ where, orderBy: 'id', limit: 10 })
      const rows = await http.readList({ path: TRANSACTIONS, query })
      if (rows.length === 0) return null
      const row = rows.map(rowOf).find((row) => textOr(row?.comment, '') === comment)
      // Other transactions than the one asked for: Splynx has not looked, so this is not a "no".
      if (!row) throw new SplynxError(`Splynx ignores the comment at GET ${TRANSACTIONS}`, 200)
      return readOne(TRANSACTIONS, row, (row) => ({
        id: readId(row, 'id'),
        amountCents: readCents(row, 'price'),
      }))
    },
  }
}

/** Only 201 with an id proves that it is there, only a refusal of it that it never will be. */
function resultOf(answer: Answer): TransactionResult {
  if (answer.kind === 'silent') return { kind: 'unknown', cause: answer.cause }
  const { status, body } = answer
  if (status === 201) {
    const id = idOf(rowOf(body)?.id)
    return id === null ? { kind: 'unknown', cause: '201 without an id' } : { kind: 'created', id }
  }
  const cause = describeProblem(status, readProblem(body))
  return isRefusal(status) ? { kind: 'refused', cause } : { kind: 'unknown', cause }
}
