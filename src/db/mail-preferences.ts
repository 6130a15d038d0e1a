import type { Language } from '../domain/language.ts'
import type { Db } from './connect.ts'

export interface MailPreferences {
  language: Language | null
  hasOptedOut: boolean
}

/** What these customers wish; who is not among the answers never said. */
export async function findMailPreferences(
  db: Db,
  customerIds: readonly number[],
): Promise<Map<number, MailPreferences>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('mail_preferences')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .execute()
  return new Map(
    rows.map(({ customer_id, language, opted_out_at }) => [
      customer_id,
      { language, hasOptedOut: opted_out_at !== null },
    ]),
  )
}

/** The customer chose a language on our pages: mails come in it, too. */
export async function writeMailLanguage(
  db: Db,
  customerId: number,
  language: Language,
  now: Date,
): Promise<void> {
  await db
    .insertInto('mail_preferences')
    .values({ customer_id: customerId, language, updated_at: now })
    .onDuplicateKeyUpdate({ language, updated_at: now })
    .execute()
}

/** Whether the customer wants what need not be sent. */
export async function writeMailOptOut(
  db: Db,
  customerId: number,
  hasOptedOut: boolean,
  now: Date,
): Promise<void> {
  const opted_out_at = hasOptedOut ? now : null
  await db
    .insertInto('mail_preferences')
    .values({ customer_id: customerId, opted_out_at, updated_at: now })
    .onDuplicateKeyUpdate({ opted_out_at, updated_at: now })
    .execute()
}
