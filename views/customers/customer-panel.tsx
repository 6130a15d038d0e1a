import type { ListedPayment } from '../../src/db/payment-list.ts'
import type { AutoRefill, CustomerHoldRow, Method } from '../../src/db/schema.ts'
import type { PaymentStatus } from '../../src/domain/payment.ts'
import type { Meter } from '../../src/domain/retry.ts'
import type { NextTry } from '../../src/operations/retries/next-tries.ts'
import type { Customer, Document } from '../../src/splynx/splynx.ts'
import { Card, Columns, Stack } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Empty } from '../components/empty.tsx'
import { Money } from '../components/figures.tsx'
import { Notice } from '../components/notice.tsx'
import type { Place } from '../payments/certainty.tsx'
import { PaymentTable } from '../payments/payment-rows.tsx'
import { HoldCard } from '../retries/hold-card.tsx'
import { RetriesCard } from '../retries/retries-card.tsx'
import { AutoRefillCard } from './auto-refill-card.tsx'
import { CustomerStatus } from './customer-words.tsx'
import { DocumentsCard } from './documents-card.tsx'
import { MethodsCard } from './methods-card.tsx'

/** A document that is not paid, and what is under way for it. */
export interface UnpaidDocument {
  document: Document
  underWay: { id: string; status: PaymentStatus } | undefined
}

export interface CustomerInSplynx {
  customer: Customer
  partner: string
  balanceCents: number | null
  documents: readonly UnpaidDocument[]
  /** Splynx has more than a page shows. */
  isMore: boolean
  /** Documents whose data make no sense. */
  unreadable: number
}

export interface AutomaticCharges {
  hold: CustomerHoldRow | null
  isHeld: boolean
  tries: readonly NextTry[]
  /** Declines that count, by method. */
  meters: ReadonlyMap<number, Meter>
}

export interface CustomerView {
  customerId: number
  inSplynx: CustomerInSplynx | 'away' | 'gone'
  methods: readonly (Method & { isExpired: boolean })[]
  payments: readonly ListedPayment[]
  automatic: AutomaticCharges
  /** As the customer agreed to it, whatever has become of it. */
  autoRefill: AutoRefill | undefined
  currency: string
  canPay: boolean
  csrf: string
  place: Place
}

/** All that a clerk needs on the phone with a customer. */
export const CustomerPanel = (view: CustomerView) => (
  <div class="stack">
    {typeof view.inSplynx === 'string' ? (
      <>
        <Absence inSplynx={view.inSplynx} />
        <MethodsCard {...view} />
        <AutomaticCards {...view} />
      </>
    ) : (
      <Columns>
        <DocumentsCard {...view} inSplynx={view.inSplynx} />
        <Stack>
          <AccountCard {...view.inSplynx} currency={view.currency} />
          <MethodsCard {...view} />
          <AutomaticCards {...view} />
        </Stack>
      </Columns>
    )}
    <Card
      title="Last payments"
      flush
      actions={
        view.payments.length > 0 && (
          <a href={`/admin/payments?q=${view.customerId}`}>All payments</a>
        )
      }
    >
      {view.payments.length === 0 ? (
        <Empty icon="receipt" title="No payments yet">
          Nothing has been collected from this customer through the gateway.
        </Empty>
      ) : (
        <PaymentTable payments={view.payments} place={view.place} caption="Last payments" />
      )}
    </Card>
  </div>
)

/** What runs do with the customer by themselves. */
const AutomaticCards = (view: CustomerView) => {
  const { customerId, automatic, autoRefill, canPay, currency, place } = view
  const shared = { customerId, canChange: canPay, zone: place.zone }
  return (
    <>
      <HoldCard {...shared} hold={automatic.hold} isHeld={automatic.isHeld} />
      <RetriesCard {...shared} tries={automatic.tries} currency={currency} />
      {autoRefill && <AutoRefillCard {...view} refill={autoRefill} />}
    </>
  )
}

const Absence = ({ inSplynx }: { inSplynx: 'away' | 'gone' }) =>
  inSplynx === 'away' ? (
    <Notice tone="danger" title="Splynx does not answer">
      Name, balance and documents are kept there. What we know ourselves is shown below; nothing can
      be paid until Splynx is back.
    </Notice>
  ) : (
    <Notice tone="warning" title="Splynx has no such customer any more">
      What was collected from the customer stays here.
    </Notice>
  )

const AccountCard = ({
  customer,
  partner,
  balanceCents,
  currency,
}: CustomerInSplynx & { currency: string }) => (
  <Card title="Account">
    <Definitions>
      <Definition term="Status">
        <CustomerStatus status={customer.status} />
      </Definition>
      <Definition term="Balance">
        {balanceCents !== null && <Money cents={balanceCents} currency={currency} />}
      </Definition>
      <Definition term="Partner">{partner}</Definition>
      <Definition term="Login">{customer.login}</Definition>
      <Definition term="E-mail">{customer.email}</Definition>
      <Definition term="Phone">{customer.phone}</Definition>
    </Definitions>
  </Card>
)
