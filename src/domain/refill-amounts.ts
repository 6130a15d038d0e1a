import { parseAmount } from './money.ts'

export interface RefillLimits {
  minCents: number
  maxCents: number
  /** All refills of a day together; 0: no limit. */
  dailyCents: number
}

/** The usual amounts as a clerk has written them, without those that are not allowed. */
export function usualAmounts(written: string, { minCents, maxCents }: RefillLimits): number[] {
  const amounts = written.split(',').flatMap((text) => parseAmount(text) ?? [])
  const allowed = amounts.filter((cents) => cents >= minCents && cents <= maxCents)
  return [...new Set(allowed)].sort((a, b) => a - b)
}

/** The most that one refill can be. */
export const largestRefill = ({ maxCents, dailyCents }: RefillLimits): number =>
  dailyCents > 0 ? Math.min(maxCents, dailyCents) : maxCents
