import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { RefundKind, RefundStatus } from '../domain/refund.ts'
import type { Fixed, Made } from './schema.ts'

// The tables of money that goes back.

export interface RefundsTable {
  id: Fixed<string>
  payment_id: Fixed<string>
  original_id: Fixed<string>
  kind: Fixed<RefundKind>
  amount_cents: Fixed<number>
  currency: Fixed<string>
  status: RefundStatus
  reopens: ColumnType<number, boolean, never>
  reason: Fixed<string>
  actor: Fixed<string>
  request_key: Fixed<string | null>
  transaction_id: string | null
  lost_at: Date | null
  last_word: string | null
  attempts_made: Generated<number>
  inquiries_made: Generated<number>
  lease_until: Date | null
  look_at: Date | null
  under_way_of: Made<string | null>
  created_at: Fixed<Date>
  updated_at: Date
}
export type Refund = Selectable<RefundsTable>
export type NewRefund = Insertable<RefundsTable>

export interface UndoingsTable {
  id: Generated<number>
  payment_id: Fixed<string>
  cause: Fixed<'void' | 'refund' | 'return'>
  source_id: Fixed<string>
  amount_cents: Fixed<number>
  reopens: ColumnType<number, boolean, never>
  receipt_number: Fixed<string>
  tries: Generated<number>
  lease_until: Date | null
  next_try_at: Date | null
  splynx_payment_id: number | null
  how: string | null
  done_at: Date | null
  last_error: string | null
  created_at: Fixed<Date>
}
export type Undoing = Selectable<UndoingsTable>
