import type { NewMethod } from '../../../src/db/schema.ts'
import { reportRecord } from '../../../src/gateway/reports/bogus-reports.ts'
import type { ReportRecord } from '../../../src/gateway/reports/reports.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import type { TestContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../../support/factories.ts'

export const DAY_MS = 24 * 3_600_000

/** An invoice that was debited from a bank account: approved, and paid in Splynx. */
export async function makeDebit(
  context: TestContext,
  { method: known, ...changes }: { method?: Partial<NewMethod>; dueCents?: number } = {},
) {
  const document = context.splynx.addDocument(changes)
  const method = await makeMethod(context, {
    kind: 'bank',
    customer_id: document.customerId,
    last4: '6789',
    ...known,
  })
  return debitAgain(context, document, method)
}

/** The same document once more. */
export async function debitAgain(
  context: TestContext,
  document: Parameters<typeof makePaymentOf>[1],
  method: Awaited<ReturnType<typeof makeMethod>>,
) {
  const payment = await makePaymentOf(context, document, { method })
  const { attempt } = await makeApproved(context, payment)
  await recordPayments(context, [payment.id])
  return { document, method, paymentId: payment.id, transactionId: attempt.transaction_id }
}

/** What the report of returns says. */
export const returnRecord = (
  context: TestContext,
  transactionId: string,
  code: string,
  changes: Partial<ReportRecord> = {},
): ReportRecord =>
  reportRecord({
    kind: 'achrejects',
    requestType: 'CHECK',
    responseText: 'CHECK ACCEPTED',
    transactionId,
    gatewayId: '90417733',
    status: code,
    at: new Date(context.now().getTime() - 4 * DAY_MS),
    completedAt: context.now(),
    ...changes,
  })
