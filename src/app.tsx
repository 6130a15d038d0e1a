import { Hono } from 'hono'
import type { Context } from './context.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { customerSettings } from './middleware/customer-settings.ts'
import { answerError, answerNotFound } from './middleware/errors.tsx'
import { forgeryProtection } from './middleware/forgery.ts'
import { requireCustomer, requireStaff } from './middleware/guards.ts'
import { findLanguage } from './middleware/language.ts'
import { limitBody, limitChanges } from './middleware/limits.ts'
import { noteWork } from './middleware/note-work.ts'
import { requests } from './middleware/requests.ts'
import { noteSafeMode } from './middleware/safe-mode.ts'
import { requireSecondFactor } from './middleware/second-factor.ts'
import { noStore, securityHeaders } from './middleware/security-headers.ts'
import { createSessions } from './middleware/sessions.ts'
import { portalSessions } from './middleware/splynx-session.ts'
import { accountRoutes } from './routes/account.tsx'
import { accountTwoFactorRoutes } from './routes/account-two-factor.tsx'
import { assetRoutes } from './routes/assets.ts'
import { auditRoutes } from './routes/audit.tsx'
import { bullBoardRoutes } from './routes/bull-board.ts'
import { chargeRoutes } from './routes/charge.tsx'
import { customerCreditRoutes } from './routes/customer-credits.ts'
import { customerRoutes } from './routes/customers.tsx'
import { duplicateRoutes } from './routes/duplicates.tsx'
import type { CustomerEnv, Env, StaffEnv } from './routes/env.ts'
import { homeRoutes } from './routes/home.tsx'
import { languageRoutes } from './routes/language.ts'
import { linkRoutes } from './routes/links/index.tsx'
import { mailWishRoutes } from './routes/mail-wishes.tsx'
import { mailRoutes } from './routes/mails.tsx'
import { missingRecordRoutes } from './routes/missing-records.ts'
import { operationsRoutes } from './routes/operations.ts'
import { payLinkRoutes } from './routes/pay-links.tsx'
import { paymentReturnRoutes } from './routes/payment-returns.tsx'
import { paymentRoutes } from './routes/payments.tsx'
import { portalRoutes } from './routes/portal/index.ts'
import { qrRoutes } from './routes/qr.ts'
import { queueRoutes } from './routes/queue.tsx'
import { linkReceiptRoutes, receiptRoutes, staffReceiptRoutes } from './routes/receipts.tsx'
import { refundFormRoutes } from './routes/refund-form.tsx'
import { refundRoutes } from './routes/refunds.tsx'
import { reportRoutes } from './routes/reports.tsx'
import { retryRoutes } from './routes/retries.tsx'
import { returnRoutes } from './routes/returns.tsx'
import { runRoutes } from './routes/runs.tsx'
import { safeModeRoutes } from './routes/safe-mode.tsx'
import { scheduleRoutes } from './routes/schedules.tsx'
import { customerSessionRoutes, staffSessionRoutes } from './routes/sessions.tsx'
import { settingsRoutes } from './routes/settings.tsx'
import { setupRoutes } from './routes/setup.tsx'
import { staffRoutes } from './routes/staff.tsx'
import { staffCodeRoutes } from './routes/staff-code.tsx'
import { staffEntryRoutes } from './routes/staff-entry.ts'
import { staffPasswordRoutes } from './routes/staff-password.tsx'
import { tieOutRoutes } from './routes/tie-out.tsx'
import { webhookRoutes } from './routes/webhooks.ts'
import { workRoutes } from './routes/work.tsx'

/** The whole web application, without a server around it. */
export function createApp(context: Context, metrics: Metrics = createMetrics()): Hono<Env> {
  const { config, log, redis } = context
  return (
    new Hono<Env>()
      .use(requests({ log, metrics, trustProxy: config.TRUST_PROXY }))
      .use(securityHeaders(config), noStore)
      .route('/', assetRoutes())
      .route('/', operationsRoutes(context, metrics))
      // Signed by Splynx and not by a browser, so none of what follows is for it.
      .route('/ippay/webhooks', webhookRoutes(context))
      .use(findLanguage(context))
      .use(limitBody, limitChanges(redis))
      .get('/', (c) => c.redirect('/ippay/dashboard'))
      .route('/admin', consoleRoutes(context))
      .route('/ippay', customerPages(context))
      .notFound(answerNotFound)
      .onError(answerError)
  )
}

/** The console. What stands below the guard is for staff; a router may ask for a higher role. */
function consoleRoutes(context: Context) {
  return (
    new Hono<StaffEnv>()
      .use(createSessions(context, 'staff').read)
      .route('/', staffSessionRoutes(context))
      .route('/', staffCodeRoutes(context))
      .route('/', staffEntryRoutes(context))
      .route('/', staffPasswordRoutes(context))
      .use(requireStaff('viewer'), forgeryProtection(context), noteSafeMode(context))
      .use(requireSecondFactor(context))
      .use(noteWork(context))
      // One line a router, in the order of the menu.
      .route('/', homeRoutes(context))
      .route('/work', workRoutes(context))
      .route('/charge', chargeRoutes(context))
      .route('/runs', runRoutes(context))
      .route('/schedules', scheduleRoutes(context))
      .route('/retries', retryRoutes(context))
      .route('/payments', paymentRoutes(context))
      .route('/payments/:id/refunds', refundFormRoutes(context))
      .route('/refunds', refundRoutes(context))
      .route('/payments', paymentReturnRoutes(context))
      .route('/returns', returnRoutes(context))
      .route('/mails', mailRoutes(context))
      .route('/', staffReceiptRoutes(context))
      .route('/missing-records', missingRecordRoutes(context))
      .route('/customer-credits', customerCreditRoutes(context))
      .route('/tie-out', tieOutRoutes(context))
      .route('/duplicates', duplicateRoutes(context))
      .route('/reports', reportRoutes(context))
      .route('/customers', customerRoutes(context))
      .route('/links', payLinkRoutes(context))
      .route('/queue', queueRoutes(context))
      .route('/bull-board', bullBoardRoutes(context))
      .route('/safe-mode', safeModeRoutes(context))
      .route('/audit', auditRoutes(context))
      .route('/settings', settingsRoutes(context))
      .route('/setup', setupRoutes(context))
      .route('/staff', staffRoutes(context))
      .route('/account', accountRoutes(context))
      .route('/account/two-factor', accountTwoFactorRoutes(context))
  )
}

/** What stands below the guard is for customers who are logged in; a link needs no log-in. */
function customerPages(context: Context) {
  return new Hono<CustomerEnv>()
    .use(createSessions(context, 'customer').read, portalSessions(context))
    .route('/', languageRoutes(context))
    .route('/', customerSessionRoutes(context))
    .route('/', mailWishRoutes(context))
    .route('/', qrRoutes(context))
    .route('/', linkRoutes(context))
    .route('/', linkReceiptRoutes(context))
    .use(requireCustomer, forgeryProtection(context), noteSafeMode(context))
    .use(customerSettings(context))
    .route('/', receiptRoutes(context))
    .route('/', portalRoutes(context))
}
