import type { Books, OurPayment, OurRefund, Receipt } from './books.ts'
import type { Violation } from './contradictions.ts'
import { groupBy } from './groups.ts'

// Money that went back: the gateway's books, ours and what Splynx shows of it.

/** What the gateway gave back of each payment, by the payment's TransactionID. */
export function backAtGateway({ debits, credits, refunds }: Books): Map<string, number> {
  const back = new Map<string, number>()
  const add = (id: string, cents: number) => back.set(id, (back.get(id) ?? 0) + cents)
  for (const { transactionId, amountCents, voidedBy } of debits) {
    if (voidedBy !== undefined) add(transactionId, amountCents)
  }
  const originalOf = new Map(
    refunds.map((refund) => [refund.transaction_id ?? '', refund.original_id]),
  )
  for (const { transactionId, amountCents } of credits) {
    add(originalOf.get(transactionId) ?? transactionId, amountCents)
  }
  return back
}

/** More went back than was taken, or twice for one refund: nothing can put that right. */
export function tooMuchBack(books: Books): Violation[] {
  const back = backAtGateway(books)
  const overpaid = books.debits
    .filter(({ transactionId, amountCents }) => (back.get(transactionId) ?? 0) > amountCents)
    .map(({ transactionId, amountCents, udField1 }) => ({
      says: `${back.get(transactionId)} cents of ${transactionId} went back, ${amountCents} were taken`,
      about: [transactionId, udField1],
    }))
  return overpaid
}

/** Every way in which refunds contradict the gateway's ledger, in words. */
export function refundContradictions(books: Books): Violation[] {
  return [...ofRefunds(books), ...ofPayments(books), ...inSplynx(books)]
}

function ofRefunds({ debits, credits, refunds }: Books): Violation[] {
  const found: Violation[] = []
  const approved = refunds.filter(({ status }) => status === 'approved')
  const byMessage = new Map(approved.map((refund) => [refund.transaction_id, refund]))
  for (const { transactionId, amountCents, udField1 } of credits) {
    const refund = byMessage.get(transactionId)
    if (refund?.amount_cents === amountCents) continue
    const ours = refund ? `${refund.amount_cents} cents` : statusOf(refunds, transactionId)
    const says = `the gateway gave back ${amountCents} cents by ${transactionId}, and we say ${ours}`
    found.push({ says, about: [transactionId, udField1] })
  }
  const voids = new Map(
    approved.filter(({ kind }) => kind === 'void').map((refund) => [refund.original_id, refund]),
  )
  for (const { transactionId, voidedBy, udField1 } of debits) {
    if ((voidedBy !== undefined) === voids.has(transactionId)) continue
    const says = voidedBy
      ? `the gateway voided ${transactionId}, and we say nothing of it`
      : `we say that ${transactionId} was voided, and the gateway does not`
    found.push({ says, about: [transactionId, udField1] })
  }
  const credited = new Set(credits.map(({ transactionId }) => transactionId))
  for (const { id, kind, payment_id, transaction_id } of approved) {
    if (kind === 'void' || credited.has(transaction_id ?? '')) continue
    found.push({ says: `refund ${id} is approved, and nothing went back`, about: [payment_id] })
  }
  return found
}

const statusOf = (refunds: readonly OurRefund[], transactionId: string): string =>
  refunds.find((refund) => refund.transaction_id === transactionId)?.status ?? 'nothing'

/** Of each payment as much went back as it says. */
function ofPayments(books: Books): Violation[] {
  const back = backAtGateway(books)
  return books.payments.flatMap(({ id, transaction_id, refunded_cents }) => {
    const cents = back.get(transaction_id ?? '') ?? 0
    if (cents === refunded_cents) return []
    return [{ says: `${id}: ${refunded_cents} cents back, the gateway says ${cents}`, about: [id] }]
  })
}

/** What Splynx shows under the numbers of a payment and of its refunds is what was kept. */
function inSplynx({ payments, refunds, receipts }: Books): Violation[] {
  const shown = new Map(receipts.map((receipt) => [receipt.receiptNumber, receipt]))
  const refundsOf = groupBy(refunds, ({ payment_id }) => payment_id)
  return payments.filter(wasTaken).flatMap((payment) => {
    const numbers = [
      payment.transaction_id,
      ...(refundsOf.get(payment.id) ?? []).map(({ transaction_id }) => transaction_id),
    ]
    const cents = sum(numbers.map((number) => shown.get(number ?? '')?.amountCents ?? 0))
    const kept = payment.amount_cents - payment.refunded_cents
    if (cents === kept) return []
    const says = `${payment.id}: ${kept} cents were kept, Splynx shows ${cents}`
    return [{ says, about: [payment.id] }]
  })
}

/** Whose money was taken, whatever went back since. */
export const wasTaken = ({ status }: Pick<OurPayment, 'status'>): boolean =>
  ['approved', 'recorded', 'voided', 'refunded'].includes(status)

/** What Splynx may have beside the payments: what shows that money went back. */
export const isOfRefund = (
  { receiptNumber, amountCents }: Receipt,
  refunds: readonly OurRefund[],
): boolean =>
  amountCents < 0 &&
  refunds.some(
    ({ transaction_id, status }) => transaction_id === receiptNumber && status === 'approved',
  )

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, one) => total + one, 0)
