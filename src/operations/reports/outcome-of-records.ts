import type { Attempt, StoredRecord } from '../../db/schema.ts'
import { actionCodeOf } from '../../domain/action-codes.ts'
import type { Outcome } from '../../domain/outcome.ts'

type Message = Pick<Attempt, 'kind' | 'amount_cents'>
type Reported = Exclude<Outcome, { kind: 'unreached' | 'unknown' }>

/**
 * What the reports say became of a message that asks for money, or null when they do not decide it.
 * ActionCode decides; everything else can only add doubt, which is left to a person.
 */
export function outcomeOfRecords(
  records: readonly StoredRecord[],
  message: Message,
): Reported | null {
  const requestType = message.kind === 'check' ? 'CHECK' : 'SALE'
  const originals = records.filter((record) => record.request_type === requestType)
  const approvals = originals.filter(isApproved)
  const [approval] = approvals
  if (approval) {
    const reply = replyOf(approval)
    const doubt = doubtOf(approvals, records, message)
    return doubt ? { kind: 'review', cause: doubt, reply } : { kind: 'approved', reply }
  }
  const answers = originals.map((record) => ({ reply: replyOf(record), code: codeOf(record) }))
  const unclear = answers.find(({ code }) => code.category === 'review')
  if (unclear) {
    const cause = `the report shows code ${unclear.reply.actionCode}`
    return { kind: 'review', cause, reply: unclear.reply }
  }
  for (const { reply, code } of answers) {
    const { category } = code
    // 900 is said of a request, and may be of a repeat whose original is not in the report yet.
    if (reply.actionCode === '900') continue
    if (category === 'hard' || category === 'data' || category === 'soft') {
      return { kind: 'declined', category, reply }
    }
  }
  return null
}

export const isApproved = ({ action_code }: StoredRecord): boolean => action_code === '000'

/** Messages that take the money back. One of them that we did not send ends no doubt by itself. */
const TAKING_BACK = ['VOID', 'REVERSEAUTH', 'CREDIT', 'REVERSAL']

function doubtOf(
  approvals: readonly StoredRecord[],
  records: readonly StoredRecord[],
  { amount_cents }: Message,
): string | null {
  const booked = new Set(approvals.map(({ gateway_id, kind }) => gateway_id || kind))
  if (booked.size > 1) return `the gateway took it ${booked.size} times`
  const isTakenBack = records.some(
    (record) =>
      TAKING_BACK.includes(record.request_type) &&
      ['000', '400'].includes(record.action_code ?? ''),
  )
  if (isTakenBack) return 'the gateway took it, and took it back again'
  const hasOtherAmount = approvals.some(
    (record) => record.amount_cents !== null && record.amount_cents !== amount_cents,
  )
  return hasOtherAmount ? 'the gateway took another amount' : null
}

const codeOf = ({ action_code, response_text }: StoredRecord) =>
  actionCodeOf(action_code, response_text)

const replyOf = ({ action_code, response_text, approval_code }: StoredRecord) => ({
  actionCode: action_code,
  responseText: response_text,
  approvalCode: approval_code,
})
