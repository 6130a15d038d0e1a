import type { PaymentStatus } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { PaymentEvent } from './schema.ts'

export interface NewEvent {
  paymentId: string
  /** Null when only something was learned and the status stayed. */
  from: PaymentStatus | null
  to: PaymentStatus | null
  actor: string
  reason: string
  transactionId?: string | null
}

const REASON_CHARACTERS_MAX = 255

/** Appends to the history of payments. Nothing ever changes or removes a line of it. */
export async function insertEvents(db: Db, events: readonly NewEvent[], now: Date): Promise<void> {
  if (events.length === 0) return
  await db
    .insertInto('payment_events')
    .values(
      events.map((event) => ({
        payment_id: event.paymentId,
        at: now,
        from_status: event.from,
        to_status: event.to,
        actor: event.actor,
        reason: event.reason.slice(0, REASON_CHARACTERS_MAX),
        transaction_id: event.transactionId ?? null,
      })),
    )
    .execute()
}

export const listEvents = (db: Db, paymentId: string): Promise<PaymentEvent[]> =>
  db
    .selectFrom('payment_events')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .limit(500)
    .execute()
