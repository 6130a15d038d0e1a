import { sql } from 'kysely'
import type { JournalMessage } from '../domain/journal.ts'
import type { PaymentStatus } from '../domain/payment.ts'
import type { Db } from './connect.ts'
import type { ForgottenMessage } from './schema.ts'
import type { Trx } from './transact.ts'

const PAGE = 500

/** Notes what the journal knows and this database does not. What is noted already stays as it is. */
export async function insertForgotten(
  trx: Trx,
  messages: readonly JournalMessage[],
  now: Date,
): Promise<void> {
  for (let at = 0; at < messages.length; at += PAGE) {
    await trx
      .insertInto('forgotten_messages')
      .values(
        messages.slice(at, at + PAGE).map((message) => ({
          transaction_id: message.transactionId,
          kind: message.kind,
          payment_id: message.paymentId,
          customer_id: message.customerId,
          purpose: message.purpose,
          document_id: message.documentId,
          document_number: message.documentNumber,
          amount_cents: message.amountCents,
          method_id: message.methodId,
          fingerprint: message.fingerprint,
          channel: message.channel,
          run_id: message.runId,
          terminal: message.terminal,
          refund_id: message.refund?.id ?? null,
          original_id: message.refund?.originalId ?? null,
          reopens: message.refund?.reopens ?? null,
          sent_at: message.sentAt,
          found_at: now,
          state: 'waiting' as const,
          note: null,
        })),
      )
      .onDuplicateKeyUpdate({ found_at: sql`forgotten_messages.found_at` })
      .execute()
  }
}

/** The oldest first: what was sent first has the first claim on its document. */
export const listWaitingMessages = (db: Db, limit: number): Promise<ForgottenMessage[]> =>
  db
    .selectFrom('forgotten_messages')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('sent_at')
    .orderBy('transaction_id')
    .limit(limit)
    .execute()

/** For one worker at a time; undefined when another one was faster. */
export const lockWaitingMessage = (
  trx: Trx,
  transactionId: string,
): Promise<ForgottenMessage | undefined> =>
  trx
    .selectFrom('forgotten_messages')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()

/** `paymentId` is the payment that carries it, which need not be the one it was sent for. */
export const settleMessage = (
  trx: Trx,
  transactionId: string,
  changes: { state: ForgottenMessage['state']; paymentId?: string; note: string },
) =>
  trx
    .updateTable('forgotten_messages')
    .set({
      state: changes.state,
      note: changes.note.slice(0, 255),
      ...(changes.paymentId ? { payment_id: changes.paymentId } : {}),
    })
    .where('transaction_id', '=', transactionId)
    .execute()

/** Messages about this payment that have not been given to it. */
export const listWaitingOf = (db: Db, paymentId: string): Promise<ForgottenMessage[]> =>
  db
    .selectFrom('forgotten_messages')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .where('state', '=', 'waiting')
    .execute()

/** How the messages that were found since then stand. */
export interface ForgottenTotals {
  found: number
  waiting: number
  byHand: number
  /** Placed, and their outcome is not known yet. */
  open: number
}

export async function readForgottenTotals(db: Db, since: Date): Promise<ForgottenTotals> {
  const rows = await db
    .selectFrom('forgotten_messages as message')
    .leftJoin('attempts', 'attempts.transaction_id', 'message.transaction_id')
    .select('message.state')
    .select(({ fn }) => fn.countAll().as('count'))
    .select(
      sql<number>`coalesce(sum(attempts.status in ('sending', 'unknown', 'review')), 0)`.as('open'),
    )
    .where('message.found_at', '>=', since)
    .groupBy('message.state')
    .execute()
  const of = (state: ForgottenMessage['state']) => rows.find((row) => row.state === state)
  return {
    found: rows.reduce((sum, { count }) => sum + Number(count), 0),
    waiting: Number(of('waiting')?.count ?? 0),
    byHand: Number(of('by_hand')?.count ?? 0),
    open: Number(of('placed')?.open ?? 0),
  }
}

export type ListedMessage = ForgottenMessage & {
  /** Null while no payment carries it. */
  payment_status: PaymentStatus | null
}

/** Those that were found since then: what a person has to look at first. */
export const listForgotten = (db: Db, since: Date, limit: number): Promise<ListedMessage[]> =>
  db
    .selectFrom('forgotten_messages as message')
    .leftJoin('payments', (join) =>
      join.onRef('payments.id', '=', 'message.payment_id').on('message.state', '=', 'placed'),
    )
    .selectAll('message')
    .select('payments.status as payment_status')
    .where('message.found_at', '>=', since)
    .orderBy(sql`field(message.state, 'by_hand', 'waiting', 'placed')`)
    .orderBy(sql`coalesce(payments.status, '') not in ('unknown', 'review')`)
    .orderBy('message.sent_at')
    .limit(limit)
    .execute()
