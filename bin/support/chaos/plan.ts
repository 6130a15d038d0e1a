import type { Random } from './random.ts'

/** What runs from the start and is started again after everything. */
export const PROCESSES = ['web', 'worker-1', 'worker-2', 'clock-1', 'clock-2'] as const
/** With the one that somebody starts by mistake. */
export const MEMBERS = [...PROCESSES, 'clock-3'] as const
export type Member = (typeof MEMBERS)[number]
export type Somebody = Member | 'everybody'

export const LINES = ['database', 'redis', 'gateway', 'splynx'] as const
export type LineName = (typeof LINES)[number]

const SERVERS = ['redis', 'mariadb'] as const
export type ServerName = (typeof SERVERS)[number]

/** One thing that goes wrong, at its moment. */
export type Fault = { atMs: number } & (
  | { kind: 'kill' | 'stop'; process: Member; backAfterMs: number }
  /** SIGSTOP, and SIGCONT later: whoever sleeps so long believes that no time has passed. */
  | { kind: 'suspend'; process: Member | ServerName; ms: number }
  | { kind: 'third-clock'; ms: number }
  | { kind: 'redis-flush' }
  | { kind: 'restart' | 'kill-server'; server: ServerName }
  | { kind: 'cut'; of: Somebody; line: LineName | 'pages' }
  | { kind: 'refuse' | 'freeze' | 'deafen'; of: Somebody; line: LineName | 'pages'; ms: number }
  /** Without an end of its own it lasts as long as people act. */
  | { kind: 'answers'; target: 'gateway' | 'splynx'; rules: readonly Rule[]; ms?: number }
)

export interface Rule {
  match: { type?: string; path?: string; method?: string }
  kind: string
  probability: number
  ms?: number
}

export const FAULTS_MS = 9_000

/** What goes wrong in the world of a seed. */
export function drawPlan(random: Random): Fault[] {
  const faults = Array.from({ length: random.between(6, 12) }, () => drawFault(random))
  // Every world has lost answers: they are what this software is for.
  const lost = { match: { type: 'SALE' }, kind: random.pick(LOST), probability: drawShare(random) }
  const { rules, ...answers } = gatewayAnswers(random)
  faults.push({ atMs: 0, ...answers, rules: [lost, ...rules] })
  if (random.chance(0.7)) faults.push({ atMs: 0, ...splynxAnswers(random) })
  return faults.sort((a, b) => a.atMs - b.atMs)
}

function drawFault(random: Random): Fault {
  const atMs = random.between(300, FAULTS_MS)
  const dice = random.next()
  if (dice < 0.24) {
    const kind = random.chance(0.7) ? 'kill' : 'stop'
    return { atMs, kind, process: random.pick(PROCESSES), backAfterMs: random.between(100, 1_500) }
  }
  if (dice < 0.34) return { atMs, ...drawSuspension(random) }
  if (dice < 0.38) return { atMs, kind: 'third-clock', ms: random.between(3_000, 12_000) }
  if (dice < 0.45) return { atMs, kind: 'redis-flush' }
  if (dice < 0.54) {
    return { atMs, kind: random.pick(['restart', 'kill-server']), server: random.pick(SERVERS) }
  }
  if (dice < 0.86) return { atMs, ...drawBrokenLine(random) }
  const ms = random.between(500, 4_000)
  return { atMs, ms, ...(random.chance(0.5) ? gatewayAnswers(random) : splynxAnswers(random)) }
}

function drawSuspension(random: Random) {
  const process = random.pick([...PROCESSES, 'worker-1', 'worker-2', ...SERVERS] as const)
  // Now and then longer than the lease of a claim.
  const isLong = process.startsWith('worker') && random.chance(0.25)
  const ms = isLong ? random.between(8_500, 10_000) : random.between(300, 3_500)
  return { kind: 'suspend' as const, process, ms }
}

function drawBrokenLine(random: Random) {
  const line = random.chance(0.1) ? ('pages' as const) : random.pick(LINES)
  const of = random.chance(0.35) ? ('everybody' as const) : random.pick(PROCESSES)
  const dice = random.next()
  if (dice < 0.35) return { kind: 'cut' as const, of, line }
  const kind = dice < 0.55 ? 'refuse' : dice < 0.8 ? 'freeze' : 'deafen'
  return { kind, of, line, ms: random.between(200, kind === 'refuse' ? 1_500 : 3_000) } as const
}

const KINDS = [
  'slow',
  'book-late',
  'mute',
  'garbled',
  'half-closed',
  'duplicate',
  'lose-before',
  'lose-after',
  'refuse',
  'error-500',
  'error-500-after',
]

/** The work is done, and nobody can read the answer. */
const LOST = ['lose-after', 'mute', 'error-500-after', 'garbled', 'half-closed'] as const

const drawShare = (random: Random) => random.between(3, 15) / 100

function gatewayAnswers(random: Random) {
  const sales = Array.from({ length: random.between(1, 3) }, () => ({
    match: { type: random.pick(['SALE', 'CHECK', 'SALE']) },
    ...drawKind(random, 0.25),
  }))
  const inquiries = random.chance(0.5) ? [{ match: { type: 'ENQ' }, ...drawKind(random, 0.5) }] : []
  return { kind: 'answers', target: 'gateway', rules: [...sales, ...inquiries] } as const
}

function splynxAnswers(random: Random) {
  const writes = Array.from({ length: random.between(1, 2) }, () => ({
    match: { path: '/api/2.0/admin/finance/payments', method: 'POST' },
    ...drawKind(random, 0.4),
  }))
  const reads = random.chance(0.4)
    ? [{ match: { method: 'GET', path: '/api/2.0/admin/finance' }, ...drawKind(random, 0.2) }]
    : []
  return { kind: 'answers', target: 'splynx', rules: [...writes, ...reads] } as const
}

function drawKind(random: Random, probabilityMax: number) {
  const kind = random.pick(KINDS)
  const isLate = kind === 'slow' || kind === 'book-late'
  return {
    kind,
    probability: Number((0.03 + random.next() * probabilityMax).toFixed(3)),
    // Longer than the client waits, shorter than the time after which "not found" counts.
    ...(isLate ? { ms: random.between(200, 2_500) } : {}),
  }
}
