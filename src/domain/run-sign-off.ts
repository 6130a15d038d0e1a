import type { CountAndSum, RunFigures, RunTotals } from './run.ts'

export interface SignedFacts {
  runId: number
  figures: RunFigures
  note: string | null
  signedBy: string
  signedAt: Date
}

const TOTALS: readonly (keyof RunTotals)[] = [
  'selected',
  'charged',
  'declined',
  'unknown',
  'skipped',
  'cancelled',
  'waiting',
  'sending',
]
const REVERSALS = ['voided', 'refunded', 'returned'] as const

/** All that is signed, one fact a line, always in the same order: what the hash is taken of. */
export function signedText({ runId, figures, note, signedBy, signedAt }: SignedFacts): string {
  const line = (name: string, { count, cents }: CountAndSum) => `${name} ${count} ${cents}`
  return [
    `run ${runId}`,
    ...TOTALS.map((name) => line(name, figures.totals[name])),
    ...REVERSALS.map((name) => line(name, figures.reversals[name])),
    `signed by ${signedBy}`,
    `signed at ${signedAt.toISOString()}`,
    `note ${note ?? ''}`,
  ].join('\n')
}

/** What is not decided: as long as there is any, a signature needs a word of explanation. */
export const openCount = ({ totals }: RunFigures): number =>
  totals.unknown.count + totals.waiting.count + totals.sending.count

/** Whether the parts are the whole, to the cent. */
export function addsUp({ selected, ...parts }: RunTotals): boolean {
  const sum = Object.values(parts).reduce(
    (all, part) => ({ count: all.count + part.count, cents: all.cents + part.cents }),
    { count: 0, cents: 0 },
  )
  return sum.count === selected.count && sum.cents === selected.cents
}
