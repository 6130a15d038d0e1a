import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listRunResults, type ResultFilter } from '../../src/db/run-results.ts'
import { readRunTotals } from '../../src/db/run-totals.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { APPROVED, createBogusGateway, declined } from '../../src/gateway/bogus.ts'
import { cancelRun, pauseRun, resumeRun } from '../../src/operations/move-run.ts'
import { sweep } from '../../src/operations/sweep.ts'
import { createBogusSplynx } from '../support/bogus-splynx.ts'
import { flushRedis, startAnew, type TestContext, testContext } from '../support/context.ts'
import { makeMethod, makeRun, UNKNOWN, UNREACHED } from '../support/factories.ts'

const PARTS = [
  'waiting',
  'sending',
  'charged',
  'declined',
  'unknown',
  'skipped',
  'cancelled',
] as const

/** What must hold at every moment of a run, whatever happens around it. */
async function check(context: TestContext, runId: number, documents: number): Promise<void> {
  const totals = await readRunTotals(context.db, runId)
  expect(totals.selected.count).toBe(documents)
  const sum = (of: 'count' | 'cents') => PARTS.reduce((all, part) => all + totals[part][of], 0)
  expect(sum('count')).toBe(totals.selected.count)
  expect(sum('cents')).toBe(totals.selected.cents)
  for (const part of PARTS) {
    const filter = part satisfies ResultFilter
    const listed = await listRunResults(context.db, runId, { filter, limit: 100 })
    const cents = listed.reduce((all, { amountCents }) => all + amountCents, 0)
    expect({ count: listed.length, cents }, part).toEqual(totals[part])
  }
}

const ANSWERS: Record<string, Outcome> = {
  approved: APPROVED,
  declined: declined(),
  hard: declined('043', 'hard'),
  unknown: UNKNOWN,
  unreached: UNREACHED,
}

type Step =
  | { do: 'work' | 'sweep' | 'flush' | 'pause' | 'resume' | 'cancel' }
  | { do: 'wait'; minutes: number }
  | { do: 'cash'; at: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('work' as const, 'sweep' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('flush' as const, 'pause' as const, 'resume' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      minutes: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('cash' as const), at: fc.nat({ max: 5 }) }),
  },
)

it('a run adds up to the cent and charges nobody twice, whatever happens to it', async () => {
  const anyAnswers = fc.array(fc.constantFrom(...Object.keys(ANSWERS)), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(anyAnswers, fc.array(anyStep, { maxLength: 14 }), async (answers, steps) => {
      const world = await setup(answers)
      for (const step of steps) {
        await take(world, step)
        await check(world.context, world.runId, DOCUMENTS)
        checkBooks(world)
      }
      await settle(world)
      await check(world.context, world.runId, DOCUMENTS)
      checkBooks(world)
    }),
    { numRuns: 25 },
  )
}, 120_000)

const DOCUMENTS = 6

/** The gateway keeps books: an answer that gets lost may have booked before, and ids count once. */
async function setup(answers: string[]) {
  await startAnew()
  const booked = new Map<string, number>()
  const gateway = createBogusGateway()
  const left = [...answers]
  gateway.sale = async ({ transactionId, amountCents }) => {
    gateway.sent.push({ kind: 'sale', transactionId, amountCents })
    if (booked.has(transactionId)) return { kind: 'unknown', cause: 'duplicate' }
    const answer = ANSWERS[left.shift() ?? 'approved']!
    const isBooked = answer.kind === 'approved' || (answer.kind === 'unknown' && left.length % 2)
    if (isBooked) booked.set(transactionId, amountCents)
    return answer
  }
  gateway.inquire = async (transactionId) => {
    gateway.sent.push({ kind: 'inquiry', transactionId })
    return booked.has(transactionId) ? APPROVED : { kind: 'not_found' }
  }
  const context = testContext({ gateway, splynx: createBogusSplynx() })
  const entries: Parameters<typeof makeRun>[1] = []
  for (let at = 0; at < DOCUMENTS; at++) {
    // Two of the same customer, so that a card meets itself.
    const customerId = at === 1 ? entries[0]!.document.customerId : undefined
    const document = context.splynx.addDocument(customerId ? { customerId } : {})
    const method =
      at === 1
        ? entries[0]!.method
        : await makeMethod(context, { customer_id: document.customerId })
    entries.push({ document, method })
  }
  const { runId } = await makeRun(context, entries)
  return { context, runId, booked, entries }
}
type World = Awaited<ReturnType<typeof setup>>

async function take({ context, runId, entries }: World, step: Step): Promise<void> {
  const command = { runId, actor: 'staff:clerk' }
  switch (step.do) {
    case 'work':
      await context.drain()
      return
    case 'sweep':
      await sweep(context)
      return
    case 'flush':
      await flushRedis()
      context.rings.length = 0
      return
    case 'pause':
      await pauseRun(context, command)
      return
    case 'resume':
      await resumeRun(context, command)
      return
    case 'cancel':
      await cancelRun(context, command)
      return
    case 'wait':
      context.clock.forward(step.minutes * 60_000)
      return
    case 'cash':
      context.splynx.change(entries[step.at]!.document, { status: 'paid', dueCents: 0 })
  }
}

/** Nobody is charged twice, and Splynx is told of nothing that the gateway does not have. */
function checkBooks({ context, booked, entries }: World): void {
  expect(booked.size).toBeLessThanOrEqual(entries.length)
  for (const { receiptNumber, amountCents } of context.splynx.payments) {
    expect(booked.get(receiptNumber)).toBe(amountCents)
  }
  const paid = context.splynx.payments.flatMap(({ document }) => document?.id ?? [])
  expect(new Set(paid).size).toBe(paid.length)
}

/** Lets everything end, and then the books must agree. */
async function settle(world: World): Promise<void> {
  const { context, runId, booked } = world
  await resumeRun(context, { runId, actor: 'staff:clerk' })
  for (let at = 0; at < 12; at++) {
    context.clock.forward(30 * 60_000)
    await sweep(context)
    await context.drain()
  }
  const recorded = context.splynx.payments.map(({ receiptNumber }) => receiptNumber)
  expect(recorded.sort()).toEqual([...booked.keys()].sort())
  expect((await readRunTotals(context.db, runId)).unknown.count).toBe(0)
}
