import type { ReturnRates } from '../../src/db/returned-documents.ts'
import type { TieOut, TieOutSum } from '../../src/db/schema.ts'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Day, Money } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { Pager } from '../components/pager.tsx'
import { Stat, Stats } from '../components/stat.tsx'
import { Heading, NumericCell, RowLink, Table } from '../components/table.tsx'
import { count, counted } from '../format.ts'
import { RateGauges } from './rate-gauges.tsx'
import { netOf } from './sums-card.tsx'
import { tieOutHref } from './words.ts'

export interface DaysView {
  days: readonly { tieOut: TieOut; sums: readonly TieOutSum[]; openCount: number }[]
  differenceCount: number
  duplicateCount: number
  rates: ReturnRates
  olderHref?: string | undefined
  newerHref?: string | undefined
  currency: string
}

/** The last days at a glance, and what else an auditor asks for every morning. */
export const DaysPanel = (view: DaysView) => (
  <div class="stack">
    <Stats>
      <Stat
        label="Differences"
        tone={view.differenceCount > 0 ? 'danger' : 'success'}
        note={view.differenceCount > 0 ? 'that nobody has explained' : 'All books agree'}
      >
        {count(view.differenceCount)}
      </Stat>
      <Stat
        label="Maybe paid twice"
        tone={view.duplicateCount > 0 ? 'attention' : 'success'}
        note={<a href="/admin/duplicates">Look at the pairs</a>}
      >
        {count(view.duplicateCount)}
      </Stat>
    </Stats>
    <Card title="Days" flush>
      {view.days.length === 0 ? <NoDays /> : <DayTable {...view} />}
      <Pager previous={view.newerHref} next={view.olderHref} />
    </Card>
    <RateGauges rates={view.rates} />
  </div>
)

const NoDays = () => (
  <Empty title="No day has been compared yet" icon="calendar">
    The first comparison is made at five in the morning after the first day with payments.
  </Empty>
)

const DayTable = ({ days, currency }: DaysView) => (
  <Table
    caption="Days"
    head={
      <>
        <Heading>Day</Heading>
        <Heading>Result</Heading>
        <Heading numeric>Our net</Heading>
        <Heading numeric>IPpay</Heading>
        <Heading numeric>Splynx</Heading>
      </>
    }
  >
    {days.map(({ tieOut, sums, openCount }) => (
      <tr>
        <td>
          <RowLink href={tieOutHref(tieOut.day)}>
            <Day date={tieOut.day} />
          </RowLink>
        </td>
        <td>
          <Result tieOut={tieOut} openCount={openCount} />
        </td>
        <NumericCell>
          <Money cents={netOn(sums, 'ledger')} currency={currency} />
        </NumericCell>
        {(['gateway', 'splynx'] as const).map((side) => (
          <NumericCell>
            {tieOut[`${side}_state`] === 'compared' ? (
              <Money cents={netOn(sums, side)} currency={currency} />
            ) : (
              <span class="quiet">
                {tieOut[`${side}_state`] === 'none' ? 'no reports' : 'not compared'}
              </span>
            )}
          </NumericCell>
        ))}
      </tr>
    ))}
  </Table>
)

const netOn = (sums: readonly TieOutSum[], side: TieOutSum['side']): number =>
  sums.filter((row) => row.side === side).reduce((sum, row) => sum + netOf(row), 0)

/** Told apart by shape and word first; the colour only helps. */
export const Result = ({ tieOut, openCount }: { tieOut: TieOut; openCount: number }) => {
  if (openCount > 0) {
    return (
      <span class="badge tone-danger">
        <Icon name="x_octagon" size={14} />
        {counted(openCount, 'difference')}
      </span>
    )
  }
  const isWaiting = tieOut.gateway_state === 'waiting' || tieOut.splynx_state === 'waiting'
  return isWaiting ? (
    <span class="badge tone-attention">
      <Icon name="clock" size={14} />
      Not compared in full
    </span>
  ) : (
    <span class="badge tone-success">
      <Icon name="check_circle" size={14} />
      Adds up
    </span>
  )
}
