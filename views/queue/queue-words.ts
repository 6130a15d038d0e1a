import type { ListedState } from '../../src/queue/inspect.ts'
import type { QueueName } from '../../src/queue/payloads.ts'

export const queueHref = (name: QueueName, state?: ListedState, page = 1): string => {
  const query = new URLSearchParams()
  if (state) query.set('state', state)
  if (page > 1) query.set('page', String(page))
  return query.size === 0 ? `/admin/queue/${name}` : `/admin/queue/${name}?${query}`
}

/** What each queue is for, so that nobody has to guess what pausing it holds up. */
export const QUEUE_MEANING: Record<QueueName, string> = {
  payments: 'Payments and refunds that somebody waits for',
  runs: 'Selecting the documents of runs',
  charges: 'Charging the documents of runs',
  recordings: 'Telling Splynx about approved payments and what went back',
  inquiries: 'Asking the gateway about unknown payments and refunds',
  reports: 'Reading the gateway’s reports',
  statements: 'Entering payments in Splynx’s payment statements',
  changes: 'Following what has changed in Splynx',
  mails: 'Mails to customers',
  upkeep: 'The sweep that rings again for what was left waiting',
}

export const STATE_LABEL: Record<ListedState, string> = {
  failed: 'Failed',
  active: 'Active',
  waiting: 'Waiting',
  delayed: 'Delayed',
  completed: 'Done',
}

export const QUEUE_LABEL: Record<QueueName, string> = {
  payments: 'Payments',
  runs: 'Runs',
  charges: 'Charges',
  recordings: 'Recordings',
  inquiries: 'Inquiries',
  reports: 'Reports',
  statements: 'Statements',
  changes: 'Changes in Splynx',
  mails: 'Mails',
  upkeep: 'Upkeep',
}
