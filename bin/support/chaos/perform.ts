import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Story, tellStory } from './account.ts'
import { castActors } from './actors.ts'
import { type Books, readBooks } from './books.ts'
import { alarms, contradictions, type Violation } from './contradictions.ts'
import { type Struck, unleash } from './faults.ts'
import { wasTaken } from './money-back.ts'
import { drawPlan } from './plan.ts'
import { Random } from './random.ts'
import { ask } from './reset.ts'
import { type Stage, startAll } from './stage.ts'

export interface Performance {
  seed: number
  seconds: number
  charged: number
  /** Of them by people who had not logged in. */
  byLink: number
  declined: number
  /** Outcomes that were unknown and became known. */
  resolved: number
  /** Voids and credits that went through. */
  refunded: number
  /** How often each kind of fault came about. */
  faults: Map<string, number>
  /** What went wrong; empty when all promises held. */
  violations: Violation[]
  /** How it came about; empty when all promises held. */
  account: Story[]
}

const CHARGED_MIN = 200

/**
 * Plays the world of one seed: faults and people at once, then quiet, then the books. What has not
 * come to rest after `quietMs` is stuck.
 */
export async function perform(stage: Stage, seed: number, quietMs: number): Promise<Performance> {
  const began = performance.now()
  const random = new Random(seed)
  await stage.reset()
  await startAll(stage)
  const plan = drawPlan(random.fork())
  const actors = await castActors(stage, random.fork(), random.fork())

  await actors.arrive()
  const peopleAreDone = actors.act()
  const [, struck] = await Promise.all([
    peopleAreDone,
    unleash(stage, plan, { seed, peopleAreDone }),
  ])
  await calm(stage)
  const left = await untilQuiet(stage, quietMs, actors.settle)
  const books = await readBooks(stage)
  const { charged, ...counts } = count(books)
  const violations =
    left === 'alarmed'
      ? alarms(books)
      : [...left, ...missing(charged), ...contradictions(books, await actors.office.closed())]
  return {
    seed,
    seconds: Math.round((performance.now() - began) / 1_000),
    charged,
    ...counts,
    faults: await countFaults(stage, struck),
    violations,
    account: violations.length > 0 ? await tellStory(stage, books, violations, struck) : [],
  }
}

const missing = (charged: number): Violation[] =>
  charged < CHARGED_MIN
    ? [{ says: `only ${charged} were charged: something got lost`, about: [] }]
    : []

function count({ payments, refunds }: Books) {
  const having = (...statuses: string[]) =>
    payments.filter(({ status }) => statuses.includes(status)).length
  return {
    charged: payments.filter(wasTaken).length,
    byLink: payments.filter((one) => wasTaken(one) && one.channel === 'link').length,
    declined: having('declined'),
    resolved: payments.filter(({ inquiries }) => inquiries > 0).length,
    refunded: refunds.filter(({ status }) => status === 'approved').length,
  }
}

async function countFaults(
  { sandbox }: Stage,
  struck: readonly Struck[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { kind } of struck) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  for (const [name, url] of [
    ['gateway', sandbox.gatewayUrl],
    ['Splynx', sandbox.splynxUrl],
  ] as const) {
    const { injected } = await ask<{ injected: Record<string, number> }>(`${url}/_sandbox/faults`)
    for (const [kind, times] of Object.entries(injected)) counts.set(`${name} ${kind}`, times)
  }
  return counts
}

/** The weather is over: everybody answers, every process is back. */
async function calm(stage: Stage): Promise<void> {
  await stage.setRules('gateway', 0, [])
  await stage.setRules('splynx', 0, [])
  await startAll(stage)
}

/**
 * Waits until nothing is on its way any more; what still is at the end is stuck. What can never be
 * put right ends the waiting at once.
 */
async function untilQuiet(
  stage: Stage,
  quietMs: number,
  settle: () => Promise<void>,
): Promise<Violation[] | 'alarmed'> {
  const deadline = Date.now() + quietMs
  for (let looks = 0; ; looks++) {
    await startAll(stage) // one that was told to stop may have ended only now
    const left = await stillMoving(stage)
    if (left.length === 0 || Date.now() > deadline) return left
    if (looks % 8 === 0) {
      if (alarms(await readBooks(stage)).length > 0) return 'alarmed'
      await settle()
    }
    await sleep(250)
  }
}

async function stillMoving({ observer }: Stage): Promise<Violation[]> {
  try {
    const { rows } = await sql<{ what: string; count: number; one: string | null }>`
      select concat('payments ', status) as what, count(*) as count, min(id) as one from payments
        where status in ('pending', 'submitting', 'unknown', 'approved') group by status
      union all
      select 'run items waiting', count(*), null from run_items i join runs r on r.id = i.run_id
        where i.state = 'waiting' and r.status <> 'cancelled' having count(*) > 0
      union all
      select concat('runs ', status), count(*), null from runs
        where status in ('running', 'paused') group by status
      union all
      select concat('refunds ', status), count(*), min(payment_id) from refunds
        where status in ('pending', 'submitting', 'unknown', 'review') group by status
      union all
      select 'refunds that Splynx does not show', count(*), min(payment_id) from undoings
        where done_at is null having count(*) > 0
      union all
      select 'schedules without their run', count(*), null from schedules s
        where (select count(*) from runs r where r.schedule_id = s.id) <> 1 having count(*) > 0
      `.execute(observer.db)
    return rows.map(({ what, count, one }) => ({
      says: `stuck: ${what}: ${count}`,
      about: one === null ? [] : [one],
    }))
  } catch (error) {
    return [{ says: `cannot look: ${error}`, about: [] }]
  }
}
