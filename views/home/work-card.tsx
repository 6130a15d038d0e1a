import type { Child } from 'hono/jsx'
import type { WorkCounts, WorkItem } from '../../src/db/open-work/read-work.ts'
import type { Breaker, SafeMode } from '../../src/db/schema.ts'
import { WORK_KINDS, type WorkKind } from '../../src/domain/work.ts'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { FilterChips } from '../components/tabs.tsx'
import { counted } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { WorkRow } from './work-row.tsx'
import { ALL_OF_KIND, WORK_LABEL } from './work-words.tsx'

export type WorkShow = 'all' | 'mine' | 'overdue' | 'free'

export interface WorkFilter {
  show: WorkShow
  kind?: WorkKind
}

export interface WorkView {
  /** What the filter lets through, what is due first first. */
  work: readonly WorkItem[]
  counts: WorkCounts
  /** Of the kind that is chosen, or of all. */
  total: number
  mineCount: number
  /** Left out where there is more than is read. */
  overdueCount: number | undefined
  freeCount: number | undefined
  filter: WorkFilter
  /** Of whoever looks at it. */
  login: string
  /** To whom work can be handed. */
  people: readonly { login: string; name: string }[]
  /** This list, to come back to. */
  here: string
  safeMode: SafeMode
  breaker: Breaker
  currency: string
  canAct: boolean
  csrf: string
  place: Place
}

/** More is no list any more; a kind or a person makes it shorter. */
const SHOWN_MAX = 40

export const workHref = ({ show, kind }: WorkFilter): string => {
  const query = new URLSearchParams({ ...(show !== 'all' && { show }), ...(kind && { kind }) })
  return query.size > 0 ? `/admin?${query}` : '/admin'
}

/** What does not get better by waiting: what is due first stands first. */
export const WorkCard = (view: WorkView) => {
  const shown = view.work.slice(0, SHOWN_MAX)
  const alarms = [...safeModeOn(view), ...gatewayAway(view)]
  const isEmpty = alarms.length + shown.length === 0
  return (
    <Card title="Needs a person" actions={<Whose {...view} />} flush>
      <Kinds {...view} />
      {isEmpty ? (
        <Nothing {...view} />
      ) : (
        <Rows label="Needs a person">
          {alarms}
          {shown.map((item) => (
            <WorkRow item={item} view={view} />
          ))}
          <More view={view} shown={shown.length} />
        </Rows>
      )}
    </Card>
  )
}

const Whose = ({ filter, total, mineCount, overdueCount, freeCount }: WorkView) => {
  const chip = (show: WorkShow, label: string, count?: number) => ({
    href: workHref({ ...filter, show }),
    label,
    ...(count !== undefined && { count }),
    active: filter.show === show,
  })
  return (
    <FilterChips
      label="Whose work"
      chips={[
        chip('all', 'All', total),
        chip('mine', 'Mine', mineCount),
        chip('overdue', 'Overdue', overdueCount),
        chip('free', 'Nobody’s', freeCount),
      ]}
    />
  )
}

/** Only where there is a choice. */
const Kinds = ({ filter, counts }: WorkView) => {
  const kinds = WORK_KINDS.filter((kind) => counts[kind] !== undefined || kind === filter.kind)
  if (kinds.length < 2 && !filter.kind) return null
  const { show } = filter
  return (
    <div class="work-kinds">
      <FilterChips
        label="Kind of work"
        chips={[
          { href: workHref({ show }), label: 'Every kind', active: !filter.kind },
          ...kinds.map((kind) => ({
            href: workHref({ show, kind }),
            label: WORK_LABEL[kind],
            count: counts[kind] ?? 0,
            active: filter.kind === kind,
          })),
        ]}
      />
    </div>
  )
}

const NOTHING: Record<WorkShow, string> = {
  all: 'Nothing needs you now',
  mine: 'Nothing of it is yours',
  overdue: 'Nothing is overdue',
  free: 'Everything has somebody who looks after it',
}

const Nothing = ({ filter }: WorkView) => (
  <Empty icon="check_circle" title={NOTHING[filter.show]}>
    {filter.show === 'all' &&
      'Payments whose outcome is not known, returns, approvals that Splynx does not take and runs that stopped would stand here.'}
  </Empty>
)

/** Of a kind that has more than the list can hold, the way to all of them. */
const More = ({ view, shown }: { view: WorkView; shown: number }) => {
  const { total, filter, work } = view
  const hidden = (filter.show === 'all' ? total : work.length) - shown
  if (hidden <= 0) return null
  const href = filter.kind && ALL_OF_KIND[filter.kind]
  const words = `and ${counted(hidden, 'more piece', 'more pieces')} of work`
  const note = filter.kind
    ? 'What is due first is above.'
    : 'Choose a kind above to see more of it.'
  return <Row title={href ? <a href={href}>{words}</a> : words} note={note} />
}

const safeModeOn = ({ safeMode, place }: WorkView): Child[] =>
  safeMode.state === 'off'
    ? []
    : [
        <Row
          title={<a href="/admin/safe-mode">Safe mode is on</a>}
          note={
            <>
              Nothing is charged until a manager releases it. Since{' '}
              {safeMode.entered_at && <Moment at={safeMode.entered_at} zone={place.zone} />}:{' '}
              {safeMode.reason}
            </>
          }
        />,
      ]

const gatewayAway = ({ breaker, place }: WorkView): Child[] =>
  breaker.state === 'closed'
    ? []
    : [
        <Row
          title="The gateway does not answer"
          note={
            <>
              Charging waits until it is back. {breaker.reason}
              {breaker.opened_at && (
                <>
                  {' '}
                  Since <Moment at={breaker.opened_at} zone={place.zone} />.
                </>
              )}
            </>
          }
        />,
      ]
