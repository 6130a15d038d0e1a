import type { AuditPage } from '../../src/db/audit-list.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { Moment } from '../components/figures.tsx'
import { Pager } from '../components/pager.tsx'
import { Heading, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'

export type AuditValues = Readonly<Partial<Record<'actor' | 'action' | 'subject', string>>>

/** Who did what, newest first. */
export const AuditPanel = ({
  page,
  values,
  actions,
  zone,
  newerHref,
  olderHref,
}: {
  page: AuditPage
  values: AuditValues
  actions: readonly string[]
  zone: string
  newerHref?: string
  olderHref?: string
}) => (
  <div class="stack">
    <Filters values={values} actions={actions} />
    <Card flush>
      {page.lines.length === 0 ? (
        <Nothing isFiltered={Object.values(values).some(Boolean)} />
      ) : (
        <Table
          caption="Audit trail"
          head={
            <>
              <Heading>When</Heading>
              <Heading>Who</Heading>
              <Heading>What</Heading>
              <Heading>Details</Heading>
            </>
          }
        >
          {page.lines.map(({ at, actor, address, action, subject, details }) => (
            <tr>
              <td>
                <Moment at={at} zone={zone} />
              </td>
              <td>
                <TwoLines first={actor} second={address} />
              </td>
              <td>
                <TwoLines first={action} second={<Subject subject={subject} />} />
              </td>
              <td>
                <Details json={details} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Pager
        previous={newerHref}
        next={olderHref}
        summary={page.lines.length > 0 ? counted(page.lines.length, 'line') : undefined}
      />
    </Card>
  </div>
)

const Filters = ({ values, actions }: { values: AuditValues; actions: readonly string[] }) => (
  <Card>
    <form method="get" action="/admin/audit">
      <FieldGrid>
        <Field
          name="actor"
          label="Who"
          hint="Such as staff:ada, customer:17 or clock"
          required={false}
          value={values.actor}
          maxlength={100}
          autocomplete="off"
          spellcheck={false}
        />
        <SelectField
          name="action"
          label="What"
          placeholder="Anything"
          choices={actions.map((value) => ({ value, label: value }))}
          value={values.action}
        />
        <Field
          name="subject"
          label="To what"
          hint="Such as run:12, or payment: and its id"
          required={false}
          value={values.subject}
          maxlength={100}
          autocomplete="off"
          spellcheck={false}
        />
      </FieldGrid>
      <FormActions>
        <Button>Show</Button>
        {Object.values(values).some(Boolean) && (
          <ButtonLink look="quiet" href="/admin/audit">
            Clear
          </ButtonLink>
        )}
      </FormActions>
    </form>
  </Card>
)

const Nothing = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <Empty title="No line matches" icon="list">
      Who and to what are compared as a whole, exactly as they stand in the trail.
    </Empty>
  ) : (
    <Empty title="Nothing has been done yet" icon="list">
      Each log-in and each change will stand here.
    </Empty>
  )

const PAGE_OF: Readonly<Record<string, string>> = {
  run: '/admin/runs',
  payment: '/admin/payments',
  schedule: '/admin/schedules',
}

const Subject = ({ subject }: { subject: string }) => {
  const [kind = '', id = ''] = subject.split(':')
  const page = PAGE_OF[kind]
  const isLinked = page !== undefined && /^\w+$/.test(id)
  return isLinked ? <a href={`${page}/${id}`}>{subject}</a> : <span>{subject}</span>
}

/** `reason: a phone call · filter: …`, because braces are for programs. */
const Details = ({ json }: { json: string }) => (
  <small class="audit-details">
    {Object.entries(JSON.parse(json) as Record<string, unknown>)
      .filter(([, value]) => value !== null && value !== '')
      .map(
        ([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
      )
      .join(' · ')}
  </small>
)
