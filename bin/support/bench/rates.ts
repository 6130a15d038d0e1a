import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { ulid } from 'ulid'
import { moveRun } from '../../../src/db/runs.ts'
import { startRun } from '../../../src/operations/start-run.ts'
import { cpuMs, databaseWork, memoryMb, type Rig } from './rig.ts'

export interface Setting {
  latencyMs: number
  inFlight: number
}

export interface Rate extends Setting {
  seconds: number
  charges: number
  perSecond: number
  /** `inFlight ÷ latency`; null without latency. */
  idealPerSecond: number | null
  ratio: number | null
  /** From the run's row until the first answer. */
  firstChargeMs: number
  /** Of the worker, per charge, everything included. */
  workerCpuMs: number
  statements: number
  commits: number
  workerMb: { start: number; end: number }
}

const SAMPLE_MS = 250

/** Lets a run go on for at least `seconds` of charging and counts. */
export async function measureRate(rig: Rig, setting: Setting, seconds: number): Promise<Rate> {
  await rig.reset()
  await rig.setLatency(setting.latencyMs)
  const worker = await rig.start('worker', { WORKER_CONCURRENCY: String(setting.inFlight) })
  try {
    return await measure(rig, setting, seconds, worker.pid)
  } finally {
    await worker.stop(60_000)
  }
}

async function measure(rig: Rig, setting: Setting, seconds: number, pid: number): Promise<Rate> {
  const { context } = rig
  const clicked = performance.now()
  const filter = { documentKind: 'invoice', status: 'not_paid' } as const
  const run = { source: 'manual', filter, actor: 'bench', requestKey: ulid() } as const
  const { runId } = await startRun(context, run)

  while ((await countAnswered(rig)) === 0) await sleep(10)
  const firstChargeMs = Math.round(performance.now() - clicked)
  // The first answers come in waves; what is measured is a run that is under way.
  await sleep(1_000 + setting.latencyMs)

  const before = await snapshot(rig, pid)
  while (performance.now() - before.at < seconds * 1_000) await sleep(SAMPLE_MS)
  const after = await snapshot(rig, pid)
  await moveRun(context.db, runId, 'cancelled', context.now())

  const charges = after.charges - before.charges
  if (charges === 0) throw new Error('the run ended before it could be measured: more customers')
  const elapsed = (after.at - before.at) / 1_000
  const perSecond = charges / elapsed
  const ideal = setting.latencyMs === 0 ? null : (setting.inFlight * 1_000) / setting.latencyMs
  return {
    ...setting,
    seconds: round(elapsed, 1),
    charges,
    perSecond: round(perSecond, 1),
    idealPerSecond: ideal,
    ratio: ideal === null ? null : round(perSecond / ideal, 3),
    firstChargeMs,
    workerCpuMs: round((after.cpu - before.cpu) / charges, 2),
    statements: round((after.statements - before.statements) / charges, 2),
    commits: round((after.commits - before.commits) / charges, 2),
    workerMb: { start: before.mb, end: after.mb },
  }
}

async function snapshot(rig: Rig, pid: number) {
  const work = await databaseWork(rig.context)
  return {
    at: performance.now(),
    charges: await countAnswered(rig),
    cpu: cpuMs(pid),
    mb: memoryMb(pid),
    ...work,
  }
}

async function countAnswered({ context }: Rig): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from payments
    where status not in ('pending', 'submitting', 'cancelled')`.execute(context.db)
  return Number(rows[0]?.count ?? 0)
}

export interface SmallRun {
  charges: number
  latencyMs: number
  /** From the click until the last answer was stored. */
  seconds: number
}

/** A run of as many documents as a small provider has, from the click to the last answer. */
export async function measureSmallRun(rig: Rig, latencyMs: number): Promise<SmallRun> {
  await rig.reset()
  await rig.setLatency(latencyMs)
  const worker = await rig.start('worker', { WORKER_CONCURRENCY: '50' })
  try {
    const { context } = rig
    const customerIds = Array.from({ length: 48 }, (_, at) => at + 1)
    const filter = { documentKind: 'invoice', status: 'not_paid', customerIds } as const
    const run = { source: 'manual', filter, actor: 'bench', requestKey: ulid() } as const
    const clicked = performance.now()
    const { runId } = await startRun(context, { ...run, filter: { ...filter, customerIds } })
    for (;;) {
      const row = await context.db
        .selectFrom('runs')
        .select('status')
        .where('id', '=', runId)
        .executeTakeFirstOrThrow()
      if (row.status !== 'running') break
      await sleep(5)
    }
    const seconds = round((performance.now() - clicked) / 1_000, 2)
    return { charges: await countAnswered(rig), latencyMs, seconds }
  } finally {
    await worker.stop(60_000)
  }
}

export const round = (value: number, digits: number): number => Number(value.toFixed(digits))
