import type { Child } from 'hono/jsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { Stat, Stats } from '../components/stat.tsx'
import { counted, methodName } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { type DocumentFacts, Mark } from './document-marks.tsx'
import { DocumentRow } from './document-row.tsx'
import type { PortalPage } from './page.ts'
import { type ShownPayment, stateOf } from './payment-state.ts'
import { paidName, paymentHref } from './words.ts'

/** What a customer owes, what is on its way, and what was paid. */
export const DashboardPage = ({
  page,
  currency,
  zone,
  now,
  today,
  balanceCents,
  unpaid,
  processing,
  latest,
}: {
  page: PortalPage
  currency: string
  zone: string
  now: Date
  today: string
  balanceCents: number
  /** Nothing of which a payment is under way. */
  unpaid: readonly DocumentFacts[]
  processing: readonly ShownPayment[]
  latest: readonly ShownPayment[]
}) => (
  <CustomerLayout
    title="Overview"
    heading={`Hello, ${page.customer.name}`}
    lead={greeting(unpaid.length, processing.length)}
    active="pay"
    {...page}
  >
    <Stats>
      <Stat label="Balance" note={<a href="/ippay">Add money</a>}>
        <Money cents={balanceCents} currency={currency} />
      </Stat>
      <Stat
        label="To pay"
        note={unpaid.length > 0 ? counted(unpaid.length, 'document') : 'Nothing'}
      >
        <Money
          cents={unpaid.reduce((sum, { dueCents }) => sum + dueCents, 0)}
          currency={currency}
        />
      </Stat>
    </Stats>
    {processing.length > 0 && (
      <Card
        title="Being processed"
        lead="We are asking the bank. Please do not pay again; we will not charge you twice."
        flush
      >
        <Rows label="Being processed">
          {processing.map((payment) => (
            <PaymentRow {...{ payment, currency, zone, now }} />
          ))}
        </Rows>
      </Card>
    )}
    <Card title="Unpaid" flush>
      {unpaid.length === 0 ? (
        <Empty title="Nothing to pay" icon="check_circle">
          New invoices appear here as soon as they are made.
        </Empty>
      ) : (
        <Rows label="Unpaid">
          {unpaid.map((document) => (
            <DocumentRow {...{ document, currency, today }} />
          ))}
        </Rows>
      )}
    </Card>
    <Card title="Latest payments" flush>
      {latest.length === 0 ? (
        <Empty title="No payments yet" icon="receipt">
          What you pay here is listed with its receipt.
        </Empty>
      ) : (
        <Rows label="Latest payments">
          {latest.map((payment) => (
            <PaymentRow {...{ payment, currency, zone, now }} />
          ))}
        </Rows>
      )}
    </Card>
  </CustomerLayout>
)

function greeting(unpaid: number, processing: number): Child {
  if (unpaid > 0) return `You have ${counted(unpaid, 'unpaid document')}.`
  return processing > 0 ? 'Your payment is being processed.' : 'Everything is paid.'
}

const NO_BREAK = '\u00a0'

const PaymentRow = ({
  payment,
  currency,
  zone,
  now,
}: {
  payment: ShownPayment
  currency: string
  zone: string
  now: Date
}) => {
  const { tone, icon, word, isReceipt, followEverySeconds } = stateOf(payment, { now, zone })
  const label = isReceipt ? 'Receipt' : followEverySeconds === undefined ? 'Details' : 'Follow it'
  const { method_kind: kind, brand, last4 } = payment
  return (
    <Row
      title={
        <>
          {paidName(payment)} <Mark {...{ tone, icon, word }} />
        </>
      }
      note={
        <>
          <Moment at={payment.created_at} zone={zone} /> ·{' '}
          {methodName({ kind, brand, last4 }).replaceAll(' ', NO_BREAK)}
        </>
      }
      end={
        <>
          <Money cents={payment.amount_cents} currency={currency} />
          <a
            class="row-end-link"
            href={paymentHref(payment.id)}
            aria-label={`${label}: ${paidName(payment)}`}
          >
            {label}
          </a>
        </>
      }
    />
  )
}
