import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable } from 'kysely'
import type {
  PausedBy,
  RunFigures,
  RunFilter,
  RunItemState,
  RunStatus,
  SkipReason,
} from '../domain/run.ts'
import type { Fixed, Made } from './schema.ts'

// Runs, their documents, and what was left out of them, signed and taken back.

export interface RunsTable {
  id: Generated<number>
  source: Fixed<'manual' | 'auto'>
  schedule_id: Fixed<number | null>
  business_date: Fixed<string | null>
  slot_key: Fixed<string | null>
  request_key: Fixed<string | null>
  status: RunStatus
  filter: JSONColumnType<RunFilter>
  actor: Fixed<string>
  late_minutes: Fixed<number | null>
  pause_reason: string | null
  paused_by: PausedBy | null
  select_after_id: number
  select_lease_until: Date | null
  selected_at: Date | null
  asked_by: Fixed<string | null>
  checks_limits: ColumnType<number, boolean | undefined, boolean>
  asked_count: ColumnType<number | null, number | null | undefined, number | null>
  asked_cents: ColumnType<number | null, number | null | undefined, number | null>
  approval_reason: string | null
  approved_by: string | null
  approved_at: Date | null
  canary_count: Fixed<number | null>
  canary_passed_at: Date | null
  heartbeat_at: Date
  created_at: Fixed<Date>
  finished_at: Date | null
}
export type Run = Selectable<RunsTable>
export type NewRun = Insertable<RunsTable>

export interface RunItemsTable {
  id: Generated<number>
  run_id: Fixed<number>
  document_id: Fixed<number>
  document_number: Fixed<string>
  customer_id: Fixed<number>
  customer_name: Fixed<string>
  partner_id: Fixed<number | null>
  method_id: Fixed<number | null>
  amount_cents: number
  state: RunItemState
  skip_reason: SkipReason | null
  skip_detail: string | null
}
export type RunItem = Selectable<RunItemsTable>
export type NewRunItem = Insertable<RunItemsTable>

export interface RunExclusionsTable {
  run_id: Fixed<number>
  document_id: Fixed<number>
}

export interface RunSignOffsTable {
  run_id: Fixed<number>
  figures: JSONColumnType<RunFigures, string, never>
  note: Fixed<string | null>
  hash: Fixed<string>
  signed_by: Fixed<string>
  signed_at: Fixed<Date>
}
export type RunSignOff = Selectable<RunSignOffsTable>

export interface RunUndosTable {
  id: Generated<number>
  run_id: Fixed<number>
  request_key: Fixed<string>
  reason: Fixed<string>
  reopens: ColumnType<number, boolean, never>
  actor: Fixed<string>
  role: Fixed<'manager' | 'admin'>
  address: Fixed<string>
  created_at: Fixed<Date>
  look_at: Date
  finished_at: Date | null
  open_of: Made<number | null>
}
export type RunUndo = Selectable<RunUndosTable>

export interface RunUndoItemsTable {
  undo_id: Fixed<number>
  payment_id: Fixed<string>
  amount_cents: Fixed<number>
  state: 'waiting' | 'opened' | 'refused'
  refund_id: string | null
  note: string | null
}
export type RunUndoItem = Selectable<RunUndoItemsTable>
