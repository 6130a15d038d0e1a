import type { Db } from './connect.ts'

/**
 * Makes a payment that Splynx does not have yet due now, whenever its next try would be. False when
 * Splynx has it, or is being told at this moment.
 */
export async function hastenRecording(db: Db, paymentId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recordings')
    .set({ next_try_at: now })
    .where('payment_id', '=', paymentId)
    .where('recorded_at', 'is', null)
    .where((row) => row.or([row('lease_until', 'is', null), row('lease_until', '<', now)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
