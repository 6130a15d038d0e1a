import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import { hastenRecording } from '../db/hasten-recording.ts'
import { recordPayments } from './record-payments.ts'

/** `busy`: a worker tells Splynx at this moment, or Splynx has it. */
export type RetryRecordingResult = 'recorded' | 'waiting' | 'busy'

/** Tells Splynx about an approved payment now, because a person has put right what was wrong. */
export async function retryRecording(
  context: Context,
  { paymentId, actor }: { paymentId: string; actor: string },
): Promise<RetryRecordingResult> {
  const { db, now } = context
  if (!(await hastenRecording(db, paymentId, now()))) return 'busy'
  const { recorded, waiting } = await recordPayments(context, [paymentId], { isAsked: true })
  const result = recorded > 0 ? 'recorded' : waiting > 0 ? 'waiting' : 'busy'
  await recordAudit(db, {
    at: now(),
    actor,
    action: 'payment.recording_retried',
    subject: `payment:${paymentId}`,
    details: { result },
  })
  return result
}
