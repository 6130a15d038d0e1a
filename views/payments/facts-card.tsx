import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Identifier, Method, Moment } from '../components/figures.tsx'
import { counted } from '../format.ts'
import type { PaymentView } from './payment-panel.tsx'
import { actorName, CHANNEL_LABEL, PURPOSE_LABEL } from './words.ts'

/** What the payment is, for whom, by what and by whom. */
export const FactsCard = ({ payment, place: { zone } }: PaymentView) => (
  <Card title="Payment">
    <Definitions>
      <Definition term="Customer">
        <a id="customer-link" href={`/admin/customers/${payment.customer_id}`}>
          {payment.customer_name}
        </a>
      </Definition>
      <Definition term={PURPOSE_LABEL[payment.purpose]}>
        {payment.purpose === 'refill'
          ? 'of the prepaid balance'
          : payment.document_number || `#${payment.document_id}`}
      </Definition>
      <Definition term="Method">
        <Method kind={payment.method_kind} brand={payment.brand} last4={payment.last4} />
      </Definition>
      <Definition term="Asked for by">
        {CHANNEL_LABEL[payment.channel]}, {actorName(payment.actor)}
      </Definition>
      {payment.run_id !== null && (
        <Definition term="Run">
          <a id="run-link" href={`/admin/runs/${payment.run_id}`}>
            Run {payment.run_id}
          </a>
        </Definition>
      )}
      <Definition term="Created">
        <Moment at={payment.created_at} zone={zone} />
      </Definition>
      {payment.reason && payment.status !== 'approved' && payment.status !== 'recorded' && (
        <Definition term="Reason">{payment.reason}</Definition>
      )}
      {payment.status === 'unknown' && payment.look_at && (
        <Definition term="Asked again">
          <Moment at={payment.look_at} zone={zone} />
        </Definition>
      )}
      {payment.inquiries_made > 0 && (
        <Definition term="Asked so far">{counted(payment.inquiries_made, 'time')}</Definition>
      )}
      <Definition term="TransactionID">
        {payment.transaction_id && (
          <Identifier value={payment.transaction_id} label="Copy the TransactionID" />
        )}
      </Definition>
      <Definition term="Payment id">
        <Identifier value={payment.id} label="Copy the payment id" />
      </Definition>
    </Definitions>
  </Card>
)
