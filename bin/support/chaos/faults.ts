import { setTimeout as sleep } from 'node:timers/promises'
import { signalGroup } from '../processes.ts'
import { FAULTS_MS, type Fault, type Member, type Rule, type ServerName } from './plan.ts'
import type { Stage } from './stage.ts'

/** A fault that came about. */
export interface Struck {
  at: Date
  /** For counting: `kill`, `cut`. */
  kind: string
  /** For the account: `kill worker-1`. */
  words: string
}

/**
 * Brings the faults of a plan about, each at its moment, and resolves when all are over. Those that
 * have no end of their own last until `peopleAreDone` and most documents have been sent.
 */
export async function unleash(
  stage: Stage,
  plan: readonly Fault[],
  { seed, peopleAreDone }: { seed: number; peopleAreDone: Promise<unknown> },
): Promise<Struck[]> {
  const began = performance.now()
  const struck: Struck[] = []
  const weather = createWeather(stage, seed)
  const isOver = Promise.all([peopleAreDone, sleep(FAULTS_MS)]).then(() => untilMostAreSent(stage))
  const inTurn = createTurns()
  const aftermath: Promise<unknown>[] = []
  for (const fault of plan) {
    await sleep(Math.max(0, fault.atMs - (performance.now() - began)))
    struck.push({ at: new Date(), kind: kindOf(fault), words: wordsOf(fault) })
    aftermath.push(strike({ stage, weather, inTurn, isOver }, fault))
  }
  await Promise.all(aftermath)
  return struck
}

const MOST = 150
const WAITS_MAX = 100

/** Where other faults held everything up, answers would get lost before there are any. */
async function untilMostAreSent({ observer: { db } }: Stage): Promise<void> {
  for (let waits = 0; waits < WAITS_MAX; waits++) {
    const sent = await db
      .selectFrom('attempts')
      .select('transaction_id')
      .limit(MOST)
      .execute()
      .catch(() => [])
    if (sent.length === MOST) return
    await sleep(200)
  }
}

type Turns = ReturnType<typeof createTurns>

/** One thing at a time happens to a process or server: what is being started is not suspended. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return (name: string, act: () => Promise<unknown>): Promise<unknown> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(act)
    last.set(name, turn)
    return turn
  }
}

type Weather = ReturnType<typeof createWeather>

/** How the simulators answer: the rules of all faults that are on. */
function createWeather(stage: Stage, seed: number) {
  const rulesOf = { gateway: new Set<readonly Rule[]>(), splynx: new Set<readonly Rule[]>() }
  const apply = (target: 'gateway' | 'splynx') =>
    stage.setRules(target, seed, [...rulesOf[target]].flat())
  return async (target: 'gateway' | 'splynx', rules: readonly Rule[], end: Promise<unknown>) => {
    rulesOf[target].add(rules)
    await apply(target)
    await end
    rulesOf[target].delete(rules)
    await apply(target)
  }
}

async function strike(
  {
    stage,
    weather,
    inTurn,
    isOver,
  }: { stage: Stage; weather: Weather; inTurn: Turns; isOver: Promise<unknown> },
  fault: Fault,
): Promise<unknown> {
  switch (fault.kind) {
    case 'kill':
    case 'stop':
      return inTurn(fault.process, async () => {
        const child = stage.running.get(fault.process)
        await (fault.kind === 'kill' ? child?.kill() : child?.stop(15_000))
        await sleep(fault.backAfterMs)
        await stage.start(fault.process)
      })
    case 'suspend':
      return inTurn(fault.process, () => suspend(stage, fault.process, fault.ms))
    case 'third-clock':
      return inTurn('clock-3', async () => {
        await stage.start('clock-3')
        await sleep(fault.ms)
        await stage.running.get('clock-3')?.stop(15_000)
      })
    case 'redis-flush':
      return inTurn('redis', () => stage.observer.redis.flushall().catch(() => {}))
    case 'restart':
    case 'kill-server':
      return inTurn(fault.server, async () => {
        const server = stage.servers[fault.server]
        if (fault.kind === 'kill-server') await server.kill()
        await server.restart()
      })
    case 'cut':
      for (const gate of stage.gates.on(fault.of, fault.line)) gate.cut()
      return
    case 'refuse':
    case 'freeze':
    case 'deafen':
      for (const gate of stage.gates.on(fault.of, fault.line)) gate[fault.kind](fault.ms)
      return sleep(fault.ms)
    case 'answers':
      return weather(fault.target, fault.rules, fault.ms === undefined ? isOver : sleep(fault.ms))
  }
}

async function suspend(stage: Stage, name: Member | ServerName, ms: number): Promise<void> {
  const isServer = name === 'redis' || name === 'mariadb'
  const pid = isServer ? stage.servers[name].pid : stage.running.get(name)?.pid
  if (pid === undefined) return
  signalGroup(pid, 'SIGSTOP')
  await sleep(ms)
  signalGroup(pid, 'SIGCONT')
}

function kindOf(fault: Fault): string {
  switch (fault.kind) {
    case 'restart':
    case 'kill-server':
      return `${fault.kind === 'restart' ? 'restart' : 'kill'} ${fault.server}`
    case 'answers':
      return `${fault.target} answers wrongly`
    default:
      return fault.kind
  }
}

function wordsOf(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
    case 'stop':
      return `${fault.kind} ${fault.process}, back after ${fault.backAfterMs} ms`
    case 'suspend':
      return `suspend ${fault.process} for ${fault.ms} ms`
    case 'cut':
      return `cut ${fault.line} of ${fault.of}`
    case 'refuse':
    case 'freeze':
    case 'deafen':
      return `${fault.kind} ${fault.line} of ${fault.of} for ${fault.ms} ms`
    case 'answers': {
      const rules = fault.rules.map(
        ({ match, kind, probability }) =>
          `${kind} ${Math.round(100 * probability)} % of ${match.type ?? `${match.method} ${match.path}`}`,
      )
      return `${fault.target}: ${rules.join(', ')}, ${fault.ms ? `for ${fault.ms} ms` : 'all the time'}`
    }
    default:
      return kindOf(fault)
  }
}
