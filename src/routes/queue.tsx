import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { ButtonLink } from '../../views/components/button.tsx'
import type { Flash } from '../../views/components/notice.tsx'
import { counted } from '../../views/format.ts'
import { ConsoleLayout } from '../../views/layout.tsx'
import { BulkForm, bulkTitle } from '../../views/queue/bulk-form.tsx'
import { QueueActions, QueuePanel } from '../../views/queue/queue-panel.tsx'
import { QUEUE_LABEL, QUEUE_MEANING, queueHref } from '../../views/queue/queue-words.ts'
import { QueueState, QueuesPanel, RedisAway } from '../../views/queue/queues-panel.tsx'
import type { Context } from '../context.ts'
import { BULK_ACTS, BULK_MAX, type BulkState, isBulkAct } from '../domain/bulk-act.ts'
import { isAtLeast, requireStaff } from '../middleware/guards.ts'
import { notFound } from '../middleware/http-problem.ts'
import { changeJobs } from '../operations/queue-bulk.ts'
import {
  type JobCommandResult,
  pauseQueue,
  removeJob,
  resumeQueue,
  retryJob,
} from '../operations/queue-commands.ts'
import {
  JOB_STATES,
  type ListedState,
  listJobs,
  listQueues,
  listWorkers,
  readQueue,
} from '../queue/inspect.ts'
import { QUEUE_NAMES, type QueueName } from '../queue/payloads.ts'
import { actorOf, isHtmx, type StaffEnv } from './env.ts'
import { readForm, readQuery } from './forms.ts'
import { redirectWithNotice } from './notices.ts'
import { consoleProps } from './page-props.ts'

const PAGE_SIZE = 50
const PAGE_MAX = 1_000

/** The queues as an operator sees them, and the little that can be done to them. */
export const queueRoutes = (context: Context) => {
  const { bell, config, now, log } = context

  /** Null while Redis is away. */
  const unlessAway = <T,>(reading: Promise<T>): Promise<T | null> =>
    reading.catch((error) => {
      log.warn({ error }, 'the queues cannot be read')
      return null
    })

  async function readPage(queue: QueueName, state: ListedState | null, page: number) {
    const figures = await readQueue(bell, queue, now())
    const shown = state ?? (figures.counts.failed > 0 ? 'failed' : 'waiting')
    const slice = { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }
    const [jobs, workers] = await Promise.all([
      listJobs(bell, queue, shown, slice),
      listWorkers(bell, queue),
    ])
    return { queue: figures, state: shown, jobs, workers }
  }

  const command = async (
    c: HonoContext<StaffEnv>,
    queue: QueueName,
    act: (actor: string) => Promise<Flash>,
  ) => {
    const notice = await act(actorOf(c.var.staff))
    return redirectWithNotice(c, context, queueHref(queue), notice)
  }

  return new Hono<StaffEnv>()
    .get('/', async (c) => {
      const queues = await unlessAway(listQueues(bell, now()))
      c.header('Vary', 'HX-Request')
      if (isHtmx(c)) return c.html(<QueuesPanel queues={queues} now={now()} />)
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title="Queue"
          lead="Work that waits for a worker. The database knows every payment; a queue only rings for it."
          active="queue"
          actions={
            isAtLeast(c.var.staff.role, 'admin') && (
              <ButtonLink href="/admin/bull-board">BullMQ’s own dashboard</ButtonLink>
            )
          }
        >
          <QueuesPanel queues={queues} now={now()} />
        </ConsoleLayout>,
        queues ? 200 : 503,
      )
    })

    .get('/:queue', async (c) => {
      const name = readQueueName(c)
      const page = readPageNumber(c.req.query('page'))
      const view = await unlessAway(readPage(name, readState(c.req.query('state')), page))
      const { csrf, staff } = c.var
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title={QUEUE_LABEL[name]}
          heading={
            <>
              {QUEUE_LABEL[name]} {view && <QueueState {...view.queue} />}
            </>
          }
          lead={`${QUEUE_MEANING[name]}.`}
          crumbs={[{ href: '/admin/queue', label: 'Queue' }]}
          actions={
            view &&
            isAtLeast(staff.role, 'manager') && <QueueActions queue={view.queue} csrf={csrf} />
          }
          active="queue"
        >
          {view ? (
            <QueuePanel
              {...view}
              page={page}
              pageSize={PAGE_SIZE}
              csrf={csrf}
              canChange={isAtLeast(staff.role, 'manager')}
              zone={config.TZ}
            />
          ) : (
            <RedisAway />
          )}
        </ConsoleLayout>,
        view ? 200 : 503,
      )
    })

    .get('/:queue/bulk', requireStaff('manager'), async (c) => {
      const queue = readQueueName(c)
      const reading = readQuery(c, bulk)
      if (!reading.ok || !isBulkAct(reading.data.state, reading.data.act)) notFound()
      const { state, act } = reading.data
      const { counts } = await readQueue(bell, queue, now())
      const view = { queue, state, act, count: Math.min(counts[state], BULK_MAX) }
      if (view.count === 0) return redirectWithNotice(c, context, queueHref(queue), NONE_LEFT)
      return c.html(
        <ConsoleLayout
          {...consoleProps(c, context)}
          title={`${bulkTitle(view)}?`}
          crumbs={[
            { href: '/admin/queue', label: 'Queue' },
            { href: queueHref(queue), label: QUEUE_LABEL[queue] },
          ]}
          active="queue"
        >
          <BulkForm {...view} csrf={c.var.csrf} />
        </ConsoleLayout>,
      )
    })

    .post('/:queue/bulk', requireStaff('manager'), async (c) => {
      const queue = readQueueName(c)
      const reading = await readForm(c, bulk.extend({ count: COUNT }))
      if (!reading.ok || !isBulkAct(reading.data.state, reading.data.act)) {
        return redirectWithNotice(c, context, queueHref(queue), NONE_LEFT)
      }
      const { state, act, count: countMax } = reading.data
      return command(c, queue, async (actor) => {
        const count = await changeJobs(context, { queue, state, act, countMax, actor })
        return count > 0
          ? { tone: 'success', text: `${counted(count, 'job')} ${BULK_DONE[act]}.` }
          : NONE_LEFT
      })
    })

    .post('/:queue/pause', requireStaff('manager'), (c) => {
      const queue = readQueueName(c)
      return command(c, queue, async (actor) => {
        await pauseQueue(context, { queue, actor })
        return { tone: 'success', text: 'Paused. What is in hand ends.' }
      })
    })

    .post('/:queue/resumption', requireStaff('manager'), (c) => {
      const queue = readQueueName(c)
      return command(c, queue, async (actor) => {
        await resumeQueue(context, { queue, actor })
        return { tone: 'success', text: 'Resumed.' }
      })
    })

    .post('/:queue/jobs/:job/retry', requireStaff('manager'), (c) => {
      const queue = readQueueName(c)
      const jobId = readJobId(c)
      return command(
        c,
        queue,
        async (actor) => RETRIED[await retryJob(context, { queue, actor, jobId })],
      )
    })

    .post('/:queue/jobs/:job/removal', requireStaff('manager'), (c) => {
      const queue = readQueueName(c)
      const jobId = readJobId(c)
      return command(
        c,
        queue,
        async (actor) => REMOVED[await removeJob(context, { queue, actor, jobId })],
      )
    })
}

