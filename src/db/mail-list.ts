import type { MailState } from '../domain/mail.ts'
import type { Db } from './connect.ts'
import type { Mail } from './schema.ts'

export interface MailFilter {
  state?: MailState
  customerId?: number
}

export type ListedMail = Mail & {
  customer_name: string | null
  document_number: string | null
}

export interface MailPage {
  mails: ListedMail[]
  /** Where the neighbours begin; without one, the list ends there. */
  olderThan?: string
  newerThan?: string
}

const listed = (db: Db) =>
  db
    .selectFrom('mails')
    .leftJoin('payments', 'payments.id', 'mails.payment_id')
    .selectAll('mails')
    .select(['payments.customer_name', 'payments.document_number'])

/** Mails, the newest first: their ids begin with the time. */
export async function listMails(
  db: Db,
  { state, customerId }: MailFilter,
  { size, olderThan, newerThan }: { size: number; olderThan?: string; newerThan?: string },
): Promise<MailPage> {
  const isAscending = newerThan !== undefined
  const rows = await listed(db)
    .$if(state !== undefined, (query) => query.where('mails.state', '=', state!))
    .$if(customerId !== undefined, (query) => query.where('mails.customer_id', '=', customerId!))
    .$if(olderThan !== undefined, (query) => query.where('mails.id', '<', olderThan!))
    .$if(isAscending, (query) => query.where('mails.id', '>', newerThan!))
    .orderBy('mails.id', isAscending ? 'asc' : 'desc')
    .limit(size + 1)
    .execute()
  const isMore = rows.length > size
  const mails = rows.slice(0, size)
  if (isAscending) mails.reverse()
  const [first, last] = [mails[0]?.id, mails.at(-1)?.id]
  const hasNewer = isAscending ? isMore : olderThan !== undefined
  const hasOlder = isAscending || isMore
  return {
    mails,
    ...(hasOlder && last ? { olderThan: last } : {}),
    ...(hasNewer && first ? { newerThan: first } : {}),
  }
}

/** Of one payment, the oldest first. */
export const listMailsOf = (db: Db, paymentId: string): Promise<Mail[]> =>
  db
    .selectFrom('mails')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .limit(50)
    .execute()
