import { DateTime } from 'luxon'
import type { Context } from '../context.ts'
import {
  claimStatementRecords,
  postponeStatementRecord,
  type StatementClaim,
  writeStatementRecords as storeWritten,
} from '../db/statement-records.ts'
import type { Splynx, WriteResult } from '../splynx/splynx.ts'
import { commentOf } from './record-payments.ts'

/** The original add-on's own title, so that its statements go on (Splynx facts §3). */
const TITLE = 'Splynx Ippay Billing Add-On'

/** Reading, looking up and creating, each with its tries. */
const leaseMs = ({ SPLYNX_TIMEOUT_MS }: Context['config']) => 8 * SPLYNX_TIMEOUT_MS + 5_000

/** Statements that were found once: a record costs no look-up. */
const knownBy = new WeakMap<Splynx, Map<string, number>>()

/**
 * Enters recorded payments in a payment statement, where Splynx's history shows them. Each is tried
 * some times and then left out: the payment itself is recorded, and nothing waits for this.
 */
export async function writeStatementRecords(
  context: Context,
  paymentIds: readonly string[],
): Promise<{ written: number; waiting: number }> {
  const { db, config, now } = context
  const claims = await claimStatementRecords(db, paymentIds, {
    now: now(),
    leaseMs: leaseMs(config),
  })
  const byTitle = new Map<string, StatementClaim[]>()
  for (const claim of claims) {
    const title = titleOf(context, claim)
    byTitle.set(title, [...(byTitle.get(title) ?? []), claim])
  }
  let written = 0
  for (const [title, ofTitle] of byTitle) written += await writeOnto(context, title, ofTitle)
  return { written, waiting: claims.length - written }
}

const dayOf = ({ config }: Context, { approvedAt }: StatementClaim) =>
  DateTime.fromJSDate(approvedAt, { zone: config.TZ })

const titleOf = (context: Context, claim: StatementClaim): string => {
  const isDaily = context.config.SPLYNX_STATEMENT_GROUPING === 'day'
  return `${TITLE} ${dayOf(context, claim).toFormat(isDaily ? 'dd/MM/yyyy' : 'MM/yyyy')}`
}

async function writeOnto(
  context: Context,
  title: string,
  claims: StatementClaim[],
): Promise<number> {
  const results = await tryOnto(context, title, claims)
  const written = results.flatMap(({ claim, result }) =>
    result.kind === 'created' ? [{ paymentId: claim.payment.id, recordId: result.id }] : [],
  )
  await storeWritten(context.db, written)
  for (const { claim, result } of results) {
    if (result.kind !== 'created') await postpone(context, title, claim, result)
  }
  return written.length
}

type Tried = { claim: StatementClaim; result: WriteResult }

async function tryOnto(context: Context, title: string, claims: StatementClaim[]) {
  const { splynx } = context
  try {
    const statementId = await findStatement(splynx, title)
    // Only what was tried before can be there.
    const receipts = claims.flatMap(({ payment, tries }) =>
      tries > 1 ? (payment.transaction_id ?? []) : [],
    )
    const earlier =
      receipts.length === 0
        ? new Map<string, number>()
        : await splynx.findStatementRecords(statementId, receipts)
    return await Promise.all(
      claims.map(async (claim): Promise<Tried> => {
        const id = earlier.get(claim.payment.transaction_id ?? '')
        if (id !== undefined) return { claim, result: { kind: 'created', id } }
        const record = recordOf(context, statementId, claim)
        return { claim, result: await splynx.createStatementRecord(record) }
      }),
    )
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'no answer'
    return claims.map((claim): Tried => ({ claim, result: { kind: 'unknown', cause } }))
  }
}

async function findStatement(splynx: Splynx, title: string): Promise<number> {
  const known = knownBy.get(splynx) ?? new Map<string, number>()
  knownBy.set(splynx, known)
  const id = known.get(title) ?? (await splynx.findOrCreateStatement(title))
  known.set(title, id)
  return id
}

function recordOf(context: Context, statementId: number, claim: StatementClaim) {
  const { payment, splynxPaymentId } = claim
  const { purpose, document_id: id, document_number: number } = payment
  const receiptNumber = payment.transaction_id!
  return {
    statementId,
    customerId: payment.customer_id,
    ...(purpose === 'refill' || id === null
      ? {}
      : { document: { kind: purpose, id, number: number ?? '' } }),
    amountCents: payment.amount_cents,
    date: dayOf(context, claim).toISODate() ?? '',
    status: 'processed' as const,
    splynxPaymentId,
    receiptNumber,
    comment: `${commentOf(payment)}, ${receiptNumber}`,
  }
}

async function postpone(
  { db, splynx, log, now }: Context,
  title: string,
  claim: StatementClaim,
  result: Exclude<WriteResult, { kind: 'created' }>,
): Promise<void> {
  const isRefused = result.kind === 'refused'
  // The statement may have been deleted by hand: look for it anew.
  if (isRefused) knownBy.get(splynx)?.delete(title)
  const next = await postponeStatementRecord(db, claim, { isRefused }, now())
  const paymentId = claim.payment.id
  const line = { paymentId, tries: claim.tries, cause: result.cause, next }
  log.warn(line, 'a record of a payment statement could not be written')
}
