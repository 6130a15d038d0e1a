import type { RefundClaim } from '../../db/refund-claims.ts'
import type { RefundLearned } from '../../db/refund-outcomes.ts'
import type { InquiryOutcome } from '../../domain/outcome.ts'
import type { Patience } from '../../domain/patience.ts'
import { settlesAt } from '../../domain/settlement.ts'

export type RefundVerdict =
  | Pick<RefundLearned, 'outcome' | 'word'>
  /** Nothing is decided. */
  | {
      said: string
      /** Said once more, long enough after, it would decide. */
      isFirstHalfOfProof: boolean
    }

const stillOpen = (said: string, isFirstHalfOfProof = false): RefundVerdict => ({
  said,
  isFirstHalfOfProof,
})

/** What the answer to an inquiry says about a refund whose own answer was lost. */
export const refundVerdictOf = (
  claim: RefundClaim,
  said: InquiryOutcome,
  now: Date,
  patience: Patience,
): RefundVerdict =>
  claim.refund.kind === 'void'
    ? verdictOnVoid(claim, said, now, patience)
    : verdictOnCredit(claim, said, now, patience)

/**
 * A credit was asked about by its own TransactionID, so an approval or a decline is its own.
 *
 * "Not found" is another matter than for a sale, which is then sent once more: money that left twice
 * does not come back, and a CREDIT under a known id can be understood as a credit of that transaction
 * (the linked form, IPpay facts §2). So it never leads to a second message. Said twice, long enough
 * after, it makes a person look, who may then end this refund and open another.
 */
function verdictOnCredit(
  claim: RefundClaim,
  said: InquiryOutcome,
  now: Date,
  patience: Patience,
): RefundVerdict {
  const isForPerson = claim.refund.status === 'review'
  switch (said.kind) {
    case 'approved':
    case 'declined':
      return { outcome: said }
    case 'review':
      return isForPerson ? stillOpen(said.cause) : { outcome: said }
    case 'unknown':
      return stillOpen(said.cause)
    case 'not_found': {
      const words = 'the gateway does not know it'
      if (isForPerson || !isProven(claim, now, patience)) return stillOpen(words, true)
      return { outcome: forPerson(`${words}, asked twice. Most likely it never arrived`) }
    }
  }
}

/**
 * A void was asked about by the payment's TransactionID, and an inquiry may repeat what was said of
 * the sale whether it was voided since or not (IPpay facts §7). But a payment can be voided once:
 * sending the void again cannot move money twice. So while the payment is shown as approved, said
 * twice and long enough after, and has not settled, the void is sent again under the same rules. If
 * the first one had its effect after all, the second is refused, and `judgeVoid` leaves that to a
 * person. Once the payment has settled a second void would prove nothing.
 */
function verdictOnVoid(
  claim: RefundClaim,
  said: InquiryOutcome,
  now: Date,
  patience: Patience,
): RefundVerdict {
  const isForPerson = claim.refund.status === 'review'
  switch (said.kind) {
    case 'approved': {
      const words = 'the gateway shows the payment as approved'
      if (isForPerson || !isProven(claim, now, patience)) return stillOpen(words, true)
      if (now >= settlesAt(claim.originalSentAt)) {
        return { outcome: forPerson(`${words}. It was voided, or it has settled by now`) }
      }
      return {
        outcome: { kind: 'not_given_back', cause: `${words}, asked twice`, next: 'pending' },
      }
    }
    case 'review':
      return isForPerson ? stillOpen(said.cause) : { outcome: said }
    case 'declined':
      return isForPerson
        ? stillOpen('the gateway calls the payment declined')
        : { outcome: forPerson('the gateway calls the payment itself declined') }
    case 'unknown':
      return stillOpen(said.cause)
    case 'not_found':
      return stillOpen('the gateway does not know the payment')
  }
}

/** Old enough to have arrived or be lost, and said before, long enough ago (rules of the trade §1.4). */
function isProven({ attempt }: RefundClaim, now: Date, patience: Patience): boolean {
  if (attempt.not_found_at === null) return false
  const isQuiet = now.getTime() - attempt.sent_at.getTime() >= patience.quietMs
  return isQuiet && now.getTime() - attempt.not_found_at.getTime() >= patience.notFoundTwiceMs
}

const forPerson = (cause: string) => ({
  kind: 'review' as const,
  cause,
  reply: { actionCode: null, responseText: null, approvalCode: null },
})
