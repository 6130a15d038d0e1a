import type { Meter } from '../../src/domain/retry.ts'
import { SKIP_LABEL } from '../../src/domain/run.ts'
import type { NextTry } from '../../src/operations/retries/next-tries.ts'
import { skipDetail } from '../charge/skip-detail.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { DOCUMENT_KIND_LABEL } from '../customers/customer-words.tsx'
import { Budget } from './budget.tsx'

export interface RetriesView {
  customerId: number
  tries: readonly NextTry[]
  /** Of the card or account, where the page is about one. */
  meter?: Meter
  canChange: boolean
  currency: string
  zone: string
}

/** Documents that were declined or came back, and when a run tries them again. */
export const RetriesCard = (view: RetriesView) =>
  view.tries.length === 0 ? null : (
    <Card title="Next automatic try" lead="If it is still unpaid by then.">
      <div class="retry-list">
        {view.tries.map((one) => (
          <Retry {...one} view={view} />
        ))}
      </div>
    </Card>
  )

const Retry = ({ view, ...one }: NextTry & { view: RetriesView }) => {
  const { document, tries, returned } = one
  const { purpose, id, number, amountCents } = document
  const name = `${DOCUMENT_KIND_LABEL[purpose]} ${number || `#${id}`}`
  return (
    <div>
      <p>
        <strong>{name}</strong> · <Money cents={amountCents} currency={view.currency} />
      </p>
      <When {...one} zone={view.zone} />
      <div class="retry-meters">
        {tries && <Budget meter={tries} />}
        {returned && <Budget meter={returned} />}
        {view.meter && <Budget meter={view.meter} />}
      </div>
      {view.canChange && (
        <span>
          <ButtonLink
            size="small"
            href={retryPlanHref(view.customerId, purpose, id)}
            aria-label={`Move or cancel the next try: ${name}`}
          >
            Move or cancel
          </ButtonLink>
        </span>
      )}
    </div>
  )
}

const When = ({ planned, blocked, isChosen, plan, zone }: NextTry & { zone: string }) => (
  <>
    {planned ? (
      <p>
        Next try on <Moment at={planned.at} zone={planned.schedule.zone} /> by schedule{' '}
        <a href="/admin/schedules">{planned.schedule.name}</a>
      </p>
    ) : (
      <p>{isChosen || blocked ? 'No automatic try within two months' : 'No schedule charges it'}</p>
    )}
    {blocked && (
      <p class="quiet">
        Not now: {lowered(SKIP_LABEL[blocked.reason])}
        {blocked.detail && `. ${skipDetail(blocked.detail, zone)}`}
      </p>
    )}
    {plan && (
      <p class="quiet">
        Decided by {plan.made_by.replace('staff:', '')}: {plan.reason}
      </p>
    )}
  </>
)

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export const retryPlanHref = (customerId: number, purpose: string, documentId: number): string =>
  `/admin/retries/plans/new?customer=${customerId}&purpose=${purpose}&document=${documentId}`
