import { DateTime } from 'luxon'
import type { Context } from '../../context.ts'
import type { Payment } from '../../db/schema.ts'
import { debitFinalOn } from '../../domain/certainty.ts'

/**
 * When an approved refill by bank account may be credited, where it is too large to count at once.
 * Null: now. One payment has one record in Splynx, so it is credited whole or not at all.
 */
export async function creditedAt(
  { settings, config }: Pick<Context, 'settings' | 'config'>,
  payment: Pick<Payment, 'purpose' | 'method_kind' | 'amount_cents' | 'partner_id' | 'updated_at'>,
): Promise<Date | null> {
  if (payment.purpose !== 'refill' || payment.method_kind !== 'bank') return null
  const { refillAchAtOnceCents } = await settings.of(payment.partner_id)
  if (payment.amount_cents <= refillAchAtOnceCents) return null
  // An approved payment changes for the last time when it is approved.
  const day = debitFinalOn(payment.updated_at, config.TZ)
  return DateTime.fromISO(day, { zone: config.TZ }).plus({ days: 1 }).toJSDate()
}
