import type { Answer } from '../answer.ts'
import { findOriginal, idOfNew, type Message } from '../gateway.ts'

/** ENQ: what became of a transaction. What it says is largely our assumption (IPpay facts §7). */
export function enquire(message: Message): Answer {
  const { enquiry, enquiryUnknown } = message.gateway.settings
  const original = findOriginal(message)
  if (original === null) {
    const responseText = enquiryUnknown === '025' ? 'TRANSACTION NOT FOUND' : 'RECORD NOT FOUND'
    const transactionId = message.request.text('TransactionID')
    return { transactionId, actionCode: enquiryUnknown, responseText }
  }
  const { transactionId, actionCode, approval, responseText } = original
  return enquiry === 'found'
    ? { transactionId, actionCode: '000', responseText: 'FOUND' }
    : { transactionId, actionCode, approval, responseText }
}

/** PING: is the service there, and does it know my terminal? */
export const ping = (message: Message): Answer => ({
  transactionId: idOfNew(message),
  actionCode: '000',
  responseText: 'PING',
})
