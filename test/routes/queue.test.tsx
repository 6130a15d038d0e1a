import { type Job, Worker } from 'bullmq'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { createBell } from '../../src/queue/bell.ts'
import { connectRedis } from '../../src/queue/connection.ts'
import { QUEUE_PREFIX } from '../../src/queue/payloads.ts'
import { context, db, fieldsOf, staff, variant, wordsOf } from './console-support.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

const queue = context.bell.queues.get('payments')!
beforeEach(() => queue.resume())

const PAYMENT_ID = '01KDKZZZZZZZZZZZZZZZZZZZZZ'

/** A job of a payment that ran out of tries; returns its id. */
async function makeFailed(message = 'the database is away'): Promise<string> {
  const job = await queue.add('pay-invoice', { paymentId: PAYMENT_ID }, { attempts: 1 })
  const connection = connectRedis(context.config.REDIS_URL, 'worker')
  const fail = async (_: Job) => {
    throw new Error(message)
  }
  const worker = new Worker('payments', fail, { connection, prefix: QUEUE_PREFIX })
  await new Promise((resolve) => worker.once('failed', resolve))
  await worker.close()
  connection.disconnect()
  return job.id!
}

const audited = async () =>
  (await db.selectFrom('audit_events').select(['actor', 'action', 'subject']).execute()).filter(
    ({ action }) => /^(job|jobs|queue)\./.test(action),
  )

describe('the overview', () => {
  it('shows every queue with what is in it, and says when nobody works', async () => {
    await context.bell.ring('pay-invoice', { paymentId: PAYMENT_ID })
    await makeFailed()
    const page = await (await staff('viewer')).get('/admin/queue')
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    for (const name of ['Payments', 'Runs', 'Charges', 'Recordings', 'Inquiries', 'Upkeep']) {
      expect(words).toContain(name)
    }
    expect(words).toContain('No worker is running')
    expect(page.text).toContain('href="/admin/queue/payments?state=failed"')
  })

  it('refreshes itself with the same address', async () => {
    const viewer = await staff('viewer')
    const piece = await viewer.fragment('/admin/queue', { 'X-Background': '1' })
    expect(piece.text).toMatch(/^<div id="queues"/)
    expect(piece.text).toContain('hx-trigger="every 5s"')
  })
})

describe('one queue', () => {
  it('lists failed jobs first, with their payment, tries and error', async () => {
    const id = await makeFailed()
    const page = await (await staff('viewer')).get('/admin/queue/payments')
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    expect(words).toContain(`pay-invoice #${id}`)
    expect(words).toContain('1 of 1')
    expect(words).toContain('the database is away')
    expect(words).toContain('Nothing here can charge anybody twice')
    expect(page.text).toContain(`href="/admin/payments/${PAYMENT_ID}"`)
    expect(page.text).not.toContain('/retry"')
  })

  it.each(['failed', 'active', 'waiting', 'delayed', 'completed'])(
    'says honestly that nothing is %s',
    async (state) => {
      const page = await (await staff('viewer')).get(`/admin/queue/runs?state=${state}`)
      expect(page.status).toBe(200)
      expect(page.text).toContain('class="empty"')
    },
  )

  it.each([
    '/admin/queue/nothing',
    '/admin/queue/payments?state=stuck',
    '/admin/queue/payments?page=0',
    '/admin/queue/payments?page=99999',
    '/admin/queue/__proto__',
    '/admin/queue/%00',
  ])('%s is not found', async (path) => {
    expect((await (await staff('viewer')).get(path)).status).toBe(404)
  })
})

