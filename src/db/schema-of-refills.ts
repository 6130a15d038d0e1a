import type { Selectable } from 'kysely'
import type { Fixed } from './schema.ts'

// The tables of refills of a balance.

export interface RefillersTable {
  customer_id: Fixed<number>
}

/** Why nothing is charged until the customer has agreed again. */
export type RefillPause = 'declined' | 'returned' | 'method'

export interface AutoRefillsTable {
  customer_id: Fixed<number>
  method_id: number
  threshold_cents: number
  amount_cents: number
  consent_at: Date
  consent_version: string
  consent_address: string
  consent_agent: string
  paused_at: Date | null
  pause_reason: RefillPause | null
  ended_at: Date | null
  ended_by: string | null
  last_payment_id: string | null
  next_look_at: Date | null
  updated_at: Date
}
export type AutoRefill = Selectable<AutoRefillsTable>
