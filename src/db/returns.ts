import { sql } from 'kysely'
import type { ReturnTask } from '../domain/returns.ts'
import { type AuditEvent, recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import type { NewReturn, Return } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/** Stores a return. False when it is there already: a transaction comes back once under a code. */
export async function insertReturn(trx: Trx, row: NewReturn): Promise<boolean> {
  await trx
    .insertInto('returns')
    .values(row)
    .onDuplicateKeyUpdate({ reported_at: sql`returns.reported_at` })
    .execute()
  return (await findReturn(trx, row.id)) !== undefined
}

export const findReturn = (db: Db, id: string): Promise<Return | undefined> =>
  db.selectFrom('returns').selectAll().where('id', '=', id).executeTakeFirst()

export const findReturnBy = (
  db: Db,
  { transactionId, code }: { transactionId: string; code: string },
): Promise<Return | undefined> =>
  db
    .selectFrom('returns')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .where('code', '=', code)
    .executeTakeFirst()

/** The report has what a person had entered, with what only the report knows. */
export async function confirmReturn(
  trx: Trx,
  id: string,
  { reportedAt, correction }: { reportedAt: Date; correction: string | null },
): Promise<void> {
  await trx
    .updateTable('returns')
    .set({
      reported_at: sql<Date>`coalesce(reported_at, ${reportedAt})`,
      correction: sql<string | null>`coalesce(correction, ${correction})`,
    })
    .where('id', '=', id)
    .execute()
}

/** Of one payment, the oldest first. */
export const listReturnsOf = (db: Db, paymentId: string): Promise<Return[]> =>
  db
    .selectFrom('returns')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .limit(50)
    .execute()

export interface Done {
  returnId: string
  actor: string
  note: string
  /** The account may be debited again: the method that a return stopped is active once more. */
  allowsAgain: boolean
}

/** Ends a task. False when it was ended before, or there is none. */
export function closeReturn(
  db: Db,
  { returnId, actor, note, allowsAgain }: Done,
  audit: AuditEvent,
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('returns')
      .set({ done_at: now, done_by: actor, done_note: note.slice(0, 255) })
      .where('id', '=', returnId)
      .where('task', 'is not', null)
      .where('done_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const closed = await findReturn(trx, returnId)
    if (closed?.payment_id && closed.task === 'change') {
      await endChange(trx, closed.payment_id, now)
    }
    if (closed?.payment_id && allowsAgain) await allowAgain(trx, closed.payment_id, now)
    await recordAudit(trx, audit)
    return true
  })
}

const methodOf = (trx: Trx, paymentId: string) =>
  trx.selectFrom('payments').select('method_id').where('id', '=', paymentId)

const endChange = (trx: Trx, paymentId: string, now: Date) =>
  trx
    .updateTable('methods')
    .set({ change_noted_at: null, updated_at: now })
    .where('id', '=', methodOf(trx, paymentId))
    .execute()

const allowAgain = (trx: Trx, paymentId: string, now: Date) =>
  trx
    .updateTable('methods')
    .set({ status: 'active', disabled_reason: null, updated_at: now })
    .where('id', '=', methodOf(trx, paymentId))
    .where('status', '=', 'disabled')
    .execute()

export interface ReturnFilter {
  code?: string
  isOpen?: boolean
}

/** What the list shows of a return. */
export type ListedReturn = Return & {
  customer_name: string | null
  document_number: string | null
  currency: string | null
}

/** Newest first. `before` is the last one of the page before. */
export const listReturns = (
  db: Db,
  { code, isOpen }: ReturnFilter,
  { before, size }: { before?: string; size: number },
): Promise<ListedReturn[]> =>
  listed(db)
    .$if(code !== undefined, (query) => query.where('returns.code', '=', code!))
    .$if(isOpen === true, (query) => query.where('returns.open_task', 'is not', null))
    .$if(before !== undefined, (query) => query.where('returns.id', '<', before!))
    .orderBy('returns.id', 'desc')
    .limit(size)
    .execute()

export const findListedReturn = (db: Db, id: string): Promise<ListedReturn | undefined> =>
  listed(db).where('returns.id', '=', id).executeTakeFirst()

const listed = (db: Db) =>
  db
    .selectFrom('returns')
    .leftJoin('payments', 'payments.id', 'returns.payment_id')
    .selectAll('returns')
    .select(['payments.customer_name', 'payments.document_number', 'payments.currency'])

/** Tasks that nobody has done, the most urgent first, and how many there are. */
export async function readOpenReturns(
  db: Db,
  limit: number,
): Promise<{ count: number; first: ListedReturn[] }> {
  const [{ count }, first] = await Promise.all([
    db
      .selectFrom('returns')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('open_task', 'is not', null)
      .executeTakeFirstOrThrow(),
    listed(db)
      .where('returns.open_task', 'is not', null)
      .orderBy(sql`returns.open_task = ${'alarm' satisfies ReturnTask}`, 'desc')
      .orderBy(sql`coalesce(returns.act_by, '9999')`)
      .orderBy('returns.id')
      .limit(limit)
      .execute(),
  ])
  return { count: Number(count), first }
}
