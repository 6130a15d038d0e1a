import { describe, expect, it } from 'vitest'
import { insertRun } from '../../src/db/runs.ts'
import { insertSchedule } from '../../src/db/schedules.ts'
import { APPROVED, declined } from '../../src/gateway/bogus.ts'
import { finishRun } from '../../src/operations/finish-run.ts'
import { makeMethod, UNKNOWN } from '../support/factories.ts'
import {
  chargeNext,
  clock,
  context,
  db,
  FILTER,
  splynx,
  staff,
  startSelected,
  wordsOf,
} from './console-support.ts'

/** A run of six invoices, 1.00 to 6.00: one each charged, declined, unknown, skipped; two wait. */
async function makeMixedRun(): Promise<{ runId: number; paymentIds: string[] }> {
  for (let cents = 100; cents <= 600; cents += 100) {
    const document = splynx.addDocument({ dueCents: cents })
    if (cents < 600) await makeMethod(context, { customer_id: document.customerId })
  }
  const runId = await startSelected()
  const paymentIds = []
  for (const outcome of [APPROVED, declined(), UNKNOWN]) {
    paymentIds.push(await chargeNext(runId, outcome))
  }
  return { runId, paymentIds }
}

const pageOf = async (runId: number, query = '') =>
  (await staff('clerk')).get(`/admin/runs/${runId}${query}`)

const statusOf = async (runId: number) =>
  (await db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()).status

describe('the page of a run', () => {
  it('shows counts and sums that add up, in plain sight', async () => {
    const { runId } = await makeMixedRun()
    const words = wordsOf((await pageOf(runId)).text)
    expect(words).toContain('4 of 6 documents dealt with Selected for $21.00')
    for (const part of [
      'Charged 1 $1.00',
      'Declined 1 $2.00',
      'Not known yet 1 $3.00',
      'Skipped 1 $6.00',
      'At the gateway 0 $0.00',
      'Waiting 2 $9.00',
    ]) {
      expect(words).toContain(part)
    }
    expect(words).toMatch(/(\d \+ ){4}\d = 6/)
    expect(words).toMatch(/= \$21\.00/)
    expect(words).toContain('No saved card or bank account 1')
  })

  it('lists every document with its outcome, its payment, its customer and the reason', async () => {
    const { runId, paymentIds } = await makeMixedRun()
    const { text } = await pageOf(runId)
    for (const id of paymentIds) expect(text).toContain(`href="/admin/payments/${id}"`)
    for (const { id } of splynx.customers.values()) {
      expect(text).toContain(`href="/admin/customers/${id}"`)
    }
  })

  it.each([
    ['charged', 1],
    ['declined', 1],
    ['unknown', 1],
    ['skipped', 1],
    ['waiting', 2],
    ['sending', 0],
    ['cancelled', 0],
    ['all', 6],
    ['nonsense', 6],
  ])('lists by outcome: %s', async (result, count) => {
    const { runId } = await makeMixedRun()
    const page = await pageOf(runId, `?result=${result}`)
    expect(page.status).toBe(200)
    expect(page.text.match(/<tr id="item-/g) ?? []).toHaveLength(count)
  })

  it('leads through a long list and back, without a gap and without a repeat', async () => {
    for (let at = 0; at < 120; at++) splynx.addDocument()
    const runId = await startSelected()
    const clerk = await staff('clerk')
    const itemsOf = (text: string) => [...text.matchAll(/<tr id="item-(\d+)"/g)].map(([, id]) => id)
    const linkOf = (text: string, rel: string) =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll('&amp;', '&')
    const seen: string[][] = []
    let page = await clerk.get(`/admin/runs/${runId}?result=skipped`)
    for (;;) {
      seen.push(itemsOf(page.text) as string[])
      const next = linkOf(page.text, 'next')
      if (!next) break
      page = await clerk.get(next)
    }
    expect(seen.map((items) => items.length)).toEqual([50, 50, 20])
    expect(new Set(seen.flat()).size).toBe(120)
    const back = await clerk.get(linkOf(page.text, 'prev')!)
    expect(itemsOf(back.text)).toEqual(seen[1])
    const first = await clerk.get(linkOf(back.text, 'prev')!)
    expect(itemsOf(first.text)).toEqual(seen[0])
    expect(linkOf(first.text, 'prev')).toBeUndefined()
  })

  it('asks for itself again while it moves, without keeping anybody logged in', async () => {
    const { runId } = await makeMixedRun()
    const { text } = await pageOf(runId)
    expect(text).toContain('hx-trigger="every 2s"')
    expect(text).toContain('X-Background')
    expect(text).toMatch(/<noscript>.*Refresh/s)
  })

  it('brings only what is new: nothing is taken from under a finger or a focus', async () => {
    const { runId } = await makeMixedRun()
    const clerk = await staff('clerk')
    const page = await clerk.get(`/admin/runs/${runId}`)
    const refresh = /hx-get="([^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    const same = await clerk.fragment(refresh)
    expect(same.text).toContain('id="run-live"')
    expect(same.text).not.toMatch(/id="run-(results|aside|notices)"/)
    expect(same.text).not.toContain('id="announcer"')
    await chargeNext(runId, APPROVED)
    const moved = await clerk.fragment(refresh)
    expect(moved.text).toContain('id="run-results"')
    expect(moved.text).not.toContain('id="run-aside"')
    expect(wordsOf(moved.text)).toContain('5 of 6 dealt with. 2 charged, $5.00')
  })

  it('ends its refreshing by itself when the run is over', async () => {
    const document = splynx.addDocument()
    await makeMethod(context, { customer_id: document.customerId })
    const runId = await startSelected()
    const clerk = await staff('clerk')
    const page = await clerk.get(`/admin/runs/${runId}`)
    const refresh = /hx-get="([^"]+)"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    await chargeNext(runId, APPROVED)
    clock.forward(65_000)
    await finishRun(context, runId)
    const last = await clerk.fragment(refresh)
    expect(last.text).not.toContain('hx-trigger')
    const words = wordsOf(last.text)
    expect(words).toContain('Finished after 1 min 5 s.')
    expect(words).toContain(`Run ${runId} is finished: 1 of 1 dealt with.`)
    expect(last.text).not.toContain('/cancel')
  })

  it('tells the speed and the time that is left', async () => {
    const { runId } = await makeMixedRun()
    clock.forward(60_000)
    const words = wordsOf((await pageOf(runId)).text)
    expect(words).toContain('4 documents a minute. About 30 s left.')
  })

  it('says of a run of the clock how late it was, and why it has paused itself', async () => {
    const values = {
      name: 'Every night',
      isEnabled: true,
      filter: { documentKind: 'invoice', status: 'not_paid', lookBackDays: 31 },
      timeOfDay: '02:30',
      zone: 'America/Chicago',
      weekdays: [1],
      catchUpMinutes: 60,
    } as const
    const saved = { ...values, weekdays: [...values.weekdays] }
    const scheduleId = await insertSchedule(db, saved, 'staff:ada', clock.now())
    const slot = { scheduleId, businessDate: '2026-11-24', lateMinutes: 42 }
    const actor = `schedule:${scheduleId}`
    const { runId } = await insertRun(
      db,
      { source: 'auto', filter: FILTER, actor, slot },
      clock.now(),
    )
    await db
      .updateTable('runs')
      .set({ status: 'paused', pause_reason: 'None of the last 5 messages got a clear answer' })
      .execute()
    const words = wordsOf((await pageOf(runId)).text)
    expect(words).toContain('Late by 42 minutes: caught up')
    expect(words).toContain('This run is paused None of the last 5 messages got a clear answer')
    expect(words).toContain('Every night')
    expect(words).toContain('Nov 24, 2026')
  })

  it.each([
    '/admin/runs/999999',
    '/admin/runs/0',
    '/admin/runs/1e3',
    '/admin/runs/..%2F',
    '/admin/runs/x/cancel',
  ])('knows nothing of %s', async (path) => {
    expect((await (await staff('clerk')).get(path)).status).toBe(404)
  })

  it('reads a senseless address as if it said nothing', async () => {
    const { runId } = await makeMixedRun()
    const query =
      '?result=a&result=b&after=-1&before=x&previewed=1-2-3&asked=soon&seen=%00&track=1.2.3'
    expect((await pageOf(runId, query)).status).toBe(200)
  })
})

