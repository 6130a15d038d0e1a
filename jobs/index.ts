import type { JobDefinition } from '../src/queue/job.ts'
import type { JobName } from '../src/queue/payloads.ts'
import { chargeBatchJob } from './charge-batch.ts'
import { chargeItemsJob } from './charge-items.ts'
import { chargePaymentJob } from './charge-payment.ts'
import { payInvoiceJob } from './pay-invoice.ts'
import { probeGatewayJob } from './probe-gateway.ts'
import { recordPaymentJob } from './record-payment.ts'
import { refillJob } from './refill.ts'
import { resolvePaymentJob } from './resolve-payment.ts'
import { sweepJob } from './sweep.ts'

/** Every job by its name, which is its file's name and its label in the queue. */
export const JOBS: { readonly [N in JobName]: JobDefinition<N> } = {
  'pay-invoice': payInvoiceJob,
  refill: refillJob,
  'charge-batch': chargeBatchJob,
  'charge-items': chargeItemsJob,
  'charge-payment': chargePaymentJob,
  'probe-gateway': probeGatewayJob,
  'record-payment': recordPaymentJob,
  'resolve-payment': resolvePaymentJob,
  sweep: sweepJob,
}
