import type {
  ColumnType,
  Generated,
  Insertable,
  JSONColumnType,
  Selectable,
  Updateable,
} from 'kysely'
import type { DeclineCategory } from '../domain/outcome.ts'
import type {
  AttemptKind,
  AttemptStatus,
  Channel,
  MethodKind,
  PaymentStatus,
  Purpose,
} from '../domain/payment.ts'
import type { RunFilter, RunItemState, RunStatus, SkipReason } from '../domain/run.ts'
import type { RefundsTable, UndoingsTable } from './schema-of-refunds.ts'
import type {
  MismatchesTable,
  ReportCursorsTable,
  ReportRecordsTable,
  ReturnFeesTable,
  ReturnsTable,
} from './schema-of-returns.ts'
import type {
  ForgottenMessagesTable,
  InstallationTable,
  JournalMarksTable,
  SafeModeTable,
} from './schema-of-safe-mode.ts'

export type * from './schema-of-refunds.ts'
export type * from './schema-of-returns.ts'
export type * from './schema-of-safe-mode.ts'

/** The tables, as `migrations/` makes them. What a column is for stands there. */
export interface Database {
  methods: MethodsTable
  payments: PaymentsTable
  attempts: AttemptsTable
  recordings: RecordingsTable
  payment_events: PaymentEventsTable
  runs: RunsTable
  run_items: RunItemsTable
  schedules: SchedulesTable
  settings: SettingsTable
  staff: StaffTable
  audit_events: AuditEventsTable
  breaker: BreakerTable
  refunds: RefundsTable
  undoings: UndoingsTable
  missing_records: MissingRecordsTable
  report_cursors: ReportCursorsTable
  report_records: ReportRecordsTable
  mismatches: MismatchesTable
  returns: ReturnsTable
  return_fees: ReturnFeesTable
  installation: InstallationTable
  journal_marks: JournalMarksTable
  safe_mode: SafeModeTable
  forgotten_messages: ForgottenMessagesTable
  pay_links: PayLinksTable
}

/** Written once, never changed. */
export type Fixed<T> = ColumnType<T, T, never>
/** Made by the database. */
export type Made<T> = ColumnType<T, never, never>
/** JSON is text on the way in and a value on the way out. */
type Json<T extends object> = JSONColumnType<T>

export interface MethodsTable {
  id: Generated<number>
  customer_id: Fixed<number>
  kind: Fixed<MethodKind>
  status: 'active' | 'one_time' | 'disabled' | 'removed'
  brand: string | null
  last4: Fixed<string>
  holder_name: string
  exp_month: number | null
  exp_year: number | null
  account_type: 'checking' | 'savings' | null
  postal_code: string | null
  token_sealed: string
  fingerprint: Fixed<string>
  is_default: ColumnType<number, boolean, boolean>
  default_of: Made<number | null>
  saved_key: Made<string | null>
  disabled_reason: string | null
  consent_at: Date | null
  consent_version: string | null
  consent_address: string | null
  consent_agent: string | null
  mandate_revoked_at: ColumnType<Date | null, never, Date | null>
  change_noted_at: ColumnType<Date | null, never, Date | null>
  created_at: Fixed<Date>
  updated_at: Date
}
export type Method = Selectable<MethodsTable>
export type NewMethod = Insertable<MethodsTable>

export interface PaymentsTable {
  id: Fixed<string>
  customer_id: Fixed<number>
  customer_name: Fixed<string>
  partner_id: Fixed<number | null>
  purpose: Fixed<Purpose>
  document_id: Fixed<number | null>
  document_number: Fixed<string | null>
  method_id: number
  method_kind: MethodKind
  brand: string | null
  last4: string
  amount_cents: number
  currency: Fixed<string>
  status: PaymentStatus
  channel: Fixed<Channel>
  actor: Fixed<string>
  run_id: Fixed<number | null>
  run_item_id: Fixed<number | null>
  request_key: Fixed<string | null>
  reason: string | null
  decline_code: string | null
  decline_category: DeclineCategory | null
  transaction_id: string | null
  attempts_made: Generated<number>
  inquiries_made: Generated<number>
  lease_until: Date | null
  look_at: Date | null
  document_under_way: Made<string | null>
  refunded_cents: Generated<number>
  created_at: Fixed<Date>
  updated_at: Date
}
export type Payment = Selectable<PaymentsTable>
export type NewPaymentRow = Insertable<PaymentsTable>
export type PaymentChanges = Updateable<PaymentsTable>

