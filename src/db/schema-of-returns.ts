import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { MismatchKind, ReturnTask } from '../domain/returns.ts'
import type { Fixed, Made } from './schema.ts'

// The tables of the gateway's reports and of what came back.

export interface ReportCursorsTable {
  kind: Fixed<string>
  read_until: Date | null
  complete_from: Date | null
  complete_until: Date | null
  compared_until: Date | null
  last_run_at: Date | null
  failing_since: Date | null
  last_error: string | null
  lease_until: Date | null
}
export type ReportCursor = Selectable<ReportCursorsTable>

export interface ReportRecordsTable {
  id: Generated<number>
  record_key: Fixed<string>
  kind: Fixed<string>
  transaction_id: Fixed<string>
  gateway_id: Fixed<string>
  terminal_id: Fixed<string>
  request_type: Fixed<string>
  at: Fixed<Date | null>
  action_code: Fixed<string | null>
  response_text: Fixed<string | null>
  approval_code: Fixed<string | null>
  amount_cents: Fixed<number | null>
  status: Fixed<string | null>
  completed_at: Fixed<Date | null>
  correction: Fixed<string | null>
  read_at: Fixed<Date>
  taken_in_at: Date | null
}
export type StoredRecord = Selectable<ReportRecordsTable>
export type NewStoredRecord = Insertable<ReportRecordsTable>

export interface MismatchesTable {
  id: Generated<number>
  kind: Fixed<MismatchKind>
  reference: Fixed<string>
  payment_id: Fixed<string | null>
  request_type: Fixed<string>
  amount_cents: Fixed<number | null>
  at: Fixed<Date | null>
  found_at: Fixed<Date>
  closed_at: Date | null
  closed_by: string | null
  closed_note: string | null
}
export type Mismatch = Selectable<MismatchesTable>
export type NewMismatch = Insertable<MismatchesTable>

export interface ReturnsTable {
  id: Fixed<string>
  transaction_id: Fixed<string>
  code: Fixed<string>
  payment_id: Fixed<string | null>
  customer_id: Fixed<number | null>
  amount_cents: Fixed<number | null>
  returned_at: Fixed<Date>
  source: Fixed<'report' | 'person'>
  reported_at: Date | null
  actor: Fixed<string>
  evidence: Fixed<string | null>
  is_undone: ColumnType<number, boolean, boolean>
  is_stopped: ColumnType<number, boolean, boolean>
  note: string | null
  correction: string | null
  task: ReturnTask | null
  act_by: string | null
  done_at: Date | null
  done_by: string | null
  done_note: string | null
  created_at: Fixed<Date>
  open_task: Made<ReturnTask | null>
  undone_of: Made<string | null>
}
/** A debit that came back, or a notice of change about its account. */
export type Return = Selectable<ReturnsTable>
export type NewReturn = Insertable<ReturnsTable>

export interface ReturnFeesTable {
  return_id: Fixed<string>
  customer_id: Fixed<number>
  amount_cents: Fixed<number>
  tries: Generated<number>
  lease_until: Date | null
  next_try_at: Date | null
  splynx_transaction_id: number | null
  done_at: Date | null
  last_error: string | null
  created_at: Fixed<Date>
}
export type ReturnFee = Selectable<ReturnFeesTable>
