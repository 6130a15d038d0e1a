import type { Flash } from '../../views/components/notice.tsx'
import type { AskResult } from '../operations/ask-gateway.ts'
import type { OpenRefundResult, RefundProblem } from '../operations/refunds/open-refund.ts'
import type { SettleRefundResult } from '../operations/refunds/settle-refund.ts'

// What a person is told after an act on a refund.

const success = (text: string): Flash => ({ tone: 'success', text })
const info = (text: string): Flash => ({ tone: 'info', text })
const warning = (text: string): Flash => ({ tone: 'warning', text })

export const NOTHING_LEFT = warning('This payment holds no money that could be given back.')

export const OPENED: Record<Exclude<OpenRefundResult, RefundProblem>['kind'], Flash> = {
  opened: success('The refund is on its way. Its result shows here.'),
  repeated: info('This form was sent before. Here is what came of it.'),
  under_way: warning('Another refund of this payment is not over yet.'),
  nothing_taken: NOTHING_LEFT,
  gateway_away: warning('The gateway answers nobody at the moment. Nothing was stored.'),
  safe_mode: warning('Safe mode is on: nothing is given back until it is switched off.'),
}

export const REFUND_CANCELLED = {
  yes: success('Cancelled. Nothing was sent to the gateway.'),
  late: warning('Too late to cancel: it is no longer waiting. Its status says what became of it.'),
}

export const REFUND_ASKED: Record<AskResult | 'asking', Flash> = {
  decided: success('The gateway has answered, and the refund is decided.'),
  open: info('The gateway cannot say yet.'),
  busy: info('It is being asked about at this moment, or is decided already.'),
  asking: info('The gateway takes its time. Its answer will show here.'),
}

export const REFUND_SETTLED: Record<SettleRefundResult['kind'], Flash> = {
  settled: success('Your answer is stored, and the refund is settled.'),
  noted: info('Noted.'),
  busy: warning('The gateway is being asked at this moment. Please try again in a minute.'),
  over: info('It was settled in the meantime, so your answer changed nothing.'),
}
