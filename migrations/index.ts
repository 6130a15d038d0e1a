import type { Migration } from 'kysely'
import * as createMethods from './20261124_0900_create_methods.ts'
import * as createRuns from './20261124_0910_create_runs.ts'
import * as createPayments from './20261124_0920_create_payments.ts'
import * as createStaffAndAudit from './20261124_0930_create_staff_and_audit.ts'
import * as createBreaker from './20261125_1100_create_breaker.ts'
import * as createRefunds from './20261125_1400_create_refunds.ts'
import * as indexAuditEvents from './20261125_1440_index_audit_events.ts'

/** Every migration in order. A released one is never edited; a change is a new file. */
export const migrations: Record<string, Migration> = {
  '20261124_0900_create_methods': createMethods,
  '20261124_0910_create_runs': createRuns,
  '20261124_0920_create_payments': createPayments,
  '20261124_0930_create_staff_and_audit': createStaffAndAudit,
  '20261125_1100_create_breaker': createBreaker,
  '20261125_1400_create_refunds': createRefunds,
  '20261125_1440_index_audit_events': indexAuditEvents,
}
