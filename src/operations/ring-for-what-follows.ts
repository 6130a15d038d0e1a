import type { Context } from '../context.ts'
import type { Claim } from '../db/claims.ts'
import type { Settled } from '../db/outcomes.ts'
import { finishRun } from './finish-run.ts'
import { ringPayment } from './ring-payment.ts'

/** Rings for what a payment's new status asks for, however its outcome was learned. */
export async function ringForWhatFollows(
  context: Context,
  { payment }: Claim,
  settled: Settled,
): Promise<void> {
  if (settled === 'approved') {
    await context.bell.ring('record-payment', { paymentIds: [payment.id] })
  }
  if (settled === 'pending') await ringPayment(context, payment)
  else if (settled && payment.run_id !== null) await finishRun(context, payment.run_id)
}
