import { Hono } from 'hono'
import { z } from 'zod'
import { AuditPanel, type AuditValues } from '../../views/audit/audit-panel.tsx'
import { Button } from '../../views/components/button.tsx'
import { CsrfField } from '../../views/components/csrf-field.tsx'
import type { Flash } from '../../views/components/notice.tsx'
import { counted } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import type { Context } from '../context.ts'
import { type AuditVerdict, verifyAudit } from '../db/audit.ts'
import { listAudit, listAuditActions } from '../db/audit-list.ts'
import { requireStaff } from '../middleware/guards.ts'
import type { StaffEnv } from './env.ts'
import { id, optional, readQuery, text } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'
import { soon } from './soon.ts'

const PAGE_SIZE = 100

const query = z.object({
  actor: optional(text(100)),
  action: optional(text(64)),
  subject: optional(text(100)),
  before: optional(id),
  after: optional(id),
})

/** The audit trail, for auditors and managers: nothing in it is secret, and nothing can be changed. */
export const auditRoutes = (context: Context) => {
  const { db, config, log } = context
  return new Hono<StaffEnv>()
    .use(requireStaff('auditor'))

    .get('/', async (c) => {
      const reading = readQuery(c, query)
      const { before, after, ...filter } = reading.ok ? reading.data : {}
      const [page, actions] = await Promise.all([
        listAudit(db, filter, { size: PAGE_SIZE, olderThan: before, newerThan: after }),
        listAuditActions(db),
      ])
      const hrefOf = (edge: { before?: number; after?: number }) =>
        Object.values(edge)[0] === undefined ? undefined : auditHref(filter, edge)
      return c.html(
        <ConsoleLayout
          title="Audit trail"
          lead="Who did what. Each line is sealed to the one before, so a change shows."
          active="audit"
          actions={
            <form method="post" action="/admin/audit/verification">
              <CsrfField token={c.var.csrf} />
              <Button>Verify</Button>
            </form>
          }
          {...consoleProps(c, context)}
        >
          <AuditPanel
            page={page}
            values={filter}
            actions={actions}
            zone={config.TZ}
            newerHref={hrefOf({ after: page.newerThan })}
            olderHref={hrefOf({ before: page.olderThan })}
          />
        </ConsoleLayout>,
        reading.ok ? 200 : 422,
      )
    })

    .post('/verification', async (c) => {
      const verdict = await soon(verifyAudit(db), log)
      return redirectWithNotice(c, context, '/admin/audit', noticeOf(verdict))
    })
}

function noticeOf(verdict: AuditVerdict | undefined): Flash {
  if (verdict === undefined) {
    const text = 'The trail is long and reading it takes a while. Use npm run audit:verify instead.'
    return { tone: 'info', text }
  }
  if (!verdict.ok) {
    const text = `The trail is broken at line ${verdict.id}: ${verdict.reason}.`
    return { tone: 'danger', text }
  }
  const hash = verdict.lastHash.slice(0, 16)
  const text = `The trail is whole: ${counted(verdict.count, 'line')}. Its last hash begins with ${hash}.`
  return { tone: 'success', text }
}

function auditHref(filter: AuditValues, page: { before?: number; after?: number }): string {
  const pairs = Object.entries({ ...filter, ...page }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  return `/admin/audit?${new URLSearchParams(pairs)}`
}
