import { describe, expect, it } from 'vitest'
import { listMethods } from '../../src/db/methods.ts'
import { saveRetryPolicy } from '../../src/db/retry-policies.ts'
import { insertSchedule } from '../../src/db/schedules.ts'
import { TwoRetriersError } from '../../src/domain/two-retriers.ts'
import { chargeItems } from '../../src/operations/charge-items.ts'
import { previewRun } from '../../src/operations/preview-run.ts'
import { holdCustomer, liftHold } from '../../src/operations/retries/hold-customer.ts'
import { readNextTries, type TriedDocument } from '../../src/operations/retries/next-tries.ts'
import { planRetry } from '../../src/operations/retries/plan-retry.ts'
import { startRun } from '../../src/operations/start-run.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { config, type TestContext, testContext } from '../support/context.ts'
import { claim, learn, makeMethod, makePaymentOf, makeRun } from '../support/factories.ts'
import { settingsFor } from '../support/settings.ts'

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const
const DAY_MS = 24 * 3_600_000
const NSF = {
  kind: 'declined',
  category: 'soft',
  reply: { actionCode: '051', responseText: 'NSF', approvalCode: null },
} as const

/** An open invoice of a customer with a saved card. */
async function setup(changes?: Parameters<typeof testContext>[0]) {
  const context = testContext(changes)
  const document = context.splynx.addDocument()
  const method = await makeMethod(context, { customer_id: document.customerId })
  const decline = async (outcome: Parameters<typeof learn>[2] = NSF) => {
    const payment = await makePaymentOf(context, document, { method })
    await learn(context, await claim(context, payment), outcome)
  }
  const days = (count: number) => context.clock.forward(count * DAY_MS)
  return { context, document, method, decline, days, customerId: document.customerId }
}

/** What the preview says of the one document: `charge`, or why not. */
async function plan(context: TestContext): Promise<string> {
  const { charge, skips } = await previewRun(context, FILTER)
  return charge.count === 1 ? 'charge' : (skips[0]?.reason ?? 'nothing')
}

const actor = 'staff:ada'

const decide = (
  context: TestContext,
  document: Document,
  decision: Parameters<typeof planRetry>[1]['decision'],
) =>
  planRetry(context, {
    ...{ purpose: document.kind, documentId: document.id, customerId: document.customerId },
    ...{ decision, reason: 'On the phone', actor },
  })

