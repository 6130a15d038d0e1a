import { DateTime } from 'luxon'
import type { Context } from '../context.ts'
import {
  claimStatementRecords,
  postponeStatementRecord,
  type StatementClaim,
  writeStatementRecords as storeWritten,
} from '../db/statement-records.ts'
import { decimalOfCents } from '../domain/money.ts'
import type { Splynx, WriteResult } from '../splynx/splynx.ts'
import { commentOf } from './record-payments.ts'

/** The original add-on's own title, so that its statements go on (Splynx facts §3). */
const TITLE = 'Splynx Ippay Billing Add-On'

/** Reading, looking up and creating, each with its tries. */
const leaseMs = ({ SPLYNX_TIMEOUT_MS }: Context['config']) => 8 * SPLYNX_TIMEOUT_MS + 5_000

/** Statements that were found once: a record costs no look-up. */
const knownBy = new WeakMap<Splynx, Map<string, number>>()

/**
 * Enters recorded payments in a payment statement, where Splynx's history shows them, and notes there
 * what went back of them since. Each is tried some times and then left out: the payment itself is
 * recorded, and nothing waits for this.
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
    const title = await titleOf(context, claim)
    byTitle.set(title, [...(byTitle.get(title) ?? []), claim])
  }
  let written = 0
  for (const [title, ofTitle] of byTitle) written += await writeOnto(context, title, ofTitle)
  return { written, waiting: claims.length - written }
}

const dayOf = ({ config }: Context, { approvedAt }: StatementClaim) =>
  DateTime.fromJSDate(approvedAt, { zone: config.TZ })

async function titleOf(context: Context, claim: StatementClaim): Promise<string> {
  const { statementGrouping } = await context.settings.of(claim.payment.partner_id)
  const isDaily = statementGrouping === 'day'
  return `${TITLE} ${dayOf(context, claim).toFormat(isDaily ? 'dd/MM/yyyy' : 'MM/yyyy')}`
}

async function writeOnto(
  context: Context,
  title: string,
  claims: StatementClaim[],
): Promise<number> {
  const results = await tryOnto(context, title, claims)
  const written = results.flatMap(({ claim, result }) =>
    result.kind === 'created'
      ? [{ paymentId: claim.payment.id, recordId: result.id, undoings: claim.undoings.length }]
      : [],
  )
  await storeWritten(context.db, written, context.now())
  for (const { claim, result } of results) {
    if (result.kind !== 'created') await postpone(context, title, claim, result)
  }
  return written.length
}

type Tried = { claim: StatementClaim; result: WriteResult }

/** The payment was deleted in Splynx, as Splynx shows that all of its money went back. */
const isDeleted = ({ payment, undoings }: StatementClaim): boolean =>
  undoings.some(
    (one) => one.splynx_payment_id === null && one.amount_cents === payment.amount_cents,
  )

/** Says in a record that is there what went back. Written again it says the same. */
async function correctRecord(
  { splynx }: Context,
  claim: StatementClaim,
  id: number,
): Promise<Tried> {
  if (claim.undoings.length === 0) return { claim, result: { kind: 'created', id } }
  // One whose payment is still booked cannot be cancelled (Splynx facts §3.9).
  const status = isDeleted(claim) ? { status: 'canceled' as const } : {}
  try {
    await splynx.updateStatementRecord(id, { ...status, comment: commentFor(claim) })
    return { claim, result: { kind: 'created', id } }
  } catch (error) {
    return { claim, result: { kind: 'unknown', cause: causeOf(error) } }
  }
}

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : 'no answer')

const WENT_BACK = { void: 'voided', refund: 'refunded', return: 'returned' } as const

const commentFor = ({ payment, undoings }: StatementClaim): string =>
  [
    `${commentOf(payment)}, ${payment.transaction_id}`,
    ...undoings.map((one) => `${WENT_BACK[one.cause]} ${decimalOfCents(one.amount_cents)}`),
  ].join(', ')

async function tryOnto(context: Context, title: string, claims: StatementClaim[]) {
  const { splynx } = context
  try {
    const statementId = await findStatement(splynx, title)
    // Only what was tried before can be there.
    const receipts = claims.flatMap(({ payment, tries, recordId }) =>
      tries > 1 && recordId === null ? (payment.transaction_id ?? []) : [],
    )
    const earlier =
      receipts.length === 0
        ? new Map<string, number>()
        : await splynx.findStatementRecords(statementId, receipts)
    return await Promise.all(
      claims.map(async (claim): Promise<Tried> => {
        const id = claim.recordId ?? earlier.get(claim.payment.transaction_id ?? '')
        if (id !== undefined) return correctRecord(context, claim, id)
        const record = recordOf(context, statementId, claim)
        return { claim, result: await splynx.createStatementRecord(record) }
      }),
    )
  } catch (error) {
    const cause = causeOf(error)
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
    status: isDeleted(claim) ? ('canceled' as const) : ('processed' as const),
    splynxPaymentId: isDeleted(claim) ? null : splynxPaymentId,
    receiptNumber,
    comment: commentFor(claim),
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
