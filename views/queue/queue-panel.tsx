import { BULK_ACTS, type BulkState } from '../../src/domain/bulk-act.ts'
import type { ListedJob, ListedState, ListedWorker, QueueFigures } from '../../src/queue/inspect.ts'
import { JOB_STATES } from '../../src/queue/inspect.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Empty } from '../components/empty.tsx'
import { Notice } from '../components/notice.tsx'
import { Pager } from '../components/pager.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { Tabs } from '../components/tabs.tsx'
import { count, duration } from '../format.ts'
import { BulkLinks } from './bulk-form.tsx'
import { JobTable } from './job-table.tsx'
import { NothingTwice } from './nothing-twice.tsx'
import { QUEUE_LABEL, queueHref, STATE_LABEL } from './queue-words.ts'

export interface QueueView {
  queue: QueueFigures
  state: ListedState
  jobs: readonly ListedJob[]
  workers: readonly ListedWorker[]
  page: number
  pageSize: number
  csrf: string
  canChange: boolean
  zone: string
}

/** The jobs of one queue by state. */
export const QueuePanel = (view: QueueView) => {
  const { queue, state, jobs, page, pageSize } = view
  const total = queue.counts[state]
  const first = (page - 1) * pageSize
  return (
    <div class="stack">
      {queue.isPaused && (
        <Notice tone="warning" title="This queue is paused">
          What is in hand ends, and nothing new is begun until a manager resumes it.
        </Notice>
      )}
      <Tabs
        label="Jobs by state"
        tabs={JOB_STATES.map((one) => ({
          href: queueHref(queue.name, one),
          label: STATE_LABEL[one],
          count: queue.counts[one],
          active: one === state,
        }))}
      />
      <Card
        flush
        title={`${STATE_LABEL[state]} jobs`}
        actions={
          isBulkState(state) &&
          total > 0 &&
          view.canChange && <BulkLinks queue={queue.name} state={state} />
        }
      >
        {jobs.length === 0 ? (
          <NoJobs state={state} />
        ) : (
          <>
            <JobTable {...view} />
            <Pager
              previous={page > 1 ? queueHref(queue.name, state, page - 1) : undefined}
              next={first + pageSize < total ? queueHref(queue.name, state, page + 1) : undefined}
              summary={`${count(first + 1)} to ${count(first + jobs.length)} of ${count(total)}`}
            />
          </>
        )}
      </Card>
      <Workers {...view} />
      <NothingTwice />
    </div>
  )
}

const isBulkState = (state: ListedState): state is BulkState => state in BULK_ACTS

const Workers = ({ workers }: Pick<QueueView, 'workers'>) =>
  workers.length === 0 ? null : (
    <Card title="Workers" flush>
      <Rows label="Workers">
        {workers.map(({ address, ageMs }) => (
          <Row title={address} end={`connected for ${duration(ageMs)}`} />
        ))}
      </Rows>
    </Card>
  )

const NOTHING: Record<ListedState, [title: string, text: string]> = {
  failed: ['No failed jobs', 'A job that ran out of tries would stand here.'],
  active: ['Nothing in hand', 'No worker has a job of this queue at the moment.'],
  waiting: ['Nothing is waiting', 'Every job of this queue has been taken.'],
  delayed: ['Nothing is delayed', 'No job of this queue waits for its time.'],
  completed: ['No finished jobs', 'Jobs that have run to their end stand here for a day.'],
}

const NoJobs = ({ state }: { state: ListedState }) => {
  const [title, text] = NOTHING[state]
  return (
    <Empty icon={state === 'failed' ? 'check_circle' : 'list'} title={title}>
      {text}
    </Empty>
  )
}

/** Pausing holds up everything of a queue, so it is a manager's. */
export const QueueActions = ({ queue, csrf }: { queue: QueueFigures; csrf: string }) => (
  <form
    method="post"
    action={`/admin/queue/${queue.name}/${queue.isPaused ? 'resumption' : 'pause'}`}
  >
    <CsrfField token={csrf} />
    {queue.isPaused ? (
      <Button look="primary" icon="play">
        Resume queue
      </Button>
    ) : (
      <Button
        icon="pause"
        confirm={`Pause ${QUEUE_LABEL[queue.name]}? Nothing new is begun until it is resumed.`}
        confirmLabel="Pause the queue"
      >
        Pause queue
      </Button>
    )}
  </form>
)