describe('a failed job', () => {
  it('is retried as the same job, never as a new one', async () => {
    const id = await makeFailed()
    const manager = await staff('manager')
    const page = await manager.post(`/admin/queue/payments/jobs/${id}/retry`)
    expect(page).toMatchObject({ status: 303, location: '/admin/queue/payments' })
    const waiting = await queue.getWaiting()
    expect(waiting.map((job) => [job.id, job.data])).toEqual([[id, { paymentId: PAYMENT_ID }]])
    expect(await queue.getFailedCount()).toBe(0)
    expect(await audited()).toEqual([
      { actor: 'staff:test-manager', action: 'job.retried', subject: 'queue:payments' },
    ])
  })

  it('is left alone when it is not failed any more', async () => {
    const id = await makeFailed()
    const manager = await staff('manager')
    const retry = () => manager.post(`/admin/queue/payments/jobs/${id}/retry`)
    await Promise.all([retry(), retry()])
    expect(await queue.getWaitingCount()).toBe(1)
    expect(await audited()).toHaveLength(1)
    await manager.post(`/admin/queue/payments/jobs/${id}/removal`)
    expect(await queue.getWaitingCount()).toBe(1)
  })

  it('can be removed', async () => {
    const id = await makeFailed()
    await (await staff('manager')).post(`/admin/queue/payments/jobs/${id}/removal`)
    expect(await queue.getJob(id)).toBeUndefined()
    expect(await audited()).toMatchObject([{ action: 'job.removed' }])
  })

  it('that is no longer there is said to be gone', async () => {
    const manager = await staff('manager')
    expect((await manager.post('/admin/queue/payments/jobs/12345/retry')).status).toBe(303)
    expect((await manager.get('/admin/queue/payments')).text).toContain('no longer there')
    expect((await manager.post('/admin/queue/payments/jobs/a:b/retry')).status).toBe(404)
    expect((await manager.post('/admin/queue/nothing/jobs/1/retry')).status).toBe(404)
  })
})

describe('all jobs of a state', () => {
  const bulk = '/admin/queue/payments/bulk'

  it('are retried together, after a page that says how many', async () => {
    await makeFailed()
    await makeFailed()
    const manager = await staff('manager')
    const page = await manager.get(`${bulk}?state=failed&act=retry`)
    expect(wordsOf(page.text)).toContain('Retry 2 failed jobs of Payments')
    expect(await queue.getFailedCount()).toBe(2)
    await manager.post(bulk, fieldsOf(page.text, bulk))
    expect(await queue.getFailedCount()).toBe(0)
    expect(await queue.getWaitingCount()).toBe(2)
    expect((await manager.get('/admin/queue/payments')).text).toContain('2 jobs waiting again.')
    expect(await audited()).toMatchObject([{ action: 'jobs.retried' }])
  })

  it('are no more than the page has named, though others failed meanwhile', async () => {
    await makeFailed()
    const manager = await staff('manager')
    const page = await manager.get(`${bulk}?state=failed&act=remove`)
    await makeFailed()
    await manager.post(bulk, fieldsOf(page.text, bulk))
    expect(await queue.getFailedCount()).toBe(1)
  })

  it('start before their time, or go, as the same jobs that were delayed', async () => {
    const data = { paymentId: PAYMENT_ID }
    const { id } = await queue.add('pay-invoice', data, { delay: 600_000 })
    const manager = await staff('manager')
    const act = (name: string) => manager.post(bulk, { state: 'delayed', act: name, count: '9' })
    await act('promote')
    expect((await queue.getWaiting()).map((job) => job.id)).toEqual([id])
    await queue.add('pay-invoice', data, { delay: 600_000 })
    await act('remove')
    expect(await queue.getDelayedCount()).toBe(0)
    expect(await queue.getWaitingCount()).toBe(1)
  })

  it('drain the queue of what waits, whatever its priority', async () => {
    await queue.add('pay-invoice', { paymentId: PAYMENT_ID })
    await queue.add('pay-invoice', { paymentId: PAYMENT_ID }, { priority: 5 })
    const manager = await staff('manager')
    const page = await manager.get('/admin/queue/payments?state=waiting')
    expect(wordsOf(page.text)).toContain('Drain the queue')
    await manager.post(bulk, { state: 'waiting', act: 'remove', count: '2' })
    expect(await queue.count()).toBe(0)
    expect((await manager.get('/admin/queue/payments')).text).toContain('2 jobs removed')
  })

  it.each(['state=active&act=remove', 'state=waiting&act=retry', 'state=failed', 'act=remove'])(
    '%s is nothing that could be asked for',
    async (query) => {
      const manager = await staff('manager')
      expect((await manager.get(`${bulk}?${query}`)).status).toBe(404)
      await queue.add('pay-invoice', { paymentId: PAYMENT_ID })
      await manager.post(bulk, { ...Object.fromEntries(new URLSearchParams(query)), count: '5' })
      expect(await queue.getWaitingCount()).toBe(1)
    },
  )

  it('say so when none is left', async () => {
    const manager = await staff('manager')
    expect((await manager.get(`${bulk}?state=failed&act=retry`)).status).toBe(303)
    expect((await manager.get('/admin/queue/payments')).text).toContain('Nothing was changed')
  })
})

