import type { Flash } from '../../views/components/notice.tsx'
import type { AskResult } from '../operations/ask-gateway.ts'
import type { RetryUndoingResult } from '../operations/refunds/retry-undoing.ts'
import type { RetryRecordingResult } from '../operations/retry-recording.ts'
import type { SettleResult } from '../operations/settle-unknown.ts'

// What a person is told after an act on a payment.

const success = (text: string): Flash => ({ tone: 'success', text })
const info = (text: string): Flash => ({ tone: 'info', text })
const warning = (text: string): Flash => ({ tone: 'warning', text })

export const CARD_NUMBER = warning(
  'That looked like a card number, so it was not searched for. Use the last four digits.',
)

export const CANCELLED = {
  yes: success('Cancelled. Nothing was sent to the gateway.'),
  late: warning('Too late to cancel: it is no longer waiting. Its status says what became of it.'),
}

export const ASKED: Record<AskResult | 'asking', Flash> = {
  decided: success('The gateway has answered, and the payment is decided.'),
  open: info('The gateway cannot say yet. It is asked again by itself.'),
  busy: info('It is being asked about at this moment, or is decided already.'),
  asking: info('The gateway takes its time. Its answer will show here.'),
}

export const RECORDED: Record<RetryRecordingResult | 'telling', Flash> = {
  recorded: success('Splynx has the payment now.'),
  waiting: warning('Splynx did not take it. The last error stands below; it is tried again.'),
  busy: info('Splynx is being told at this moment, or has the payment already.'),
  telling: info('Splynx takes its time. The result will show here.'),
}

export const UNDONE: Record<RetryUndoingResult | 'telling', Flash> = {
  done: success('Splynx shows now that the money went back.'),
  waiting: warning('Splynx did not take it. The last error stands below; it is tried again.'),
  busy: info('Splynx is being told at this moment, or shows it already.'),
  telling: info('Splynx takes its time. The result will show here.'),
}

export const SETTLED: Record<SettleResult['kind'], Flash> = {
  settled: success('Your answer is stored, and the payment is settled.'),
  noted: info('Noted. We go on asking the gateway.'),
  busy: warning('The gateway is being asked at this moment. Please try again in a minute.'),
  over: info('It was settled in the meantime, so your answer changed nothing.'),
}
