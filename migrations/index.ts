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
import * as extendStaff from './20261125_1710_extend_staff.ts'
import * as createCustomerCredits from './20261125_1720_create_customer_credits.ts'
import * as createWorkOwners from './20261125_1721_create_work_owners.ts'
import * as createTerminals from './20261125_1730_create_terminals.ts'
import * as noteTerminals from './20261125_1731_note_terminals.ts'
import * as createMails from './20261125_1740_create_mails.ts'
import * as extendRuns from './20261125_1750_extend_runs.ts'
import * as createRunUndos from './20261125_1751_create_run_undos.ts'
import * as extendSchedules from './20261125_1760_extend_schedules.ts'
import * as createRetries from './20261125_1761_create_retries.ts'
import * as createTieOuts from './20261125_1770_create_tie_outs.ts'
import * as createDailyTotals from './20261125_1771_create_daily_totals.ts'
import * as orderMethods from './20261125_1780_order_methods.ts'
import * as createAutoRefills from './20261125_1790_create_auto_refills.ts'

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
  '20261125_1710_extend_staff': extendStaff,
  '20261125_1720_create_customer_credits': createCustomerCredits,
  '20261125_1721_create_work_owners': createWorkOwners,
  '20261125_1730_create_terminals': createTerminals,
  '20261125_1731_note_terminals': noteTerminals,
  '20261125_1740_create_mails': createMails,
  '20261125_1750_extend_runs': extendRuns,
  '20261125_1751_create_run_undos': createRunUndos,
  '20261125_1760_extend_schedules': extendSchedules,
  '20261125_1761_create_retries': createRetries,
  '20261125_1770_create_tie_outs': createTieOuts,
  '20261125_1771_create_daily_totals': createDailyTotals,
  '20261125_1780_order_methods': orderMethods,
  '20261125_1790_create_auto_refills': createAutoRefills,
}
