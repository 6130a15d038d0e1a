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
import type { RunFilter } from '../domain/run.ts'
import type { ClosedDayRule } from '../domain/schedule.ts'
import type { SchedulePeriod } from '../domain/schedule-period.ts'
import type { MailPreferencesTable, MailsTable } from './schema-of-mails.ts'
import type { AutoRefillsTable, RefillersTable } from './schema-of-refills.ts'
import type { RefundsTable, UndoingsTable } from './schema-of-refunds.ts'
import type {
  CustomerHoldsTable,
  JudgedRunsTable,
  RetryPlansTable,
  RetryPoliciesTable,
  RunAlarmsTable,
} from './schema-of-retries.ts'
import type {
  MismatchesTable,
  ReportCursorsTable,
  ReportRecordsTable,
  ReturnFeesTable,
  ReturnsTable,
} from './schema-of-returns.ts'
import type {
  RunExclusionsTable,
  RunItemsTable,
  RunSignOffsTable,
  RunsTable,
  RunUndoItemsTable,
  RunUndosTable,
} from './schema-of-runs.ts'
import type {
  ForgottenMessagesTable,
  InstallationTable,
  JournalMarksTable,
  SafeModeTable,
} from './schema-of-safe-mode.ts'
import type { TerminalsTable } from './schema-of-settings.ts'
import type { StaffRecoveryCodesTable, StaffTable } from './schema-of-staff.ts'
import type {
  DailyDeclinesTable,
  DailyReadingsTable,
  DailyTotalsTable,
  DuplicatesTable,
  RunSummariesTable,
  SplynxPaymentsTable,
  SplynxReadingsTable,
  TieOutDifferencesTable,
  TieOutSumsTable,
  TieOutsTable,
} from './schema-of-tie-out.ts'
import type { CustomerCreditsTable, WorkOwnersTable } from './schema-of-work.ts'

export type * from './schema-of-mails.ts'
export type * from './schema-of-refills.ts'
export type * from './schema-of-refunds.ts'
export type * from './schema-of-retries.ts'
export type * from './schema-of-returns.ts'
export type * from './schema-of-runs.ts'
export type * from './schema-of-safe-mode.ts'
export type * from './schema-of-settings.ts'
export type * from './schema-of-staff.ts'
export type * from './schema-of-tie-out.ts'
export type * from './schema-of-work.ts'

/** The tables, as `migrations/` makes them. What a column is for stands there. */
export interface Database {
  methods: MethodsTable
  payments: PaymentsTable
  attempts: AttemptsTable
  recordings: RecordingsTable
  payment_events: PaymentEventsTable
  runs: RunsTable
  run_items: RunItemsTable
  run_exclusions: RunExclusionsTable
  run_sign_offs: RunSignOffsTable
  run_undos: RunUndosTable
  run_undo_items: RunUndoItemsTable
  schedules: SchedulesTable
  run_alarms: RunAlarmsTable
  judged_runs: JudgedRunsTable
  retry_policies: RetryPoliciesTable
  retry_plans: RetryPlansTable
  customer_holds: CustomerHoldsTable
  settings: SettingsTable
  terminals: TerminalsTable
  staff: StaffTable
  staff_recovery_codes: StaffRecoveryCodesTable
  audit_events: AuditEventsTable
  breaker: BreakerTable
  refunds: RefundsTable
  refillers: RefillersTable
  auto_refills: AutoRefillsTable
  undoings: UndoingsTable
  missing_records: MissingRecordsTable
  customer_credits: CustomerCreditsTable
  work_owners: WorkOwnersTable
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
  mails: MailsTable
  mail_preferences: MailPreferencesTable
  splynx_payments: SplynxPaymentsTable
  splynx_readings: SplynxReadingsTable
  tie_outs: TieOutsTable
  tie_out_sums: TieOutSumsTable
  tie_out_differences: TieOutDifferencesTable
  duplicates: DuplicatesTable
  daily_readings: DailyReadingsTable
  daily_totals: DailyTotalsTable
  daily_declines: DailyDeclinesTable
  run_summaries: RunSummariesTable
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
  /** In the order that the customer chose; the default comes before all. */
  position: ColumnType<number, never, number>
  disabled_reason: string | null
  consent_at: Date | null
  consent_version: string | null
  consent_address: string | null
  consent_agent: string | null
  mandate_revoked_at: ColumnType<Date | null, never, Date | null>
  change_noted_at: ColumnType<Date | null, never, Date | null>
  renewed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
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
  terminal_id: string | null
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
  held_until: ColumnType<Date | null, never, Date | null>
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

export interface SchedulesTable {
  id: Generated<number>
  name: string
  is_enabled: ColumnType<number, boolean, boolean>
  filter: Json<ScheduleFilter>
  time_of_day: string
  zone: string
  weekdays: Json<number[]>
  catch_up_minutes: number
  closed_days: ColumnType<ClosedDayRule, ClosedDayRule | undefined, ClosedDayRule>
  created_at: Fixed<Date>
  updated_at: Date
  updated_by: string
}
export type Schedule = Selectable<SchedulesTable>
/** A run's filter whose period moves along. */
export type ScheduleFilter = Omit<RunFilter, 'from' | 'to' | 'dueTo'> & SchedulePeriod

export interface SettingsTable {
  name: string
  value: Json<{ value: unknown }>
  updated_at: Date
  updated_by: string
}

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
