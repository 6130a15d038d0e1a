import type { Job, Queue } from 'bullmq'
import { JOB_STATES } from '../../../src/queue/inspect.ts'
import { QUEUE_NAMES } from '../../../src/queue/payloads.ts'
import type { Page } from './browser.ts'
import { valuesOf } from './forms.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

const TRIES_MAX = 10
const ROUNDS = 5
const JOBS_A_ROUND = 4

/** Presses the buttons of the queue pages, also for jobs whose button is gone by now. */
export async function pressQueueButtons(operator: Person): Promise<void> {
  const { random } = operator
  for (let round = 0; round < ROUNDS; round++) {
    const queue = random.pick(QUEUE_NAMES)
    const address = `/admin/queue/${queue}`
    await operator.insist(async () => {
      const page = await operator.arrive(`${address}?state=${random.pick(JOB_STATES)}`)
      const retries = page.form(`${address}/retries`)
      if (retries) await operator.doubleClick(retries)
      for (const id of jobIdsOn(page).slice(0, JOBS_A_ROUND)) {
        const act = random.chance(0.7) ? 'retry' : 'removal'
        const form = formWith(page, `${address}/jobs/${id}/${act}`)
        if (form) await operator.doubleClick(form)
      }
    }, TRIES_MAX)
    await operator.pause()
  }
}

/** Holds a queue up for a moment and makes sure that it goes on. */
export async function holdUpQueue(operator: Person): Promise<void> {
  const address = `/admin/queue/${operator.random.pick(QUEUE_NAMES)}`
  await operator.insist(async () => {
    const form = (await operator.arrive(address)).form(`${address}/pause`)
    if (form) await operator.submit(form)
  }, TRIES_MAX)
  await operator.pause()
  await operator.insist(async () => {
    const form = (await operator.arrive(address)).form(`${address}/resumption`)
    if (form) await operator.submit(form)
  }, 10 * TRIES_MAX)
}

/** The page knows its jobs by the ids in its rows. */
const jobIdsOn = ({ html }: Page): string[] => [
  ...new Set(valuesOf(html, 'id').flatMap((id) => /^job-([\w-]+)$/.exec(id)?.[1] ?? [])),
]

/** The form that a page of an earlier moment had for it: any token of the session will do. */
function formWith(page: Page, action: string) {
  const csrf = page.form(/./)?.fields._csrf
  return csrf === undefined ? undefined : { action, fields: { _csrf: csrf } }
}

/**
 * What other tools do to jobs, whatever their state: run a finished one again, promote, remove or
 * double one that waits. Straight at Redis; what fails because the job moved on is part of it.
 */
export async function meddleWithJobs({ observer }: Stage, random: Random): Promise<void> {
  const queue = observer.bell.queues.get(random.pick(QUEUE_NAMES))!
  const states = ['completed', 'failed', 'delayed', 'waiting', 'active'] as const
  const jobs = await queue.getJobs([...states], 0, 300).catch(() => [])
  for (let count = 0; count < 25 && jobs.length > 0; count++) {
    const job = random.pick(jobs)
    if (job) await meddle(queue, job, random).catch(() => {})
  }
}

async function meddle(queue: Queue, job: Job, random: Random): Promise<unknown> {
  const dice = random.next()
  if (dice < 0.45) return job.retry(random.pick(['completed', 'failed'] as const))
  if (dice < 0.65) return job.promote()
  if (dice < 0.75) return job.remove()
  return queue.add(job.name, job.data)
}
