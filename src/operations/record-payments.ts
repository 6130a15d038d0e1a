import { DateTime } from 'luxon'
import type { Context } from '../context.ts'
import {
  claimRecordings,
  holdRecording,
  type Recorded,
  type RecordingClaim,
  writeRecorded,
  writeRecordingFailure,
} from '../db/recordings.ts'
import type { CustomerCredit, Payment } from '../db/schema.ts'
import type { Settings } from '../settings/definitions.ts'
import type { Document, DocumentKind, FoundPayment, NewPayment } from '../splynx/splynx.ts'
import { creditedAt } from './refills/credited-at.ts'

// Longer than Splynx may take for one payment: reading, looking up and creating, each with its tries.
export const recordingLeaseMs = ({ SPLYNX_TIMEOUT_MS }: Context['config']): number =>
  8 * SPLYNX_TIMEOUT_MS + 5_000

/**
 * Tells Splynx about approved payments: the step after the money, repeated until it succeeds. Above
 * the first try a payment is looked for by its TransactionID before it is created. Returns how many
 * are recorded and how many have to wait. What is held back until it is certain waits, too, unless a
 * person asked for it.
 */
export async function recordPayments(
  context: Context,
  paymentIds: readonly string[],
  { isAsked = false } = {},
): Promise<{ recorded: number; waiting: number }> {
  const { db, config, bell, now } = context
  const leaseMs = recordingLeaseMs(config)
  const claimed = await claimRecordings(db, paymentIds, { now: now(), leaseMs })
  const claims = isAsked ? claimed : await holdBack(context, claimed)
  const held = claimed.length - claims.length
  if (claims.length === 0) return { recorded: 0, waiting: held }
  const documents = await readDocuments(context, claims)
  const results = await Promise.all(
    claims.map(async (claim) => ({ claim, result: await recordOne(context, claim, documents) })),
  )
  const recorded = results.flatMap(({ claim, result }) =>
    'splynxPaymentId' in result ? { paymentId: claim.payment.id, ...result } : [],
  )
  const listed = await listedInStatements(context, claims)
  await writeRecorded(db, recorded.filter(isIn(listed)), now(), { keepsStatements: true })
  await writeRecorded(db, recorded.filter(isNotIn(listed)), now())
  const listedIds = recorded.filter(isIn(listed)).map(({ paymentId }) => paymentId)
  if (listedIds.length > 0) await bell.ring('write-statement-records', { paymentIds: listedIds })
  for (const { claim, result } of results) {
    if (!('splynxPaymentId' in result)) await noteFailure(context, claim, result)
  }
  return { recorded: recorded.length, waiting: claimed.length - recorded.length }
}

/** Puts off what may not be credited yet, and returns the others. */
async function holdBack(context: Context, claims: RecordingClaim[]): Promise<RecordingClaim[]> {
  const told: RecordingClaim[] = []
  for (const claim of claims) {
    const until = await creditedAt(context, claim.payment)
    if (until === null || until <= context.now()) told.push(claim)
    else await holdRecording(context.db, claim, until)
  }
  return told
}

/** Those whose partner keeps payment statements. */
async function listedInStatements(
  { settings }: Context,
  claims: readonly RecordingClaim[],
): Promise<Set<string>> {
  const ids = await Promise.all(
    claims.map(async ({ payment: { id, partner_id } }) =>
      (await settings.of(partner_id)).statementGrouping === 'off' ? null : id,
    ),
  )
  return new Set(ids.filter((id) => id !== null))
}

const isIn = (ids: ReadonlySet<string>) => (one: { paymentId: string }) => ids.has(one.paymentId)
const isNotIn = (ids: ReadonlySet<string>) => (one: { paymentId: string }) => !isIn(ids)(one)

type Failure = { cause: string; isRefused: boolean }
type Result = Omit<Recorded, 'paymentId'> | Failure

/**
 * Null for a document that Splynx has and that cannot be read. All of it is null when Splynx cannot
 * be asked: then nothing is said about any document.
 */
type Documents = Map<string, Document | null> | null

const keyOf = (kind: DocumentKind, id: number) => `${kind}:${id}`

async function readDocuments({ splynx }: Context, claims: RecordingClaim[]): Promise<Documents> {
  try {
    const found = await Promise.all(
      (['invoice', 'proforma'] as const).map(async (kind) => {
        const mine = claims.filter(({ payment }) => payment.purpose === kind)
        const ids = [...new Set(mine.flatMap(({ payment }) => payment.document_id ?? []))]
        if (ids.length === 0) return []
        const { documents, bad } = await splynx.findDocuments(kind, ids)
        return [
          ...documents.map((document) => [keyOf(kind, document.id), document] as const),
          ...bad.map(({ id }) => [keyOf(kind, id ?? 0), null] as const),
        ]
      }),
    )
    return new Map(found.flat())
  } catch {
    return null
  }
}

