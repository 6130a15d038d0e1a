import { scaleLinear } from 'd3-scale'
import type { ReportPicture } from '../../src/domain/report.ts'
import { count, money } from '../format.ts'

/** Two drawings of one picture: letters of a wide one would be dust on a phone. */
export const SIZES = [
  { name: 'wide', width: 920, height: 280, left: 62, labels: 12 },
  { name: 'narrow', width: 340, height: 240, left: 54, labels: 4 },
] as const
export type Size = (typeof SIZES)[number]

export const TOP = 10
export const BOTTOM = 28
export const RIGHT = 8

type Unit = ReportPicture['unit']

/** Upright, from zero to a round figure above the highest value. */
export function valueScale(values: readonly number[], unit: Unit, { height }: Size) {
  const highest = Math.max(...values, 0)
  const most = unit === 'share' ? Math.max(0.1, highest) : Math.max(1, highest)
  return scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - BOTTOM, TOP])
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** Beside an axis a figure is rounded: the table has it to the cent. */
export function onAxis(value: number, unit: Unit, currency: string): string {
  if (unit === 'share') return `${Math.round(value * 100)} %`
  if (unit === 'count') return compact.format(value)
  const symbol = money(0, currency).replace(/[\d.,\s]/g, '')
  return `${symbol}${compact.format(value / 100)}`
}

export function inFull(value: number | null, unit: Unit, currency: string): string {
  if (value === null) return '–'
  if (unit === 'share') return `${(value * 100).toFixed(1)} %`
  return unit === 'count' ? count(value) : money(value, currency)
}

/** `2026-11-24` → `Nov 24`; what is no date stays as it is, cut where there is no room. */
export function shortName(name: string, charactersMax = 18): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(name) ? new Date(`${name}T00:00:00Z`) : null
  if (at) {
    return at.toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })
  }
  return name.length > charactersMax ? `${name.slice(0, charactersMax - 1)}…` : name
}

/** Of many categories, those that are named below the axis; the last one always is. */
export function namedOf(length: number, labelsMax: number): (at: number) => boolean {
  const step = Math.max(1, Math.ceil(length / labelsMax))
  return (at) => (length - 1 - at) % step === 0
}

export const seriesClass = (at: number): string => `series-${(at % 6) + 1}`
