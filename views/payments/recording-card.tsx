import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Moment } from '../components/figures.tsx'
import type { PaymentView } from './payment-panel.tsx'

/** Whether Splynx has the payment; shown once there is money to tell it about. */
export const RecordingCard = ({ recording, payment, place: { zone } }: PaymentView) => {
  if (!recording) return null
  const { splynx_payment_id, recorded_at, tries, next_try_at, last_error } = recording
  const isHeld = recording.held_until !== null && recorded_at === null && last_error === null
  return (
    <Card title="In Splynx" lead={leadOf({ isRecorded: recorded_at !== null, isHeld })}>
      <Definitions>
        {splynx_payment_id !== null && (
          <Definition term="Splynx payment">{splynx_payment_id}</Definition>
        )}
        {recorded_at && (
          <Definition term="Recorded">
            <Moment at={recorded_at} zone={zone} />
          </Definition>
        )}
        <Definition term="Tries">{tries}</Definition>
        {!recorded_at && payment.status === 'approved' && (
          <Definition term={isHeld ? 'Credited on' : 'Next try'}>
            {next_try_at && <Moment at={next_try_at} zone={zone} />}
          </Definition>
        )}
        {last_error && <Definition term="Last error">{last_error}</Definition>}
      </Definitions>
    </Card>
  )
}

function leadOf({ isRecorded, isHeld }: { isRecorded: boolean; isHeld: boolean }): string {
  if (isRecorded) return 'Recorded.'
  return isHeld
    ? 'Held back: a refill by bank account of this amount is credited when it can hardly come back any more.'
    : 'Not there yet. It is tried again.'
}
