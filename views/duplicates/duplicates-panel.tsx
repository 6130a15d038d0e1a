import type { DuplicatePair } from '../../src/db/duplicates.ts'
import type { Payment } from '../../src/db/schema.ts'
import type { Certainty, DuplicateReason } from '../../src/domain/duplicate.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Empty } from '../components/empty.tsx'
import { Field } from '../components/field.tsx'
import { Day, Method, Moment, Money } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { Pager } from '../components/pager.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { FilterChips } from '../components/tabs.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { CHANNEL_LABEL } from '../payments/words.ts'

export interface DuplicatesView {
  pairs: readonly DuplicatePair[]
  counts: Record<Certainty, number>
  certainty: Certainty | undefined
  newerHref?: string | undefined
  olderHref?: string | undefined
  currency: string
  zone: string
  mayAct: boolean
  csrf: string
}

const REASON: Record<DuplicateReason, string> = {
  same_document: 'Both pay the same document.',
  same_document_by_hand: 'The same document was paid by hand in Splynx, too.',
  by_hand: 'The same amount was entered by hand in Splynx in these days: cash, perhaps.',
  refills_in_a_row: 'Two refills right after each other: the customer may have pressed twice.',
  customer_same_day: 'The customer paid two documents of the same amount on one day.',
  same_run: 'One run charged two documents of the same amount. Mostly this is right.',
  same_amount: 'The same amount within a few days.',
}

const CERTAINTY: Record<Certainty, { word: string; tone: string }> = {
  certain: { word: 'Certain', tone: 'danger' },
  likely: { word: 'Likely', tone: 'attention' },
  possible: { word: 'Possible', tone: 'neutral' },
}

/** Pairs side by side, why each is suspicious, and the two ways out of it. */
export const DuplicatesPanel = (view: DuplicatesView) => (
  <div class="stack">
    <FilterChips
      label="How certain"
      chips={[
        {
          href: '/admin/duplicates',
          label: 'Certain and likely',
          count: view.counts.certain + view.counts.likely,
          active: view.certainty === undefined,
        },
        ...(['certain', 'likely', 'possible'] as const).map((certainty) => ({
          href: `/admin/duplicates?certainty=${certainty}`,
          label: CERTAINTY[certainty].word,
          count: view.counts[certainty],
          active: view.certainty === certainty,
        })),
      ]}
    />
    {view.pairs.length === 0 ? (
      <Card>
        <Empty title="Nothing looks paid twice" icon="check_circle">
          Payments are looked at every ten minutes, those of whole days once more at night.
        </Empty>
      </Card>
    ) : (
      view.pairs.map((pair) => <Pair pair={pair} {...view} />)
    )}
    <Pager previous={view.newerHref} next={view.olderHref} />
  </div>
)

const Pair = ({ pair, ...view }: DuplicatesView & { pair: DuplicatePair }) => {
  const { word, tone } = CERTAINTY[pair.certainty]
  return (
    <Card
      title={
        <>
          {pair.later.customer_name}, <Money cents={pair.amount_cents} currency={view.currency} />{' '}
          twice
        </>
      }
      lead={REASON[pair.reason]}
      actions={
        <span class={`badge tone-${tone}`}>
          <Icon name={pair.certainty === 'certain' ? 'alert' : 'question'} size={14} />
          {word}
        </span>
      }
    >
      <div class="side-by-side">
        {pair.earlier && (
          <Half title="First payment" payment={pair.earlier} {...view} other={pair.later} />
        )}
        {pair.byHand && (
          <section>
            <h3>Entered in Splynx</h3>
            <Definitions>
              <Definition term="Payment">{pair.byHand.id}</Definition>
              <Definition term="Date">
                <Day date={pair.byHand.paid_on} />
              </Definition>
              <Definition term="Amount">
                <Money cents={pair.byHand.amount_cents} currency={view.currency} />
              </Definition>
              <Definition term="Receipt">{pair.byHand.receipt_number}</Definition>
            </Definitions>
          </section>
        )}
        <Half
          title={pair.byHand ? 'Payment here' : 'Second payment'}
          payment={pair.later}
          {...view}
          other={pair.earlier}
        />
      </div>
      {view.mayAct && <Ways pair={pair} csrf={view.csrf} />}
    </Card>
  )
}

const Half = ({
  title,
  payment,
  other,
  currency,
  zone,
}: {
  title: string
  payment: Payment
  other: Payment | null
  currency: string
  zone: string
}) => (
  <section>
    <h3>{title}</h3>
    <Definitions>
      <Definition term="Payment">
        <a href={paymentHref(payment.id)}>{payment.document_number ?? 'Refill'}</a>
        {other !== null && payment.document_id === other.document_id && payment.document_id && (
          <> (the same document)</>
        )}
      </Definition>
      <Definition term="Time">
        <Moment at={payment.created_at} zone={zone} />
      </Definition>
      <Definition term="Amount">
        <Money cents={payment.amount_cents} currency={currency} />
      </Definition>
      <Definition term="Method">
        <Method kind={payment.method_kind} brand={payment.brand} last4={payment.last4} />
      </Definition>
      <Definition term="Asked for by">{CHANNEL_LABEL[payment.channel]}</Definition>
      <Definition term="Status">
        <StatusBadge status={payment.status} />
      </Definition>
    </Definitions>
  </section>
)

const Ways = ({ pair, csrf }: { pair: DuplicatePair; csrf: string }) => (
  <div class="ways">
    <ButtonLink href={`${paymentHref(pair.later_id)}/refunds/new`} icon="return_left">
      {pair.byHand ? 'Give the payment here back' : 'Give the second one back'}
    </ButtonLink>
    <details>
      <summary>Both were meant</summary>
      <form method="post" action={`/admin/duplicates/${pair.id}/dismissal`}>
        <CsrfField token={csrf} />
        <Field
          name="note"
          id={`field-note-${pair.id}`}
          label="Why both were meant"
          maxlength={200}
          autocomplete="off"
        />
        <Button size="small">Take it off the list</Button>
      </form>
    </details>
  </div>
)
