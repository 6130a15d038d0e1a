import type { DayTotals } from '../../src/db/attention.ts'
import type { Run } from '../../src/db/schema.ts'
import type { CountAndSum, RunTotals } from '../../src/domain/run.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card, Columns, Stack } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/figures.tsx'
import { Progress } from '../components/progress.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { Stat, Stats } from '../components/stat.tsx'
import { count, counted, duration, money } from '../format.ts'
import { WorkCard, type WorkView } from './work-card.tsx'

export interface HomeView extends WorkView {
  runningRuns: readonly { run: Run; totals: RunTotals }[]
  today: DayTotals
  notKnown: CountAndSum
  /** Null when no schedule is switched on. */
  next: { scheduleId: number; name: string; dueAt: Date } | null
}

/** The day at a glance: what needs a person, what runs, what came of it so far. */
export const HomePanel = (view: HomeView) => (
  <div class="stack">
    <TodayStats {...view} />
    <Columns>
      <WorkCard {...view} />
      <Stack>
        <RunningCard {...view} />
        <NextCard {...view} />
      </Stack>
    </Columns>
  </div>
)

const TodayStats = ({ today, notKnown, currency }: HomeView) => {
  const sum = ({ cents }: CountAndSum) => money(cents, currency)
  return (
    <Stats>
      <Stat label="Charged today" note={counted(today.charged.count, 'payment')}>
        {sum(today.charged)}
      </Stat>
      <Stat label="Declined today" note={sum(today.declined)}>
        {count(today.declined.count)}
      </Stat>
      <Stat label="On the way" note={sum(today.moving)}>
        {count(today.moving.count)}
      </Stat>
      <Stat
        label="Not known, all days"
        note={sum(notKnown)}
        tone={notKnown.count > 0 ? 'doubt' : undefined}
      >
        {count(notKnown.count)}
      </Stat>
    </Stats>
  )
}

const RunningCard = ({ runningRuns, canAct, place }: HomeView) => (
  <Card title="Running now" flush>
    {runningRuns.length === 0 ? (
      <Empty
        icon="layers"
        title="No run is going on"
        action={
          canAct && (
            <ButtonLink href="/admin/charge" icon="bolt">
              Charge documents
            </ButtonLink>
          )
        }
      />
    ) : (
      <Rows label="Running now">
        {runningRuns.map(({ run, totals }) => (
          <Row
            title={<a href={`/admin/runs/${run.id}`}>Run {run.id}</a>}
            note={
              <>
                {count(totals.selected.count - totals.waiting.count - totals.sending.count)} of{' '}
                {counted(totals.selected.count, 'document')}, for{' '}
                {duration(place.now.getTime() - run.created_at.getTime())}
                <Progress totals={totals} />
              </>
            }
          />
        ))}
      </Rows>
    )}
  </Card>
)

const NextCard = ({ next, place }: HomeView) => (
  <Card title="Next scheduled run">
    {next ? (
      <p>
        <a href="/admin/schedules">{next.name}</a>
        <br />
        <Moment at={next.dueAt} zone={place.zone} />, in{' '}
        {duration(next.dueAt.getTime() - place.now.getTime())}
      </p>
    ) : (
      <p class="quiet">
        No schedule is switched on. <a href="/admin/schedules">Schedules</a>
      </p>
    )}
  </Card>
)
