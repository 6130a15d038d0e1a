import { writeStretch } from '../../../src/db/report-cursors.ts'
import { insertRecords } from '../../../src/db/report-records.ts'
import type { NewStoredRecord, Payment } from '../../../src/db/schema.ts'
import { listDifferences, sumDifferences } from '../../../src/db/tie-out-differences.ts'
import { listSums } from '../../../src/db/tie-outs.ts'
import { netCents } from '../../../src/domain/tie-out.ts'
import { recordPayments } from '../../../src/operations/record-payments.ts'
import { tieOutDay } from '../../../src/operations/tie-out/tie-out-day.ts'
import type { TestContext } from '../../support/context.ts'
import { makeApproved, makeMethod, makePaymentOf } from '../../support/factories.ts'

export const DAY = '2026-11-24'
const HOUR_MS = 3_600_000

/** A payment that was taken and that Splynx has. */
export async function takeMoney(
  context: TestContext,
  changes: Parameters<typeof makePaymentOf>[2] & { isBank?: boolean } = {},
): Promise<Payment & { transaction_id: string }> {
  const { isBank, ...columns } = changes
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, {
    customer_id: document.customerId,
    ...(isBank ? { kind: 'bank' } : {}),
  })
  const payment = await makePaymentOf(context, document, { method, ...columns })
  const { attempt } = await makeApproved(context, payment)
  await recordPayments(context, [payment.id])
  return { ...payment, transaction_id: attempt.transaction_id }
}

let number = 0

/** One line of a report of messages. */
export const lineOf = (
  context: TestContext,
  changes: Partial<NewStoredRecord> = {},
): NewStoredRecord => {
  number += 1
  return {
    record_key: `KEY${number}`,
    kind: 'credit',
    transaction_id: `STRANGER${String(number).padStart(10, '0')}`,
    gateway_id: `${9_000_000 + number}`,
    terminal_id: 'TESTTERMINAL',
    request_type: 'SALE',
    at: context.now(),
    action_code: '000',
    response_text: 'APPROVED',
    approval_code: '123456',
    amount_cents: 4_999,
    status: null,
    completed_at: null,
    correction: null,
    read_at: context.now(),
    taken_in_at: context.now(),
    ...changes,
  }
}

/** The reports show these messages of ours, and have been read over the whole day. */
export async function report(
  context: TestContext,
  payments: readonly { transaction_id: string }[],
  others: readonly NewStoredRecord[] = [],
): Promise<void> {
  const ids = payments.map(({ transaction_id }) => transaction_id)
  const attempts = await context.db
    .selectFrom('attempts')
    .selectAll()
    .where('transaction_id', 'in', ['', ...ids])
    .execute()
  const ours = attempts.map(({ transaction_id, kind, amount_cents, sent_at }) =>
    lineOf(context, {
      kind: kind === 'check' ? 'ach' : 'credit',
      ...{ transaction_id, request_type: kind.toUpperCase(), amount_cents, at: sent_at },
    }),
  )
  await insertRecords(context.db, [...ours, ...others])
  await readReportsOver(context)
}

export async function readReportsOver({ db, now }: TestContext): Promise<void> {
  for (const kind of ['credit', 'ach', 'achrejects']) {
    await db.insertInto('report_cursors').ignore().values({ kind }).execute()
    const around = {
      from: new Date(now().getTime() - 72 * HOUR_MS),
      to: new Date(now().getTime() + 72 * HOUR_MS),
    }
    await writeStretch(db, { kind, ...around, isComplete: true }, now())
  }
}

/** Compares the day, a while later. */
export async function compare(context: TestContext) {
  context.clock.forward(2 * HOUR_MS)
  await tieOutDay(context, DAY)
  return differencesOf(context)
}

export const differencesOf = async ({ db }: TestContext) =>
  (await listDifferences(db, DAY, 100)).map(
    ({ kind, line, method_kind, ours_cents, theirs_cents }) => ({
      kind,
      line,
      method_kind,
      ours_cents,
      theirs_cents,
    }),
  )

/** Of each side what is left of the day, and what is left to explain: nothing where it adds up. */
export async function netAndRest({ db }: TestContext) {
  const [sums, differences] = await Promise.all([listSums(db, [DAY]), sumDifferences(db, DAY)])
  const net = { ledger: 0, gateway: 0, splynx: 0 }
  const rest = { gateway: 0, splynx: 0 }
  for (const row of sums) {
    net[row.side] += netCents({
      taken: { cents: row.taken_cents },
      given_back: { cents: row.given_back_cents },
      returned: { cents: row.returned_cents },
    })
    if (row.side === 'ledger') continue
    const ours = sums.find((one) => one.side === 'ledger' && one.method_kind === row.method_kind)!
    for (const line of ['taken', 'given_back', 'returned'] as const) {
      const said = differences
        .filter((one) => one.side === row.side && one.method_kind === row.method_kind)
        .filter((one) => one.line === line)
      const explained = said.reduce((sum, { cents }) => sum + cents, 0)
      rest[row.side] += Math.abs(row[`${line}_cents`] - ours[`${line}_cents`] - explained)
    }
  }
  return { net, rest }
}
