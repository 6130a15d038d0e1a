import type { AutoRefill, RefillPause } from '../../src/db/schema.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { FormActions } from '../components/field.tsx'
import { Moment, Money } from '../components/figures.tsx'
import type { CustomerView } from './customer-panel.tsx'

const PAUSED: Record<RefillPause, string> = {
  declined: 'Paused: its card or account was declined and may not be tried again.',
  returned: 'Paused: a debit of its account came back.',
  method: 'Paused: its card or account cannot be charged any more.',
}

/** Whether the balance is refilled by itself, and the way to end that. Not drawn where nobody asked. */
export const AutoRefillCard = ({
  refill,
  customerId,
  currency,
  canPay,
  csrf,
  place,
}: CustomerView & { refill: AutoRefill }) => (
  <Card title="Automatic refill">
    <p class="card-lead">
      <Money cents={refill.amount_cents} currency={currency} /> whenever the balance is below{' '}
      <Money cents={refill.threshold_cents} currency={currency} />, once a day at most.
    </p>
    {refill.pause_reason && (
      <p class="card-lead">{PAUSED[refill.pause_reason]} The customer has to agree anew.</p>
    )}
    <Definitions>
      <Definition term="Agreed">
        <Moment at={refill.consent_at} zone={place.zone} /> ({refill.consent_version})
      </Definition>
      {refill.ended_at && (
        <Definition term="Stopped">
          <Moment at={refill.ended_at} zone={place.zone} /> by{' '}
          {(refill.ended_by ?? '').replace('staff:', '')}
        </Definition>
      )}
      {refill.last_payment_id && (
        <Definition term="Last refill">
          <a href={`/admin/payments/${refill.last_payment_id}`}>Payment</a>
        </Definition>
      )}
    </Definitions>
    {canPay && refill.ended_at === null && (
      <form method="post" action={`/admin/customers/${customerId}/auto-refill/stop`}>
        <CsrfField token={csrf} />
        <FormActions>
          <Button look="danger" size="small">
            Stop
          </Button>
        </FormActions>
      </form>
    )}
  </Card>
)
