import { Hono } from 'hono'
import { z } from 'zod'
import type { UnpaidDocument } from '../../views/customers/customer-panel.tsx'
import { customerHref } from '../../views/customers/customer-words.tsx'
import { type ExplainedDocument, WhyPanel } from '../../views/customers/why-panel.tsx'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { listSchedules } from '../db/schedules.ts'
import { isAtLeast } from '../middleware/guards.ts'
import { awayProblem, notFound } from '../middleware/http-problem.ts'
import { listFilterChoices } from '../operations/filter-choices.ts'
import { warnAboutFilters } from '../operations/schedules/filter-facts.ts'
import { explainDocuments, readStandstill } from '../operations/why-not-charged.ts'
import { type Document, SplynxError } from '../splynx/splynx.ts'
import { readCustomerInSplynx } from './customer-account.ts'
import type { StaffEnv } from './env.ts'
import { id, readId, readQuery } from './forms.ts'
import { consoleProps } from './page-props.ts'

/** Each one is held against every schedule of two months. */
const EXPLAINED_MAX = 30

const one = z.object({ kind: z.enum(['invoice', 'proforma']), document: id })

/** "Why was this customer not charged?" */
export const customerWhyRoutes = (context: Context) => {
  const { config } = context

  /** Of the schedules that can charge nothing at all, why: a document that fits does not help there. */
  async function readWarnings(): Promise<Map<number, string[]>> {
    const [schedules, choices] = await Promise.all([
      listSchedules(context.db),
      listFilterChoices(context),
    ])
    const filters = schedules.map(({ filter }) => filter)
    const warnings = await warnAboutFilters(context, filters, choices)
    return new Map(schedules.map((schedule, index) => [schedule.id, warnings[index] ?? []]))
  }

  async function explain(documents: readonly Document[]): Promise<ExplainedDocument[]> {
    if (documents.length === 0) return []
    const warnings = await readWarnings()
    const explained = await Promise.all(
      (['invoice', 'proforma'] as const).map((kind) =>
        explainDocuments(
          context,
          documents.filter((document) => document.kind === kind),
        ),
      ),
    )
    return explained.flat().map((explanation) => ({ ...explanation, warnings }))
  }

  return new Hono<StaffEnv>().get('/', async (c) => {
    const customerId = readId(c.req.param('id'))
    const inSplynx = await readCustomerInSplynx(context, customerId)
    if (inSplynx === 'gone') notFound('There is no such customer.')
    if (inSplynx === 'away') throw away(null)
    const { customer } = inSplynx
    const documents = await wanted(c.req.url, inSplynx.documents)
    const shown = documents.slice(0, EXPLAINED_MAX)
    const [explained, still] = await Promise.all([
      explain(shown).catch((error) => {
        throw error instanceof SplynxError ? away(error) : error
      }),
      readStandstill(context),
    ])
    return c.html(
      <ConsoleLayout
        {...consoleProps(c, context)}
        title={`Why was ${customer.name} not charged?`}
        lead="What the next runs do with each unpaid document, by the same rules that they go by."
        crumbs={[
          { href: '/admin/customers', label: 'Customers' },
          { href: customerHref(customerId), label: customer.name },
        ]}
        active="customers"
      >
        <WhyPanel
          customerId={customerId}
          documents={explained}
          still={still}
          isMore={inSplynx.isMore || documents.length > shown.length}
          currency={config.CURRENCY}
          canPay={isAtLeast(c.var.staff.role, 'clerk')}
          zone={config.TZ}
        />
      </ConsoleLayout>,
    )

    /** All of them, or the one that the address names: paid ones can be asked about, too. */
    async function wanted(
      url: string,
      unpaid: readonly UnpaidDocument[],
    ): Promise<readonly Document[]> {
      if (!new URL(url).search) return unpaid.map(({ document }) => document)
      const reading = readQuery(c, one)
      if (!reading.ok) notFound('The customer has no such document.')
      const { kind, document: documentId } = reading.data
      const document = await context.splynx.findDocument(kind, documentId)
      if (document?.customerId !== customerId) notFound('The customer has no such document.')
      return [document]
    }
  })
}

function away(cause: unknown) {
  const problem = awayProblem(
    'Splynx does not answer at the moment, and the documents are kept there. Please try again in a minute.',
  )
  problem.cause = cause
  return problem
}
