import { findBreaker } from '../db/breaker.ts'
import { findMethods } from '../db/methods.ts'
import { findMissingDocuments } from '../db/missing-records.ts'
import { countTakenPayments } from '../db/payments.ts'
import { findRefundedDocuments } from '../db/refunds.ts'
import { findCanaryRoom, isInCanary } from '../db/run-canary.ts'
import { listWaitingItems, type Skip, skipItems, takeItems } from '../db/run-items.ts'
import { findRun, moveRun, touchRun } from '../db/runs.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import type { Run, RunItem } from '../db/schema.ts'
import { createTransactionId } from '../gateway/transaction-id.ts'
import type { Document } from '../splynx/splynx.ts'
import type { WorkerContext } from '../worker-context.ts'
import { noticeSilence } from './breaker.ts'
import { finishRun } from './finish-run.ts'
import { createPaymentId } from './payment-id.ts'
import { readRetryBook } from './retries/retry-facts.ts'
import { makeReady } from './sending/instruments.ts'
import { type Instrument, leaseMs, type Sent } from './sending/sender.ts'
import { terminalsOf } from './sending/terminals.ts'

export interface Stretch {
  runId: number
  fromItemId: number
  toItemId: number
}

/**
 * Charges the waiting documents of a stretch. Each is read from Splynx again, becomes a payment with
 * a stored TransactionID, and is sent. May be called any number of times, by any number of workers:
 * an item becomes one payment, and a payment one message.
 */
export async function chargeItems(context: WorkerContext, stretch: Stretch): Promise<string> {
  let sent = 0
  let skipped = 0
  for (;;) {
    await context.sendRuns.whenShort()
    const run = await findRun(context.db, stretch.runId)
    if (run?.status !== 'running') return `the run is ${run?.status ?? 'not there'}`
    // Whoever switched it on has paused the run, or will: nothing of it may be taken.
    if (await isSafeMode(context.db)) return 'safe mode is on'
    if (await waitForGateway(context, run)) return 'the gateway answers nobody'
    if ((await findCanaryRoom(context.db, run)) === 0) {
      await finishRun(context, run.id)
      return 'its first payments come first'
    }
    const items = await listWaitingItems(context.db, stretch)
    if (items.length === 0) {
      await finishRun(context, run.id)
      return 'nothing waits'
    }
    const round = await chargeRound(context, run, items)
    sent += round.sent
    skipped += round.skipped
    // A round that changed nothing has met another worker, who goes on with the rest.
    const isStuck = round.sent + round.skipped === 0
    if (round.later === 0 || isStuck) return `${sent} sent, ${skipped} skipped`
  }
}

/** A run that was started while the breaker is open waits for it like the others. */
async function waitForGateway({ db, now }: WorkerContext, run: Run): Promise<boolean> {
  const breaker = await findBreaker(db)
  if (breaker.state === 'closed') return false
  const reason = breaker.reason ?? 'The gateway answers nobody'
  await moveRun(db, run.id, 'paused', now(), { reason, by: 'breaker' })
  return true
}

async function chargeRound(context: WorkerContext, run: Run, items: RunItem[]) {
  const { db, now } = context
  const documentIds = items.map(({ document_id }) => document_id)
  // Before the look at Splynx, so that a payment which ends meanwhile is noticed.
  const takenBefore = await countTakenPayments(db, run.filter.documentKind, documentIds)
  const { charges: all, skips } = await lookAgain(context, run, items)
  await skipItems(db, skips)
  const charges = oneOfEachCard(all)
  const partnerIds = charges.map(({ row }) => row.partner_id ?? null)
  const terminalOf = await terminalsOf(context, partnerIds)
  const claims = await takeItems(
    db,
    charges.map(({ row }) => row),
    {
      now: now(),
      leaseMs: leaseMs(context.config),
      createTransactionId,
      terminalOf,
      takenBefore,
      canaryOf: isInCanary(run) ? run.id : undefined,
    },
  )
  const instruments = new Map(charges.map(({ row, instrument }) => [row.id, instrument]))
  const sent = await Promise.all(
    claims.map((claim) => context.sendRuns.send(claim, instruments.get(claim.payment.id)!)),
  )
  await recordAndGoOn(context, run, sent)
  return { sent: sent.length, skipped: skips.length, later: all.length - charges.length }
}

/**
 * A card is asked for one document at a time: a decline may forbid the next one, and limits count
 * per card over all its documents (rules of the trade C7). The others wait for the next round.
 */
function oneOfEachCard(charges: Charge[]): Charge[] {
  const seen = new Set<string>()
  return charges.filter(({ instrument: { method } }) => {
    const isFirst = !seen.has(method.fingerprint)
    seen.add(method.fingerprint)
    return isFirst
  })
}

/** Often enough for the sweep, which looks for runs that nobody has touched in 20 seconds. */
const HEARTBEAT_MS = 3_000

