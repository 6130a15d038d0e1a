import type { Books, Debit, OurPayment, Receipt } from './books.ts'
import type { Closed } from './office.ts'

/** A promise that was broken, and whose life tells how. */
export interface Violation {
  says: string
  /** Ids of payments of ours, TransactionIDs or receipt numbers. */
  about: readonly string[]
}

/** What can never be put right any more, so that nobody need wait for the end of the world. */
export function alarms({ debits, receipts, payments }: Books): Violation[] {
  const byId = new Map(payments.map((payment) => [payment.id, payment]))
  const twice = [...groupBy(living(debits), (debit) => documentOf(debit, byId))]
    .filter(([, of]) => of.length > 1)
    .map(([document, of]) => ({
      says: `document ${document} was charged ${of.length} times`,
      about: of.flatMap(({ transactionId, udField1 }) => [transactionId, udField1]),
    }))
  const recordedTwice = [...groupBy(receipts, ({ receiptNumber }) => receiptNumber)]
    .filter(([, of]) => of.length > 1)
    .map(([receipt, of]) => ({
      says: `Splynx has ${receipt} ${of.length} times`,
      about: [receipt],
    }))
  const paidTwice = [...groupBy(receipts, targetOf)]
    .filter(([target, of]) => target !== null && of.length > 1)
    .map(([target, of]) => ({
      says: `${target} is paid ${of.length} times in Splynx`,
      about: of.map(({ receiptNumber }) => receiptNumber),
    }))
  return [...twice, ...recordedTwice, ...paidTwice]
}

/** Every way in which the three contradict each other, in words. Empty: they agree to the cent. */
export function contradictions(books: Books, closed: readonly Closed[]): Violation[] {
  return [...alarms(books), ...betweenUsAndGateway(books), ...betweenUsAndSplynx(books, closed)]
}

function betweenUsAndGateway({ debits, payments }: Books): Violation[] {
  const found: Violation[] = []
  const taken = new Map(takenOf(payments).map((payment) => [payment.transaction_id, payment]))
  for (const { transactionId, amountCents, udField1 } of living(debits)) {
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
  const debited = new Set(living(debits).map(({ transactionId }) => transactionId))
  for (const { id, status, transaction_id } of takenOf(payments)) {
    if (debited.has(transaction_id ?? '')) continue
    found.push({ says: `${id} is ${status}, and nothing was taken`, about: [id] })
  }
  return found
}

function betweenUsAndSplynx({ receipts, payments }: Books, closed: readonly Closed[]): Violation[] {
  const found: Violation[] = []
  const say = (says: string, ...about: string[]) => found.push({ says, about })
  const taken = new Map(takenOf(payments).map((payment) => [payment.transaction_id, payment]))
  for (const { receiptNumber } of receipts) {
    if (!taken.has(receiptNumber)) {
      say(`Splynx has ${receiptNumber}, which we did not take`, receiptNumber)
    }
  }
  const byNumber = new Map(receipts.map((receipt) => [receipt.receiptNumber, receipt]))
  // Splynx itself pays a customer's oldest invoice from a credit, so one closed document may lead to
  // another: its payment becomes credit, and that pays what a second payment was for.
  const isPaidByCredit = ({ id, customerId }: Receipt) =>
    receipts.some(
      (other) => other.customerId === customerId && other.id < id && targetOf(other) === null,
    )
  const closedBy = new Map(closed.map((one) => [`${one.kind} ${one.id}`, one]))
  for (const {
    id,
    transaction_id,
    amount_cents,
    splynx_payment_id,
    ...payment
  } of taken.values()) {
    const receipt = byNumber.get(transaction_id ?? '')
    const target = receipt && targetOf(receipt)
    const document =
      payment.purpose === 'refill' ? null : `${payment.purpose} ${payment.document_id}`
    const closing = closedBy.get(document ?? '')
    if (!receipt) say(`${id} is not in Splynx`, id)
    else if (receipt.amountCents !== amount_cents) say(`${id}: another amount in Splynx`, id)
    else if (receipt.id !== splynx_payment_id) say(`${id}: another payment in Splynx`, id)
    else if (target !== null && target !== document) say(`${id} pays ${target} in Splynx`, id)
    else if (target === null && document !== null && !closing && !isPaidByCredit(receipt)) {
      say(`${id} is credit in Splynx, although nobody closed ${document}`, id)
    } else if (target !== null && closing && receipt.id > closing.lastReceiptId) {
      say(`${id} pays ${target} in Splynx, which was ${closing.how} long before`, id)
    }
  }
  return found
}

const living = (debits: readonly Debit[]) => debits.filter(({ voidedBy }) => voidedBy === undefined)

const takenOf = (payments: readonly OurPayment[]) =>
  payments.filter(({ status }) => status === 'approved' || status === 'recorded')

/** What was charged, as the payment that the debit names says; the gateway itself has a number only. */
function documentOf(debit: Debit, payments: ReadonlyMap<string, OurPayment>): string {
  const payment = payments.get(debit.udField1)
  return payment ? `${payment.purpose} ${payment.document_id}` : debit.orderNumber
}

const targetOf = ({ invoiceId, requestId }: Receipt): string | null =>
  invoiceId !== null ? `invoice ${invoiceId}` : requestId !== null ? `proforma ${requestId}` : null

function groupBy<T, K>(list: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of list) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
