import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { Stat, Stats } from '../components/stat.tsx'
import { methodName, money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import type { Words } from '../words/index.ts'
import { useLanguage, useWords } from '../words/speaking.tsx'
import { type DocumentFacts, Mark } from './document-marks.tsx'
import { DocumentRow } from './document-row.tsx'
import { MethodNotices } from './method-notices.tsx'
import type { SavedMethod } from './method-option.ts'
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
  methods,
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
  methods: readonly SavedMethod[]
}) => {
  const words = page.words.dashboard
  return (
    <CustomerLayout
      title={page.words.common.overview}
      heading={words.hello(page.customer.name)}
      lead={greeting(words, unpaid.length, processing.length)}
      active="pay"
      {...page}
    >
      <MethodNotices {...{ methods, now }} zip={page.zip} />
      <Stats>
        <Stat label={words.balance} note={<a href="/ippay">{words.addMoney}</a>}>
          <Money cents={balanceCents} currency={currency} />
        </Stat>
        <Stat
          label={words.toPay}
          note={unpaid.length > 0 ? words.documents(unpaid.length) : words.nothing}
        >
          <Money
            cents={unpaid.reduce((sum, { dueCents }) => sum + dueCents, 0)}
            currency={currency}
          />
        </Stat>
      </Stats>
      {processing.length > 0 && (
        <Card title={words.beingProcessed} lead={words.beingProcessedLead} flush>
          <Rows label={words.beingProcessed}>
            {processing.map((payment) => (
              <PaymentRow {...{ payment, currency, zone, now }} />
            ))}
          </Rows>
        </Card>
      )}
      {unpaid.length > 1 ? (
        <SeveralForm {...{ unpaid, currency, today }} />
      ) : (
        <Card title={words.unpaid} flush>
          {unpaid.length === 0 ? (
            <Empty title={words.nothingToPay} icon="check_circle">
              {words.newInvoices}
            </Empty>
          ) : (
            <Rows label={words.unpaid}>
              {unpaid.map((document) => (
                <DocumentRow {...{ document, currency, today }} />
              ))}
            </Rows>
          )}
        </Card>
      )}
      <Card title={words.latestPayments} flush>
        {latest.length === 0 ? (
          <Empty title={words.noPayments} icon="receipt">
            {words.noPaymentsText}
          </Empty>
        ) : (
          <Rows label={words.latestPayments}>
            {latest.map((payment) => (
              <PaymentRow {...{ payment, currency, zone, now }} />
            ))}
          </Rows>
        )}
      </Card>
    </CustomerLayout>
  )
}

/** Asks only which ones: the page behind it shows the sum and takes the method. */
const SeveralForm = ({
  unpaid,
  currency,
  today,
}: {
  unpaid: readonly DocumentFacts[]
  currency: string
  today: string
}) => {
  const { dashboard, several } = useWords()
  const language = useLanguage()
  const dueCents = unpaid.reduce((sum, one) => sum + one.dueCents, 0)
  return (
    <form method="get" action="/ippay/several">
      <Card title={dashboard.unpaid} flush>
        <Rows label={dashboard.unpaid}>
          {unpaid.map((document) => (
            <DocumentRow {...{ document, currency, today }} isChoice />
          ))}
        </Rows>
        <div class="several-actions">
          <Button>{several.paySelected}</Button>
          <ButtonLink href="/ippay/several?all=1">
            {several.payEverything(money(dueCents, currency, language))}
          </ButtonLink>
        </div>
      </Card>
    </form>
  )
}

function greeting(words: Words['dashboard'], unpaid: number, processing: number): string {
  if (unpaid > 0) return words.unpaidDocuments(unpaid)
  return processing > 0 ? words.processing : words.everythingPaid
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
  const language = useLanguage()
  const words = useWords().dashboard
  const { tone, icon, word, isReceipt, followEverySeconds } = stateOf(payment, {
    now,
    zone,
    language,
  })
  const isOver = followEverySeconds === undefined
  const label = isReceipt ? words.receipt : isOver ? words.details : words.follow
  const { method_kind: kind, brand, last4 } = payment
  return (
    <Row
      title={
        <>
          {paidName(payment, language)} <Mark {...{ tone, icon, word }} />
        </>
      }
      note={
        <>
          <Moment at={payment.created_at} zone={zone} /> ·{' '}
          {methodName({ kind, brand, last4 }, language).replaceAll(' ', NO_BREAK)}
        </>
      }
      end={
        <>
          <Money cents={payment.amount_cents} currency={currency} />
          <a
            class="row-end-link"
            href={paymentHref(payment.id)}
            aria-label={`${label}: ${paidName(payment, language)}`}
          >
            {label}
          </a>
        </>
      }
    />
  )
}
