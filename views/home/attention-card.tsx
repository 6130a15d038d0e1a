import type { Child } from 'hono/jsx'
import type { PaymentStatus } from '../../src/domain/payment.ts'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { RunBadge, StatusBadge } from '../components/status-badge.tsx'
import { counted, duration } from '../format.ts'
import { paymentHref } from '../payments/payment-rows.tsx'
import { bankRows } from './bank-attention.tsx'
import type { HomeView, OpenPayments } from './home-panel.tsx'
import { missingRecordRows } from './missing-records.tsx'
import { refundRows } from './refund-attention.tsx'

/** What does not get better by waiting, the gravest first. */
export const AttentionCard = (view: HomeView) => {
  const rows = [
    ...safeModeOn(view),
    ...gatewayAway(view),
    ...openPayments(view, 'unknown', view.unknown),
    ...openPayments(view, 'review', view.review),
    ...bankRows(view),
    ...refundRows(view),
    ...recordings(view),
    ...missingRecordRows(view),
    ...pausedRuns(view),
  ]
  return (
    <Card title="Needs a person" flush>
      {rows.length === 0 ? (
        <Empty icon="check_circle" title="Nothing needs you now">
          Payments whose outcome is not known, approvals that Splynx does not take and runs that
          stopped would stand here.
        </Empty>
      ) : (
        <Rows label="Needs a person">{rows}</Rows>
      )}
    </Card>
  )
}

const safeModeOn = ({ safeMode, place }: HomeView): Child[] =>
  safeMode.state === 'off'
    ? []
    : [
        <Row
          title={<a href="/admin/safe-mode">Safe mode is on</a>}
          note={
            <>
              Nothing is charged until a manager releases it. Since{' '}
              {safeMode.entered_at && <Moment at={safeMode.entered_at} zone={place.zone} />}:{' '}
              {safeMode.reason}
            </>
          }
        />,
      ]

const gatewayAway = ({ breaker, place }: HomeView): Child[] =>
  breaker.state === 'closed'
    ? []
    : [
        <Row
          title="The gateway does not answer"
          note={
            <>
              Charging waits until it is back. {breaker.reason}
              {breaker.opened_at && (
                <>
                  {' '}
                  Since <Moment at={breaker.opened_at} zone={place.zone} />.
                </>
              )}
            </>
          }
        />,
      ]

function openPayments(
  { place, currency }: HomeView,
  status: Extract<PaymentStatus, 'unknown' | 'review'>,
  { count, cents, oldest }: OpenPayments,
): Child[] {
  const rows = oldest.map((payment) => (
    <Row
      title={<a href={paymentHref(payment.id)}>{payment.customer_name}</a>}
      note={`${payment.document_number ?? 'Refill'}, for ${age(payment.created_at, place.now)}`}
      end={
        <span class="card-actions">
          <StatusBadge status={status} />
          <Money cents={payment.amount_cents} currency={payment.currency} />
        </span>
      }
    />
  ))
  if (count <= oldest.length) return rows
  const all = <a href={`/admin/payments?status=${status}`}>All {counted(count, 'payment')}</a>
  const sum = <Money cents={cents} currency={currency} />
  return [...rows, <Row title={all} note="The oldest are above." end={sum} />]
}

function recordings({ recordings: { count, isMore, oldest } }: HomeView): Child[] {
  const rows = oldest.map((recording) => (
    <Row
      title={<a href={paymentHref(recording.payment_id)}>{recording.customer_name}</a>}
      note={`Paid, but not in Splynx after ${counted(recording.tries, 'try', 'tries')}: ${recording.last_error}`}
      end={<Money cents={recording.amount_cents} currency={recording.currency} />}
    />
  ))
  if (count <= oldest.length) return rows
  const words = `${isMore ? 'More than ' : ''}${counted(count, 'payment')} not in Splynx yet`
  return [...rows, <Row title={<a href="/admin/payments?status=approved">{words}</a>} />]
}

const pausedRuns = ({ pausedRuns: runs, place }: HomeView): Child[] =>
  runs.map((run) => (
    <Row
      title={<a href={`/admin/runs/${run.id}`}>Run {run.id}</a>}
      note={`${run.pause_reason ?? 'Paused'}, for ${age(run.heartbeat_at, place.now)}`}
      end={<RunBadge status={run.status} />}
    />
  ))

const age = (since: Date, now: Date): string => duration(now.getTime() - since.getTime())
