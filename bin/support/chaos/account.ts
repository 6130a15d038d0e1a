import type { Books } from './books.ts'
import type { Violation } from './contradictions.ts'
import type { Struck } from './faults.ts'
import { ask } from './reset.ts'
import type { Stage } from './stage.ts'

/** The life of one payment, for whoever has to find out what happened. */
export interface Story {
  title: string
  lines: string[]
}

interface Line {
  at: Date
  who: string
  says: string
}

interface AskedAtGateway {
  at: string
  type: string
  transactionId: string
  actionCode: string
  fault: string
}

const STORIES_MAX = 4
const REQUESTS_READ = 10_000

/** What befell the payments that the violations are about, in order of time, between the faults. */
export async function tellStory(
  stage: Stage,
  books: Books,
  violations: readonly Violation[],
  struck: readonly Struck[],
): Promise<Story[]> {
  const payments = new Map(
    books.payments.flatMap((payment) => [
      [payment.id, payment] as const,
      [payment.transaction_id ?? '', payment] as const,
    ]),
  )
  const concerned = new Set(
    violations.flatMap(({ about }) => about.flatMap((name) => payments.get(name) ?? [])),
  )
  const { requests } = await ask<{ requests: AskedAtGateway[] }>(
    `${stage.sandbox.gatewayUrl}/_sandbox/requests?limit=${REQUESTS_READ}`,
  )
  return Promise.all(
    [...concerned].slice(0, STORIES_MAX).map(async (payment) => {
      const lines = [
        ...(await ourLines(stage, payment.id)),
        ...gatewayLines(books, requests, await transactionIdsOf(stage, payment.id)),
      ].sort(byTime)
      const [first, last] = [lines.at(0)?.at, lines.at(-1)?.at]
      const meanwhile = struck
        .filter(({ at }) => first && last && at >= new Date(+first - 3_000) && at <= last)
        .map(({ at, words }) => ({ at, who: 'fault', says: words }))
      const document = `${payment.purpose} ${payment.document_id ?? ''}`.trim()
      return {
        title: `Payment ${payment.id} of ${document}, ${payment.amount_cents} cents, ${payment.status}`,
        lines: [
          ...[...lines, ...meanwhile].sort(byTime).map(written),
          ...splynxLines(books, payment.transaction_id),
          ...(await recordingLines(stage, payment.id)),
        ],
      }
    }),
  )
}

const byTime = (a: Line, b: Line) => a.at.getTime() - b.at.getTime()

const written = ({ at, who, says }: Line): string =>
  `${at.toISOString().slice(11, 23)}  ${who.padEnd(8)} ${says}`

/** Our own history, and every message with what was learned of it. */
async function ourLines({ observer: { db } }: Stage, paymentId: string): Promise<Line[]> {
  const [events, attempts] = await Promise.all([
    db.selectFrom('payment_events').selectAll().where('payment_id', '=', paymentId).execute(),
    db.selectFrom('attempts').selectAll().where('payment_id', '=', paymentId).execute(),
  ])
  return [
    ...events.map(({ at, from_status: from, to_status: to, actor, reason }) => ({
      at,
      who: 'ours',
      says: `${to ? `${from ?? 'new'} → ${to}` : 'noted'} by ${actor}: ${reason}`,
    })),
    ...attempts.map(({ sent_at: at, transaction_id: id, kind, status, cause, action_code }) => ({
      at,
      who: 'attempt',
      says: `${kind} ${id} claimed; now ${status} ${action_code ?? ''} ${cause ?? ''}`.trim(),
    })),
  ]
}

/** What is left to be told to Splynx, and why it has not been. */
async function recordingLines({ observer: { db } }: Stage, paymentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('recordings')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where('recorded_at', 'is', null)
    .execute()
  return rows.map(({ tries, last_error: error, next_try_at: next }) => {
    const when = next ? `next at ${next.toISOString().slice(11, 19)}` : 'no further try'
    return `in the end    ours     not recorded after ${tries} tries, ${when}: ${error ?? 'no error'}`
  })
}

const transactionIdsOf = async ({ observer: { db } }: Stage, paymentId: string) =>
  (
    await db
      .selectFrom('attempts')
      .select('transaction_id')
      .where('payment_id', '=', paymentId)
      .execute()
  ).map(({ transaction_id }) => transaction_id)

/** What the gateway was asked about these messages, and what it booked. */
function gatewayLines(
  { debits }: Books,
  requests: readonly AskedAtGateway[],
  ids: readonly string[],
): Line[] {
  const known = new Set(ids)
  return [
    ...requests
      .filter(({ transactionId }) => known.has(transactionId))
      .map(({ at, type, transactionId, actionCode, fault }) => ({
        at: new Date(at),
        who: 'gateway',
        says: `${type} ${transactionId}: ${actionCode || 'no answer'}${fault && `, fault ${fault}`}`,
      })),
    ...debits
      .filter(({ transactionId }) => known.has(transactionId))
      .map(({ at, type, transactionId, amountCents, voidedBy }) => ({
        at: new Date(at),
        who: 'ledger',
        says: `${type} ${transactionId} took ${amountCents} cents${voidedBy ? ', voided' : ''}`,
      })),
  ]
}

/** Splynx's books keep no time of day. */
const splynxLines = ({ receipts }: Books, receiptNumber: string | null): string[] =>
  receipts
    .filter((receipt) => receipt.receiptNumber === receiptNumber)
    .map(({ id, invoiceId, requestId, amountCents }) => {
      const target = invoiceId ?? requestId
      const what = target === null ? "the customer's credit" : `document ${target}`
      return `in the end    Splynx   payment ${id}: ${amountCents} cents for ${what}`
    })
