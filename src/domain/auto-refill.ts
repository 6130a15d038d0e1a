/** How often a balance is looked at. Splynx's hooks make it sooner. */
export const LOOK_EVERY_MS = 10 * 60_000

/** One a day at most: the key of a day's automatic refill, which the table of payments takes once. */
export const autoRefillKey = (customerId: number, day: string): string =>
  `auto-refill:${customerId}:${day}`

/** Nothing is charged while the balance is as much as this, or more. */
export const isLow = (balanceCents: number, thresholdCents: number): boolean =>
  balanceCents < thresholdCents
