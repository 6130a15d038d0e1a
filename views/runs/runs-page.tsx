import type { Run } from '../../src/db/schema.ts'
import type { CountAndSum, RunTotals } from '../../src/domain/run.ts'
import { ButtonLink } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/figures.tsx'
import { Pager } from '../components/pager.tsx'
import { RunBadge } from '../components/status-badge.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { FilterChips, type Tab } from '../components/tabs.tsx'
import { count, counted, money } from '../format.ts'
import { isCaughtUp, SourceBadge, starterOf } from './run-words.tsx'

export interface RunRow {
  run: Run
  totals: RunTotals
  /** What it charges: documents and period, and what narrows it. */
  selection: { first: string; second: string }
}

export const RunList = ({
  rows,
  sources,
  isFiltered,
  previous,
  next,
  currency,
  zone,
}: {
  rows: readonly RunRow[]
  sources: readonly Tab[]
  isFiltered: boolean
  previous?: string
  next?: string
  currency: string
  zone: string
}) => (
  <div class="stack">
    <FilterChips label="Started by" chips={sources} />
    {rows.length === 0 ? (
      <NoRuns isFiltered={isFiltered} />
    ) : (
      <>
        <Table caption="Runs, the newest first" head={<Headings />}>
          {rows.map((row) => (
            <Row {...row} currency={currency} zone={zone} />
          ))}
        </Table>
        <Pager previous={previous} next={next} />
      </>
    )}
  </div>
)

const NoRuns = ({ isFiltered }: { isFiltered: boolean }) => (
  <section class="card">
    {isFiltered ? (
      <Empty title="No run of this kind" icon="layers">
        Nothing here was started in this way. <a href="/admin/runs">Show all runs</a>
      </Empty>
    ) : (
      <Empty
        title="No run yet"
        icon="layers"
        action={
          <>
            <ButtonLink look="primary" href="/admin/charge">
              Charge invoices
            </ButtonLink>
            <ButtonLink href="/admin/schedules">Set up a schedule</ButtonLink>
          </>
        }
      >
        A run charges many documents at once. Start one yourself, or let a schedule do it at night.
      </Empty>
    )}
  </section>
)

const Headings = () => (
  <>
    <Heading>Run</Heading>
    <Heading>Started</Heading>
    <Heading>Selection</Heading>
    <Heading>Status</Heading>
    <Heading numeric>Selected</Heading>
    <Heading numeric>Charged</Heading>
    <Heading numeric>Declined</Heading>
    <Heading numeric>Not known</Heading>
    <Heading numeric>Skipped</Heading>
  </>
)

const Row = ({
  run,
  totals,
  selection,
  currency,
  zone,
}: RunRow & { currency: string; zone: string }) => (
  <tr>
    <td>
      <RowLink href={`/admin/runs/${run.id}`} aria-label={`Run ${run.id}`}>
        {run.id}
      </RowLink>
    </td>
    <td>
      <TwoLines
        first={<Moment at={run.created_at} zone={zone} />}
        second={
          <span class="run-source">
            <SourceBadge source={run.source} />
            {run.source === 'manual' && ` ${starterOf(run)}`}
            {isCaughtUp(run) && ` late by ${counted(run.late_minutes!, 'minute')}`}
          </span>
        }
      />
    </td>
    <td class="cell-wide">
      <TwoLines {...selection} />
    </td>
    <td>
      <RunBadge status={run.status} />
    </td>
    <Figure sum={totals.selected} currency={currency} />
    <Figure sum={totals.charged} currency={currency} />
    <Figure sum={totals.declined} currency={currency} />
    <Figure sum={totals.unknown} currency={currency} />
    <Figure sum={totals.skipped} currency={currency} />
  </tr>
)

/** A zero is there and does not ask to be read. */
const Figure = ({ sum, currency }: { sum: CountAndSum; currency: string }) => (
  <td class={sum.count === 0 ? 'numeric quiet' : 'numeric'}>
    <TwoLines first={count(sum.count)} second={sum.count > 0 && money(sum.cents, currency)} />
  </td>
)