describe('commands', () => {
  it('pause with a reason, which the page and the trail tell, and resume', async () => {
    const { runId } = await makeMixedRun()
    const clerk = await staff('clerk')
    const page = await clerk.post(`/admin/runs/${runId}/pause`, { reason: 'The bank called' })
    expect(page).toMatchObject({ status: 303, location: `/admin/runs/${runId}` })
    expect(await statusOf(runId)).toBe('paused')
    const paused = wordsOf((await clerk.get(`/admin/runs/${runId}`)).text)
    expect(paused).toContain('This run is paused The bank called')
    expect(paused).toContain('Resume')
    expect((await clerk.post(`/admin/runs/${runId}/resume`)).status).toBe(303)
    expect(await statusOf(runId)).toBe('running')
    const trail = await db.selectFrom('audit_events').selectAll().orderBy('id').execute()
    const done = trail.filter(({ subject }) => subject === `run:${runId}`)
    expect(done.map(({ action }) => action)).toEqual(['run.start', 'run.paused', 'run.running'])
    expect(done.map(({ actor }) => actor).slice(1)).toEqual(Array(2).fill('staff:test-clerk'))
  })

  it('refuse a reason that is too long beside its field, and pause nothing', async () => {
    const { runId } = await makeMixedRun()
    const clerk = await staff('clerk')
    const page = await clerk.post(`/admin/runs/${runId}/pause`, { reason: 'x'.repeat(201) })
    expect(page.status).toBe(422)
    expect(page.text).toContain('id="pause-reason-error"')
    expect(await statusOf(runId)).toBe('running')
  })

  it('cancel only after a page has named what will happen', async () => {
    const { runId } = await makeMixedRun()
    const clerk = await staff('clerk')
    const asked = wordsOf((await clerk.get(`/admin/runs/${runId}/cancel`)).text)
    expect(asked).toContain('2 documents that still wait, $9.00, will not be charged by this run.')
    expect(asked).toContain('1 document charged so far, $1.00, stays charged.')
    expect(await statusOf(runId)).toBe('running')
    expect((await clerk.post(`/admin/runs/${runId}/cancel`)).status).toBe(422)
    expect(await statusOf(runId)).toBe('running')
    await clerk.post(`/admin/runs/${runId}/cancel`, { reason: 'The wrong month' })
    expect(await statusOf(runId)).toBe('cancelled')
    const words = wordsOf((await clerk.get(`/admin/runs/${runId}`)).text)
    expect(words).toContain('Cancelled 2 $9.00')
    expect(words).toContain('Selected for $21.00')
  })

  it('say that nothing was changed when the run was faster', async () => {
    const { runId } = await makeMixedRun()
    const clerk = await staff('clerk')
    await clerk.post(`/admin/runs/${runId}/cancel`, { reason: 'The wrong month' })
    for (const command of ['pause', 'resume', 'cancel']) {
      const { location } = await clerk.post(`/admin/runs/${runId}/${command}`)
      const words = wordsOf((await clerk.get(location!)).text)
      expect(words).toContain('Nothing was changed: this run is cancelled.')
    }
    expect((await clerk.get(`/admin/runs/${runId}/cancel`)).status).toBe(303)
  })

  it.each(['pause', 'resume', 'cancel', 'ask'])(
    '%s needs a clerk and his token',
    async (command) => {
      const { runId } = await makeMixedRun()
      const path = `/admin/runs/${runId}/${command}`
      expect((await (await staff('viewer')).post(path)).status).toBe(403)
      expect((await (await staff('clerk')).post(path, { _csrf: 'other' })).status).toBe(403)
      expect((await (await staff('clerk')).post('/admin/runs/999999/pause')).status).toBe(404)
      expect(await statusOf(runId)).toBe('running')
    },
  )

  it('a viewer is not offered what he may not do', async () => {
    const { runId } = await makeMixedRun()
    const { text } = await (await staff('viewer')).get(`/admin/runs/${runId}`)
    expect(text).not.toContain('/pause')
    expect(text).not.toContain('/ask')
  })

  it('ask the gateway about unknown outcomes now, and look on for a while', async () => {
    const { runId, paymentIds } = await makeMixedRun()
    const clerk = await staff('clerk')
    await clerk.post(`/admin/runs/${runId}/cancel`, { reason: 'The wrong month' })
    const before = await clerk.get(`/admin/runs/${runId}`)
    expect(wordsOf(before.text)).toContain('Ask the gateway about 1 unknown')
    expect(before.text).not.toContain('hx-trigger')

    const { location } = await clerk.post(`/admin/runs/${runId}/ask`)
    const page = await clerk.get(location!)
    expect(wordsOf(page.text)).toContain('The gateway is being asked about 1 outcome.')
    expect(page.text).toContain('hx-trigger')
    const jobs = await context.bell.queues.get('inquiries')!.getJobs(['waiting'])
    expect(jobs.map(({ data }) => data)).toEqual([{ paymentIds: [paymentIds[2]] }])
    const payment = await db
      .selectFrom('payments')
      .select('look_at')
      .where('id', '=', paymentIds[2]!)
      .executeTakeFirstOrThrow()
    expect(payment.look_at).toEqual(clock.now())

    clock.forward(61_000)
    expect((await clerk.get(location!)).text).not.toContain('hx-trigger')
  })
})

