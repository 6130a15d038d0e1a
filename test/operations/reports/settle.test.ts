import { describe, expect, it } from 'vitest'
import { findAttempt } from '../../../src/db/claims.ts'
import { listEvents } from '../../../src/db/payment-events.ts'
import { findPayment } from '../../../src/db/payments.ts'
import type { InquiryOutcome } from '../../../src/domain/outcome.ts'
import type { Channel, MethodKind } from '../../../src/domain/payment.ts'
import { declined } from '../../../src/gateway/bogus.ts'
import { reportRecord } from '../../../src/gateway/reports/bogus-reports.ts'
import { readReports } from '../../../src/operations/reports/read-reports.ts'
import { resolvePayments } from '../../../src/operations/resolve-payments.ts'
import { testContext } from '../../support/context.ts'
import { claim, learn, makeMethod, makePayment, makeUnknown } from '../../support/factories.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const NOT_FOUND = { kind: 'not_found' } as const

async function unknown(
  inquiries: InquiryOutcome[] = [],
  { channel = 'customer', kind = 'card' }: { channel?: Channel; kind?: MethodKind } = {},
) {
  const context = testContext({ script: { inquiries } })
  const method = await makeMethod(context, { kind })
  const { payment, attempt } = await makeUnknown(context, { channel, method, purpose: 'refill' })
  return {
    context,
    id: payment.id,
    transactionId: attempt.transaction_id,
    read: async () => (await findPayment(context.db, payment.id))!,
    report: (changes: Parameters<typeof reportRecord>[0]) =>
      context.reports.records.push(
        reportRecord({
          transactionId: attempt.transaction_id,
          gatewayId: '90417733',
          amountCents: 4_999,
          approvalCode: 'TEST42',
          at: context.now(),
          ...changes,
        }),
      ),
    ask: () => resolvePayments(context, [payment.id], { actor: 'worker', isAsked: true }),
  }
}

describe('an unknown payment', () => {
  it.each([
    ['000', 'approved', ['record-payment']],
    ['005', 'declined', []],
  ])('that the report shows with code %s is %s, and nobody asks', async (code, status, rung) => {
    const { context, read, report, id, transactionId } = await unknown()
    report({ kind: 'credit', actionCode: code })
    context.clock.forward(MINUTE_MS)
    await readReports(context)
    expect(await read()).toMatchObject({ status })
    expect(context.rings.map(({ name }) => name)).toEqual(rung)
    expect(context.gateway.sent).toEqual([])
    expect(await findAttempt(context.db, transactionId)).toMatchObject({ action_code: code })
    const events = await listEvents(context.db, id)
    expect(events.at(-1)?.reason).toMatch(/^report: /)
  })

  it('of which the report shows another amount is for a person', async () => {
    const { context, read, report } = await unknown()
    report({ kind: 'credit', amountCents: 1 })
    await readReports(context)
    expect(await read()).toMatchObject({ status: 'review' })
  })

  it('in review is approved by a report that is clear', async () => {
    const { context, read, report, id } = await unknown()
    await context.db
      .updateTable('payments')
      .set({ status: 'review' })
      .where('id', '=', id)
      .execute()
    report({ kind: 'credit' })
    await readReports(context)
    expect(await read()).toMatchObject({ status: 'approved' })
  })

  it('whose record came while it was still being sent is settled without asking', async () => {
    const context = testContext()
    const claimed = await claim(context, await makePayment(context, { purpose: 'refill' }))
    const { transaction_id: transactionId } = claimed.attempt
    const at = context.now()
    context.reports.records.push(reportRecord({ kind: 'credit', transactionId, at }))
    await readReports(context)
    await learn(context, claimed, { kind: 'unknown', cause: 'no answer in time' })
    context.clock.forward(MINUTE_MS)
    await resolvePayments(context, [claimed.payment.id], { actor: 'worker' })
    expect(await findPayment(context.db, claimed.payment.id)).toMatchObject({ status: 'approved' })
    expect(context.gateway.sent).toEqual([])
  })
})

describe('"not found" of a message', () => {
  it('that the report shows without a clear result proves nothing', async () => {
    const { context, read, report, ask } = await unknown([NOT_FOUND, NOT_FOUND])
    report({ kind: 'credit', actionCode: '992' })
    await readReports(context)
    context.clock.forward(5 * MINUTE_MS)
    await ask()
    context.clock.forward(24 * HOUR_MS)
    await ask()
    expect(await read()).toMatchObject({ status: 'unknown' })
  })

  it('does not free a document before the report was read far past it', async () => {
    const { context, read, ask } = await unknown([NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND])
    context.clock.forward(15 * MINUTE_MS)
    await ask()
    context.clock.forward(15 * MINUTE_MS)
    await readReports(context)
    await ask()
    expect(await read()).toMatchObject({ status: 'unknown' })
    context.clock.forward(2 * HOUR_MS)
    await readReports(context)
    expect(await read()).toMatchObject({ status: 'cancelled' })
  })

  it('does not free it where the report could not be read completely', async () => {
    const { context, read, ask } = await unknown(Array.from({ length: 6 }, () => NOT_FOUND))
    context.clock.forward(15 * MINUTE_MS)
    await ask()
    context.reports.unreadable = 1
    context.clock.forward(3 * HOUR_MS)
    await readReports(context)
    await ask()
    expect(await read()).toMatchObject({ status: 'unknown' })
  })

  it('has it sent again under its TransactionID at once, which the gateway takes once', async () => {
    const { context, read, ask } = await unknown([NOT_FOUND, NOT_FOUND])
    context.clock.forward(4 * MINUTE_MS)
    await ask()
    context.clock.forward(2 * MINUTE_MS)
    await ask()
    expect(await read()).toMatchObject({ status: 'pending' })
  })

  it('never frees the document of a bank debit: what is known stands in its history', async () => {
    const answers = Array.from({ length: 9 }, () => NOT_FOUND)
    const { context, read, ask, id } = await unknown(answers, { kind: 'bank' })
    context.clock.forward(15 * MINUTE_MS)
    await ask()
    context.clock.forward(3 * 24 * HOUR_MS)
    await readReports(context)
    expect(await read()).toMatchObject({ status: 'unknown' })
    const events = await listEvents(context.db, id)
    expect(events.at(-1)?.reason).toBe(
      'inquiry: the gateway does not know it, and its report does not show it',
    )
  })
})

it('an approval in the report of a payment that was given up is on the list of late ones', async () => {
  const context = testContext()
  const claimed = await claim(context, await makePayment(context, { purpose: 'refill' }))
  await learn(context, claimed, declined())
  const { transaction_id: transactionId } = claimed.attempt
  context.reports.records.push(reportRecord({ kind: 'credit', transactionId, at: context.now() }))
  await readReports(context)
  expect(await findAttempt(context.db, transactionId)).toMatchObject({
    status: 'approved',
    late_at: context.now(),
  })
  expect(context.logged()).toContain('approvals of payments that are not taken')
})