describe('a run', () => {
  it('tries a declined document again after a day, and four times in two weeks', async () => {
    const { context, decline, days } = await setup()
    const seen: string[] = []
    for (let day = 0; day < 6; day++) {
      const today = await plan(context)
      seen.push(today)
      if (today === 'charge') await decline()
      seen.push(await plan(context))
      days(2)
    }
    expect(seen).toEqual([
      ...['charge', 'declined_recently', 'charge', 'declined_recently'],
      ...['charge', 'declined_recently', 'charge', 'retries_used'],
      ...['retries_used', 'retries_used', 'retries_used', 'retries_used'],
    ])
    days(8)
    expect(await plan(context)).toBe('charge')
  })

  it('keeps to the policy that was saved', async () => {
    const { context, decline, days } = await setup()
    await decline()
    const policy = { triesMax: 4, windowDays: 14, spacingDays: 5, monthDays: [], weekdays: [] }
    await saveRetryPolicy(context.db, ['card', 'soft'], policy, { by: actor, now: context.now() })
    days(3)
    expect(await plan(context)).toBe('retry_not_yet')
    days(2)
    expect(await plan(context)).toBe('charge')
  })

  it('tries nothing again with details that were not accepted, until they are entered again', async () => {
    const { context, decline, days, method, customerId } = await setup()
    await decline({ ...NSF, category: 'data', reply: { ...NSF.reply, actionCode: '054' } })
    days(10)
    expect(await plan(context)).toBe('retries_used')
    const { fingerprint, token_sealed } = method
    await makeMethod(context, {
      customer_id: customerId,
      fingerprint,
      token_sealed,
      exp_year: 2031,
    })
    expect(await plan(context)).toBe('charge')
  })

  it('waits for the day that a clerk has chosen, and tries nothing that he has cancelled', async () => {
    const { context, decline, days, document } = await setup()
    await decline()
    days(2)
    await decide(context, document, { kind: 'moved', notBefore: '2026-12-01' })
    expect(await plan(context)).toBe('retry_not_yet')
    days(5)
    expect(await plan(context)).toBe('charge')
    await decide(context, document, { kind: 'cancelled' })
    expect(await plan(context)).toBe('retry_cancelled')
    await decide(context, document, { kind: 'by_policy' })
    expect(await plan(context)).toBe('charge')
    const trail = await context.db.selectFrom('audit_events').select(['action', 'actor']).execute()
    expect(trail).toEqual(
      ['retry.moved', 'retry.cancelled', 'retry.by_policy'].map((action) => ({ action, actor })),
    )
  })

  it('leaves out a customer on hold, at the last look as well', async () => {
    const { context, days, document, method, customerId } = await setup()
    const { runId, itemIds } = await makeRun(context, [{ document, method }])
    const hold = { kind: 'paused', untilDay: '2026-11-27', reason: 'Has moved' } as const
    await holdCustomer(context, { customerId, hold, actor })
    expect(await plan(context)).toBe('paused')
    await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
    expect(context.gateway.sent).toEqual([])
    const items = await context.db.selectFrom('run_items').selectAll().execute()
    expect(items).toMatchObject([
      { skip_reason: 'paused', skip_detail: 'Until 2026-11-27: Has moved' },
    ])
    days(3)
    expect(await plan(context)).toBe('charge')
    await holdCustomer(context, { customerId, hold: { kind: 'opted_out', reason: 'Asked' }, actor })
    expect(await plan(context)).toBe('opted_out')
    days(300)
    expect(await plan(context)).toBe('opted_out')
    expect(await liftHold(context, { customerId, reason: 'Asked', actor })).toBe(true)
    expect(await liftHold(context, { customerId, reason: 'Asked', actor })).toBe(false)
    expect(await plan(context)).toBe('charge')
  })

  it('tries once where retries are off', async () => {
    const settings = settingsFor(config, { ownRetries: false })
    const { context, decline, days } = await setup({ changes: { settings } })
    expect(await plan(context)).toBe('charge')
    await decline()
    days(9)
    expect(await plan(context)).toBe('retries_used')
  })

  it.each([
    { ownRetries: true, starts: false },
    { ownRetries: false, starts: true },
  ])('starts while the gateway recycles, own retries $ownRetries: $starts', async (given) => {
    const { ownRetries, starts } = given
    const settings = settingsFor(config, { gatewayRecycling: 'on', ownRetries })
    const { context } = await setup({ changes: { settings } })
    const started = startRun(context, { source: 'manual', filter: FILTER, actor })
    if (starts) await expect(started).resolves.toMatchObject({ isNew: true })
    else await expect(started).rejects.toThrow(TwoRetriersError)
  })

  it('charges what is due by a day, and names what has no due date', async () => {
    const { context, document } = await setup()
    const dueBy = async (dueTo: string) => {
      const { charge, skips } = await previewRun(context, { ...FILTER, dueTo })
      return [charge.count, skips.map(({ reason }) => reason)]
    }
    context.splynx.documents.get(`invoice:${document.id}`)!.dueOn = '2026-11-30'
    expect(await dueBy('2026-11-29')).toEqual([0, []])
    expect(await dueBy('2026-11-30')).toEqual([1, []])
    context.splynx.documents.get(`invoice:${document.id}`)!.dueOn = null
    expect(await dueBy('2026-11-30')).toEqual([0, ['no_due_date']])
  })
})

describe('the next try', () => {
  const tried = (document: Document): TriedDocument => ({
    ...{ purpose: document.kind, id: document.id, number: document.number, partnerId: 1 },
    ...{ amountCents: document.dueCents, totalCents: document.totalCents },
    ...{ issuedOn: null, dueOn: null },
  })

  async function nightly(context: TestContext, changes: { isEnabled?: boolean } = {}) {
    const times = { timeOfDay: '02:00', zone: 'America/Chicago', catchUpMinutes: 60 }
    const filter = { ...FILTER, lookBackDays: 31 }
    const weekdays = [1, 2, 3, 4, 5, 6, 7]
    const values = { ...times, weekdays, filter, closedDays: 'next' as const, isEnabled: true }
    await insertSchedule(
      context.db,
      { name: 'Nightly', ...values, ...changes },
      actor,
      context.now(),
    )
  }

  async function next(context: TestContext, document: Document) {
    const { customerId } = document
    const methods = await listMethods(context.db, customerId)
    return readNextTries(context, { customerId, methods, documents: [tried(document)] })
  }

  it('is said of what was declined, by the schedule that makes it', async () => {
    const { context, decline, document } = await setup()
    await nightly(context)
    expect(await next(context, document)).toEqual([])
    await decline()
    // Declined on Tuesday morning: a day later no run comes, and Thursday is Thanksgiving.
    expect(await next(context, document)).toMatchObject([
      {
        planned: { at: new Date('2026-11-27T08:00:00Z'), schedule: { name: 'Nightly' } },
        blocked: { reason: 'declined_recently' },
        tries: { used: 1, max: 4 },
      },
    ])
    await decide(context, document, { kind: 'moved', notBefore: '2026-12-05' })
    // A Saturday.
    expect(await next(context, document)).toMatchObject([
      { planned: { at: new Date('2026-12-07T08:00:00Z') } },
    ])
    await decide(context, document, { kind: 'cancelled' })
    expect(await next(context, document)).toMatchObject([
      { planned: null, blocked: { reason: 'retry_cancelled' } },
    ])
  })

  it('is none where no schedule is on', async () => {
    const { context, decline, document } = await setup()
    await nightly(context, { isEnabled: false })
    await decline()
    expect(await next(context, document)).toMatchObject([{ planned: null, isChosen: false }])
  })
})
