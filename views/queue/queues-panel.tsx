import type { QueueFigures } from '../../src/queue/inspect.ts'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../components/table.tsx'
import { count, duration } from '../format.ts'
import { BACKGROUND } from '../payments/payment-rows.tsx'
import { NothingTwice } from './nothing-twice.tsx'
import { QUEUE_LABEL, QUEUE_MEANING, queueHref } from './queue-words.ts'

/** Every queue at a glance; asks for itself again while it is looked at. */
export const QueuesPanel = ({
  queues,
  now,
}: {
  /** Null while Redis is away. */
  queues: readonly QueueFigures[] | null
  now: Date
}) => (
  <div
    id="queues"
    class="stack"
    hx-get="/admin/queue"
    hx-trigger="every 5s"
    hx-swap="outerHTML"
    hx-headers={BACKGROUND}
  >
    {queues === null ? (
      <RedisAway />
    ) : (
      <>
        <Missing queues={queues} />
        <Table
          id="queue-table"
          caption="Queues"
          head={
            <>
              <Heading>Queue</Heading>
              <Heading>State</Heading>
              <Heading numeric>Waiting</Heading>
              <Heading numeric>Active</Heading>
              <Heading numeric>Delayed</Heading>
              <Heading numeric>Failed</Heading>
              <Heading numeric>Last hour</Heading>
              <Heading numeric>Oldest waits</Heading>
            </>
          }
        >
          {queues.map((queue) => (
            <QueueRow queue={queue} now={now} />
          ))}
        </Table>
        <NothingTwice />
      </>
    )}
  </div>
)

export const RedisAway = () => (
  <Notice tone="danger" title="Redis does not answer">
    Queues cannot be looked at or changed now. No payment is lost: they are kept in the database,
    and the sweep rings again for every one of them when Redis is back.
  </Notice>
)

const Missing = ({ queues }: { queues: readonly QueueFigures[] }) => {
  const lonely = queues.filter(({ workers }) => workers === 0)
  return lonely.length === 0 ? null : (
    <Notice tone="warning" title="No worker is running">
      Nobody works on {lonely.map(({ name }) => QUEUE_LABEL[name]).join(', ')}. What is rung for
      waits until a worker is started.
    </Notice>
  )
}

const QueueRow = ({ queue, now }: { queue: QueueFigures; now: Date }) => {
  const { name, counts, lastHour, oldestWaitingAt } = queue
  return (
    <tr>
      <td class="queue-name">
        <TwoLines
          first={
            <RowLink id={`queue-${name}`} href={queueHref(name)}>
              {QUEUE_LABEL[name]}
            </RowLink>
          }
          second={QUEUE_MEANING[name]}
        />
      </td>
      <td>
        <QueueState {...queue} />
      </td>
      <NumericCell>{count(counts.waiting)}</NumericCell>
      <NumericCell>{count(counts.active)}</NumericCell>
      <NumericCell>{count(counts.delayed)}</NumericCell>
      <NumericCell>
        {counts.failed > 0 ? (
          <a
            id={`failed-${name}`}
            href={queueHref(name, 'failed')}
            aria-label={`${counts.failed} failed jobs`}
          >
            {count(counts.failed)}
          </a>
        ) : (
          '0'
        )}
      </NumericCell>
      <NumericCell>
        <TwoLines
          first={`${count(lastHour.done)} done`}
          second={lastHour.failed > 0 && `${count(lastHour.failed)} failed`}
        />
      </NumericCell>
      <NumericCell>
        {oldestWaitingAt ? duration(now.getTime() - oldestWaitingAt.getTime()) : '–'}
      </NumericCell>
    </tr>
  )
}

/** Whether anybody takes jobs from it. */
export const QueueState = ({ isPaused, workers }: Pick<QueueFigures, 'isPaused' | 'workers'>) => {
  const [tone, icon, word] = isPaused
    ? (['attention', 'pause_circle', 'Paused'] as const)
    : workers === 0
      ? (['danger', 'alert', 'No worker'] as const)
      : (['success', 'play', workers === null ? 'Running' : workersWord(workers)] as const)
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={icon} size={14} />
      {word}
    </span>
  )
}

const workersWord = (workers: number) => (workers === 1 ? '1 worker' : `${workers} workers`)
