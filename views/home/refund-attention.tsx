import type { Child } from 'hono/jsx'
import { ButtonLink } from '../components/button.tsx'
import { Money } from '../components/figures.tsx'
import { Row } from '../components/rows.tsx'
import { RefundBadge } from '../components/status-badge.tsx'
import { PAYMENT_LABEL } from '../components/status-labels.ts'
import { counted, duration } from '../format.ts'
import { paymentHref } from '../payments/payment-rows.tsx'
import { REFUND_KIND_LABEL } from '../refunds/refund-words.ts'
import type { HomeView } from './home-panel.tsx'

/** Money that should go back, may have gone back, or went back without Splynx showing it. */
export const refundRows = (view: HomeView): Child[] => [
  ...lateApprovals(view),
  ...unsureRefunds(view),
  ...failingUndoings(view),
]

const lateApprovals = ({ refunds, canCharge }: HomeView): Child[] =>
  refunds.late.map((late) => (
    <Row
      title={<a href={paymentHref(late.payment_id)}>{late.customer_name}</a>}
      note={`${late.document_number ?? 'Refill'}: the gateway took this although the payment was ${PAYMENT_LABEL[late.status].word.toLowerCase()} by then`}
      end={<Money cents={late.amount_cents} currency={late.currency} />}
      actions={
        canCharge && (
          <ButtonLink
            size="small"
            icon="undo"
            href={`${paymentHref(late.payment_id)}/refunds/new?original=${late.transaction_id}`}
          >
            Give it back
          </ButtonLink>
        )
      }
    />
  ))

function unsureRefunds({ refunds: { unsure }, place }: HomeView): Child[] {
  const rows = unsure.oldest.map((refund) => (
    <Row
      title={<a href={paymentHref(refund.payment_id)}>{refund.customer_name}</a>}
      note={`${REFUND_KIND_LABEL[refund.kind]}, for ${duration(place.now.getTime() - refund.created_at.getTime())}`}
      end={
        <span class="card-actions">
          <RefundBadge status={refund.status} />
          <Money cents={refund.amount_cents} currency={refund.currency} />
        </span>
      }
    />
  ))
  if (unsure.count <= rows.length) return rows
  return [
    ...rows,
    <Row
      title={<a href="/admin/refunds?status=unknown">All {counted(unsure.count, 'refund')}</a>}
    />,
  ]
}

function failingUndoings({ refunds: { failing } }: HomeView): Child[] {
  const rows = failing.oldest.map((undoing) => (
    <Row
      title={<a href={paymentHref(undoing.payment_id)}>{undoing.customer_name}</a>}
      note={`Given back, but not shown in Splynx after ${counted(undoing.tries, 'try', 'tries')}: ${undoing.last_error}`}
      end={<Money cents={undoing.amount_cents} currency={undoing.currency} />}
    />
  ))
  if (failing.count <= rows.length) return rows
  const words = `${counted(failing.count, 'refund')} not shown in Splynx yet`
  return [...rows, <Row title={<a href="/admin/refunds?status=approved">{words}</a>} />]
}
