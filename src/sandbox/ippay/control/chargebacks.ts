import { z } from 'zod'
import { record } from '../entries.ts'
import type { Gateway } from '../gateway.ts'
import { doesMoveMoney } from '../totals.ts'
import { isBankEntry, isOpen, payingOf } from '../transaction.ts'
import { ok, wrong } from './answers.ts'
import type { ControlReply } from './control.ts'

const chargebackShape = z.strictObject({
  transactionId: z.string(),
  /** The card brand's own code and words. */
  reasonCode: z.string().max(10).default('10.4'),
  reason: z.string().max(100).default('Fraud - card absent environment'),
  /** Without it, the whole payment. */
  amountCents: z.number().int().positive().optional(),
  caseNumber: z.string().max(20).optional(),
})

/** A cardholder disputes a payment, and its bank takes the money back. */
export function postChargeback(gateway: Gateway, body: unknown): ControlReply {
  const parsed = chargebackShape.safeParse(body)
  if (!parsed.success) return wrong(400, z.prettifyError(parsed.error))
  const { transactionId, reasonCode, reason } = parsed.data
  const original = gateway.ledger.findAnywhere(transactionId)
  if (original === null) return wrong(404, 'No such transaction.')
  const payment = payingOf(original)
  if (isBankEntry(payment) || !doesMoveMoney(payment) || payment.type === 'CREDIT') {
    return wrong(409, 'Only card payments are charged back.')
  }
  if (!isOpen(payment)) return wrong(409, 'It was declined or voided.')
  const amountCents = parsed.data.amountCents ?? payment.amountCents
  if (amountCents > payment.amountCents) return wrong(409, 'That is more than was paid.')

  const number = (payment.chargebacks?.length ?? 0) + 1
  const chargeback = {
    caseNumber: parsed.data.caseNumber ?? `${payment.ipTransId}${number}`,
    reasonCode,
    reason,
    amountCents,
    at: gateway.clock.now(),
  }
  record(gateway, { kind: 'chargeback', ipTransId: payment.ipTransId, chargeback })
  return ok({ transactionId, ...chargeback, at: new Date(chargeback.at).toISOString() }, 201)
}
