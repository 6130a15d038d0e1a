import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import { createEntryLimits } from '../../middleware/entry-limits.ts'
import type { CustomerEnv } from '../env.ts'
import { autoRefillRoutes } from './auto-refill.tsx'
import { credentialRoutes } from './credentials.tsx'
import { dashboardRoutes } from './dashboard.tsx'
import { entryPointRoutes } from './entry-points.ts'
import { payRoutes } from './pay.tsx'
import { paymentRoutes } from './payments.tsx'
import { refillRoutes } from './refill.tsx'
import { revocationRoutes } from './revocation.tsx'
import { severalRoutes } from './several.tsx'
import { widgetRoutes } from './widget.tsx'

/** Everything under /ippay for customers who are logged in. */
export function portalRoutes(context: Context) {
  const limits = createEntryLimits(context.redis)
  return new Hono<CustomerEnv>()
    .route('/', refillRoutes(context, limits))
    .route('/auto-refill', autoRefillRoutes(context))
    .route('/dashboard', dashboardRoutes(context))
    .route('/widget', widgetRoutes(context))
    .route('/pay', payRoutes(context, limits))
    .route('/several', severalRoutes(context, limits))
    .route('/payments', paymentRoutes(context))
    .route('/credentials', credentialRoutes(context, limits))
    .route('/credentials', revocationRoutes(context))
    .route('/', entryPointRoutes(context))
}
