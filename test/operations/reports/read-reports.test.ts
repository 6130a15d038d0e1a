import { describe, expect, it } from 'vitest'
import { readOpenMismatches } from '../../../src/db/mismatches.ts'
import { findPayment } from '../../../src/db/payments.ts'
import { findReportCursor } from '../../../src/db/report-cursors.ts'
import { listReturnsOf } from '../../../src/db/returns.ts'
import { reportRecord } from '../../../src/gateway/reports/bogus-reports.ts'
import { readReports } from '../../../src/operations/reports/read-reports.ts'
import { testContext } from '../../support/context.ts'
import {
  claim,
  makeApproved,
  makeMethod,
  makePayment,
  makeUnknown,
} from '../../support/factories.ts'
import { DAY_MS, makeDebit, returnRecord } from '../returns/debits.ts'

const HOUR_MS = 3_600_000
const stored = async (context: ReturnType<typeof testContext>) =>
  context.db.selectFrom('report_records').selectAll().orderBy('id').execute()

describe('reading', () => {
  it('begins a week ago, and goes on from where it ended, with an overlap', async () => {
    const context = testContext()
    const { reports, clock } = context
    await readReports(context)
    const first = reports.asked.filter(({ kind }) => kind === 'credit')
    expect(first[0]!.from).toEqual(new Date(context.now().getTime() - 7 * DAY_MS))
    expect(first.at(-1)!.to).toEqual(context.now())
    const ended = context.now()
    reports.asked.length = 0
    clock.forward(HOUR_MS)
    await readReports(context)
    expect(reports.asked).toEqual([
      { kind: 'credit', from: new Date(ended.getTime() - 6 * HOUR_MS), to: context.now() },
      { kind: 'ach', from: new Date(ended.getTime() - 6 * HOUR_MS), to: context.now() },
      { kind: 'achrejects', from: new Date(ended.getTime() - 7 * DAY_MS), to: context.now() },
    ])
  })

  it('happens hourly, and every quarter of an hour for a kind of which something is unknown', async () => {
    const context = testContext()
    await readReports(context)
    context.reports.asked.length = 0
    context.clock.forward(16 * 60_000)
    await readReports(context)
    expect(context.reports.asked).toEqual([])
    await makeUnknown(context)
    await readReports(context)
    expect(context.reports.asked.map(({ kind }) => kind)).toEqual(['credit'])
  })

  it('catches up stretch by stretch after weeks of silence, and leaves no gap', async () => {
    const context = testContext()
    const { reports } = context
    await readReports(context)
    reports.asked.length = 0
    context.clock.forward(30 * DAY_MS)
    await readReports(context)
    const asked = reports.asked.filter(({ kind }) => kind === 'credit')
    expect(asked.length).toBeGreaterThan(20)
    for (const [at, { from, to }] of asked.entries()) {
      expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(DAY_MS + 6 * HOUR_MS)
      if (at > 0) expect(from.getTime()).toBeLessThan(asked[at - 1]!.to.getTime())
    }
    expect(asked.at(-1)!.to).toEqual(context.now())
    const cursor = await findReportCursor(context.db, 'credit')
    expect(cursor?.complete_until).toEqual(context.now())
    expect(cursor!.complete_from!.getTime()).toBeLessThan(context.now().getTime() - 36 * DAY_MS)
  })

  it('goes on where it failed, and says since when it fails', async () => {
    const context = testContext()
    const { reports, clock } = context
    await readReports(context)
    const ended = context.now()
    clock.forward(2 * HOUR_MS)
    reports.failures.push('The reporting service gave no answer: ECONNREFUSED.')
    expect(await readReports(context)).toContain('credit: failed')
    const failing = await findReportCursor(context.db, 'credit')
    expect(failing).toMatchObject({ failing_since: context.now(), read_until: ended })
    expect(failing?.last_error).toContain('ECONNREFUSED')
    clock.forward(15 * 60_000)
    await readReports(context)
    expect(await findReportCursor(context.db, 'credit')).toMatchObject({
      failing_since: null,
      last_error: null,
      read_until: context.now(),
    })
  })

  it('is done by one worker at a time', async () => {
    const context = testContext()
    const said = await Promise.all([readReports(context), readReports(context.another())])
    const reads = said
      .flatMap((line) => line.split(', credit'))
      .join()
      .match(/0 records/g)
    expect(reads).toHaveLength(3)
  })

  it('counts a stretch with an unreadable record as incomplete', async () => {
    const context = testContext()
    context.reports.unreadable = 1
    await readReports(context)
    expect(await findReportCursor(context.db, 'credit')).toMatchObject({
      complete_until: null,
      last_error: expect.stringContaining('could not be read'),
      read_until: context.now(),
    })
  })
})

describe('a record', () => {
  it('that is read again is one, and nothing of it that could charge anybody is kept', async () => {
    const context = testContext()
    const { transactionId } = await makeDebit(context)
    context.reports.records.push(
      returnRecord(context, transactionId, 'C01', {
        token: 'D3H7K1B9F2M5A1999',
        details: { CorrectedData: '021000021 998877665544', Memo: '1' },
      }),
    )
    await readReports(context)
    context.clock.forward(HOUR_MS)
    await readReports(context)
    const rows = await stored(context)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.correction).toBe('····0021 ····5544')
    expect(JSON.stringify(rows)).not.toMatch(/D3H7K1B9F2M5A1999|998877665544|021000021/)
  })

  it('whose consequences were not drawn before a crash is taken in the next time', async () => {
    const context = testContext()
    const { transactionId, paymentId } = await makeDebit(context)
    context.reports.records.push(returnRecord(context, transactionId, 'R01'))
    await readReports(context)
    await forgetReturns(context)
    context.clock.forward(HOUR_MS)
    await readReports(context)
    expect(await listReturnsOf(context.db, paymentId)).toHaveLength(1)
  })
})

