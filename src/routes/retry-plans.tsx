import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { DOCUMENT_KIND_LABEL } from '../../views/customers/customer-words.tsx'
import { isoDay } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { PlanForm } from '../../views/retries/plan-page.tsx'
import type { Context } from '../context.ts'
import { findRetryPlans } from '../db/retry-plans.ts'
import type { RetryPlanRow } from '../db/schema.ts'
import { dateAfter } from '../domain/schedule-period.ts'
import { requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { type PlanRetry, planRetry } from '../operations/retries/plan-retry.ts'
import { actorOf, type StaffEnv } from './env.ts'
import {
  date,
  type Echo,
  type FieldErrors,
  id,
  optional,
  readForm,
  readQuery,
  text,
} from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const target = z.object({ customer: id, purpose: z.enum(['invoice', 'proforma']), document: id })
type Target = z.output<typeof target>

const DAYS_AHEAD_MAX = 60

const planForm = (today: string) =>
  target
    .extend({
      decision: z.enum(['moved', 'cancelled', 'by_policy']),
      not_before: optional(date),
      reason: text(200, 'Say why.'),
    })
    .superRefine(({ decision, not_before: day }, context) => {
      if (decision !== 'moved') return
      const path = ['not_before']
      if (day === undefined) context.addIssue({ code: 'custom', path, message: 'Choose a day.' })
      else if (day < today || day > dateAfter(today, DAYS_AHEAD_MAX)) {
        const message = `Choose a day from today on, within ${DAYS_AHEAD_MAX} days.`
        context.addIssue({ code: 'custom', path, message })
      }
    })

/** What a clerk decides about the next automatic try of a document. */
export const retryPlanRoutes = (context: Context) => {
  const { db, config, now } = context

  async function show(
    c: HonoContext<StaffEnv>,
    { customer, purpose, document }: Target,
    given: { values?: Echo; errors?: FieldErrors } = {},
  ) {
    const plan = (await findRetryPlans(db, purpose, [document])).get(document)
    const { errors = {} } = given
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title="Next automatic try"
        lead={`${DOCUMENT_KIND_LABEL[purpose]} #${document}`}
        crumbs={[
          { href: '/admin/customers', label: 'Customers' },
          { href: `/admin/customers/${customer}`, label: `Customer ${customer}` },
        ]}
        active="customers"
      >
        <PlanForm
          {...{ purpose, errors }}
          customerId={customer}
          documentId={document}
          isPlanned={plan !== undefined}
          values={given.values ?? planFields(plan)}
          csrf={c.var.csrf}
        />
      </ConsoleLayout>,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return new Hono<StaffEnv>()
    .use(requireStaff('clerk'))

    .get('/new', async (c) => {
      const reading = readQuery(c, target)
      return reading.ok ? show(c, reading.data) : notFound('There is no such document.')
    })

    .post('/', async (c) => {
      const reading = await readForm(c, planForm(isoDay(now(), config.TZ)))
      if (!reading.ok) {
        const asked = target.safeParse(reading.values)
        return asked.success ? show(c, asked.data, reading) : notFound('There is no such document.')
      }
      const { customer, purpose, document, decision, not_before = '', reason } = reading.data
      await planRetry(context, {
        ...{ purpose, reason, documentId: document, customerId: customer },
        decision:
          decision === 'moved' ? { kind: decision, notBefore: not_before } : { kind: decision },
        actor: actorOf(c.var.staff),
        address: c.var.address,
      })
      return redirectWithNotice(c, context, `/admin/customers/${customer}`, {
        tone: 'success',
        text: SAVED[decision],
      })
    })
}

const planFields = (plan: RetryPlanRow | undefined): Echo => ({
  decision: plan?.not_before === null ? 'cancelled' : 'moved',
  not_before: plan?.not_before ?? '',
  reason: '',
})

const SAVED: Record<PlanRetry['decision']['kind'], string> = {
  moved: 'The next automatic try waits for that day.',
  cancelled: 'No run tries it again. It can still be paid by hand.',
  by_policy: 'The policy decides about the next try again.',
}