export interface AttemptsTable {
  transaction_id: Fixed<string>
  payment_id: Fixed<string>
  number: Fixed<number>
  kind: Fixed<AttemptKind>
  status: AttemptStatus
  amount_cents: Fixed<number>
  method_id: Fixed<number>
  action_code: string | null
  category: DeclineCategory | null
  response_text: string | null
  approval_code: string | null
  avs: string | null
  cvv_result: string | null
  cause: string | null
  sent_at: Date
  answered_at: Date | null
  not_found_at: Date | null
  refund_id: Fixed<string | null>
  original_id: Fixed<string | null>
  late_at: Date | null
  unsettled_of: Made<string | null>
}
export type Attempt = Selectable<AttemptsTable>
export type NewAttempt = Insertable<AttemptsTable>

export interface RecordingsTable {
  payment_id: Fixed<string>
  tries: number
  lease_until: Date | null
  next_try_at: Date | null
  splynx_payment_id: number | null
  recorded_at: Date | null
  last_error: string | null
  statement_due_at: Date | null
  statement_tries: Generated<number>
  statement_record_id: number | null
}
export type Recording = Selectable<RecordingsTable>

export interface PaymentEventsTable {
  id: Generated<number>
  payment_id: Fixed<string>
  at: Fixed<Date>
  from_status: Fixed<PaymentStatus | null>
  to_status: Fixed<PaymentStatus | null>
  actor: Fixed<string>
  reason: Fixed<string>
  transaction_id: Fixed<string | null>
}
export type PaymentEvent = Selectable<PaymentEventsTable>

export interface RunsTable {
  id: Generated<number>
  source: Fixed<'manual' | 'auto'>
  schedule_id: Fixed<number | null>
  business_date: Fixed<string | null>
  slot_key: Fixed<string | null>
  request_key: Fixed<string | null>
  status: RunStatus
  filter: Json<RunFilter>
  actor: Fixed<string>
  late_minutes: Fixed<number | null>
  pause_reason: string | null
  paused_by: 'person' | 'breaker' | 'safe_mode' | null
  select_after_id: number
  select_lease_until: Date | null
  selected_at: Date | null
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

export interface SchedulesTable {
  id: Generated<number>
  name: string
  is_enabled: ColumnType<number, boolean, boolean>
  filter: Json<ScheduleFilter>
  time_of_day: string
  zone: string
  weekdays: Json<number[]>
  catch_up_minutes: number
  created_at: Fixed<Date>
  updated_at: Date
  updated_by: string
}
export type Schedule = Selectable<SchedulesTable>
/** A run's filter whose period moves along: documents issued in the last `lookBackDays` days. */
export type ScheduleFilter = Omit<RunFilter, 'from' | 'to'> & { lookBackDays: number }

export interface SettingsTable {
  name: string
  value: Json<{ value: unknown }>
  updated_at: Date
  updated_by: string
}

export interface StaffTable {
  id: Generated<number>
  login: Fixed<string>
  name: string
  role: Role
  source: Fixed<'splynx' | 'local'>
  splynx_id: number | null
  password_hash: string | null
  is_active: ColumnType<number, boolean, boolean>
  last_login_at: Date | null
  created_at: Fixed<Date>
}
export type Staff = Selectable<StaffTable>
export type Role = 'viewer' | 'clerk' | 'manager' | 'admin'

export interface AuditEventsTable {
  id: Generated<number>
  at: Fixed<Date>
  actor: Fixed<string>
  action: Fixed<string>
  subject: Fixed<string>
  details: Fixed<string>
  address: Fixed<string | null>
  previous_hash: Fixed<string>
  hash: Fixed<string>
}

export interface BreakerTable {
  id: Fixed<number>
  state: 'closed' | 'open'
  reason: string | null
  opened_at: Date | null
  openings: number
  probes_ok: number
  next_probe_at: Date | null
}
export type Breaker = Selectable<BreakerTable>

export interface PayLinksTable {
  id: Fixed<string>
  kind: Fixed<'invoice' | 'proforma'>
  document_id: Fixed<number>
  document_number: Fixed<string>
  customer_id: Fixed<number>
  created_by: Fixed<string>
  created_at: Fixed<Date>
  expires_at: Fixed<Date>
  revoked_at: Date | null
}
export type PayLink = Selectable<PayLinksTable>

export interface MissingRecordsTable {
  payment_id: Fixed<string>
  splynx_payment_id: Fixed<number | null>
  noticed_at: Fixed<Date>
  seen_at: Date | null
  seen_by: string | null
}
