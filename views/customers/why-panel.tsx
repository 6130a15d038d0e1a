import { SKIP_LABEL } from '../../src/domain/run.ts'
import type {
  Explanation,
  RuleVerdict,
  ScheduleVerdict,
  Standstill,
} from '../../src/operations/why-not-charged.ts'
import { skipDetail } from '../charge/skip-detail.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { DOCUMENT_KIND_LABEL, payHref } from './customer-words.tsx'
import { AGAINST_WORDS, answerOf, RULE_WORDS, skipWords } from './why-words.ts'

export interface ExplainedDocument extends Explanation {
  /** Of its schedules, why each can charge nothing at all: id of the schedule → warnings. */
  warnings: ReadonlyMap<number, readonly string[]>
}

export interface WhyView {
  customerId: number
  documents: readonly ExplainedDocument[]
  still: Standstill
  /** Splynx has more than the page explains. */
  isMore: boolean
  currency: string
  canPay: boolean
  zone: string
}

/** Of each unpaid document: what a run does with it, and every rule that decides about it. */
export const WhyPanel = (view: WhyView) => (
  <div class="stack">
    <StandstillNotices {...view.still} />
    {view.documents.length === 0 && (
      <Card flush>
        <Empty icon="check_circle" title="Nothing is left to charge">
          Splynx shows no unpaid invoice or proforma invoice of this customer.
        </Empty>
      </Card>
    )}
    {view.documents.map((one) => (
      <DocumentCard one={one} view={view} />
    ))}
    {view.isMore && <p class="quiet">The first documents only.</p>}
  </div>
)

const StandstillNotices = ({ breaker, areTwoRetriers }: Standstill) => (
  <>
    {breaker !== null && (
      <Notice tone="danger" title="The gateway is not asked at the moment">
        {breaker}. Runs go on by themselves when it answers again.
      </Notice>
    )}
    {areTwoRetriers && (
      <Notice tone="danger" title="No schedule starts">
        IPpay’s recycling and own retries are both on: <a href="/admin/settings">switch one off</a>.
      </Notice>
    )}
  </>
)

const DocumentCard = ({ one, view }: { one: ExplainedDocument; view: WhyView }) => {
  const { kind, id, number, dueCents } = one.document
  const answer = answerOf(one, view.still, view.zone)
  const canPay = view.canPay && one.underWayId === null && dueCents > 0
  return (
    <Card
      title={
        <>
          {DOCUMENT_KIND_LABEL[kind]} {number || `#${id}`} ·{' '}
          <Money cents={dueCents} currency={view.currency} />
        </>
      }
      actions={
        one.underWayId !== null ? (
          <ButtonLink size="small" href={paymentHref(one.underWayId)}>
            Look at the payment
          </ButtonLink>
        ) : (
          canPay && (
            <ButtonLink size="small" icon="card" href={payHref(view.customerId, kind, id)}>
              Pay now
            </ButtonLink>
          )
        )
      }
    >
      <div class="stack">
        <Notice tone={answer.tone} title={`${answer.title}.`}>
          {answer.advice}
        </Notice>
        <details class="more-filters" open={answer.tone === 'warning'}>
          <summary>Rules of a run, in their order</summary>
          <Rows label={`Rules for ${number || `#${id}`}`}>
            {one.rules.map((rule) => (
              <RuleRow {...rule} zone={view.zone} />
            ))}
          </Rows>
        </details>
        <details class="more-filters" open={one.planned === null}>
          <summary>Schedules</summary>
          <Schedules one={one} />
        </details>
        <LastRuns {...one} zone={view.zone} />
      </div>
    </Card>
  )
}

const MARK = {
  passes: ['success', 'check_circle', 'Passes'],
  forbids: ['danger', 'x_octagon', 'Forbids'],
  moot: ['muted', 'dotted', 'Not asked'],
} as const

const RuleRow = ({ name, state, skip, zone }: RuleVerdict & { zone: string }) => {
  const [tone, icon, word] = MARK[state]
  return (
    <Row
      title={skip ? SKIP_LABEL[skip.reason] : RULE_WORDS[name]}
      note={skip?.detail ? skipDetail(skip.detail, zone) : state === 'moot' && 'There is no method'}
      end={
        <span class={`badge tone-${tone}`}>
          <Icon name={icon} size={14} />
          {word}
        </span>
      }
    />
  )
}

const Schedules = ({ one }: { one: ExplainedDocument }) =>
  one.schedules.length === 0 ? (
    <p class="quiet">There is no schedule.</p>
  ) : (
    <Rows label="Schedules">
      {one.schedules.map((verdict) => (
        <ScheduleRow {...verdict} warnings={one.warnings.get(verdict.schedule.id) ?? []} />
      ))}
    </Rows>
  )

const ScheduleRow = ({
  schedule,
  choosesAt,
  against,
  warnings,
}: ScheduleVerdict & { warnings: readonly string[] }) => (
  <Row
    title={<a href="/admin/schedules">{schedule.name}</a>}
    note={
      <>
        {!schedule.is_enabled && 'Switched off. '}
        {choosesAt ? (
          <>
            Chooses it on <Moment at={choosesAt} zone={schedule.zone} />
          </>
        ) : against.length > 0 ? (
          `Leaves it out: ${against.map((part) => AGAINST_WORDS[part]).join('; ')}`
        ) : (
          'Would choose it'
        )}
        {warnings.length > 0 && `. ${warnings.join(' ')}`}
      </>
    }
  />
)

const RUNS_SHOWN = 5

const LastRuns = ({ runs, zone }: ExplainedDocument & { zone: string }) => {
  const skipped = runs.filter(({ skipReason }) => skipReason !== null).slice(0, RUNS_SHOWN)
  return skipped.length === 0 ? null : (
    <details class="more-filters">
      <summary>Last runs that skipped it</summary>
      <Rows label="Last runs that skipped it">
        {skipped.map(({ runId, startedAt, skipReason, skipDetail: detail }) => (
          <Row
            title={<a href={`/admin/runs/${runId}`}>Run {runId}</a>}
            note={skipReason && skipWords({ reason: skipReason, detail }, zone)}
            end={<Moment at={startedAt} zone={zone} />}
          />
        ))}
      </Rows>
    </details>
  )
}
