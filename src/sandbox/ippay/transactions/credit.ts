import type { Answer } from '../answer.ts'
import { readCents } from '../checks.ts'
import {
  answerOf,
  answerToRepeat,
  book,
  findOriginal,
  idOfNew,
  isOpen,
  type Message,
  notFound,
  Refused,
  securityCodeResult,
  testApproval,
} from '../gateway.ts'
import type { Transaction } from '../ledger.ts'
import { hasCard, readCard } from './card.ts'
import { sameInstrument } from './follow-ups.ts'

/**
 * CREDIT: money back to a card, either for an earlier transaction under its id, or unlinked under a
 * new one (IPpay facts §2). Neither the expiry nor the cents of the amount matter.
 */
export function credit(message: Message): Answer {
  const amountCents = readCents(message.request.text('TotalAmount'))
  if (!amountCents) throw new Refused('amount')
  const original = findOriginal(message)
  if (original !== null && original.type !== 'CREDIT') {
    return creditOriginal(message, original, amountCents)
  }
  if (!hasCard(message)) return notFound(message)

  const transactionId = idOfNew(message)
  const { token, last4 } = readCard(message)
  const repeat = answerToRepeat(message, transactionId)
  if (repeat !== null) return repeat
  const words = acceptance(message)
  return answerOf(book(message, { transactionId, amountCents, token, last4, ...words }))
}

function creditOriginal(message: Message, original: Transaction, amountCents: number): Answer {
  const paid = original.capturedBy ?? original
  if (!['SALE', 'FORCE', 'CAPT'].includes(paid.type) || !isOpen(paid)) return notFound(message)
  if (!hasRoomFor(paid, amountCents)) return refundDenied(message)
  paid.creditedCents = (paid.creditedCents ?? 0) + amountCents
  const particulars = { ...sameInstrument(paid), ...sentReferences(message, paid) }
  return answerOf(book(message, { ...particulars, amountCents, ...acceptance(message) }))
}

function acceptance(message: Message) {
  // JetPay has six digits and other words (§5.3).
  if (message.request.dialect === 'jetpay') {
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