async function recordOne(
  context: Context,
  claim: RecordingClaim,
  documents: Documents,
): Promise<Result> {
  const { splynx, settings, config } = context
  const { payment, tries } = claim
  if (documents === null) return { cause: 'Splynx does not answer', isRefused: false }
  const receiptNumber = payment.transaction_id!
  if (tries > 1) {
    const earlier = await findEarlier(splynx, receiptNumber, payment, documents)
    if (earlier) return earlier
  }
  const document = documentOf(payment, documents)
  if (document === null) return { cause: 'Its document is unreadable', isRefused: false }
  const target = targetOf(payment, document)
  const paymentType = paymentTypeOf(payment, await settings.of(payment.partner_id))
  const result = await splynx.createPayment(
    paymentFor(payment, { receiptNumber, paymentType, document: target.document }, config),
  )
  switch (result.kind) {
    case 'created':
      return { splynxPaymentId: result.id, ...howOf(target) }
    case 'duplicate':
      return (
        (await findEarlier(splynx, receiptNumber, payment, documents)) ?? {
          cause: 'Splynx says that it has the receipt number, and does not find it',
          isRefused: true,
        }
      )
    case 'refused': {
      // It may have been closed since it was read.
      const latest = target.document ? await readDocuments(context, [claim]) : null
      const isClosed = latest !== null && isCredit(payment, latest)
      return isClosed ? recordOne(context, claim, latest) : { cause: result.cause, isRefused: true }
    }
    case 'unknown':
      return { cause: result.cause, isRefused: false }
  }
}

function isCredit(payment: Payment, documents: NonNullable<Documents>): boolean {
  const document = documentOf(payment, documents)
  return document !== null && targetOf(payment, document).document === undefined
}

/** A payment that an earlier try left in Splynx, or why that cannot be said. Null: it is not there. */
async function findEarlier(
  splynx: Context['splynx'],
  receiptNumber: string,
  payment: Payment,
  documents: NonNullable<Documents>,
): Promise<Result | null> {
  try {
    const found = await splynx.findPaymentByReceipt(receiptNumber)
    if (!found) return null
    if (found.amountCents === payment.amount_cents) {
      return { splynxPaymentId: found.id, ...howFound(payment, found, documents) }
    }
    return { cause: 'Splynx has this receipt number with another amount', isRefused: true }
  } catch (error) {
    return { cause: error instanceof Error ? error.message : 'no answer', isRefused: false }
  }
}

/** Splynx's own record decides: it was to pay a document, and does not. */
function howFound(
  payment: Payment,
  found: FoundPayment,
  documents: NonNullable<Documents>,
): Pick<Recorded, 'reason' | 'credit'> {
  const reason = 'found in Splynx, from an earlier try'
  const { purpose, document_id } = payment
  if (purpose === 'refill') return { reason }
  const paid = purpose === 'invoice' ? found.invoiceId : found.proformaId
  if (paid === document_id) return { reason }
  const document = documentOf(payment, documents)
  const { was = null } = document === null ? {} : targetOf(payment, document)
  return { reason: `${reason}, as the customer's credit`, credit: { document_was: was } }
}

const documentOf = ({ purpose, document_id }: Payment, documents: NonNullable<Documents>) =>
  purpose === 'refill' ? undefined : documents.get(keyOf(purpose, document_id ?? 0))

interface Target {
  document?: { kind: DocumentKind; id: number }
  /** Why the document cannot take it. */
  was?: NonNullable<CustomerCredit['document_was']>
  reason: string
}

/**
 * What the payment is recorded for. A document that was deleted or paid in another way meanwhile
 * must not be paid twice: the money becomes the customer's credit.
 */
function targetOf({ purpose, document_id }: Payment, document: Document | undefined): Target {
  if (purpose === 'refill' || document_id === null) return { reason: 'in Splynx as a refill' }
  const was = document?.status ?? 'gone'
  if (was === 'not_paid' || was === 'pending') {
    return { document: { kind: purpose, id: document_id }, reason: 'in Splynx, document paid' }
  }
  return { was, reason: `in Splynx as the customer's credit: the document is ${was}` }
}

const howOf = ({ was, reason }: Target): Pick<Recorded, 'reason' | 'credit'> =>
  was ? { reason, credit: { document_was: was } } : { reason }

const COMMENT: Record<Payment['method_kind'], string> = {
  card: 'IPpay card',
  bank: 'IPpay bank account',
}

/** What people read in Splynx about how it was paid. */
export const commentOf = ({ method_kind, last4 }: Pick<Payment, 'method_kind' | 'last4'>): string =>
  `${COMMENT[method_kind]} ending in ${last4}`

/** Splynx's payment method under which it is recorded. */
export const paymentTypeOf = (
  { method_kind }: Pick<Payment, 'method_kind'>,
  { cardPaymentTypeId, bankPaymentTypeId }: Settings,
): number => (method_kind === 'card' ? cardPaymentTypeId : bankPaymentTypeId)

function paymentFor(
  payment: Payment,
  {
    receiptNumber,
    paymentType,
    document,
  }: Pick<NewPayment, 'receiptNumber' | 'paymentType' | 'document'>,
  config: Context['config'],
): NewPayment {
  return {
    customerId: payment.customer_id,
    ...(document ? { document } : {}),
    amountCents: payment.amount_cents,
    date: DateTime.fromJSDate(payment.updated_at, { zone: config.TZ }).toISODate() ?? '',
    receiptNumber,
    paymentType,
    comment: commentOf(payment),
  }
}

async function noteFailure(
  { db, log, bell, now }: Context,
  claim: RecordingClaim,
  failure: Failure,
): Promise<void> {
  const at = now()
  const nextTryAt = await writeRecordingFailure(db, claim, failure, at)
  const paymentId = claim.payment.id
  const level = failure.isRefused || claim.tries > 3 ? 'error' : 'warn'
  log[level]({ paymentId, tries: claim.tries, ...failure }, 'Splynx does not have a payment yet')
  const delayMs = nextTryAt.getTime() - at.getTime()
  if (!failure.isRefused)
    await bell.ring('record-payment', { paymentIds: [paymentId] }, { delayMs })
}
