import { decimalOfCents } from '../domain/money.ts'
import { idOf, readCents, readId, rowOf, textOr } from './codec.ts'
import type { Answer, Http } from './http.ts'
import { readOne } from './http.ts'
import { clip, describeProblem, namesReceiptNumber, readProblem } from './problem.ts'
import { encodeListing, splitIds } from './query.ts'
import type { DeleteResult, NewPayment, RecordResult, Splynx } from './splynx.ts'
import { FilterIgnored, SplynxError } from './splynx.ts'

type Payments = Pick<
  Splynx,
  'createPayment' | 'deletePayment' | 'findPaymentByReceipt' | 'findPayments'
>

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

    async deletePayment(id) {
      return deleteResultOf(await http.send({ method: 'DELETE', path: `${PAYMENTS}/${id}` }))
    },

    async findPayments(ids) {
      const found = new Map<number, string>()
      for (const part of splitIds(ids)) {
        const where = [{ attribute: 'id', operator: 'IN', values: part }] as const
        const query = encodeListing({ where, orderBy: 'id', limit: part.length })
        for (const value of await http.readList({ path: PAYMENTS, query })) {
          const { id, receipt } = readOne(PAYMENTS, value, (row) => ({
            id: readId(row, 'id'),
            receipt: textOr(row.receipt_number, ''),
          }))
          // Those asked for must not count as deleted because others are listed.
          if (!part.includes(id)) throw new FilterIgnored(PAYMENTS, 'id', id)
          found.set(id, receipt)
        }
      }
      return found
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
        invoiceId: idOf(row.invoice_id),
        proformaId: idOf(row.request_id),
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

/** The same proofs for a deletion, which has an answer more: it was not there. */
function deleteResultOf(answer: Answer): DeleteResult {
  if (answer.kind === 'silent') return { kind: 'unknown', cause: answer.cause }
  const { status, body } = answer
  if (status === 204) return { kind: 'deleted' }
  const problem = readProblem(body)
  const cause = describeProblem(status, problem)
  // A 404 of a proxy, or of a wrong address, is a page and no JSON.
  if (status === 404) return rowOf(body) ? { kind: 'not_found' } : { kind: 'unknown', cause }
  // Whatever its status, this word is about the payment and not about the request.
  const isForGood = isRefusal(status) || problem.internalCode === 'ENTITY_CANNOT_BE_DELETED'
  return isForGood ? { kind: 'refused', cause } : { kind: 'unknown', cause }
}

// These say nothing about the payment: a key that is wrong today (or a nonce that was overtaken),
// a request that came too slowly, a server that has too much to do.
const NOT_NOW = new Set([401, 407, 408, 425, 429])

export const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && !NOT_NOW.has(status)
