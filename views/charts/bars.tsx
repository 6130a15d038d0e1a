import { scaleLinear } from 'd3-scale'
import type { ReportPicture } from '../../src/domain/report.ts'
import { inFull, type Size, shortName } from './scale.ts'

const ROW = 44
const SHOWN_MAX = 12

/** Lying bars, each with its name above and its value behind: for names that need room. */
export const Bars = ({
  picture: { categories, series, unit },
  size,
  currency,
}: {
  picture: ReportPicture
  size: Size
  currency: string
}) => {
  const values = series[0]?.values ?? []
  const x = scaleLinear()
    .domain([0, Math.max(1, ...values.map((value) => value ?? 0))])
    .range([0, size.width - 8])
  return (
    <g class="series-1">
      {categories.slice(0, SHOWN_MAX).map((name, at) => {
        const value = values[at] ?? 0
        return (
          <g transform={`translate(4 ${at * ROW})`}>
            <text class="graph-text" y="14">
              {shortName(name, 30)}
            </text>
            <text class="graph-text" x={size.width - 8} y="14" text-anchor="end">
              {inFull(value, unit, currency)}
            </text>
            <line class="graph-grid" x1="0" x2={size.width - 8} y1="28" y2="28" />
            <rect
              class="graph-bar"
              y="21"
              width={Math.max(0, x(value)).toFixed(1)}
              height="14"
              rx="2"
            />
          </g>
        )
      })}
    </g>
  )
}

export const barsHeight = (categories: readonly string[]): number =>
  Math.min(categories.length, SHOWN_MAX) * ROW
