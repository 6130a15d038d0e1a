import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ConsoleLayout } from '../../views/layout.tsx'
import { PoliciesPanel } from '../../views/retries/policies-page.tsx'
import { PolicyForm } from '../../views/retries/policy-page.tsx'
import { policyWords } from '../../views/retries/retry-words.ts'
import type { Context } from '../context.ts'
import {
  policyOf,
  RETRY_KINDS,
  type RetryKind,
  type RetryPolicy,
  rangesOf,
} from '../domain/retry-policy.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { readRetryRules } from '../operations/retries/retry-rules.ts'
import { savePolicy } from '../operations/retries/save-policy.ts'
import { actorOf, type StaffEnv } from './env.ts'
import { type Echo, type FieldErrors, many, readForm } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { retryPlanRoutes } from './retry-plans.tsx'

/** How often runs try again what was declined. */
export const retryRoutes = (context: Context) => {
  const { settings } = context

  function showForm(
    c: HonoContext<StaffEnv>,
    kind: RetryKind,
    values: Echo,
    errors: FieldErrors = {},
  ) {
    const { method, category } = policyWords(kind)
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title={`${method}: ${category.toLowerCase()}`}
        crumbs={[
          { href: '/admin/schedules', label: 'Schedules' },
          { href: '/admin/retries', label: 'Retries' },
        ]}
        active="schedules"
      >
        <PolicyForm {...{ kind, values, errors }} csrf={c.var.csrf} />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const [rules, { gatewayRecycling }] = await Promise.all([
        readRetryRules(context),
        settings.of(null),
      ])
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Retries"
          lead="How often runs try again what was declined or came back."
          crumbs={[{ href: '/admin/schedules', label: 'Schedules' }]}
          active="schedules"
        >
          <PoliciesPanel
            {...rules}
            isGatewayRecycling={gatewayRecycling === 'on'}
            canChange={isAtLeast(c.var.staff.role, 'manager')}
          />
        </ConsoleLayout>,
      )
    })

    .route('/plans', retryPlanRoutes(context))

    .get('/:method/:category', requireStaff('manager'), async (c) => {
      const kind = readKind(c)
      const { policies } = await readRetryRules(context)
      return showForm(c, kind, policyFields(policyOf(policies, kind)))
    })

    .post('/:method/:category', requireStaff('manager'), async (c) => {
      const kind = readKind(c)
      const reading = await readForm(c, policyForm(kind))
      if (!reading.ok) return showForm(c, kind, reading.values, reading.errors)
      const { address, staff } = c.var
      await savePolicy(context, { kind, policy: reading.data, actor: actorOf(staff), address })
      return redirectWithNotice(c, context, '/admin/retries', {
        tone: 'success',
        text: 'The policy is saved. Runs keep to it from now on.',
      })
    })
}

function readKind(c: HonoContext<StaffEnv>): RetryKind {
  const { method, category } = c.req.param() as Record<string, string>
  const kind = RETRY_KINDS.find((known) => known[0] === method && known[1] === category)
  return kind ?? notFound('There is no such policy.')
}

const within = ({ min, max }: { min: number; max: number }) => {
  const message = `Give a whole number from ${min} to ${max}.`
  return z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}

const monthDays = z
  .string()
  .trim()
  .regex(/^([1-9]|[12]\d|3[01])?([\s,]+([1-9]|[12]\d|3[01]))*$/, 'Give days such as 1, 15.')
  .transform((text) => [
    ...new Set(
      text
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number),
    ),
  ])
  .transform((days) => days.sort((a, b) => a - b))

const policyForm = (kind: RetryKind) => {
  const { triesMax, windowDays, spacingDays } = rangesOf(kind)
  return z
    .object({
      tries_max: within(triesMax),
      window_days: within(windowDays),
      spacing_days: within(spacingDays),
      month_days: monthDays.default([]),
      weekday: many(z.string().regex(/^[1-7]$/), 7),
    })
    .transform(
      ({ tries_max, window_days, spacing_days, month_days, weekday }): RetryPolicy => ({
        triesMax: tries_max,
        windowDays: window_days,
        spacingDays: spacing_days,
        monthDays: month_days,
        weekdays: [...new Set(weekday.map(Number))].sort(),
      }),
    )
}

const policyFields = (policy: RetryPolicy): Echo => ({
  tries_max: String(policy.triesMax),
  window_days: String(policy.windowDays),
  spacing_days: String(policy.spacingDays),
  month_days: policy.monthDays.join(', '),
  weekday: policy.weekdays.join(','),
})
