import type { PaymentEvent } from '../../src/db/schema.ts'
import { Card } from '../components/card.tsx'
import { Moment } from '../components/figures.tsx'
import { PAYMENT_LABEL } from '../components/status-labels.ts'
import { Timeline, TimelineEvent } from '../components/timeline.tsx'
import type { PaymentView } from './payment-panel.tsx'
import { actorName } from './words.ts'

/** Everything that happened to the payment, oldest first. */
export const HistoryCard = ({ events, place: { zone } }: PaymentView) => (
  <Card title="History">
    <Timeline>
      {events.map((event) => (
        <TimelineEvent
          {...lookOf(event)}
          at={<Moment at={event.at} zone={zone} />}
          who={`by ${actorName(event.actor)}`}
        >
          {event.reason.replace(/^refund: /, '')}
        </TimelineEvent>
      ))}
    </Timeline>
  </Card>
)

const ASKED = { title: 'Asked the gateway', icon: 'refresh', tone: 'neutral' } as const
const REFUND = { title: 'Refund', icon: 'undo', tone: 'reversed' } as const

function lookOf({ from_status, to_status, reason }: PaymentEvent) {
  if (to_status === null) {
    if (reason.startsWith('refund: asked the gateway')) return ASKED
    if (reason.startsWith('refund: ')) return REFUND
    return reason.startsWith('inquiry:')
      ? ASKED
      : ({ title: 'Note', icon: 'info', tone: 'neutral' } as const)
  }
  const { word, icon, tone } = PAYMENT_LABEL[to_status]
  return { title: from_status === null ? 'Asked for' : word, icon, tone }
}
