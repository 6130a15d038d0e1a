import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { Certainty, DuplicateReason } from '../domain/duplicate.ts'
import type { MethodKind } from '../domain/payment.ts'
import type { DifferenceKind, Line, Side } from '../domain/tie-out.ts'
import type { Fixed, Made } from './schema.ts'

// The tables of the daily comparison, of payments that were made twice, and of the reports.

export interface SplynxPaymentsTable {
  id: Fixed<number>
  customer_id: number
  payment_type: number
  receipt_number: string
  paid_on: string
  amount_cents: number
  invoice_id: number | null
  proforma_id: number | null
  seen_at: Date
  gone_at: Date | null
}
export type SplynxPayment = Selectable<SplynxPaymentsTable>

export interface SplynxReadingsTable {
  day: Fixed<string>
  started_at: Date
  finished_at: Date | null
}

export interface TieOutsTable {
  day: Fixed<string>
  tried_at: Date
  calculated_at: Date | null
  lease_until: Date | null
  gateway_state: Generated<'compared' | 'waiting' | 'none'>
  gateway_note: string | null
  splynx_state: Generated<'compared' | 'waiting'>
  splynx_note: string | null
}
export type TieOut = Selectable<TieOutsTable>

export interface TieOutSumsTable {
  day: Fixed<string>
  side: Fixed<Side>
  method_kind: Fixed<MethodKind>
  taken_cents: number
  taken_count: number
  given_back_cents: number
  given_back_count: number
  returned_cents: number
  returned_count: number
}
export type TieOutSum = Selectable<TieOutSumsTable>

export interface TieOutDifferencesTable {
  id: Generated<number>
  day: string
  side: Fixed<Exclude<Side, 'ledger'>>
  kind: Fixed<DifferenceKind>
  line: Fixed<Line>
  method_kind: MethodKind
  reference: Fixed<string>
  payment_id: string | null
  return_id: string | null
  splynx_payment_id: number | null
  customer_id: number | null
  customer_name: string | null
  ours_cents: number | null
  theirs_cents: number | null
  at: Date | null
  found_at: Fixed<Date>
  seen_at: Date
  resolved_at: Date | null
  explained_at: Date | null
  explained_by: string | null
  explanation: string | null
  is_open: Made<number>
}
export type TieOutDifference = Selectable<TieOutDifferencesTable>
export type NewDifference = Omit<
  Insertable<TieOutDifferencesTable>,
  'day' | 'found_at' | 'seen_at' | 'resolved_at'
>

export interface DuplicatesTable {
  id: Generated<number>
  later_id: Fixed<string>
  earlier_id: Fixed<string | null>
  splynx_payment_id: Fixed<number | null>
  certainty: Certainty
  reason: DuplicateReason
  amount_cents: Fixed<number>
  found_at: Fixed<Date>
  resolved_at: ColumnType<Date | null, never, Date | null>
  dismissed_at: ColumnType<Date | null, never, Date | null>
  dismissed_by: ColumnType<string | null, never, string | null>
  note: ColumnType<string | null, never, string | null>
  open_certainty: Made<Certainty | null>
  pair_key: Made<string>
}
export type Duplicate = Selectable<DuplicatesTable>
export type NewDuplicate = Insertable<DuplicatesTable>

export interface DailyReadingsTable {
  day: Fixed<string>
  calculated_at: Date
}

export interface DailyTotalsTable {
  day: Fixed<string>
  partner_id: Fixed<number>
  method_kind: Fixed<MethodKind>
  brand: Fixed<string>
  taken_count: Generated<number>
  taken_cents: Generated<number>
  given_back_count: Generated<number>
  given_back_cents: Generated<number>
  returned_count: Generated<number>
  returned_cents: Generated<number>
  declined_count: Generated<number>
  declined_cents: Generated<number>
  recovered_count: Generated<number>
  recovered_cents: Generated<number>
}
export type DailyTotal = Selectable<DailyTotalsTable>

export interface DailyDeclinesTable {
  day: Fixed<string>
  partner_id: Fixed<number>
  method_kind: Fixed<MethodKind>
  code: Fixed<string>
  category: Fixed<string>
  count: number
  cents: number
}

export interface RunSummariesTable {
  run_id: Fixed<number>
  calculated_at: Date
  selected_count: number
  selected_cents: number
  charged_count: number
  charged_cents: number
  declined_count: number
  declined_cents: number
  unknown_count: number
  unknown_cents: number
  skipped_count: number
  skipped_cents: number
  cancelled_count: number
  cancelled_cents: number
}
export type RunSummary = Selectable<RunSummariesTable>
