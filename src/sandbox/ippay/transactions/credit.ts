import type { Answer } from '../answer.ts'
import { readCents } from '../checks.ts'
import {
  answerOf,
  answerToRepeat,
  book,
  findOriginal,
  idOfNew,
  type Message,
  notFound,
  Refused,
  securityCodeResult,
  testApproval,
} from '../gateway.ts'
import { isOpen, payingOf, type Transaction } from '../transaction.ts'
import { hasCard, readCard } from './card.ts'
import { sameInstrument } from './follow-ups.ts'

/**
 * CREDIT: money back to a card, either for an earlier transaction under its id, or unlinked under a
 * new one (IPpay facts §2). Neither the expiry nor the cents of the amount matter.
 */
export function credit(message: Message): Answer {
  const amountCents = readCents(message.request.text('TotalAmount'))
  if (!amountCents) throw new Refused('amount')
  const original = message.request.text('TransactionID') === '' ? null : findOriginal(message)
  if (original !== null && original.type !== 'CREDIT') {
    return creditOriginal(message, original, amountCents)
  }
  if (!hasCard(message)) return notFound(message)

  const transactionId = idOfNew(message)
  const { token, last4, expiry } = readCard(message)
  const repeat = answerToRepeat(message, transactionId)
  if (repeat !== null) return repeat
  const words = acceptance(message)
  const credited = book(message, { transactionId, amountCents, token, last4, expiry, ...words })
  return answerOf(message, credited)
}

function creditOriginal(message: Message, original: Transaction, amountCents: number): Answer {
  const paid = payingOf(original)
  if (!['SALE', 'FORCE', 'CAPT'].includes(paid.type) || !isOpen(paid)) return notFound(message)
  if (!hasRoomFor(paid, amountCents)) return refundDenied(message)
  const particulars = { ...sameInstrument(original), ...sentReferences(message, paid) }
  return answerOf(message, book(message, { ...particulars, amountCents, ...acceptance(message) }))
}

function acceptance(message: Message) {
  const { dialect } = message.request
  // JetPay has six digits and other words, and so had IPpay in 2014 (§2, §5.3).
  if (dialect === 'jetpay' || message.gateway.settings.release === '2014') {
    const approval = String(message.gateway.ledger.nextIpTransId % 1_000_000).padStart(6, '0')
    return { actionCode: '000', approval, responseText: 'RETURN ACCEPTED' }
  }
  return {
    actionCode: '000',
    approval: testApproval(message.gateway),
    responseText: 'APPROVED',
    cvv2: securityCodeResult(message),
  }
}

/** Several part refunds may follow, together no more than was paid. */
export const hasRoomFor = (paid: Transaction, amountCents: number): boolean =>
  (paid.creditedCents ?? 0) + amountCents <= paid.amountCents

/** Our choice of code: what the gateway says to a refund above the payment is not known. */
export const refundDenied = ({ request }: Message): Answer => ({
  transactionId: request.text('TransactionID'),
  actionCode: '943',
  responseText: 'REFUND DENIED',
})

/** A refund may carry its own references; those that it leaves out stay the payment's. */
export function sentReferences({ request }: Message, paid: Transaction) {
  return {
    orderNumber: request.text('OrderNumber') || paid.orderNumber,
    udField1: request.text('UDField1') || paid.udField1,
    udField2: request.text('UDField2') || paid.udField2,
    udField3: request.text('UDField3') || paid.udField3,
  }
}
