import type { ActionCode } from '../domain/action-codes.ts'
import { actionCodeOf } from '../domain/action-codes.ts'
import type { InquiryOutcome, Outcome } from '../domain/outcome.ts'
import type { Answer } from './codec.ts'
import type { Tokenized, VoidInquiryOutcome } from './gateway.ts'

// What an answer means. ActionCode alone makes an approval or a decline (IPpay facts §4); the
// gateway's words can only add doubt. Whatever is not clear is unknown, never declined.

/** The messages that move money. */
export type MoneyMessage = 'SALE' | 'CHECK' | 'VOID' | 'CREDIT' | 'REVERSAL'

export function outcomeOf(
  type: MoneyMessage,
  answer: Answer | null,
  transactionId: string,
): Outcome {
  const usable = usableAnswer(answer, transactionId)
  if ('cause' in usable) return usable
  const { reply, hasAdditionalInfo } = usable

  // "Reversal accepted" (§5.1): success for a void, and for nothing else.
  if (reply.actionCode === '400' && type === 'VOID') return { kind: 'approved', reply }
  const code = actionCodeOf(reply.actionCode, reply.responseText)
  switch (code.category) {
    case 'ok':
      // An accepted check that also carries AdditionalInfo was seen to be none (§4).
      return hasAdditionalInfo && isBankMessage(type)
        ? { kind: 'review', cause: 'accepted with additional information', reply }
        : { kind: 'approved', reply }
    case 'hard':
    case 'data':
    case 'soft':
    case 'config':
      return { kind: 'declined', category: code.category, reply }
    case 'review':
      return { kind: 'review', cause: wordsFor(reply.actionCode, code), reply }
    case 'duplicate':
      return { kind: 'unknown', cause: 'duplicate', reply }
    case 'unknown':
      return { kind: 'unknown', cause: wordsFor(reply.actionCode, code), reply }
  }
}

const isBankMessage = (type: MoneyMessage) => type === 'CHECK' || type === 'REVERSAL'

/**
 * What the answer to an inquiry says about the original (§7). Only a clear approval or a clear
 * decline counts: codes that may speak of the inquiry itself leave the original unknown.
 */
export function inquiryOutcomeOf(answer: Answer | null, transactionId: string): InquiryOutcome {
  const usable = usableAnswer(answer, transactionId)
  if ('cause' in usable) return usable
  const { reply, hasAdditionalInfo } = usable

  if (isNotFound(reply.actionCode, reply.responseText)) return { kind: 'not_found' }
  const code = actionCodeOf(reply.actionCode, reply.responseText)
  switch (code.category) {
    case 'ok':
      if (!reply.approvalCode) return { kind: 'unknown', cause: 'found without details', reply }
      if (hasAdditionalInfo || isContradiction(reply.responseText)) {
        return { kind: 'review', cause: 'found, but not clearly approved', reply }
      }
      return { kind: 'approved', reply }
    case 'hard':
    case 'data':
    case 'soft':
      return reply.actionCode === '900' || code.ambiguousInInquiry
        ? { kind: 'unknown', cause: wordsFor(reply.actionCode, code), reply }
        : { kind: 'declined', category: code.category, reply }
    case 'review':
      return { kind: 'review', cause: wordsFor(reply.actionCode, code), reply }
    case 'duplicate':
      return { kind: 'unknown', cause: 'duplicate', reply }
    case 'config': // our terminal or our inquiry, not the sale
    case 'unknown':
      return { kind: 'unknown', cause: wordsFor(reply.actionCode, code), reply }
  }
}

/**
 * What an inquiry about the original says of a VOID whose answer was lost (§7). Only words of a void
 * that went well count: an approval without them may be the original's alone, and whether ENQ shows
 * voids at all is open.
 */
export function voidOutcomeOf(answer: Answer | null, transactionId: string): VoidInquiryOutcome {
  const usable = usableAnswer(answer, transactionId)
  if ('cause' in usable) return usable
  const { reply } = usable
  const text = reply.responseText ?? ''
  const isSuccess = reply.actionCode === '000' || reply.actionCode === '400'
  const isVoided = reply.actionCode === '400' || (VOIDED.test(text) && !FAILED.test(text))
  return isSuccess && isVoided
    ? { kind: 'approved', reply }
    : { kind: 'unknown', cause: 'the answer says nothing certain about the void', reply }
}

const VOIDED = /\bvoid(?:ed)?\b|\brevers(?:al|ed)\b/i
const FAILED = /\b(?:not|no|cannot|can't|fail\w*|declin\w*|den(?:y|ied)|refus\w*|error|pending)\b/i

const isNotFound = (code: string | null, text: string | null): boolean =>
  code === '025' || code === '940' || (code === '900' && /\bnot found\b/i.test(text ?? ''))

/** Whether 000 means "found" or "approved" is open (§7), so words of a void or decline count. */
const isContradiction = (text: string | null): boolean =>
  text !== null && /\bvoid|\brevers|\bdeclin/i.test(text)

const REFUSED = {
  card:
    'This card was not accepted. Please check the number, the expiry date and the security code, ' +
    'or use another card.',
  expiry:
    'The new expiry date was not accepted. Please check it, or remove the card and add it again.',
  bank:
    'This bank account was not accepted. Please check the routing number and the account number, ' +
    'or use another account.',
}

/**
 * @param known the token that the message named: it stays good when the answer to a change of its
 *   expiry has none.
 */
export function tokenizedOf(
  kind: 'card' | 'expiry' | 'bank',
  answer: Answer | null,
  transactionId: string,
  known?: string,
): Tokenized {
  const usable = usableAnswer(answer, transactionId)
  if ('cause' in usable) return { kind: 'failed', cause: usable.cause }
  const { reply } = usable

  const code = actionCodeOf(reply.actionCode, reply.responseText)
  switch (code.category) {
    case 'ok': {
      const token = reply.token ?? known
      return token
        ? { kind: 'tokenized', token }
        : { kind: 'failed', cause: 'no usable token in the answer' }
    }
    case 'hard':
    case 'data':
    case 'soft':
      return { kind: 'refused', code: reply.actionCode, message: REFUSED[kind] }
    default:
      return { kind: 'failed', cause: wordsFor(reply.actionCode, code) }
  }
}

/** The answer, unless it decides nothing: it is none, it is another's, or it has no code. */
export function usableAnswer(
  answer: Answer | null,
  transactionId: string,
): Answer | Extract<Outcome, { kind: 'unknown' }> {
  if (!answer) return { kind: 'unknown', cause: 'unreadable answer' }
  // Ids are not case-sensitive (§3). A rejected request is answered without one (§4).
  if (answer.transactionId && answer.transactionId.toUpperCase() !== transactionId) {
    return { kind: 'unknown', cause: 'answer for another transaction' }
  }
  const { reply } = answer
  return reply.actionCode
    ? answer
    : { kind: 'unknown', cause: 'answer without an action code', reply }
}

export const wordsFor = (actionCode: string | null, { meaning }: ActionCode): string =>
  `code ${actionCode}: ${meaning}`