async function recordAndGoOn(context: WorkerContext, run: Run, sent: Sent[]): Promise<void> {
  const { db, bell, now } = context
  const approved = sent.filter(({ outcome }) => outcome.kind === 'approved')
  const paymentIds = approved.map(({ claim }) => claim.payment.id)
  if (paymentIds.length > 0) await bell.ring('record-payment', { paymentIds })
  await noticeSilence(context, sent)
  const isFresh = now().getTime() - run.heartbeat_at.getTime() < HEARTBEAT_MS
  if (!(await finishRun(context, run.id)) && !isFresh) await touchRun(db, run.id, now())
}

interface Charge {
  row: Parameters<typeof takeItems>[1][number]
  instrument: Instrument
}

/** The last look before money moves: documents, methods and limits as they are now. */
async function lookAgain(context: WorkerContext, run: Run, items: RunItem[]) {
  const { db, splynx, now } = context
  const [{ documents, bad }, methods] = await Promise.all([
    splynx.findDocuments(
      run.filter.documentKind,
      items.map(({ document_id }) => document_id),
    ),
    findMethods(db, [...new Set(items.flatMap(({ method_id }) => method_id ?? []))]),
  ])
  const fingerprints = [...new Set(methods.map(({ fingerprint }) => fingerprint))]
  const documentIds = items.map(({ document_id }) => document_id)
  const [book, refunded, missing] = await Promise.all([
    readRetryBook(context, {
      purpose: run.filter.documentKind,
      documentIds,
      customerIds: items.map(({ customer_id }) => customer_id),
      fingerprints,
    }),
    // After the look at Splynx: what went back is known here before a document is open there.
    findRefundedDocuments(db, run.filter.documentKind, documentIds),
    findMissingDocuments(db, run.filter.documentKind, documentIds),
  ])
  const documentById = new Map(documents.map((document) => [document.id, document]))
  const unreadable = new Map(bad.map(({ id, cause }) => [id, cause]))
  const methodById = new Map(methods.map((method) => [method.id, method]))

  const charges: Charge[] = []
  const skips: Skip[] = []
  for (const item of items) {
    const document = documentById.get(item.document_id)
    const blocked =
      documentTrouble(item, document, unreadable.get(item.document_id)) ??
      (refunded.has(item.document_id) ? { reason: 'refunded' as const } : null) ??
      (missing.has(item.document_id) ? { reason: 'deleted_in_splynx' as const } : null) ??
      book.held(item.customer_id, now())
    if (blocked) {
      skips.push({ itemId: item.id, ...blocked })
      continue
    }
    const method = methodById.get(item.method_id ?? 0)
    const readiness = method && makeReady(context, method, 'run')
    if (readiness?.kind !== 'ready') {
      const { reason = 'no_method' as const, detail = null } = readiness ?? {}
      skips.push({ itemId: item.id, reason, detail })
      continue
    }
    const { instrument } = readiness
    const row = paymentRow(context, run, item, document!, instrument)
    const { customer_id: customerId, amount_cents: amountCents } = row
    const tried = { id: item.document_id, customerId, amountCents }
    const budget = book.blocked(tried, instrument.method, now())
    if (budget) skips.push({ itemId: item.id, ...budget })
    else charges.push({ row, instrument })
  }
  return { charges, skips }
}

function documentTrouble(
  item: RunItem,
  document: Document | undefined,
  unreadable: string | undefined,
): Omit<Skip, 'itemId'> | null {
  if (unreadable !== undefined) return { reason: 'unreadable', detail: unreadable }
  if (!document) return { reason: 'gone' }
  if (document.status !== 'not_paid') return { reason: 'not_open', detail: document.status }
  if (document.dueCents <= 0) return { reason: 'nothing_due' }
  if (document.customerId !== item.customer_id) {
    return { reason: 'not_open', detail: 'It belongs to another customer now' }
  }
  return null
}

function paymentRow(
  { config, now }: WorkerContext,
  run: Run,
  item: RunItem,
  document: Document,
  { method }: Instrument,
): Charge['row'] {
  const at = now()
  return {
    id: createPaymentId(at),
    customer_id: item.customer_id,
    customer_name: item.customer_name,
    partner_id: item.partner_id,
    purpose: document.kind,
    document_id: document.id,
    document_number: document.number,
    method_id: method.id,
    method_kind: method.kind,
    brand: method.brand,
    last4: method.last4,
    // What was selected, or less when something was paid meanwhile; never more.
    amount_cents: Math.min(item.amount_cents, document.dueCents),
    currency: config.CURRENCY,
    status: 'pending',
    channel: run.source === 'manual' ? 'run' : 'schedule',
    actor: run.actor,
    run_id: run.id,
    run_item_id: item.id,
    request_key: null,
    look_at: at,
    created_at: at,
    updated_at: at,
  }
}
