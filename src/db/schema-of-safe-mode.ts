import type { ColumnType, Selectable } from 'kysely'
import type { AttemptKind, Channel, Purpose } from '../domain/payment.ts'
import type { Fixed } from './schema.ts'

// The tables by which an older backup is noticed.

export interface InstallationTable {
  id: Fixed<number>
  uuid: string
  created_at: Fixed<Date>
}

export interface JournalMarksTable {
  source: Fixed<string>
  position: string | null
  behind_since: Date | null
  checked_at: Date | null
}

export interface SafeModeTable {
  id: Fixed<number>
  state: 'off' | 'on'
  cause: 'restore' | 'person' | null
  reason: string | null
  entered_at: Date | null
  entered_by: string | null
  released_at: Date | null
  released_by: string | null
  release_reason: string | null
}
export type SafeMode = Selectable<SafeModeTable>

export interface ForgottenMessagesTable {
  transaction_id: Fixed<string>
  kind: Fixed<AttemptKind>
  payment_id: string
  customer_id: Fixed<number>
  purpose: Fixed<Purpose>
  document_id: Fixed<number | null>
  document_number: Fixed<string | null>
  amount_cents: Fixed<number>
  method_id: Fixed<number>
  fingerprint: Fixed<string>
  channel: Fixed<Channel>
  run_id: Fixed<number | null>
  terminal: Fixed<string>
  refund_id: Fixed<string | null>
  original_id: Fixed<string | null>
  reopens: ColumnType<number | null, boolean | null, never>
  sent_at: Fixed<Date>
  found_at: Fixed<Date>
  state: 'waiting' | 'placed' | 'by_hand'
  note: string | null
}
export type ForgottenMessage = Selectable<ForgottenMessagesTable>
