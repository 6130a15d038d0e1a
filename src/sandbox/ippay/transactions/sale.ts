import { addressResult } from '../address-check.ts'
import type { Answer } from '../answer.ts'
import { isApprovingAmount } from '../cents.ts'
import { isTrue, readCents } from '../checks.ts'
import {
  answerOf,
  answerToRepeat,
  book,
  idOfNew,
  type Message,
  Refused,
  securityCodeResult,
  testApproval,
} from '../gateway.ts'
import type { Instrument } from '../instruments.ts'
import { isExpired, readCard } from './card.ts'
import { keepToken } from './tokenize.ts'

/** SALE, AUTHONLY and FORCE: an issuer is asked for money (IPpay facts §2). */
export function sale(message: Message): Answer {
  const { request, type } = message
  const transactionId = idOfNew(message)
  const amountCents = readCents(request.text('TotalAmount'))
  // An authorisation of nothing checks a card (§2, JetPay 2.x).
  if (amountCents === null || (amountCents === 0 && type !== 'AUTHONLY')) {
    throw new Refused('amount')
  }
  const card = readCard(message)
  if (type === 'FORCE' && request.text('Approval') === '') throw new Refused('no approval')
  const repeat = answerToRepeat(message, transactionId)
  if (repeat !== null) return repeat

  const { token, last4, expiry } = card
  const base = { transactionId, amountCents, token, last4, expiry }
  const declineCode = declineCodeOf(message, card, amountCents)
  if (declineCode !== '') {
    const responseText = ['054', '917'].includes(declineCode) ? 'EXPIRED CARD' : 'DECLINED'
    return answerOf(message, book(message, { ...base, actionCode: declineCode, responseText }))
  }
  return answerOf(message, book(message, { ...base, ...approval(message, card) }))
}

function approval(message: Message, card: Instrument) {
  const { gateway, request, type } = message
  return {
    actionCode: '000',
    // FORCE comes with the code that the issuer gave by voice.
    approval: type === 'FORCE' ? request.text('Approval') : testApproval(gateway),
    responseText: 'APPROVED',
    cvv2: securityCodeResult(message),
    avs: addressResult(gateway.settings, request),
    shownToken: isTrue(request.attribute('Tokenize', 'CardNum')) ? keepToken(message, card) : '',
  }
}

/** '' approves. Who declines: the issuer of this card, or the cents of the amount (§10). */
function declineCodeOf(message: Message, card: Instrument, amountCents: number): string {
  const { gateway, request, type } = message
  // JetPay's test host has a code of its own (§10); that IPpay says 054 is our assumption.
  if (isExpired(message, card)) return request.dialect === 'jetpay' ? '917' : '054'
  if (card.declineCode !== '') return card.declineCode
  if (type === 'FORCE' || !gateway.settings.centsTriggers) return ''
  return isApprovingAmount(amountCents) ? '' : codeOfCents(card, amountCents % 100)
}

/** Cents nn give 0nn; of the other codes for American Express only two pairs are known (§10). */
function codeOfCents({ token }: Instrument, cents: number): string {
  const isAmex = token.length === 15 && token.startsWith('3')
  if (isAmex && cents === 1) return '100'
  if (isAmex && cents === 4) return '200'
  return String(cents).padStart(3, '0')
}
