import type { Books, Entry, OurPayment, Receipt } from './books.ts'
import { groupBy } from './groups.ts'
import {
  backAtGateway,
  isOfRefund,
  refundContradictions,
  sum,
  tooMuchBack,
  wasTaken,
} from './money-back.ts'
import type { Closed } from './office.ts'

/** A promise that was broken, and whose life tells how. */
export interface Violation {
  says: string
  /** Ids of payments of ours, TransactionIDs or receipt numbers. */
  about: readonly string[]
}

/** What can never be put right any more, so that nobody need wait for the end of the world. */
export function alarms(books: Books): Violation[] {
  const { debits, receipts, payments } = books
  const byId = new Map(payments.map((payment) => [payment.id, payment]))
  const back = backAtGateway(books)
  const keptOf = (debit: Entry) => debit.amountCents - (back.get(debit.transactionId) ?? 0)
  const twice = [...groupBy(debits, (debit) => documentOf(debit, byId))]
    .filter(([, of]) => isTooMuch(of, keptOf))
    .map(([document, of]) => ({
      says: `document ${document} was charged ${of.filter((one) => keptOf(one) > 0).length} times`,
      about: of.flatMap(({ transactionId, udField1 }) => [transactionId, udField1]),
    }))
  const recordedTwice = [...groupBy(receipts, ({ receiptNumber }) => receiptNumber)]
    .filter(([, of]) => of.length > 1)
    .map(([receipt, of]) => ({
      says: `Splynx has ${receipt} ${of.length} times`,
      about: [receipt],
    }))
  const paidTwice = [...groupBy(receipts, targetOf)]
    .filter(([target, of]) => target !== null && isTooMuch(of, ({ amountCents }) => amountCents))
    .map(([target, of]) => ({
      says: `${target} is paid ${of.length} times in Splynx`,
      about: of.map(({ receiptNumber }) => receiptNumber),
    }))
  return [...twice, ...recordedTwice, ...paidTwice, ...tooMuchBack(books)]
}

/**
 * Of one document more was kept than it came to. Who pays again what was given back pays what is due
 * by then, so all of it together is never more than the largest of them.
 */
function isTooMuch<T extends { amountCents: number }>(
  of: readonly T[],
  keptOf: (one: T) => number,
): boolean {
  return sum(of.map(keptOf)) > Math.max(...of.map(({ amountCents }) => amountCents))
}

/** Every way in which the three contradict each other, in words. Empty: they agree to the cent. */
export function contradictions(books: Books, closed: readonly Closed[]): Violation[] {
  return [
    ...alarms(books),
    ...betweenUsAndGateway(books),
    ...refundContradictions(books),
    ...betweenUsAndSplynx(books, closed),
    ...untold(books),
  ]
}

function betweenUsAndGateway({ debits, payments }: Books): Violation[] {
  const found: Violation[] = []
  const taken = new Map(
    payments.filter(wasTaken).map((payment) => [payment.transaction_id, payment]),
  )
  for (const { transactionId, amountCents, udField1 } of debits) {
    const payment = taken.get(transactionId)
    const about = [transactionId, udField1]
    if (!payment) {
      const ours = payments.find(({ id }) => id === udField1)
      const status = ours?.status ?? 'nothing'
      found.push({ says: `the gateway took ${transactionId}, and we say ${status}`, about })
    } else if (payment.amount_cents !== amountCents) {
      const says = `${payment.id}: we say ${payment.amount_cents} cents, they took ${amountCents}`
      found.push({ says, about })
    }
  }
  const debited = new Set(debits.map(({ transactionId }) => transactionId))
  for (const { id, status, transaction_id } of taken.values()) {
    if (debited.has(transaction_id ?? '')) continue
    found.push({ says: `${id} is ${status}, and nothing was taken`, about: [id] })
  }
  return found
}

