import type { Language } from '../../src/domain/language.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Day, Identifier, Method, Moment, Money } from '../components/figures.tsx'
import { Outcome } from '../components/outcome.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { Speaking, useWords } from '../words/speaking.tsx'
import type { PortalPage } from './page.ts'
import { finalOn, type PaymentState, type ShownPayment, stateOf } from './payment-state.ts'
import { paidName, payAgainHref, paymentHref } from './words.ts'

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
  language: Language
}

/** Follows a payment until it is certain, and is its receipt from then on. */
export const PaymentPage = ({
  page,
  ...props
}: PaymentProps & { page: Omit<PortalPage, 'customer' | 'words'> & Partial<PortalPage> }) => (
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
    <Speaking language={props.language}>
      <title>{titleOf(props)}</title>
      <PaymentBody {...props} />
      <div id="announcer" hx-swap-oob="innerHTML">
        {/[.!?]$/.test(title) ? title : `${title}.`} {text}
      </div>
    </Speaking>
  )
}

const titleOf = (props: PaymentProps): string =>
  `${stateOf(props.payment, props).title} · ${paidName(props.payment, props.language)}`

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

const Facts = ({
  payment,
  currency,
  zone,
  language,
  state,
}: PaymentProps & { state: PaymentState }) => {
  const words = useWords().payment
  const { method_kind: kind, brand, last4, transaction_id } = payment
  return (
    <Card title={state.isReceipt ? words.receipt : undefined}>
      <Definitions wide>
        <Definition term={words.paidFor}>{paidName(payment, language)}</Definition>
        <Definition term={words.date}>
          <Moment at={payment.created_at} zone={zone} />
        </Definition>
        <Definition term={words.method}>
          <Method kind={kind} brand={brand} last4={last4} />
        </Definition>
        {state.phase === 'debited' && (
          <Definition term={words.finalBy}>
            <Day date={finalOn(payment, zone)} />
          </Definition>
        )}
        {transaction_id && (
          <Definition term={words.reference}>
            <Identifier value={transaction_id} label={words.copyReference} />
          </Definition>
        )}
        <Definition term={words.amount} total>
          {money(payment.amount_cents, currency, language)}
        </Definition>
      </Definitions>
    </Card>
  )
}

const Actions = ({ hrefs, state }: { hrefs: PaymentHrefs; state: PaymentState }) => {
  const { common, payment: words } = useWords()
  return (
    <div class="form-actions outcome-actions">
      {state.followEverySeconds !== undefined && (
        <ButtonLink id="refresh" icon="refresh" href={hrefs.follow}>
          {words.refresh}
        </ButtonLink>
      )}
      {state.mayPayAgain && (
        <ButtonLink look="primary" href={hrefs.payAgain}>
          {words.chooseAnother}
        </ButtonLink>
      )}
      {state.isReceipt && (
        <ButtonLink icon="receipt" href={`${hrefs.follow}/receipt`}>
          {useWords().receipts.receipt}
        </ButtonLink>
      )}
      {state.isReceipt && (
        <Button type="button" icon="printer" data-print hidden>
          {words.print}
        </Button>
      )}
      {hrefs.back && <ButtonLink href={hrefs.back}>{common.backToOverview}</ButtonLink>}
    </div>
  )
}

/** For the customer who is logged in. */
export const hrefsOf = (payment: ShownPayment): PaymentHrefs => ({
  follow: paymentHref(payment.id),
  payAgain: payAgainHref(payment),
  back: '/ippay/dashboard',
})
