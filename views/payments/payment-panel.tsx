import type { ListedPayment } from '../../src/db/payment-list.ts'
import type {
  Attempt,
  Mail,
  PaymentEvent,
  Recording,
  Refund,
  Return,
  Undoing,
} from '../../src/db/schema.ts'
import { isOver } from '../../src/domain/payment.ts'
import { isRefundUnderWay } from '../../src/domain/refund.ts'
import { Columns, Stack } from '../components/card.tsx'
import { MailsCard, type MailsOfPayment } from '../mails/mails-card.tsx'
import { RefundsCard } from '../refunds/refunds-card.tsx'
import { ReturnsOfPayment } from '../returns/returns-of-payment.tsx'
import { AttemptsCard } from './attempts-card.tsx'
import type { Place } from './certainty.tsx'
import { FactsCard } from './facts-card.tsx'
import { HistoryCard } from './history-card.tsx'
import { BACKGROUND, paymentHref } from './payment-rows.tsx'
import { RecordingCard } from './recording-card.tsx'

export interface PaymentView {
  payment: ListedPayment
  attempts: readonly Attempt[]
  events: readonly PaymentEvent[]
  recording: Recording | undefined
  /** What the bank said about it later. */
  returns: readonly Return[]
  refunds: readonly Refund[]
  undoings: readonly Undoing[]
  /** What the customer was written about it. */
  mails: readonly Mail[]
  sending: MailsOfPayment['sending']
  place: Place
}

/**
 * All that is known of one payment. While something may still happen it asks for itself again; when
 * the status has changed, the answer is the whole page, because other things can be done then.
 */
export const PaymentDetails = (view: PaymentView) => (
  <div id="details" class="stack" {...followed(view)}>
    <AttemptsCard {...view} />
    <Columns>
      <HistoryCard {...view} />
      <Stack>
        <ReturnsOfPayment returns={view.returns} zone={view.place.zone} />
        <FactsCard {...view} />
        <RecordingCard {...view} />
        <RefundsCard {...view} />
        <MailsCard {...view} zone={view.place.zone} />
      </Stack>
    </Columns>
  </div>
)

/** What the page shows beside the details depends on this: when it changes, the page is out of date. */
export const stateOf = ({
  payment,
  refunds,
  undoings,
}: Pick<PaymentView, 'payment' | 'refunds' | 'undoings'>): string =>
  [
    payment.status,
    ...refunds.map(({ status }) => status),
    ...undoings.map(({ done_at }) => (done_at ? 'done' : 'waiting')),
  ].join('.')

function followed(view: PaymentView) {
  const { payment, refunds, undoings } = view
  const { id, status } = payment
  const open = refunds.find((refund) => isRefundUnderWay(refund.status))
  const isUndone = undoings.every(({ done_at }) => done_at !== null)
  if (isOver(status) && !open && isUndone) return {}
  const waits = [status, open?.status].some((one) => one === 'unknown' || one === 'review')
  return {
    'hx-get': `${paymentHref(id)}/details?was=${stateOf(view)}`,
    'hx-trigger': waits ? 'every 10s' : 'every 2s',
    'hx-swap': 'outerHTML',
    'hx-headers': BACKGROUND,
  }
}
