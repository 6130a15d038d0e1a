import type { ResultFilter, RunResult } from '../../src/db/run-results.ts'
import { SKIP_LABEL } from '../../src/domain/run.ts'
import { skipDetail } from '../charge/skip-detail.ts'
import { Empty } from '../components/empty.tsx'
import { Method, Money } from '../components/figures.tsx'
import { Pager } from '../components/pager.tsx'
import { RunItemBadge, StatusBadge } from '../components/status-badge.tsx'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../components/table.tsx'
import { Tabs } from '../components/tabs.tsx'
import { hasEnded, type RunView } from './run-view.ts'

/** The documents of a run, one page of them. */
export const RunResults = (view: RunView & { isSwapped?: boolean }) => {
  const { results, isSwapped } = view
  const { rows, tabs, previous, next } = results
  return (
    <section
      id="run-results"
      class="stack"
      aria-label="Documents"
      hx-swap-oob={isSwapped ? 'true' : undefined}
    >
      <Tabs label="Documents by outcome" tabs={tabs} />
      {rows.length === 0 ? (
        <NoResults {...view} />
      ) : (
        <Table class="table-frame table-pairs" caption="Documents of this run" head={<Headings />}>
          {rows.map((row) => (
            <Row row={row} {...view} />
          ))}
        </Table>
      )}
      <Pager previous={previous} next={next} />
    </section>
  )
}

const Headings = () => (
  <>
    <Heading>Document</Heading>
    <Heading>Customer</Heading>
    <Heading>Method</Heading>
    <Heading numeric>Amount</Heading>
    <Heading>Outcome</Heading>
    <Heading>Reason</Heading>
  </>
)

const Row = ({ row, currency, zone }: RunView & { row: RunResult }) => (
  <tr id={`item-${row.itemId}`}>
    <td class="number">
      {row.paymentId ? (
        <RowLink href={`/admin/payments/${row.paymentId}`} id={`item-${row.itemId}-payment`}>
          {row.documentNumber}
        </RowLink>
      ) : (
        row.documentNumber
      )}
    </td>
    <td>
      <a href={`/admin/customers/${row.customerId}`} id={`item-${row.itemId}-customer`}>
        {row.customerName}
      </a>
    </td>
    <td>
      {row.methodKind && row.last4 ? (
        <Method kind={row.methodKind} brand={row.brand} last4={row.last4} />
      ) : (
        <span class="quiet">–</span>
      )}
    </td>
    <NumericCell>
      <Money cents={row.amountCents} currency={currency} />
    </NumericCell>
    <td>
      {row.paymentStatus ? (
        <StatusBadge status={row.paymentStatus} />
      ) : (
        <RunItemBadge state={row.state} />
      )}
    </td>
    <td>
      <Reason {...row} zone={zone} />
    </td>
  </tr>
)

const Reason = ({ zone, ...row }: RunResult & { zone: string }) => {
  const { skipReason, skipDetail: detail, reason, paymentStatus } = row
  if (skipReason) {
    return <TwoLines first={SKIP_LABEL[skipReason]} second={detail && skipDetail(detail, zone)} />
  }
  // What went well needs no reason.
  const isFine = paymentStatus === 'approved' || paymentStatus === 'recorded'
  return isFine || reason === null ? null : <span>{reason}</span>
}

const NOTHING: Record<ResultFilter, string> = {
  all: 'No document was selected',
  charged: 'Nothing was charged',
  declined: 'Nothing was declined',
  unknown: 'Every outcome is known',
  skipped: 'Nothing was skipped',
  cancelled: 'Nothing was cancelled',
  sending: 'Nothing is at the gateway',
  waiting: 'Nothing is waiting',
}

const NoResults = ({ run, results: { filter } }: RunView) => (
  <div class="card">
    {filter === 'all' && !hasEnded(run) ? (
      <Empty title="Documents are being selected" icon="clock">
        The first ones appear here in a moment.
      </Empty>
    ) : (
      <Empty title={NOTHING[filter]} icon="list">
        {filter === 'all'
          ? 'When this run looked, no document in Splynx matched its filter.'
          : 'Choose another tab to see the rest of this run.'}
      </Empty>
    )}
  </div>
)
