import type { ListedJob, ListedState } from '../../src/queue/inspect.ts'
import { Button } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Moment } from '../components/figures.tsx'
import { Heading, NumericCell, Table, TwoLines } from '../components/table.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import type { QueueView } from './queue-panel.tsx'
import { STATE_LABEL } from './queue-words.ts'

/** Jobs, each with what it is about. */
export const JobTable = (view: QueueView) => {
  const { jobs, state, zone } = view
  const isFailed = state === 'failed'
  return (
    <Table
      caption={`${STATE_LABEL[state]} jobs`}
      head={
        <>
          <Heading>Job</Heading>
          <Heading>About</Heading>
          <Heading numeric>Tries</Heading>
          <Heading>{TIME_HEADING[state]}</Heading>
          {hasErrors(state) && <Heading>Error</Heading>}
          {isFailed && view.canChange && (
            <Heading>
              <span class="visually-hidden">What to do</span>
            </Heading>
          )}
        </>
      }
    >
      {jobs.map((job) => (
        <tr id={`job-${job.id}`}>
          <td>
            <TwoLines first={job.name} second={`#${job.id}`} />
          </td>
          <td>
            <About {...job} />
          </td>
          <NumericCell>
            {job.attemptsMade} of {job.attemptsMax}
          </NumericCell>
          <td>
            <Moment at={timeOf(job, state)} zone={zone} />
          </td>
          {hasErrors(state) && <td>{job.error ?? '–'}</td>}
          {isFailed && view.canChange && (
            <td>
              <FailedJobActions job={job} view={view} />
            </td>
          )}
        </tr>
      ))}
    </Table>
  )
}

/** A delayed job is one that failed and waits for its next try, more often than not. */
const hasErrors = (state: ListedState): boolean => state === 'failed' || state === 'delayed'

const TIME_HEADING: Record<ListedState, string> = {
  failed: 'Failed',
  active: 'Started',
  waiting: 'Added',
  delayed: 'Due',
  completed: 'Done',
}

function timeOf({ addedAt, startedAt, endedAt, dueAt }: ListedJob, state: ListedState): Date {
  switch (state) {
    case 'failed':
    case 'completed':
      return endedAt ?? addedAt
    case 'active':
      return startedAt ?? addedAt
    case 'delayed':
      return dueAt ?? addedAt
    case 'waiting':
      return addedAt
  }
}

const PAYMENTS_SHOWN = 3

const About = ({ paymentIds, runId, items }: ListedJob) => {
  if (runId !== null) {
    return (
      <TwoLines
        first={<a href={`/admin/runs/${runId}`}>Run {runId}</a>}
        second={items && `documents ${items.from} to ${items.to}`}
      />
    )
  }
  if (paymentIds.length === 0) return <>–</>
  const rest = paymentIds.length - PAYMENTS_SHOWN
  return (
    <span class="two-lines">
      {paymentIds.slice(0, PAYMENTS_SHOWN).map((id) => (
        <a href={paymentHref(id)}>
          <code>{id}</code>
        </a>
      ))}
      {rest > 0 && <small>and {rest} more</small>}
    </span>
  )
}

const FailedJobActions = ({ job, view: { queue, csrf } }: { job: ListedJob; view: QueueView }) => {
  const path = `/admin/queue/${queue.name}/jobs/${job.id}`
  return (
    <div class="card-actions">
      <form method="post" action={`${path}/retry`}>
        <CsrfField token={csrf} />
        <Button size="small" aria-label={`Retry job ${job.id}`}>
          Retry
        </Button>
      </form>
      <form method="post" action={`${path}/removal`}>
        <CsrfField token={csrf} />
        <Button
          size="small"
          look="quiet"
          aria-label={`Remove job ${job.id}`}
          confirm={`Remove job ${job.id}? Its payment or run stays, and is rung for again if it waits.`}
          confirmLabel="Remove the job"
        >
          Remove
        </Button>
      </form>
    </div>
  )
}
