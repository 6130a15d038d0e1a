import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'
import type { MethodKind } from '../domain/payment.ts'
import type { RetryCategory } from '../domain/retry-policy.ts'
import type { RunAlarmKind } from '../domain/run-alarms.ts'
import type { Fixed } from './schema.ts'

// What decides about automatic charges beside the filters, and what was noticed about runs.

export interface RetryPoliciesTable {
  method_kind: Fixed<MethodKind>
  category: Fixed<RetryCategory>
  tries_max: number
  window_days: number
  spacing_days: number
  month_days: JSONColumnType<number[]>
  weekdays: JSONColumnType<number[]>
  updated_at: Date
  updated_by: string
}
export type RetryPolicyRow = Selectable<RetryPoliciesTable>

export interface RetryPlansTable {
  purpose: Fixed<'invoice' | 'proforma'>
  document_id: Fixed<number>
  customer_id: Fixed<number>
  not_before: string | null
  is_cancelled: ColumnType<number, boolean, boolean>
  reason: string
  made_at: Date
  made_by: string
}
export type RetryPlanRow = Selectable<RetryPlansTable>

export interface CustomerHoldsTable {
  customer_id: Fixed<number>
  kind: 'paused' | 'opted_out'
  until_day: string | null
  reason: string
  made_at: Date
  made_by: string
}
export type CustomerHoldRow = Selectable<CustomerHoldsTable>

export interface RunAlarmsTable {
  id: Generated<number>
  alarm_key: Fixed<string>
  kind: Fixed<RunAlarmKind>
  schedule_id: Fixed<number | null>
  run_id: Fixed<number | null>
  says: Fixed<string>
  found_at: Fixed<Date>
  mail_state: 'none' | 'waiting' | 'sending' | 'sent' | 'failed'
  mail_tries: Generated<number>
  mail_error: string | null
  seen_at: Date | null
  seen_by: string | null
  note: string | null
}
export type RunAlarm = Selectable<RunAlarmsTable>

export interface JudgedRunsTable {
  run_id: Fixed<number>
  judged_at: Fixed<Date>
}
