import type { ListedPayment } from '../../src/db/payment-list.ts'
import type { Attempt, PaymentEvent, Recording } from '../../src/db/schema.ts'
import { isOver } from '../../src/domain/payment.ts'
import { Columns, Stack } from '../components/card.tsx'
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
        <FactsCard {...view} />
        <RecordingCard {...view} />
      </Stack>
    </Columns>
  </div>
)

const followed = ({ payment: { id, status } }: PaymentView) =>
  isOver(status)
    ? {}
    : {
        'hx-get': `${paymentHref(id)}/details?was=${status}`,
        'hx-trigger': status === 'unknown' || status === 'review' ? 'every 10s' : 'every 2s',
        'hx-swap': 'outerHTML',
        'hx-headers': BACKGROUND,
      }
