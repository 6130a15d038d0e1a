import type { ListedPayment } from '../../src/db/payment-list.ts'
import { actionCodeOf } from '../../src/domain/action-codes.ts'
import { isOver } from '../../src/domain/payment.ts'
import { Method, Money } from '../components/figures.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../components/table.tsx'
import { day, fullMoment, isoDay, timeOfDay } from '../format.ts'
import { CertaintyText, type Place } from './certainty.tsx'
import { CHANNEL_LABEL, PURPOSE_LABEL } from './words.ts'

export const paymentHref = (id: string): string => `/admin/payments/${id}`

/** Payments as a table whose rows follow their payments until those are over. */
export const PaymentTable = ({
  payments,
  place,
  caption = 'Payments',
}: {
  payments: readonly ListedPayment[]
  place: Place
  caption?: string
}) => (
  <>
    <Table
      caption={caption}
      pairs
      head={
        <>
          <Heading>Customer</Heading>
          <Heading numeric>Amount</Heading>
          <Heading>Document</Heading>
          <Heading>Method</Heading>
          <Heading>Status</Heading>
          <Heading>Certainty</Heading>
          <Heading>Time</Heading>
        </>
      }
    >
      {payments.map((payment) => (
        <PaymentRow payment={payment} place={place} />
      ))}
    </Table>
    <Followed payments={payments} />
  </>
)

const PaymentRow = ({
  payment,
  place,
  swap,
}: {
  payment: ListedPayment
  place: Place
  /** Takes the place of the row that the page has. */
  swap?: boolean
}) => (
  <tr id={`payment-${payment.id}`} hx-swap-oob={swap ? 'true' : undefined}>
    <td>
      <RowLink id={`open-${payment.id}`} href={paymentHref(payment.id)}>
        {payment.customer_name}
      </RowLink>
    </td>
    <NumericCell>
      <Money cents={payment.amount_cents} currency={payment.currency} />
    </NumericCell>
    <td>
      <TwoLines first={documentName(payment)} second={channelName(payment)} />
    </td>
    <td>
      <Method kind={payment.method_kind} brand={payment.brand} last4={payment.last4} />
    </td>
    <td>
      <StatusBadge status={payment.status} />
    </td>
    <td>
      <TwoLines
        first={<CertaintyText facts={payment} place={place} />}
        second={reasonOf(payment)}
      />
    </td>
    <td>
      <Time at={payment.created_at} zone={place.zone} />
    </td>
  </tr>
)

/** On two lines, so that seven columns have room. */
const Time = ({ at, zone }: { at: Date; zone: string }) => (
  <time class="moment" datetime={at.toISOString()} title={fullMoment(at, zone)}>
    <TwoLines first={day(isoDay(at, zone))} second={timeOfDay(at, zone)} />
  </time>
)

const documentName = ({ purpose, document_number, document_id }: ListedPayment): string =>
  purpose === 'refill' ? PURPOSE_LABEL.refill : document_number || `#${document_id}`

const channelName = ({ channel, run_id }: ListedPayment): string =>
  run_id === null ? CHANNEL_LABEL[channel] : `${CHANNEL_LABEL[channel]} ${run_id}`

/** Where the status says it all, the reason would only repeat it. */
function reasonOf({ status, reason, decline_code }: ListedPayment): string | null {
  if (status === 'approved' || status === 'recorded') return null
  return decline_code === null ? reason : actionCodeOf(decline_code, reason).meaning
}

/**
 * Asks about the rows that still move, all at once, and ends when none is left. Nothing to see: its
 * answer carries the rows, which replace those of the page by their ids.
 */
const Followed = ({ payments }: { payments: readonly ListedPayment[] }) => {
  const ids = payments.filter(({ status }) => isFollowed(status)).map(({ id }) => id)
  return ids.length === 0 ? (
    <div id="followed" hidden />
  ) : (
    <div
      id="followed"
      hidden
      hx-get={`/admin/payments/rows?ids=${ids.join(',')}`}
      hx-trigger="every 2s"
      hx-swap="outerHTML"
      hx-headers={BACKGROUND}
    />
  )
}

/** What waits for a person for hours is looked up anew with the page. */
const isFollowed = (status: ListedPayment['status']): boolean =>
  !isOver(status) && status !== 'review'

/** Does not keep somebody logged in who has left. */
export const BACKGROUND = JSON.stringify({ 'X-Background': '1' })

/** The answer to what `Followed` asks. */
export const FollowedRows = ({
  payments,
  place,
}: {
  payments: readonly ListedPayment[]
  place: Place
}) => (
  <>
    <Followed payments={payments} />
    {/* A row of a table that stands alone is only understood inside a template. */}
    <template>
      {payments.map((payment) => (
        <PaymentRow payment={payment} place={place} swap />
      ))}
    </template>
  </>
)
