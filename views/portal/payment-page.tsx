import { decimalOfCents } from '../../src/domain/money.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Day, Identifier, Method, Moment, Money } from '../components/figures.tsx'
import { Outcome } from '../components/outcome.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import type { PortalPage } from './page.ts'
import { finalOn, type PaymentState, type ShownPayment, stateOf } from './payment-state.ts'
import { paidName, payHref, paymentHref } from './words.ts'

/** Where the page leads; for whoever paid by a link these are other addresses. */
export interface PaymentHrefs {
  follow: string
  payAgain: string
  back?: string
}

interface PaymentProps {
  payment: ShownPayment
  hrefs: PaymentHrefs
  currency: string
  zone: string
  now: Date
}

/** Follows a payment until it is certain, and is its receipt from then on. */
export const PaymentPage = ({
  page,
  ...props
}: PaymentProps & { page: Omit<PortalPage, 'customer'> & Partial<PortalPage> }) => (
  <CustomerLayout
    title={titleOf(props)}
    active={props.payment.purpose === 'refill' ? 'refill' : 'pay'}
    {...page}
  >
    <PaymentBody {...props} />
  </CustomerLayout>
)

/**
 * What the page asks for while it follows. It is sent only when something else is to be said, so that
 * a screen reader says each change once.
 */
export const PaymentChange = (props: PaymentProps) => {
  const { title, text } = stateOf(props.payment, props)
  return (
    <>
      <title>{titleOf(props)}</title>
      <PaymentBody {...props} />
      <div id="announcer" hx-swap-oob="innerHTML">
        {/[.!?]$/.test(title) ? title : `${title}.`} {text}
      </div>
    </>
  )
}

const titleOf = (props: PaymentProps): string =>
  `${stateOf(props.payment, props).title} · ${paidName(props.payment)}`

const PaymentBody = (props: PaymentProps) => {
  const { payment, currency, hrefs } = props
  const state = stateOf(payment, props)
  const { tone, icon, title, text, followEverySeconds } = state
  return (
    <div id="payment" {...following(hrefs, state)}>
      <Outcome
        {...{ tone, icon, title }}
        busy={followEverySeconds !== undefined}
        amount={<Money cents={payment.amount_cents} currency={currency} large />}
      >
        {text}
      </Outcome>
      <Facts {...props} state={state} />
      <Actions hrefs={hrefs} state={state} />
    </div>
  )
}

/** Asks again after a while, in the background, so that it keeps nobody logged in. */
const following = ({ follow }: PaymentHrefs, { phase, followEverySeconds }: PaymentState) =>
  followEverySeconds === undefined
    ? {}
    : {
        'hx-get': `${follow}?seen=${phase}`,
        'hx-trigger': `every ${followEverySeconds}s`,
        'hx-swap': 'outerHTML',
        'hx-headers': '{"X-Background":"1"}',
      }

const Facts = ({ payment, currency, zone, state }: PaymentProps & { state: PaymentState }) => {
  const { method_kind: kind, brand, last4, transaction_id } = payment
  return (
    <Card title={state.isReceipt ? 'Receipt' : undefined}>
      <Definitions wide>
        <Definition term="For">{paidName(payment)}</Definition>
        <Definition term="Date">
          <Moment at={payment.created_at} zone={zone} />
        </Definition>
        <Definition term="Method">
          <Method kind={kind} brand={brand} last4={last4} />
        </Definition>
        {state.phase === 'debited' && (
          <Definition term="Final by">
            <Day date={finalOn(payment, zone)} />
          </Definition>
        )}
        {transaction_id && (
          <Definition term="Reference">
            <Identifier value={transaction_id} label="Copy the reference" />
          </Definition>
        )}
        <Definition term="Amount" total>
          {money(payment.amount_cents, currency)}
        </Definition>
      </Definitions>
    </Card>
  )
}

const Actions = ({ hrefs, state }: { hrefs: PaymentHrefs; state: PaymentState }) => (
  <div class="form-actions outcome-actions">
    {state.followEverySeconds !== undefined && (
      <ButtonLink id="refresh" icon="refresh" href={hrefs.follow}>
        Refresh
      </ButtonLink>
    )}
    {state.mayPayAgain && (
      <ButtonLink look="primary" href={hrefs.payAgain}>
        Choose another method
      </ButtonLink>
    )}
    {state.isReceipt && (
      <Button type="button" icon="printer" data-print hidden>
        Print the receipt
      </Button>
    )}
    {hrefs.back && <ButtonLink href={hrefs.back}>Back to the overview</ButtonLink>}
  </div>
)

/** For the customer who is logged in. */
export const hrefsOf = (payment: ShownPayment): PaymentHrefs => ({
  follow: paymentHref(payment.id),
  payAgain: payAgainHref(payment),
  back: '/ippay/dashboard',
})

const payAgainHref = ({ purpose, document_id, amount_cents }: ShownPayment): string =>
  purpose === 'refill' || document_id === null
    ? `/ippay?amount=${decimalOfCents(amount_cents)}`
    : payHref(purpose, document_id)
