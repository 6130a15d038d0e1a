import type { Migration } from 'kysely'
import * as createMethods from './20261124_0900_create_methods.ts'
import * as createRuns from './20261124_0910_create_runs.ts'
import * as createPayments from './20261124_0920_create_payments.ts'
import * as createStaffAndAudit from './20261124_0930_create_staff_and_audit.ts'
import * as createBreaker from './20261125_1100_create_breaker.ts'
import * as createRefunds from './20261125_1400_create_refunds.ts'
import * as createReturns from './20261125_1410_create_returns.ts'
import * as createSafeMode from './20261125_1420_create_safe_mode.ts'
import * as followSplynx from './20261125_1430_follow_splynx.ts'
import * as indexAuditEvents from './20261125_1440_index_audit_events.ts'
import * as createPayLinks from './20261125_1450_create_pay_links.ts'

/** Every migration in order. A released one is never edited; a change is a new file. */
export const migrations: Record<string, Migration> = {
  '20261124_0900_create_methods': createMethods,
  '20261124_0910_create_runs': createRuns,
  '20261124_0920_create_payments': createPayments,
  '20261124_0930_create_staff_and_audit': createStaffAndAudit,
  '20261125_1100_create_breaker': createBreaker,
  '20261125_1400_create_refunds': createRefunds,
  '20261125_1410_create_returns': createReturns,
  '20261125_1420_create_safe_mode': createSafeMode,
  '20261125_1430_follow_splynx': followSplynx,
  '20261125_1440_index_audit_events': indexAuditEvents,
  '20261125_1450_create_pay_links': createPayLinks,
}