const STATES = Object.keys(BULK_ACTS) as [BulkState, ...BulkState[]]
const bulk = z.object({ state: z.enum(STATES), act: z.enum(['retry', 'promote', 'remove']) })
const COUNT = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number)

const BULK_DONE = {
  retry: 'waiting again',
  promote: 'started',
  remove: 'removed. What they were about stays as it is',
} as const

const NONE_LEFT: Flash = { tone: 'info', text: 'Nothing was changed: there is no such job now.' }

const GONE: Flash = { tone: 'info', text: 'This job is no longer there.' }
const NOT_FAILED: Flash = {
  tone: 'info',
  text: 'This job is not failed any more, so it was left alone.',
}

const RETRIED: Record<JobCommandResult, Flash> = {
  done: { tone: 'success', text: 'The job is waiting again.' },
  not_found: GONE,
  not_failed: NOT_FAILED,
}

const REMOVED: Record<JobCommandResult, Flash> = {
  done: { tone: 'success', text: 'The job is removed. What it was about stays as it is.' },
  not_found: GONE,
  not_failed: NOT_FAILED,
}

function readQueueName(c: HonoContext): QueueName {
  const name = c.req.param('queue')
  return QUEUE_NAMES.find((known) => known === name) ?? notFound('There is no such queue.')
}

function readJobId(c: HonoContext): string {
  const id = c.req.param('job') ?? ''
  return /^[\w-]{1,64}$/.test(id) ? id : notFound('There is no such job.')
}

const readState = (value: string | undefined): ListedState | null =>
  value === undefined ? null : (JOB_STATES.find((state) => state === value) ?? notFound())

function readPageNumber(value: string | undefined): number {
  if (value === undefined) return 1
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) <= PAGE_MAX ? Number(value) : notFound()
}
