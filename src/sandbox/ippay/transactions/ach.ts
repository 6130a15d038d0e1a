import type { Answer } from '../answer.ts'
import { returnRunOf } from '../banking-days.ts'
import { isApprovingAmount } from '../cents.ts'
import { isTrue, readCents } from '../checks.ts'
import { record } from '../entries.ts'
import {
  answerOf,
  answerToRepeat,
  book,
  findOriginal,
  idOfNew,
  type Message,
  notFound,
  Refused,
} from '../gateway.ts'
import type { Instrument } from '../instruments.ts'
import { isOpen, type Transaction } from '../transaction.ts'
import { accountOfEarlier } from './card.ts'
import { hasRoomFor, refundDenied, sentReferences } from './credit.ts'
import { sameInstrument } from './follow-ups.ts'
import { keepToken, readAccount } from './tokenize.ts'

// IPpay facts §8. Acceptance is not payment: the bank may return the debit days later.

const ACCEPTED = { actionCode: '000', approval: '000000', responseText: 'CHECK ACCEPTED' }

/** CHECK, and REVERSAL in its usual form: a new entry under a new id. */
export function check(message: Message): Answer {
  const { request, gateway } = message
  const transactionId = idOfNew(message)
  const amountCents = readAmount(message)
  if (request.text('CardName') === '') throw new Refused('no name')
  checkSecCode(message)
  const account = readBankAccount(message)
  const repeat = answerToRepeat(message, transactionId)
  if (repeat !== null) return repeat

  const { token, last4 } = account
  const base = { transactionId, amountCents, token, last4 }
  if (gateway.settings.centsTriggersOfChecks && !isApprovingAmount(amountCents)) {
    const actionCode = String(amountCents % 100).padStart(3, '0')
    return answerOf(message, book(message, { ...base, actionCode, responseText: 'DECLINED' }))
  }
  // IPpay has the attribute on ACH, JetPay had it on the number (§6).
  const wantsToken =
    isTrue(request.attribute('Tokenize', 'ACH')) ||
    isTrue(request.attribute('Tokenize', 'ACH', 'AccountNumber'))
  const shownToken = wantsToken ? keepToken(message, account) : ''
  const accepted = book(message, { ...base, shownToken, ...ACCEPTED })
  comeBackLater(message, accepted, account)
  return answerOf(message, accepted)
}

/** REVERSAL: money back to a bank account, of an earlier CHECK or as an entry of its own. */
export function reversal(message: Message): Answer {
  const { request } = message
  const original = request.text('TransactionID') === '' ? null : findOriginal(message)
  if (original === null) return hasAccount(message) ? check(message) : notFound(message)
  if (original.type !== 'CHECK' || !isOpen(original)) return check(message)
  return reverseCheck(message, original)
}

function reverseCheck(message: Message, original: Transaction): Answer {
  const asked = message.request.text('TotalAmount')
  const amountCents = asked === '' ? original.amountCents : readAmount(message)
  if (!hasRoomFor(original, amountCents)) return refundDenied(message)
  const particulars = { ...sameInstrument(original), ...sentReferences(message, original) }
  return answerOf(message, book(message, { ...particulars, amountCents, ...ACCEPTED }))
}

function readAmount({ gateway, request }: Message): number {
  const amountCents = readCents(request.text('TotalAmount'))
  if (!amountCents) throw new Refused('amount')
  if (gateway.settings.feeAmount === 'inside') return amountCents
  return amountCents + (readCents(request.text('FeeAmount')) ?? 0)
}

/** The bank of this account sends every debit back, some days from now. */
function comeBackLater(message: Message, entry: Transaction, { returnCode }: Instrument): void {
  if (returnCode === '' || entry.type !== 'CHECK') return
  const bankReturn = { code: returnCode, at: returnRunOf(entry.at) }
  record(message.gateway, { kind: 'return', ipTransId: entry.ipTransId, bankReturn })
}

function checkSecCode({ gateway, request, terminalId }: Message): void {
  const { terminals, secRequired } = gateway.settings
  const sent = request.attribute('SEC', 'ACH')
  if (sent === '' && secRequired) throw new Refused('sec')
  const allowed = terminals[terminalId]?.secCodes
  if (allowed !== undefined && !allowed.includes(sent || 'PPD')) throw new Refused('sec')
}

const hasAccount = ({ request }: Message) =>
  request.has('ACH') || request.text('ipTransID') !== '' || request.text('ipTransId') !== ''

/** A token may also stand beside `ACH`, which then holds the check number alone. */
function readBankAccount(message: Message): Instrument {
  const { gateway, request } = message
  const [aba, number] = [request.text('ACH', 'ABA'), request.text('ACH', 'AccountNumber')]
  const token = request.text('ACH', 'Token') || request.text('Token')
  if (aba === '' && number === '' && token === '') {
    const earlier = accountOfEarlier(message)
    if (earlier === null) throw new Refused('no account')
    return earlier
  }
  if (request.text('ACH', 'CheckNumber') === '') throw new Refused('no check number')
  if (token === '') return readAccount(message, aba, number)
  const account = gateway.instruments.find('bank', token)
  if (account === null) throw new Refused('token')
  return account
}
