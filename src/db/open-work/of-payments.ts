import type { Db } from '../connect.ts'
import { countOpenCredits, listOpenCredits } from '../customer-credits.ts'
import { countMissingRecords, listMissingRecords, type MissingRecord } from '../missing-records.ts'
import type { Asked, WorkSource } from './work-item.ts'

// Work that is about one payment.

const PAYMENT = [
  'payments.id as paymentId',
  'payments.customer_name as customer',
  'payments.document_number as document',
  'payments.amount_cents as amountCents',
  'payments.currency',
] as const

const countOf = (query: {
  executeTakeFirstOrThrow(): Promise<{ count: number | string | bigint }>
}): Promise<number> => query.executeTakeFirstOrThrow().then(({ count }) => Number(count))

/** Nobody can decide these by waiting. */
const inDoubt = (kind: 'unknown' | 'review'): WorkSource => {
  const open = (db: Db) => db.selectFrom('payments').where('payments.status', '=', kind)
  return {
    kind,
    count: (db) => countOf(open(db).select(({ fn }) => fn.countAll().as('count'))),
    async list(db, { limit, subjects }: Asked) {
      const rows = await open(db)
        .select([...PAYMENT, 'payments.created_at as since'])
        .$if(subjects !== undefined, (query) => query.where('payments.id', 'in', subjects!))
        .orderBy('payments.created_at')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ kind, subject: row.paymentId, ...row }))
    },
  }
}

const missingRecord: WorkSource = {
  kind: 'missing_record',
  count: countMissingRecords,
  async list(db, { limit, subjects }) {
    const rows = await listMissingRecords(db, limit, subjects)
    return rows.map(({ noticed_at: since, ...row }) => ({
      kind: 'missing_record',
      since,
      ...ofPayment(row),
    }))
  },
}

const credit: WorkSource = {
  kind: 'credit',
  count: countOpenCredits,
  async list(db, { limit, subjects }) {
    const rows = await listOpenCredits(db, limit, subjects)
    return rows.map(({ noticed_at: since, document_was: documentWas, ...row }) => ({
      kind: 'credit',
      since,
      documentWas,
      ...ofPayment(row),
    }))
  },
}

const ofPayment = ({
  id,
  customer_name,
  document_number,
  amount_cents,
  currency,
}: Omit<MissingRecord, 'noticed_at'>) => ({
  subject: id,
  paymentId: id,
  customer: customer_name,
  document: document_number,
  amountCents: amount_cents,
  currency,
})

/** So many approvals that wait for Splynx are looked through; a run leaves its own there briefly. */
const RECORDINGS_LOOKED_AT_MAX = 5_000

/** Approved payments that Splynx did not take at the last try. */
const recording: WorkSource = {
  kind: 'recording',
  count: (db) => countOf(failing(db).select(({ fn }) => fn.countAll().as('count'))),
  async list(db, { limit, subjects }) {
    const rows = await failing(db)
      .innerJoin('payments', 'payments.id', 'recording.payment_id')
      .select([...PAYMENT, 'payments.updated_at as since'])
      .select(['recording.tries', 'recording.last_error as error'])
      .$if(subjects !== undefined, (query) => query.where('recording.payment_id', 'in', subjects!))
      .orderBy('recording.payment_id')
      .limit(limit)
      .execute()
    return rows.map(({ error, ...row }) => ({
      kind: 'recording',
      subject: row.paymentId,
      error: error ?? '',
      ...row,
    }))
  },
}
const failing = (db: Db) =>
  db
    .selectFrom(
      db
        .selectFrom('recordings')
        .select(['payment_id', 'tries', 'last_error'])
        .where('next_try_at', 'is not', null)
        .orderBy('next_try_at')
        .limit(RECORDINGS_LOOKED_AT_MAX)
        .as('recording'),
    )
    .where('recording.last_error', 'is not', null)

export const PAYMENT_WORK: readonly WorkSource[] = [
  inDoubt('unknown'),
  inDoubt('review'),
  missingRecord,
  credit,
  recording,
]
