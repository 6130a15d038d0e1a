import type { Answer } from '../answer.ts'
import { answerOf, findOriginal, idOfNew, type Message } from '../gateway.ts'
import { isBankEntry, type Transaction } from '../transaction.ts'

/** ENQ: what became of a transaction. What it says is largely our assumption (IPpay facts §7). */
export function enquire(message: Message): Answer {
  const { enquiry, enquiryUnknown } = message.gateway.settings
  const original = findOriginal(message)
  if (original === null || !isKnownToEnq(message, original)) {
    const responseText = enquiryUnknown === '025' ? 'TRANSACTION NOT FOUND' : 'RECORD NOT FOUND'
    const transactionId = message.request.text('TransactionID')
    return { transactionId, actionCode: enquiryUnknown, responseText }
  }
  const { transactionId, actionCode, approval, responseText } = original
  const found = { transactionId, actionCode: '000', responseText: 'FOUND' }
  switch (enquiry) {
    case 'stored-answer': {
      const { ipTransId, uniqueId } = answerOf(message, original)
      return { transactionId, actionCode, approval, responseText, ipTransId, uniqueId }
    }
    case 'found':
      return found
    case 'found-with-fields': {
      const { type, amountCents } = original
      return { ...found, approval, transactionType: type, totalAmount: String(amountCents) }
    }
  }
}

function isKnownToEnq({ gateway }: Message, original: Transaction): boolean {
  const { enquiryVoided, enquiryOfChecks } = gateway.settings
  if (isBankEntry(original) && !enquiryOfChecks) return false
  return original.voidedBy === undefined || enquiryVoided === 'stored-answer'
}

/** PING: is the service there, and does it know my terminal? */
export const ping = (message: Message): Answer => ({
  transactionId: idOfNew(message),
  actionCode: '000',
  responseText: 'PING',
})
