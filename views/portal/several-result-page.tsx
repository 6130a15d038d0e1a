import type { Language } from '../../src/domain/language.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Money } from '../components/figures.tsx'
import { Outcome } from '../components/outcome.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { CustomerLayout } from '../layout.tsx'
import { type Words, wordsFor } from '../words/index.ts'
import { Speaking, useWords } from '../words/speaking.tsx'
import { Mark } from './document-marks.tsx'
import type { PortalPage } from './page.ts'
import { type PaymentState, type ShownPayment, stateOf } from './payment-state.ts'
import { paidName, payAgainHref, paymentHref, severalHref } from './words.ts'

interface ResultProps {
  payments: readonly ShownPayment[]
  /** Of the form that made them. */
  requestKey: string
  currency: string
  zone: string
  now: Date
  language: Language
}

interface Followed {
  payment: ShownPayment
  state: PaymentState
}

const follow = (props: ResultProps): Followed[] =>
  props.payments.map((payment) => ({ payment, state: stateOf(payment, props) }))

/** Changes whenever something else is to be said of one of them. */
export const phasesOf = (props: ResultProps): string =>
  follow(props)
    .map(({ state }) => state.phase)
    .join('.')

/** Follows the payments of one form until each is certain. */
export const SeveralResultPage = ({ page, ...props }: ResultProps & { page: PortalPage }) => (
  <CustomerLayout title={headOf(props).title} active="pay" {...page}>
    <Result {...props} />
  </CustomerLayout>
)

/** What the page asks for while it follows, so that a screen reader says each change once. */
export const SeveralResultChange = (props: ResultProps) => {
  const { title, text } = headOf(props)
  return (
    <Speaking language={props.language}>
      <title>{title}</title>
      <Result {...props} />
      <div id="announcer" hx-swap-oob="innerHTML">
        {`${title}. ${text}`}
      </div>
    </Speaking>
  )
}

/** All of them in one sentence. */
function headOf(props: ResultProps) {
  const states = follow(props).map(({ state }) => state)
  return lookOf(states, wordsFor(props.language).several)
}

function lookOf(states: readonly PaymentState[], words: Words['several']) {
  const count = states.length
  const taken = states.filter(({ isReceipt }) => isReceipt).length
  if (states.some(({ followEverySeconds }) => followEverySeconds !== undefined)) {
    const text = words.followingText
    return { tone: 'active', icon: 'clock', title: words.following(count), text } as const
  }
  if (taken === count) {
    const text = words.allTakenText
    return { tone: 'success', icon: 'check', title: words.allTaken(count), text } as const
  }
  const text = words.someTakenText
  return taken === 0
    ? ({ tone: 'danger', icon: 'x', title: words.noneTaken, text } as const)
    : ({
        tone: 'attention',
        icon: 'alert',
        title: words.someTaken(String(taken), String(count)),
        text,
      } as const)
}

const Result = (props: ResultProps) => {
  const { currency, requestKey } = props
  const followed = follow(props)
  const { tone, icon, title, text } = headOf(props)
  const seconds = followed.flatMap(({ state }) => state.followEverySeconds ?? [])
  const everySeconds = seconds.length > 0 ? Math.min(...seconds) : undefined
  return (
    <div id="payments" {...following(requestKey, phasesOf(props), everySeconds)}>
      <Outcome
        {...{ tone, icon, title }}
        busy={everySeconds !== undefined}
        amount={<Money cents={centsOf(followed)} currency={currency} large />}
      >
        {text}
      </Outcome>
      <Card flush>
        <Rows label={title}>
          {followed.map((one) => (
            <ResultRow {...one} currency={currency} language={props.language} />
          ))}
        </Rows>
      </Card>
      <Actions {...{ followed, requestKey }} isFollowing={everySeconds !== undefined} />
    </div>
  )
}

/** What was accepted, once all is known and anything was; until then what was asked for. */
function centsOf(followed: readonly Followed[]): number {
  const sum = (some: readonly Followed[]) =>
    some.reduce((cents, { payment }) => cents + payment.amount_cents, 0)
  const isOpen = followed.some(({ state }) => state.followEverySeconds !== undefined)
  const taken = followed.filter(({ state }) => state.isReceipt)
  return sum(isOpen || taken.length === 0 ? followed : taken)
}

/** Asks again after a while, in the background, so that it keeps nobody logged in. */
const following = (requestKey: string, phases: string, everySeconds: number | undefined) =>
  everySeconds === undefined
    ? {}
    : {
        'hx-get': `${severalHref(requestKey)}?seen=${phases}`,
        'hx-trigger': `every ${everySeconds}s`,
        'hx-swap': 'outerHTML',
        'hx-headers': '{"X-Background":"1"}',
      }

const ResultRow = ({
  payment,
  state,
  currency,
  language,
}: Followed & { currency: string; language: Language }) => {
  const words = useWords().dashboard
  const { tone, icon, word, text, isReceipt, followEverySeconds } = state
  const isOver = followEverySeconds === undefined
  const label = isReceipt ? words.receipt : isOver ? words.details : words.follow
  const name = paidName(payment, language)
  return (
    <Row
      title={
        <>
          {name} <Mark {...{ tone, icon, word }} />
        </>
      }
      note={text}
      end={
        <>
          <Money cents={payment.amount_cents} currency={currency} />
          <a class="row-end-link" href={paymentHref(payment.id)} aria-label={`${label}: ${name}`}>
            {label}
          </a>
        </>
      }
    />
  )
}

const Actions = ({
  followed,
  requestKey,
  isFollowing,
}: {
  followed: readonly Followed[]
  requestKey: string
  isFollowing: boolean
}) => {
  const { common, payment, several } = useWords()
  const again = followed.filter(({ state }) => state.mayPayAgain).map((one) => one.payment)
  const [first] = again
  return (
    <div class="form-actions outcome-actions">
      {isFollowing && (
        <ButtonLink id="refresh" icon="refresh" href={severalHref(requestKey)}>
          {payment.refresh}
        </ButtonLink>
      )}
      {first && !isFollowing && (
        <ButtonLink
          look="primary"
          href={again.length === 1 ? payAgainHref(first) : severalAgainHref(again)}
        >
          {several.payOthers(again.length)}
        </ButtonLink>
      )}
      <ButtonLink href="/ippay/dashboard">{common.backToOverview}</ButtonLink>
    </div>
  )
}

const severalAgainHref = (payments: readonly ShownPayment[]): string => {
  const chosen = payments.map(({ purpose, document_id }) => `document=${purpose}:${document_id}`)
  return `/ippay/several?${chosen.join('&')}`
}