describe('the workers of a queue', () => {
  it('are listed with how long they have been connected', async () => {
    const connection = connectRedis(context.config.REDIS_URL, 'worker')
    const worker = new Worker('payments', async () => {}, { connection, prefix: QUEUE_PREFIX })
    ending.push(
      () => connection.disconnect(),
      () => worker.close(),
    )
    await worker.waitUntilReady()
    const words = wordsOf((await (await staff('viewer')).get('/admin/queue/payments')).text)
    expect(words).toMatch(/Workers .*connected for \d/)
  })
})

describe('pausing', () => {
  it('is a manager’s, and is undone by resuming', async () => {
    const manager = await staff('manager')
    await manager.post('/admin/queue/payments/pause')
    expect(await queue.isPaused()).toBe(true)
    const page = await manager.get('/admin/queue/payments')
    expect(page.text).toContain('This queue is paused')
    expect(page.text).toContain('/resumption"')
    await manager.post('/admin/queue/payments/resumption')
    expect(await queue.isPaused()).toBe(false)
    expect((await audited()).map(({ action }) => action)).toEqual(['queue.paused', 'queue.resumed'])
  })
})

describe('roles', () => {
  it.each([
    ['viewer', 'bulk'],
    ['clerk', 'bulk'],
    ['clerk', 'jobs/1/retry'],
    ['clerk', 'jobs/1/removal'],
    ['clerk', 'pause'],
    ['clerk', 'resumption'],
  ] as const)('a %s may not post %s', async (role, act) => {
    await makeFailed()
    const page = await (await staff(role)).post(`/admin/queue/payments/${act}`)
    expect(page.status).toBe(403)
    expect(await queue.getFailedCount()).toBe(1)
    expect(await queue.isPaused()).toBe(false)
    expect(await audited()).toEqual([])
  })
})

describe('while Redis is away', () => {
  /** Its sessions still work, so that what the page says can be read. */
  async function away(role: 'viewer' | 'manager') {
    const redis = connectRedis('redis://127.0.0.1:9', 'commands')
    const bell = createBell(redis, createLog('silent', 'test'))
    ending.push(
      () => redis.disconnect(),
      () => bell.close(),
    )
    const known = await staff(role)
    const browser = variant({ bell }).browser()
    for (const [name, value] of known.cookies) browser.cookies.set(name, value)
    browser.csrf = known.csrf
    return browser
  }

  it.each(['/admin/queue', '/admin/queue/payments'])('%s says so', async (path) => {
    const page = await (await away('viewer')).get(path)
    expect(page.status).toBe(503)
    expect(page.text).toContain('Redis does not answer')
    expect(page.text).toContain('No payment is lost')
  })

  it('an act fails with a plain page', async () => {
    const page = await (await away('manager')).post('/admin/queue/payments/pause')
    expect(page.status).toBe(503)
    expect(page.text).toContain('Not available at the moment')
  })
})
