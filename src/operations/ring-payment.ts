import type { Context } from '../context.ts'
import type { Payment } from '../db/schema.ts'

type Rung = Pick<Payment, 'id' | 'purpose' | 'run_id'>

/** Rings for one payment that waits to be sent. */
export function ringPayment(
  { bell }: Pick<Context, 'bell'>,
  { id, purpose, run_id }: Rung,
): Promise<void> {
  const job = run_id !== null ? 'charge-payment' : purpose === 'refill' ? 'refill' : 'pay-invoice'
  return bell.ring(job, { paymentId: id })
}