/** As if the worker had died after storing what it read. */
async function forgetReturns({ db }: ReturnType<typeof testContext>) {
  await db.deleteFrom('undoings').execute()
  await db.deleteFrom('returns').execute()
  await db.updateTable('report_records').set({ taken_in_at: null }).execute()
}

describe('a return in the report', () => {
  it('is taken in, and its document is open again', async () => {
    const context = testContext()
    const { transactionId, paymentId, document } = await makeDebit(context)
    context.reports.records.push(returnRecord(context, transactionId, 'R01'))
    await readReports(context)
    await context.drain()
    expect(await findPayment(context.db, paymentId)).toMatchObject({ status: 'returned' })
    expect((await context.splynx.findDocument('invoice', document.id))?.status).toBe('not_paid')
  })

  it('of a debit whose own answer was lost proves that it was taken, and takes it back', async () => {
    const context = testContext()
    const method = { kind: 'bank', brand: null } as const
    const { payment, attempt } = await makeUnknown(context, {
      method: await makeMethod(context, method),
    })
    context.reports.records.push(returnRecord(context, attempt.transaction_id, 'R02'))
    await readReports(context)
    expect(await findPayment(context.db, payment.id)).toMatchObject({ status: 'returned' })
  })

  it('of a debit that is at the gateway right now waits for the next reading', async () => {
    const context = testContext()
    const payment = await makePayment(context, {
      method: await makeMethod(context, { kind: 'bank' }),
    })
    const { attempt } = await claim(context, payment)
    context.reports.records.push(returnRecord(context, attempt.transaction_id, 'R02'))
    await readReports(context)
    expect(await stored(context)).toMatchObject([{ taken_in_at: null }])
  })

  it('that means a double send is shouted about', async () => {
    const context = testContext()
    const { transactionId } = await makeDebit(context)
    context.reports.records.push(returnRecord(context, transactionId, 'R24'))
    await readReports(context)
    expect(context.logged()).toContain('a debit was sent twice')
  })
})

describe('the books', () => {
  const approval = (transactionId: string, changes = {}) =>
    reportRecord({ kind: 'credit', transactionId, gatewayId: '1', amountCents: 4_999, ...changes })

  it('differ where the gateway took money that nobody here asked for', async () => {
    const context = testContext()
    await makeApproved(context, await makePayment(context))
    const at = context.now()
    context.reports.records.push(approval('STRANGER0000000001', { at }))
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({
      count: 1,
      first: [{ kind: 'not_ours', reference: 'STRANGER0000000001', amount_cents: 4_999 }],
    })
  })

  it.each([
    ['of another terminal', { terminalId: 'OTHERTERMINAL' }],
    ['declined', { actionCode: '005' }],
    ['from before our first message', { at: new Date('2026-11-20T00:00:00Z') }],
  ])('do not differ for a record %s', async (_what, changes) => {
    const context = testContext()
    await makeApproved(context, await makePayment(context))
    const at = context.now()
    context.reports.records.push(approval('STRANGER0000000001', { at, ...changes }))
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({ count: 0 })
  })

  it('differ where the report lacks an approval of ours for two days, until it shows it', async () => {
    const context = testContext()
    await readReports(context)
    const { attempt } = await makeApproved(context, await makePayment(context))
    const at = context.now()
    context.clock.forward(2 * DAY_MS - HOUR_MS)
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({ count: 0 })
    context.clock.forward(2 * HOUR_MS)
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({
      first: [{ kind: 'missing', reference: attempt.transaction_id }],
    })
    context.clock.forward(HOUR_MS)
    context.reports.records.push(approval(attempt.transaction_id, { at: context.now() }))
    expect(at).not.toEqual(context.now())
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({ count: 0 })
  })

  it('differ where both have it with different amounts', async () => {
    const context = testContext()
    const { attempt } = await makeApproved(context, await makePayment(context))
    const at = context.now()
    context.reports.records.push(approval(attempt.transaction_id, { at, amountCents: 9_999 }))
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({
      first: [{ kind: 'amount', amount_cents: 9_999 }],
    })
  })

  it('differ where the gateway voided a payment and nobody here asked for it', async () => {
    const context = testContext()
    const { attempt } = await makeApproved(context, await makePayment(context))
    const at = context.now()
    context.reports.records.push(
      approval(attempt.transaction_id, { at }),
      approval(attempt.transaction_id, { at, requestType: 'VOID', gatewayId: '2' }),
    )
    await readReports(context)
    expect(await readOpenMismatches(context.db, 9)).toMatchObject({
      count: 1,
      first: [{ kind: 'not_ours', request_type: 'VOID' }],
    })
  })
})

it('without a reporting service nothing is read', async () => {
  const context = testContext({ changes: { reports: null } })
  expect(await readReports(context)).toBe('no reporting service is set up')
})
