import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'
import type { Language } from '../domain/language.ts'
import type { MailKind, MailState } from '../domain/mail.ts'
import type { Fixed } from './schema.ts'

export interface MailsTable {
  id: Fixed<string>
  kind: Fixed<MailKind>
  subject_key: Fixed<string>
  customer_id: Fixed<number>
  partner_id: Fixed<number | null>
  payment_id: Fixed<string | null>
  method_id: Fixed<number | null>
  source_id: Fixed<string | null>
  facts: JSONColumnType<MailRowFacts, string, never>
  state: MailState
  is_bulk: ColumnType<number, boolean, never>
  tries: Generated<number>
  next_try_at: Date | null
  lease_until: Date | null
  give_up_at: Date
  language: Language | null
  sent_to: string | null
  message_id: string | null
  sent_at: Date | null
  last_error: string | null
  copy_of: Fixed<string | null>
  created_by: Fixed<string>
  created_at: Fixed<Date>
}
export type Mail = Selectable<MailsTable>

/** Of an upcoming debit; of everything else it is empty. */
export interface MailRowFacts {
  amountCents?: number
  /** `YYYY-MM-DD` */
  on?: string
  purpose?: 'invoice' | 'proforma'
  documentId?: number
  documentNumber?: string
}

export interface MailPreferencesTable {
  customer_id: Fixed<number>
  language: Language | null
  opted_out_at: Date | null
  updated_at: Date
}
