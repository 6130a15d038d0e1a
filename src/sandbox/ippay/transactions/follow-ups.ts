import type { Answer } from '../answer.ts'
import { readCents } from '../checks.ts'
import {
  answerOf,
  book,
  findOriginal,
  type Gateway,
  type Message,
  notFound,
  Refused,
  securityCodeResult,
  testApproval,
} from '../gateway.ts'
import { isSettled } from '../ledger.ts'
import { isBankEntry, isOpen, payingOf, type Transaction } from '../transaction.ts'

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
  return answerOf(message, captured)
}

/**
 * VOID: with the original's amount, once, and only before settlement (§2, §10). Which code a void
 * after settlement gets is not known; 958 is our choice.
 */
export function voidOriginal(message: Message): Answer {
  const { gateway } = message
  const original = findOriginal(message)
  if (original === null || !canBeVoided(gateway, original)) return notFound(message)
  const target = payingOf(original)
  if (!isOpen(target) || amountToVoid(message, target) !== target.amountCents) {
    return notFound(message)
  }
  if (isOver(gateway, target)) {
    const { transactionId } = original
    return { transactionId, actionCode: '958', responseText: 'BAD STATUS' }
  }
  return answerOf(message, bookVoid(message, original))
}

/** REVERSEAUTH: the issuer releases what an authorisation holds, whatever the amount says. */
export function reverseAuthorisation(message: Message): Answer {
  // The test system of 2014 did not know the type (§2).
  if (message.gateway.settings.release === '2014') throw new Refused('type')
  const original = findOriginal(message)
  if (original === null || !isOpenAuthorisation(original)) return notFound(message)
  return answerOf(message, bookVoid(message, original))
}

function amountToVoid({ gateway, request }: Message, target: Transaction): number {
  const asked = request.text('TotalAmount')
  if (asked === '' && gateway.settings.voidWithoutAmount) return target.amountCents
  const amountCents = readCents(asked)
  if (amountCents === null) throw new Refused('amount')
  return amountCents
}

function bookVoid(message: Message, original: Transaction): Transaction {
  const { gateway, request } = message
  const target = payingOf(original)
  // JetPay repeats the approval, and so did IPpay in 2014; since then it makes a new one (§5.3).
  const isOlder = request.dialect === 'jetpay' || gateway.settings.release === '2014'
  return book(message, {
    ...sameInstrument(original),
    amountCents: target.amountCents,
    actionCode: '000',
    approval: isOlder ? target.approval : testApproval(gateway),
    responseText: isOlder ? 'VOID PROCESSED' : 'VOID SUCCESSFUL',
    cvv2: isOlder ? '' : securityCodeResult(message),
  })
}

/**
 * What the gateway does by itself when it met a network error and cannot tell the merchant (§7): it
 * voids what it just booked, unless that was declined or was itself about something earlier.
 */
export function voidUnheard(message: Message, booked: Transaction): void {
  if (booked.original !== undefined || !isOpen(booked)) return
  bookVoid({ ...message, type: 'VOID' }, booked)
}

/** An authorisation waits for its capture and never settles by itself. */
function isOver({ clock }: Gateway, target: Transaction): boolean {
  if (target.creditedCents !== undefined) return true
  return target.type !== 'AUTHONLY' && isSettled(target, clock.now())
}

const isOpenAuthorisation = (original: Transaction) =>
  original.type === 'AUTHONLY' && isOpen(original) && original.capturedBy === undefined

// A check cannot be taken back since VOIDACH is gone; whether VOID would is an open question (§14).
const canBeVoided = ({ settings }: Gateway, original: Transaction) =>
  !isBankEntry(original) || (settings.voidOfCheck && original.type === 'CHECK')

/** What a follow-up has in common with the transaction that it names. */
export const sameInstrument = (original: Transaction) => {
  const { transactionId, token, last4, expiry, holder } = original
  const { orderNumber, udField1, udField2, udField3 } = payingOf(original)
  const references = { orderNumber, udField1, udField2, udField3 }
  return { original, transactionId, token, last4, expiry, holder, ...references }
}
