import { BULK_ACTS, type BulkAct, type BulkState } from '../../src/domain/bulk-act.ts'
import type { QueueName } from '../../src/queue/payloads.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions } from '../components/field.tsx'
import { counted } from '../format.ts'
import { NothingTwice } from './nothing-twice.tsx'
import { QUEUE_LABEL, queueHref, STATE_LABEL } from './queue-words.ts'

export const bulkHref = (queue: QueueName, state: BulkState, act: BulkAct): string =>
  `/admin/queue/${queue}/bulk?state=${state}&act=${act}`

const ACT_LABEL: Record<BulkAct, string> = {
  retry: 'Retry all',
  promote: 'Start all now',
  remove: 'Remove all',
}

/** What can be done to all jobs of the shown state. What waits and is removed drains the queue. */
export const BulkLinks = ({ queue, state }: { queue: QueueName; state: BulkState }) => (
  <>
    {BULK_ACTS[state].map((act) => (
      <ButtonLink size="small" href={bulkHref(queue, state, act)}>
        {state === 'waiting' ? 'Drain the queue' : ACT_LABEL[act]}
      </ButtonLink>
    ))}
  </>
)

export interface BulkView {
  queue: QueueName
  state: BulkState
  act: BulkAct
  count: number
  csrf: string
}

/** `Remove 12 failed jobs of Payments` */
export const bulkTitle = ({ queue, state, act, count }: Omit<BulkView, 'csrf'>): string => {
  const jobs = counted(count, `${STATE_LABEL[state].toLowerCase()} job`)
  const verb = { retry: 'Retry', promote: 'Start', remove: 'Remove' }[act]
  return `${verb} ${jobs} of ${QUEUE_LABEL[queue]}`
}

const EFFECT: Record<BulkAct, string> = {
  retry: 'They run again as the same jobs, with all their tries.',
  promote: 'They run as soon as a worker is free, though their time has not come.',
  remove:
    'The jobs go and their payments and runs stay as they are. What still waits in the database is rung for again by the sweep within minutes.',
}

/** Names the count before anything happens: no more jobs than that are touched. */
export const BulkForm = (view: BulkView) => (
  <Card class="card narrow-card">
    <form method="post" action={`/admin/queue/${view.queue}/bulk`} class="stack">
      <CsrfField token={view.csrf} />
      <input type="hidden" name="state" value={view.state} />
      <input type="hidden" name="act" value={view.act} />
      <input type="hidden" name="count" value={view.count} />
      <p>{EFFECT[view.act]} Jobs that a worker has in hand are left alone.</p>
      <NothingTwice />
      <FormActions>
        <Button look={view.act === 'remove' ? 'danger' : 'primary'}>{bulkTitle(view)}</Button>
        <ButtonLink look="quiet" href={queueHref(view.queue, view.state)}>
          Back
        </ButtonLink>
      </FormActions>
    </form>
  </Card>
)
