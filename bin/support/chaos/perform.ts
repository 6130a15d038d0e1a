import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { castActors } from './actors.ts'
import { contradictions, readBooks } from './books.ts'
import { drawPlan, FAULTS_MS, type Fault, wordFor } from './plan.ts'
import { Random } from './random.ts'
import { type Stage, startAll } from './stage.ts'

export interface Performance {
  seed: number
  seconds: number
  charged: number
  declined: number
  /** Outcomes that were unknown and became known. */
  resolved: number
  faults: Map<string, number>
  /** What went wrong; empty when all promises held. */
  violations: string[]
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
  const plan = drawPlan(random)
  const actors = await castActors(stage, random)

  await Promise.all([actors.act(), unleash(stage, plan, seed)])
  await calm(stage)
  const left = await untilQuiet(stage, quietMs)
  const books = await readBooks(stage)
  const violations = contradictions(books)
  if (left.length > 0) violations.push(...left)
  const count = (...statuses: string[]) =>
    books.payments.filter(({ status }) => statuses.includes(status)).length
  const charged = count('approved', 'recorded')
  if (charged < CHARGED_MIN) violations.push(`only ${charged} were charged: something got lost`)
  return {
    seed,
    seconds: Math.round((performance.now() - began) / 1_000),
    charged,
    declined: count('declined'),
    resolved: books.payments.filter(({ inquiries }) => inquiries > 0).length,
    faults: countFaults(plan),
    violations,
  }
}

function countFaults(plan: Fault[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const fault of plan) counts.set(wordFor(fault), (counts.get(wordFor(fault)) ?? 0) + 1)
  return counts
}

async function unleash(stage: Stage, plan: Fault[], seed: number): Promise<void> {
  const began = performance.now()
  const aftermath: Promise<unknown>[] = []
  for (const fault of plan) {
    await sleep(Math.max(0, fault.atMs - (performance.now() - began)))
    // A fault that cannot be brought about because another one is on is no failure of the product.
    aftermath.push(strike(stage, fault, seed).catch(() => {}))
  }
  await sleep(Math.max(0, FAULTS_MS - (performance.now() - began)))
  await Promise.all(aftermath)
}

async function strike(stage: Stage, fault: Fault, seed: number): Promise<void> {
  switch (fault.kind) {
    case 'kill':
    case 'stop': {
      const child = stage.running.get(fault.process)
      if (!child?.isRunning) return
      await (fault.kind === 'kill' ? child.kill() : child.stop(15_000))
      await sleep(fault.backAfterMs)
      return stage.start(fault.process)
    }
    case 'redis-flush':
      await stage.observer.redis.flushall()
      return
    case 'redis-restart':
      return stage.redis.restart()
    case 'database-restart':
      return stage.mariadb.restart()
    case 'database-kill':
      await stage.mariadb.kill()
      return stage.mariadb.restart()
    case 'cut':
      stage.gates[fault.line].cut()
      return
    case 'refuse':
    case 'freeze':
      stage.gates[fault.line][fault.kind](fault.ms)
      return sleep(fault.ms)
    case 'gateway-answers':
    case 'splynx-answers': {
      const target = fault.kind === 'gateway-answers' ? 'gateway' : 'splynx'
      await stage.setRules(target, seed, fault.rules)
      await sleep(fault.ms)
      return stage.setRules(target, seed, [])
    }
  }
}

/** The weather is over: everybody answers, every process is back. */
async function calm(stage: Stage): Promise<void> {
  await stage.setRules('gateway', 0, [])
  await stage.setRules('splynx', 0, [])
  await startAll(stage)
}

/** Waits until nothing is on its way any more; what still is at the end is stuck. */
async function untilQuiet(stage: Stage, quietMs: number): Promise<string[]> {
  const deadline = Date.now() + quietMs
  for (;;) {
    await startAll(stage) // one that was told to stop may have ended only now
    const left = await stillMoving(stage).catch((error) => [`cannot look: ${error}`])
    if (left.length === 0 || Date.now() > deadline) return left
    await sleep(250)
  }
}

async function stillMoving({ observer }: Stage): Promise<string[]> {
  const { rows } = await sql<{ what: string; count: number }>`
    select concat('payments ', status) as what, count(*) as count from payments
      where status in ('pending', 'submitting', 'unknown', 'approved') group by status
    union all
    select 'run items waiting', count(*) from run_items i join runs r on r.id = i.run_id
      where i.state = 'waiting' and r.status <> 'cancelled' having count(*) > 0
    union all
    select concat('runs ', status), count(*) from runs
      where status in ('running', 'paused') group by status`.execute(observer.db)
  return rows.map(({ what, count }) => `stuck: ${what}: ${count}`)
}
