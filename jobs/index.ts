import type { JobDefinition } from '../src/queue/job.ts'
import type { JobName } from '../src/queue/payloads.ts'
import { chargeBatchJob } from './charge-batch.ts'
import { chargeItemsJob } from './charge-items.ts'
import { chargePaymentJob } from './charge-payment.ts'
import { chargeReturnFeeJob } from './charge-return-fee.ts'
import { checkJournalJob } from './check-journal.ts'
import { findDuplicatesJob } from './find-duplicates.ts'
import { followSplynxJob } from './follow-splynx.ts'
import { lookAtBalancesJob } from './look-at-balances.ts'
import { payInvoiceJob } from './pay-invoice.ts'
import { planMailsJob } from './plan-mails.ts'
import { pollSplynxJob } from './poll-splynx.ts'
import { probeGatewayJob } from './probe-gateway.ts'
import { readReportsJob } from './read-reports.ts'
import { recordPaymentJob } from './record-payment.ts'
import { refillJob } from './refill.ts'
import { resolvePaymentJob } from './resolve-payment.ts'
import { resolveRefundJob } from './resolve-refund.ts'
import { sendMailJob } from './send-mail.ts'
import { sendRefundJob } from './send-refund.ts'
import { sumUpDaysJob } from './sum-up-days.ts'
import { sweepJob } from './sweep.ts'
import { tieOutDayJob } from './tie-out-day.ts'
import { undoPaymentJob } from './undo-payment.ts'
import { undoRunJob } from './undo-run.ts'
import { writeStatementRecordsJob } from './write-statement-records.ts'

/** Every job by its name, which is its file's name and its label in the queue. */
export const JOBS: { readonly [N in JobName]: JobDefinition<N> } = {
  'pay-invoice': payInvoiceJob,
  refill: refillJob,
  'charge-batch': chargeBatchJob,
  'charge-items': chargeItemsJob,
  'charge-payment': chargePaymentJob,
  'charge-return-fee': chargeReturnFeeJob,
  'check-journal': checkJournalJob,
  'probe-gateway': probeGatewayJob,
  'read-reports': readReportsJob,
  'record-payment': recordPaymentJob,
  'resolve-payment': resolvePaymentJob,
  'send-refund': sendRefundJob,
  'resolve-refund': resolveRefundJob,
  'undo-payment': undoPaymentJob,
  'undo-run': undoRunJob,
  'write-statement-records': writeStatementRecordsJob,
  'tie-out-day': tieOutDayJob,
  'find-duplicates': findDuplicatesJob,
  'sum-up-days': sumUpDaysJob,
  'follow-splynx': followSplynxJob,
  'poll-splynx': pollSplynxJob,
  'look-at-balances': lookAtBalancesJob,
  'send-mail': sendMailJob,
  'plan-mails': planMailsJob,
  sweep: sweepJob,
}
