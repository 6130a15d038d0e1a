import { DateTime } from 'luxon'

// The reporting service writes US Central without saying so (IPpay facts §9). What stands on its
// clock is kept here as seconds, counted as if that clock were UTC.

export type WallClock = number

const ZONE = 'America/Chicago'
const HOUR_S = 3_600

/** The clock of the service at a moment. */
export function wallClockAt(at: Date): WallClock {
  const { offset } = DateTime.fromJSDate(at, { zone: ZONE })
  return Math.floor(at.getTime() / 1000) + offset * 60
}

/** `2026-02-01T00:00:00`, as requests name a time. */
export const wallClockText = (clock: WallClock): string =>
  new Date(clock * 1000).toISOString().slice(0, 19)

/** In the hour that the clocks repeat in autumn; which of the two is meant cannot be said. */
export const isRepeated = (clock: WallClock): boolean =>
  DateTime.fromISO(wallClockText(clock), { zone: ZONE }).getPossibleOffsets().length > 1

/**
 * A range on the clock of the service that holds all of the range asked for. An end within the
 * repeated hour is moved out of it, because nobody knows which of the two the service would take.
 */
export function wallClockRange(range: { from: Date; to: Date }) {
  const from = wallClockAt(range.from)
  const to = wallClockAt(range.to)
  return {
    from: isRepeated(from) ? from - (from % HOUR_S) - 1 : from,
    to: isRepeated(to) ? to - (to % HOUR_S) + HOUR_S : to,
  }
}

/**
 * Where to cut a range in two, as the last second of the first half. Never where the repeated hour
 * begins or ends: there the halves could leave an hour out between them.
 */
export function middleOf(from: WallClock, to: WallClock): WallClock {
  const middle = Math.floor((from + to) / 2)
  const isEdge = isRepeated(middle) !== isRepeated(middle + 1)
  if (!isEdge) return middle
  return isRepeated(middle) ? middle - 1 : middle + 1
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?)?$/

/** The moment that a time of a report means: the earlier one in the repeated hour. */
export function momentOf(text: string): Date | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  const clockMs = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
  const hourText = `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}`
  const isReal = new Date(clockMs).toISOString().startsWith(`${hourText}:${match[5] ?? '00'}`)
  const offset = isReal ? offsetIn(hourText) : null
  return offset === null ? null : new Date(clockMs - offset * 60_000)
}

const OFFSETS_MAX = 10_000
const offsets = new Map<string, number | null>()

/** Minutes, remembered by the hour: a report has thousands of times and few different hours. */
function offsetIn(hourText: string): number | null {
  const known = offsets.get(hourText)
  if (known !== undefined) return known
  const [first] = DateTime.fromISO(`${hourText}:00:00`, { zone: ZONE })
    .getPossibleOffsets()
    .sort((one, other) => one.toMillis() - other.toMillis())
  const offset = first?.isValid ? first.offset : null
  if (offsets.size >= OFFSETS_MAX) offsets.clear()
  offsets.set(hourText, offset)
  return offset
}
