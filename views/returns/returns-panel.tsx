import type { ReturnRates } from '../../src/db/returned-documents.ts'
import type { ListedReturn } from '../../src/db/returns.ts'
import type { Mismatch, ReportCursor } from '../../src/db/schema.ts'
import { RETURN_CODES, returnCodeOf } from '../../src/domain/return-codes.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { FieldGrid, FormActions, SelectField } from '../components/field.tsx'
import { Day, Moment, Money } from '../components/figures.tsx'
import { Notice } from '../components/notice.tsx'
import { Pager } from '../components/pager.tsx'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../components/table.tsx'
import { FilterChips } from '../components/tabs.tsx'
import { counted, moment } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { MismatchesCard } from './mismatches-card.tsx'
import { Rates } from './rates.tsx'
import { returnHref, TASK_LABEL } from './words.ts'

export interface ReturnsView {
  returns: readonly ListedReturn[]
  filter: { code?: string; open?: string }
  openCount: number
  newerHref?: string
  olderHref?: string
  rates: ReturnRates
  mismatches: { count: number; first: readonly Mismatch[] }
  /** Null where no reporting service is set up. */
  cursors: readonly ReportCursor[] | null
  currency: string
  csrf: string
  mayAct: boolean
  place: Place
}

/** Debits that came back, what each of them means and what is left to do. */
export const ReturnsPanel = (view: ReturnsView) => (
  <div class="stack">
    <Reading {...view} />
    <Rates rates={view.rates} />
    <CodeFilter {...view} />
    <Card title="Returns" actions={<Chips {...view} />} flush>
      {view.returns.length === 0 ? <Nothing {...view} /> : <ReturnTable {...view} />}
      <Pager
        previous={view.newerHref}
        next={view.olderHref}
        summary={view.returns.length > 0 ? counted(view.returns.length, 'return') : undefined}
      />
    </Card>
    <MismatchesCard {...view} />
  </div>
)

/** How fresh all of this is. */
const Reading = ({ cursors, place: { zone } }: ReturnsView) => {
  if (cursors === null) {
    return (
      <Notice tone="warning" title="No reporting service is set up">
        {' '}
        Returns can only be entered by hand, on the page of their payment.
      </Notice>
    )
  }
  const failing = cursors.find(({ failing_since }) => failing_since !== null)
  if (failing) {
    return (
      <Notice tone="warning" title="A report cannot be read">
        {' '}
        Since {moment(failing.failing_since!, zone)}: {failing.last_error}
      </Notice>
    )
  }
  const returns = cursors.find(({ kind }) => kind === 'achrejects')
  return (
    <p class="quiet">
      {returns?.last_run_at
        ? `The report of returns was read last on ${moment(returns.last_run_at, zone)}.`
        : 'The report of returns has not been read yet.'}
    </p>
  )
}

const Chips = ({ filter, openCount }: ReturnsView) => (
  <FilterChips
    label="Which returns"
    chips={[
      { href: '/admin/returns', label: 'All', active: !filter.open && !filter.code },
      {
        href: '/admin/returns?open=1',
        label: 'To do',
        count: openCount,
        active: filter.open === '1',
      },
      ...(filter.code
        ? [{ href: `/admin/returns?code=${filter.code}`, label: filter.code, active: true }]
        : []),
    ]}
  />
)

const CodeFilter = ({ filter }: ReturnsView) => (
  <Card>
    <form method="get" action="/admin/returns">
      <FieldGrid>
        <SelectField
          name="code"
          label="Code"
          placeholder="All codes"
          choices={[...RETURN_CODES.values()].map(({ code, meaning }) => ({
            value: code,
            label: `${code} ${meaning}`,
          }))}
          value={filter.code}
        />
      </FieldGrid>
      <FormActions>
        <Button>Show</Button>
      </FormActions>
    </form>
  </Card>
)

const ReturnTable = ({ returns, currency, place: { zone } }: ReturnsView) => (
  <Table
    caption="Returns, newest first"
    head={
      <>
        <Heading>Code</Heading>
        <Heading>Payment</Heading>
        <Heading>To do</Heading>
        <Heading>Came back</Heading>
        <Heading numeric>Amount</Heading>
      </>
    }
  >
    {returns.map((returned) => (
      <tr>
        <td>
          <TwoLines
            first={<RowLink href={returnHref(returned.id)}>{returned.code}</RowLink>}
            second={returnCodeOf(returned.code).meaning}
          />
        </td>
        <td>
          <TwoLines
            first={returned.customer_name ?? 'Not known here'}
            second={returned.document_number ?? returned.transaction_id}
          />
        </td>
        <td>
          <ToDo {...returned} />
        </td>
        <td>
          <Moment at={returned.returned_at} zone={zone} />
        </td>
        <NumericCell>
          {returned.amount_cents !== null && (
            <Money cents={returned.amount_cents} currency={returned.currency ?? currency} />
          )}
        </NumericCell>
      </tr>
    ))}
  </Table>
)

const ToDo = ({ task, done_at, act_by }: ListedReturn) => {
  if (task === null) return <span class="quiet">Nothing</span>
  if (done_at) return <TwoLines first="Done" second={TASK_LABEL[task]} />
  return (
    <TwoLines
      first={TASK_LABEL[task]}
      second={
        act_by && (
          <>
            by <Day date={act_by} />
          </>
        )
      }
    />
  )
}

const Nothing = ({ filter }: ReturnsView) =>
  filter.open || filter.code ? (
    <Empty title={filter.open ? 'Nothing to do' : 'No return matches'} icon="check_circle" />
  ) : (
    <Empty title="Nothing has come back" icon="return_left">
      Debits of bank accounts that their banks send back will stand here.
    </Empty>
  )