describe('the list of runs', () => {
  it('says what to do when there is none', async () => {
    const page = await (await staff('clerk')).get('/admin/runs')
    expect(wordsOf(page.text)).toContain('No run yet')
    expect(page.text).toContain('href="/admin/charge"')
  })

  it('shows each run with its source, its starter, its filter and its sums', async () => {
    const { runId } = await makeMixedRun()
    const words = wordsOf((await (await staff('viewer')).get('/admin/runs')).text)
    expect(words).toMatch(new RegExp(`${runId} Nov 24, 2026, 9:00 AM Manual clerk`))
    expect(words).toContain('Unpaid invoices any date')
    expect(words).toContain('Running 6 $21.00 1 $1.00 1 $2.00 1 $3.00 1 $6.00')
  })

  it('is filtered by source, and read on from the last run of a page', async () => {
    for (let at = 0; at < 30; at++) {
      await insertRun(db, { source: 'manual', filter: FILTER, actor: 'staff:ada' }, clock.now())
    }
    const viewer = await staff('viewer')
    const rowsOf = (text: string) => text.match(/class="row-link"/g)?.length ?? 0
    const first = await viewer.get('/admin/runs?source=manual')
    expect(rowsOf(first.text)).toBe(25)
    const next = /href="([^"]+)" rel="next"/.exec(first.text)![1]!.replaceAll('&amp;', '&')
    expect(rowsOf((await viewer.get(next)).text)).toBe(5)
    const auto = await viewer.get('/admin/runs?source=auto')
    expect(wordsOf(auto.text)).toContain('No run of this kind')
    expect((await viewer.get('/admin/runs?source=x&before=-5')).status).toBe(200)
  })
})
