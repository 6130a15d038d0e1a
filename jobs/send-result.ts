import type { SendResult } from '../src/operations/send-payment.ts'
import type { JobResult } from '../src/queue/job.ts'

/**
 * Nothing of the gateway's is tried again by the queue: a decline is an answer, what is unknown is
 * asked about, and what never left waits in MySQL until its time has come.
 */
export function sendResult(result: SendResult): JobResult {
  switch (result.kind) {
    case 'approved':
    case 'declined':
    case 'review':
    case 'unknown':
    case 'unreached':
      return { done: result.kind }
    case 'left_alone':
    case 'cancelled':
      return { done: `${result.kind}: ${result.because}` }
  }
}
