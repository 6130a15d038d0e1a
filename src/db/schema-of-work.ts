import type { Selectable } from 'kysely'
import type { WorkKind } from '../domain/work.ts'
import type { Fixed } from './schema.ts'

// The tables of what waits for people.

export interface CustomerCreditsTable {
  payment_id: Fixed<string>
  document_was: Fixed<'gone' | 'paid' | 'deleted' | 'other' | null>
  noticed_at: Fixed<Date>
  done_at: Date | null
  done_by: string | null
  note: string | null
}
export type CustomerCredit = Selectable<CustomerCreditsTable>

export interface WorkOwnersTable {
  kind: Fixed<WorkKind>
  subject: Fixed<string>
  owner: string | null
  due_at: Date | null
  note: string | null
  given_by: string
  updated_at: Date
}
export type WorkOwner = Selectable<WorkOwnersTable>
