import type { Answer } from '../answer.ts'
import { isTrue, readCents } from '../checks.ts'
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
} from '../gateway.ts'
import type { Instrument } from '../instruments.ts'
import type { Transaction } from '../ledger.ts'
import { instrumentOfEarlier } from './card.ts'
import { hasRoomFor, refundDenied, sentReferences } from './credit.ts'
import { sameInstrument } from './follow-ups.ts'
import { keepToken, readAccount } from './tokenize.ts'

// IPpay facts §8. Acceptance is not payment: the bank may return the debit days later. Cents decide
// nothing here (§10: not known that they would).

const ACCEPTED = { actionCode: '000', approval: '000000', responseText: 'CHECK ACCEPTED' }

/** CHECK, and REVERSAL in its usual form: a new entry under a new id. */
export function check(message: Message): Answer {
  const { request } = message
  const transactionId = idOfNew(message)
  const amountCents = readCents(request.text('TotalAmount'))
  if (!amountCents) throw new Refused('amount')
  if (request.text('CardName') === '') throw new Refused('no name')
  const account = readBankAccount(message)
  const repeat = answerToRepeat(message, transactionId)
  if (repeat !== null) return repeat

  // IPpay has the attribute on ACH, JetPay had it on the number (§6).
  const wantsToken =
    isTrue(request.attribute('Tokenize', 'ACH')) ||
    isTrue(request.attribute('Tokenize', 'ACH', 'AccountNumber'))
  const shownToken = wantsToken ? keepToken(message, account) : ''
  const { token, last4 } = account
  const particulars = { transactionId, amountCents, token, last4, shownToken, ...ACCEPTED }
  return answerOf(book(message, particulars))
}

/** REVERSAL: money back to a bank account, of an earlier CHECK or as an entry of its own. */
export function reversal(message: Message): Answer {
  const original = findOriginal(message)
  if (original === null) return message.request.has('ACH') ? check(message) : notFound(message)
  if (original.type !== 'CHECK' || !isOpen(original)) return check(message)
  return reverseCheck(message, original)
}

function reverseCheck(message: Message, original: Transaction): Answer {
  const asked = message.request.text('TotalAmount')
  const amountCents = asked === '' ? original.amountCents : readCents(asked)
  if (!amountCents) throw new Refused('amount')
  if (!hasRoomFor(original, amountCents)) return refundDenied(message)
  original.creditedCents = (original.creditedCents ?? 0) + amountCents
  const particulars = { ...sameInstrument(original), ...sentReferences(message, original) }
  return answerOf(book(message, { ...particulars, amountCents, ...ACCEPTED }))
}

function readBankAccount(message: Message): Instrument {
  const { gateway, request } = message
  if (!request.has('ACH')) {
    const earlier = instrumentOfEarlier(message, 'bank')
    if (earlier === null) throw new Refused('no account')
    return earlier
  }
  if (request.text('ACH', 'CheckNumber') === '') throw new Refused('no check number')
  const token = request.text('ACH', 'Token')
  if (token !== '') {
    const account = gateway.instruments.find('bank', token)
    if (account === null) throw new Refused('token')
    return account
  }
  return readAccount(message, request.text('ACH', 'ABA'), request.text('ACH', 'AccountNumber'))
}
