import type { SettingName, Settings } from '../../settings/definitions.ts'

/** Settings that make no sense together. */
interface Contradiction {
  names: readonly SettingName[]
  sentence: string
}

/** The first, if there is one. */
export function findContradiction(settings: Settings): Contradiction | null {
  const { refillMinCents, refillMaxCents, refillDailyCents } = settings
  if (refillMinCents > refillMaxCents) {
    return {
      names: ['refillMinCents', 'refillMaxCents'],
      sentence: 'The smallest refill would be more than the largest.',
    }
  }
  if (refillDailyCents > 0 && refillDailyCents < refillMinCents) {
    return {
      names: ['refillDailyCents', 'refillMinCents'],
      sentence: 'Not even the smallest refill would be possible in a day.',
    }
  }
  if (settings.refundLimitClerkCents > settings.refundLimitManagerCents) {
    return {
      names: ['refundLimitClerkCents', 'refundLimitManagerCents'],
      sentence: 'A clerk could give back more than a manager.',
    }
  }
  return null
}
