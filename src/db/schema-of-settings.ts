import type { Selectable } from 'kysely'
import type { Fixed } from './schema.ts'

export interface TerminalsTable {
  id: Fixed<string>
  password_sealed: string | null
  chosen_at: Date | null
  created_at: Fixed<Date>
  updated_at: Date
  updated_by: string
}
export type Terminal = Selectable<TerminalsTable>
