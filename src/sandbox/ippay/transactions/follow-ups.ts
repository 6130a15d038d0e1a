import type { Answer } from '../answer.ts'
import { readCents } from '../checks.ts'
import {
  answerOf,
  book,
  findOriginal,
  type Gateway,
  isOpen,
  type Message,
  notFound,
  Refused,
  securityCodeResult,
  testApproval,
} from '../gateway.ts'
import { isSettled, type Transaction } from '../ledger.ts'

// Messages about an earlier transaction, under its TransactionID (IPpay facts §2).

/** CAPT: once, of an open authorisation; less is possible, and the test systems also take more. */
export function capture(message: Message): Answer {
  const original = findOriginal(message)
  if (original === null || !isOpenAuthorisation(original)) return notFound(message)
  const asked = message.request.text('TotalAmount')
  const amountCents = asked === '' ? original.amountCents : readCents(asked)
  if (!amountCents) throw new Refused('amount')
  const captured = book(message, {
    ...sameInstrument(original),
    amountCents,
    actionCode: '000',
    approval: original.approval,
    responseText: 'APPROVED',
  })
  original.capturedBy = captured
  return answerOf(captured)
}

/**
 * VOID: with the original's amount, once, and only before settlement (§2, §10). Which code a void
 * after settlement gets is not known; 958 is our choice.
 */
export function voidOriginal(message: Message): Answer {
  const { gateway } = message
  const original = findOriginal(message)
  if (original === null || !isCardType(original)) return notFound(message)
  const target = original.capturedBy ?? original
  const amountCents = readCents(message.request.text('TotalAmount'))
  if (amountCents === null) throw new Refused('amount')
  if (!isOpen(target) || amountCents !== target.amountCents) return notFound(message)
  if (isOver(gateway, target)) {
    const { transactionId } = original
    return { transactionId, actionCode: '958', responseText: 'BAD STATUS' }
  }
  const voiding = bookVoid(message, target)
  gateway.ledger.markVoided(target, voiding)
  if (target !== original) gateway.ledger.markVoided(original, voiding)
  return answerOf(voiding)
}

/** REVERSEAUTH: the issuer releases what an authorisation holds. */
export function reverseAuthorisation(message: Message): Answer {
  const original = findOriginal(message)
  if (original === null || !isOpenAuthorisation(original)) return notFound(message)
  const reversal = bookVoid(message, original)
  message.gateway.ledger.markVoided(original, reversal)
  return answerOf(reversal)
}

function bookVoid(message: Message, target: Transaction): Transaction {
  const isJetPay = message.request.dialect === 'jetpay'
  return book(message, {
    ...sameInstrument(target),
    amountCents: target.amountCents,
    actionCode: '000',
    // JetPay repeats the approval, IPpay makes a new one (§5.3).
    approval: isJetPay ? target.approval : testApproval(message.gateway),
    responseText: isJetPay ? 'VOID PROCESSED' : 'VOID SUCCESSFUL',
    cvv2: isJetPay ? '' : securityCodeResult(message),
  })
}

/** An authorisation waits for its capture and never settles by itself. */
function isOver({ clock }: Gateway, target: Transaction): boolean {
  if (target.creditedCents !== undefined) return true
  return target.type !== 'AUTHONLY' && isSettled(target, clock.now())
}

const isOpenAuthorisation = (original: Transaction) =>
  original.type === 'AUTHONLY' && isOpen(original) && original.capturedBy === undefined

// A check cannot be taken back since VOIDACH is gone; whether VOID would is an open question (§14).
const isCardType = ({ type }: Transaction) => type !== 'CHECK' && type !== 'REVERSAL'

export const sameInstrument = (original: Transaction) => ({
  original,
  transactionId: original.transactionId,
  token: original.token,
  last4: original.last4,
  holder: original.holder,
  orderNumber: original.orderNumber,
  udField1: original.udField1,
  udField2: original.udField2,
  udField3: original.udField3,
})