function betweenUsAndSplynx(
  { receipts, payments, refunds }: Books,
  closed: readonly Closed[],
): Violation[] {
  const found: Violation[] = []
  const say = (says: string, ...about: string[]) => found.push({ says, about })
  const taken = new Map(
    payments.filter(wasTaken).map((payment) => [payment.transaction_id, payment]),
  )
  for (const receipt of receipts) {
    const { receiptNumber } = receipt
    if (!taken.has(receiptNumber) && !isOfRefund(receipt, refunds)) {
      say(`Splynx has ${receiptNumber}, which we did not take`, receiptNumber)
    }
  }
  const byNumber = new Map(receipts.map((receipt) => [receipt.receiptNumber, receipt]))
  // Splynx itself pays a customer's oldest invoice from a credit, so one closed document may lead to
  // another: its payment becomes credit, and that pays what a second payment was for. A credit that
  // was given back since may be gone from its books.
  const hasHadCredit = ({ id, customerId }: Receipt) =>
    receipts.some(
      (other) => other.customerId === customerId && other.id < id && targetOf(other) === null,
    ) || payments.some((one) => one.customer_id === customerId && one.refunded_cents > 0)
  const closedBy = new Map(closed.map((one) => [`${one.kind} ${one.id}`, one]))
  for (const payment of taken.values()) {
    const { id, amount_cents, splynx_payment_id } = payment
    const receipt = byNumber.get(payment.transaction_id ?? '')
    // What went back as a whole may have been deleted, or never told.
    if (!receipt && payment.refunded_cents === amount_cents) continue
    const target = receipt && targetOf(receipt)
    const document = nameOf(payment)
    const closing = closedBy.get(document ?? '')
    if (!receipt) say(`${id} is not in Splynx`, id)
    else if (receipt.amountCents !== amount_cents) say(`${id}: another amount in Splynx`, id)
    else if (receipt.id !== splynx_payment_id) say(`${id}: another payment in Splynx`, id)
    else if (target !== null && target !== document) say(`${id} pays ${target} in Splynx`, id)
    else if (target === null && document !== null && !closing && !hasHadCredit(receipt)) {
      say(`${id} is credit in Splynx, although nobody closed ${document}`, id)
    } else if (target !== null && closing && receipt.id > closing.lastReceiptId) {
      say(`${id} pays ${target} in Splynx, which was ${closing.how} long before`, id)
    }
  }
  return found
}

/** What people must be told of, and what they must not. */
function untold({ payments, receipts }: Books): Violation[] {
  const byNumber = new Map(receipts.map((receipt) => [receipt.receiptNumber, receipt]))
  return payments.flatMap((payment) => {
    const { id, status, is_credit, is_missing } = payment
    const receipt = byNumber.get(payment.transaction_id ?? '')
    const isCredit = receipt !== undefined && targetOf(receipt) === null && nameOf(payment) !== null
    if (is_missing === 1) {
      return [
        { says: `${id} is said to be deleted in Splynx by somebody: nobody did`, about: [id] },
      ]
    }
    if (status !== 'recorded' || isCredit === (is_credit === 1)) return []
    const says = isCredit
      ? `${id} is credit in Splynx, and nobody was told`
      : `${id} is said to be credit, and Splynx has it for its document`
    return [{ says, about: [id] }]
  })
}

/** What was charged, as the payment that the debit names says; the gateway itself has a number only. */
function documentOf(debit: Entry, payments: ReadonlyMap<string, OurPayment>): string {
  const payment = payments.get(debit.udField1)
  return payment ? `${payment.purpose} ${payment.document_id}` : debit.orderNumber
}

/** What it was to pay; null for a refill. */
const nameOf = ({ purpose, document_id }: OurPayment): string | null =>
  purpose === 'refill' ? null : `${purpose} ${document_id}`

const targetOf = ({ invoiceId, requestId }: Receipt): string | null =>
  invoiceId !== null ? `invoice ${invoiceId}` : requestId !== null ? `proforma ${requestId}` : null
