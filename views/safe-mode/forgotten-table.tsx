import type { ListedMessage } from '../../src/db/forgotten-messages.ts'
import { Moment, Money } from '../components/figures.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../components/table.tsx'
import type { Place } from '../payments/certainty.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'

/** How each message that the database had forgotten stands now. */
export const ForgottenTable = ({
  messages,
  currency,
  place,
}: {
  messages: readonly ListedMessage[]
  currency: string
  place: Place
}) => (
  <Table
    caption="Forgotten messages"
    pairs
    head={
      <>
        <Heading>Document</Heading>
        <Heading numeric>Amount</Heading>
        <Heading>Sent</Heading>
        <Heading>Now</Heading>
      </>
    }
  >
    {messages.map((message) => (
      <tr>
        <td>
          <TwoLines
            first={<Document {...message} />}
            second={<code>{message.transaction_id}</code>}
          />
        </td>
        <NumericCell>
          <Money cents={message.amount_cents} currency={currency} />
        </NumericCell>
        <td>
          <TwoLines
            first={<Moment at={message.sent_at} zone={place.zone} />}
            second={`Customer ${message.customer_id}`}
          />
        </td>
        <td>
          <Now {...message} />
        </td>
      </tr>
    ))}
  </Table>
)

const KIND: Partial<Record<ListedMessage['kind'], string>> = {
  void: 'Void of ',
  credit: 'Credit for ',
  reversal: 'Reversal of ',
}

const Document = ({ kind, document_number, payment_id, payment_status }: ListedMessage) => {
  const words = `${KIND[kind] ?? ''}${document_number ?? 'refill'}`
  return payment_status ? (
    <RowLink href={paymentHref(payment_id)}>{words}</RowLink>
  ) : (
    <span>{words}</span>
  )
}

function Now({ state, note, payment_status }: ListedMessage) {
  if (payment_status) return <StatusBadge status={payment_status} />
  return state === 'by_hand' ? (
    <>By hand: {note}</>
  ) : (
    <>Waits until another payment of its document is over</>
  )
}
