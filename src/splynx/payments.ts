import { decimalOfCents } from '../domain/money.ts'
import { idOf, readCents, readId, rowOf, textOr } from './codec.ts'
import type { Answer, Http } from './http.ts'
import { readOne } from './http.ts'
import { clip, describeProblem, namesReceiptNumber, readProblem } from './problem.ts'
import { encodeListing } from './query.ts'
import type { NewPayment, RecordResult, Splynx } from './splynx.ts'
import { SplynxError } from './splynx.ts'

type Payments = Pick<Splynx, 'createPayment' | 'findPaymentByReceipt'>

// Splynx facts §2.8.
const PAYMENTS = '/admin/finance/payments'
const RECEIPT_CHARACTERS_MAX = 32
const COMMENT_CHARACTERS_MAX = 256

export function createPayments(http: Http): Payments {
  return {
    async createPayment(payment) {
      const body = bodyOf(payment)
      return resultOf(await http.send({ method: 'POST', path: PAYMENTS, body }))
    },

    async findPaymentByReceipt(receiptNumber) {
      const where = [
        { attribute: 'receipt_number', operator: '=', values: [receiptNumber] },
      ] as const
      const query = encodeListing({ where, orderBy: 'id', limit: 10 })
      const rows = await http.readList({ path: PAYMENTS, query })
      if (rows.length === 0) return null
      const row = rows.map(rowOf).find((row) => textOr(row?.receipt_number, '') === receiptNumber)
      // Other payments than the one asked for: Splynx has not looked, so this is not a "no".
      if (!row) throw new SplynxError(`Splynx ignores the receipt number at GET ${PAYMENTS}`, 200)
      return readOne(PAYMENTS, row, (row) => ({
        id: readId(row, 'id'),
        amountCents: readCents(row, 'amount'),
      }))
    },
  }
}

/** What is not given stays with Splynx's defaults (§2.8). */
function bodyOf(payment: NewPayment) {
  const { customerId, document, amountCents, date, receiptNumber, paymentType, comment } = payment
  if (!Number.isSafeInteger(amountCents) || amountCents === 0) {
    throw new RangeError('amountCents is a whole number other than zero')
  }
  // Splynx would make up a number in its place, and nobody would ever find the payment again.
  if (receiptNumber === '' || receiptNumber.length > RECEIPT_CHARACTERS_MAX) {
    throw new RangeError(`a receipt number has 1 to ${RECEIPT_CHARACTERS_MAX} characters`)
  }
  return {
    customer_id: customerId,
    invoice_id: document?.kind === 'invoice' ? document.id : undefined,
    request_id: document?.kind === 'proforma' ? document.id : undefined,
    payment_type: paymentType,
    receipt_number: receiptNumber,
    date,
    amount: decimalOfCents(amountCents),
    comment: clip(comment, COMMENT_CHARACTERS_MAX),
  }
}

/**
 * Only 201 with an id proves that the payment is there, and only a refusal of the payment itself
 * proves that it never will be.
 */
function resultOf(answer: Answer): RecordResult {
  if (answer.kind === 'silent') return { kind: 'unknown', cause: answer.cause }
  const { status, body } = answer
  if (status === 201) {
    const id = idOf(rowOf(body)?.id)
    return id === null ? { kind: 'unknown', cause: '201 without an id' } : { kind: 'created', id }
  }
  const problem = readProblem(body)
  if (status === 422 && namesReceiptNumber(problem)) return { kind: 'duplicate' }
  const cause = describeProblem(status, problem)
  return isRefusal(status) ? { kind: 'refused', cause } : { kind: 'unknown', cause }
}

// These say nothing about the payment: a key that is wrong today (or a nonce that was overtaken),
// a request that came too slowly, a server that has too much to do.
const NOT_NOW = new Set([401, 407, 408, 425, 429])

const isRefusal = (status: number): boolean => status >= 400 && status < 500 && !NOT_NOW.has(status)
