import type { Context } from '../../context.ts'
import type { RefundClaim } from '../../db/refund-claims.ts'
import type { RefundLearned } from '../../db/refund-outcomes.ts'
import type { Outcome } from '../../domain/outcome.ts'
import { VOID_REFUSALS } from '../../domain/refund.ts'

/** What is to be written: the gateway's answer, or what it comes to. */
type Judged = Pick<RefundLearned, 'outcome' | 'word'>

/**
 * What a gateway's answer to a void comes to.
 *
 * When it says that the payment cannot be voided as it is, that is true of a payment that has settled
 * and of one that is voided already. The first may be given back by credit, the second must not. So:
 *
 * - Had an answer about this void been lost before, the lost message most likely did it. Nobody can
 *   tell by asking, because an inquiry may only repeat what was said of the sale (IPpay facts §7). A
 *   person looks, or the gateway's report decides. A credit is never offered from here by itself.
 * - Otherwise the payment is asked about. While the gateway shows it as approved, the refusal stands
 *   and a clerk may choose the credit. Whatever else it says, nobody is sure.
 */
export async function judgeVoid(
  { gateway }: Context,
  { refund, attempt }: RefundClaim,
  outcome: Outcome,
): Promise<Judged> {
  if (refund.kind !== 'void' || !isRefusal(outcome)) return { outcome }
  const { reply } = outcome
  if (refund.lost_at !== null) {
    return {
      outcome: { kind: 'review', cause: `refused with code ${reply.actionCode}`, reply },
      word: 'Refused after an earlier answer got lost: it was voided then, or it has settled since',
    }
  }
  const original = await gateway.inquire(refund.original_id, {
    terminalId: attempt.terminal_id,
  })
  switch (original.kind) {
    case 'approved':
      return {
        // 021 is "unknown" of other messages; here the payment was seen to stand after it.
        outcome: { kind: 'declined', category: 'config', reply },
        word: 'The gateway would not void it, most likely because it has settled. A credit can give it back',
      }
    case 'unknown':
      return { outcome: { kind: 'unknown', cause: `refused, then: ${original.cause}`, reply } }
    default:
      return {
        outcome: { kind: 'review', cause: `refused, and the payment is ${original.kind}`, reply },
        word: 'The gateway would not void it and does not show it as approved either',
      }
  }
}

type WithReply = Extract<Outcome, { kind: 'declined' | 'unknown' }> & {
  reply: NonNullable<Extract<Outcome, { kind: 'unknown' }>['reply']>
}

const isRefusal = (outcome: Outcome): outcome is WithReply =>
  (outcome.kind === 'declined' || outcome.kind === 'unknown') &&
  VOID_REFUSALS.includes(outcome.reply?.actionCode ?? '')
