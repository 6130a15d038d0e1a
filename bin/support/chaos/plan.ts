import type { Random } from './random.ts'

export const PROCESSES = ['web', 'worker-1', 'worker-2', 'clock-1', 'clock-2'] as const
export type ProcessName = (typeof PROCESSES)[number]

export const LINES = ['database', 'redis', 'gateway', 'splynx'] as const
export type LineName = (typeof LINES)[number]

/** One thing that goes wrong, at its moment. */
export type Fault = { atMs: number } & (
  | { kind: 'kill' | 'stop'; process: ProcessName; backAfterMs: number }
  | { kind: 'redis-flush' | 'redis-restart' | 'database-restart' | 'database-kill' }
  | { kind: 'cut'; line: LineName }
  | { kind: 'refuse' | 'freeze'; line: LineName; ms: number }
  | { kind: 'gateway-answers' | 'splynx-answers'; rules: Rule[]; ms: number }
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
  const faults = Array.from({ length: random.between(5, 11) }, () => drawFault(random))
  // Every world has lost answers: they are what this software is for.
  faults.push({ atMs: 0, ...gatewayAnswers(random, FAULTS_MS) })
  if (random.chance(0.7)) faults.push({ atMs: 0, ...splynxAnswers(random, FAULTS_MS) })
  return faults.sort((a, b) => a.atMs - b.atMs)
}

function drawFault(random: Random): Fault {
  const atMs = random.between(300, FAULTS_MS)
  const dice = random.next()
  if (dice < 0.28) {
    const kind = random.chance(0.7) ? 'kill' : 'stop'
    return { atMs, kind, process: random.pick(PROCESSES), backAfterMs: random.between(100, 1_500) }
  }
  if (dice < 0.36) return { atMs, kind: 'redis-flush' }
  if (dice < 0.42) return { atMs, kind: 'redis-restart' }
  if (dice < 0.48) return { atMs, kind: random.pick(['database-restart', 'database-kill']) }
  if (dice < 0.68) return { atMs, kind: 'cut', line: random.pick(LINES) }
  if (dice < 0.78) {
    return { atMs, kind: 'refuse', line: random.pick(LINES), ms: random.between(200, 1_500) }
  }
  if (dice < 0.88) {
    return { atMs, kind: 'freeze', line: random.pick(LINES), ms: random.between(200, 3_000) }
  }
  const ms = random.between(500, 4_000)
  return { atMs, ...(random.chance(0.5) ? gatewayAnswers(random, ms) : splynxAnswers(random, ms)) }
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

function gatewayAnswers(random: Random, ms: number) {
  const sales = Array.from({ length: random.between(1, 3) }, () => ({
    match: { type: random.pick(['SALE', 'CHECK', 'SALE']) },
    ...drawKind(random, 0.25),
  }))
  const inquiries = random.chance(0.5) ? [{ match: { type: 'ENQ' }, ...drawKind(random, 0.5) }] : []
  return { kind: 'gateway-answers' as const, rules: [...sales, ...inquiries], ms }
}

function splynxAnswers(random: Random, ms: number) {
  const writes = Array.from({ length: random.between(1, 2) }, () => ({
    match: { path: '/api/2.0/admin/finance/payments', method: 'POST' },
    ...drawKind(random, 0.4),
  }))
  const reads = random.chance(0.4)
    ? [{ match: { method: 'GET', path: '/api/2.0/admin/finance' }, ...drawKind(random, 0.2) }]
    : []
  return { kind: 'splynx-answers' as const, rules: [...writes, ...reads], ms }
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

/** A short word for each kind of fault, for the line of a seed. */
export const wordFor = (fault: Fault): string =>
  'process' in fault
    ? `${fault.kind} ${fault.process}`
    : 'line' in fault
      ? `${fault.kind} ${fault.line}`
      : fault.kind
