import type { CellKind, ReportSection } from '../../src/domain/report.ts'
import { Graph } from '../charts/graph.tsx'
import { inFull } from '../charts/scale.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Field, FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { Day } from '../components/figures.tsx'
import { Heading, NumericCell, Table } from '../components/table.tsx'
import { FilterChips } from '../components/tabs.tsx'
import { moment } from '../format.ts'

export interface ReportsView {
  sections: readonly ReportSection[]
  values: Readonly<Partial<Record<'from' | 'to' | 'partner', string>>>
  errors: Readonly<Partial<Record<string, string>>>
  presets: readonly { label: string; from: string; to: string }[]
  partners: readonly { id: number; name: string }[]
  /** When the newest day was summed up; null before the first. */
  readAt: Date | null
  currency: string
  zone: string
}

/** Small tables are open: nobody has to ask for what fits beside its picture. */
const OPEN_ROWS_MAX = 12

const queryOf = (values: ReportsView['values']): string =>
  new URLSearchParams(
    Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1])),
  ).toString()

/** Pictures of the money with their numbers, for a period and a partner. */
export const ReportsPanel = (view: ReportsView) => (
  <div class="stack">
    <FilterChips
      label="Period"
      chips={view.presets.map(({ label, from, to }) => ({
        href: `/admin/reports?${queryOf({ ...view.values, from, to })}`,
        label,
        active: from === view.values.from && to === view.values.to,
      }))}
    />
    <Filter {...view} />
    <p class="quiet">
      {view.readAt
        ? `Summed up on ${moment(view.readAt, view.zone)}, anew every ten minutes.`
        : 'Nothing has been summed up yet: that happens within ten minutes of the first payment.'}
    </p>
    {view.sections.map((section) => (
      <Section section={section} {...view} />
    ))}
  </div>
)

const Filter = ({ values, errors, partners }: ReportsView) => (
  <Card>
    <form method="get" action="/admin/reports">
      <FieldGrid>
        <Field name="from" type="date" label="From" value={values.from} error={errors.from} />
        <Field name="to" type="date" label="To" value={values.to} error={errors.to} />
        <SelectField
          name="partner"
          label="Partner"
          placeholder="All partners"
          choices={partners.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={values.partner}
          error={errors.partner}
        />
      </FieldGrid>
      <FormActions>
        <Button>Show</Button>
      </FormActions>
    </form>
  </Card>
)

/** A share of zero says something: there was what it is a share of. */
const isEmpty = ({ picture: { series, unit } }: ReportSection): boolean =>
  series.every(({ values }) =>
    values.every((value) => (unit === 'share' ? value === null : !value)),
  )

const Section = ({ section, ...view }: ReportsView & { section: ReportSection }) => {
  const { id, title, lead, picture, rows } = section
  return (
    <Card
      id={id}
      title={title}
      lead={lead}
      actions={
        <a
          class="graph-downloads"
          href={`/admin/reports/${id}.csv?${queryOf(view.values)}`}
          aria-label={`${title} as CSV`}
        >
          CSV
        </a>
      }
    >
      {isEmpty(section) ? (
        <p class="quiet">Nothing in this period.</p>
      ) : (
        <>
          <Graph id={id} title={title} lead={lead} picture={picture} currency={view.currency} />
          <details class="graph-numbers" open={rows.length <= OPEN_ROWS_MAX}>
            <summary>The numbers</summary>
            <Numbers section={section} currency={view.currency} />
          </details>
        </>
      )}
    </Card>
  )
}

const isNumeric = (kind: CellKind): boolean => kind !== 'text' && kind !== 'day'

const Numbers = ({ section, currency }: { section: ReportSection; currency: string }) => (
  <Table
    caption={`${section.title}, the numbers`}
    head={section.columns.map(({ heading, kind }) => (
      <Heading numeric={isNumeric(kind)}>{heading}</Heading>
    ))}
  >
    {section.rows.map((row) => (
      <tr>
        {row.map((cell, at) => {
          const { kind } = section.columns[at]!
          if (kind === 'day') return <td>{cell !== null && <Day date={String(cell)} />}</td>
          if (kind === 'text') return <td>{cell}</td>
          return <NumericCell>{inFull(cell as number | null, kind, currency)}</NumericCell>
        })}
      </tr>
    ))}
  </Table>
)
