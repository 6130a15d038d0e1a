import type { Child } from 'hono/jsx'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import { Day, Moment, Money } from '../components/figures.tsx'
import { Row } from '../components/rows.tsx'
import { counted } from '../format.ts'
import { returnHref, TASK_LABEL } from '../returns/words.ts'
import type { HomeView } from './home-panel.tsx'

/** Returns that wait for a person, reports that fail, and books that differ. */
export const bankRows = ({ bank, currency, place }: HomeView): Child[] => [
  ...returns(bank, currency),
  ...(bank.failing
    ? [
        <Row
          title={<a href="/admin/returns">The gateway’s reports cannot be read</a>}
          note={
            <>
              Since <Moment at={bank.failing.failing_since!} zone={place.zone} />.{' '}
              {bank.failing.last_error}
            </>
          }
        />,
      ]
    : []),
  ...(bank.mismatches > 0
    ? [
        <Row
          title={
            <a href="/admin/returns#mismatches">
              {counted(bank.mismatches, 'difference')} between the gateway’s books and ours
            </a>
          }
          note="Nothing is done about these by itself."
        />,
      ]
    : []),
]

function returns({ returns: { count, first } }: HomeView['bank'], currency: string): Child[] {
  const rows = first.map((returned) => (
    <Row
      title={
        <a href={returnHref(returned.id)}>{returned.customer_name ?? returned.transaction_id}</a>
      }
      note={
        <>
          {returned.open_task && TASK_LABEL[returned.open_task]}
          {returned.act_by && (
            <>
              {' '}
              by <Day date={returned.act_by} />
            </>
          )}
          {' · '}
          {returned.code} {returnCodeOf(returned.code).meaning}
        </>
      }
      end={
        returned.amount_cents !== null && (
          <Money cents={returned.amount_cents} currency={returned.currency ?? currency} />
        )
      }
    />
  ))
  if (count <= first.length) return rows
  const all = <a href="/admin/returns?open=1">All {counted(count, 'return')} to look at</a>
  return [...rows, <Row title={all} note="The most urgent are above." />]
}
