import type { ScaleLinear } from 'd3-scale'
import type { ReportPicture } from '../../src/domain/report.ts'
import { BOTTOM, namedOf, onAxis, RIGHT, type Size, shortName } from './scale.ts'

const TICKS = 4

/** Lines across with their values at the left. */
export const ValueAxis = ({
  y,
  size,
  unit,
  currency,
}: {
  y: ScaleLinear<number, number>
  size: Size
  unit: ReportPicture['unit']
  currency: string
}) => (
  <g>
    {y
      .ticks(TICKS)
      .filter((tick) => unit !== 'count' || Number.isInteger(tick))
      .map((tick) => (
        <g>
          <line
            class={tick === 0 ? 'graph-base' : 'graph-grid'}
            x1={size.left}
            x2={size.width - RIGHT}
            y1={y(tick).toFixed(1)}
            y2={y(tick).toFixed(1)}
          />
          <text class="graph-text" x={size.left - 8} y={(y(tick) + 4).toFixed(1)} text-anchor="end">
            {onAxis(tick, unit, currency)}
          </text>
        </g>
      ))}
  </g>
)

/** Names below, as many as there is room for. */
export const CategoryAxis = ({
  categories,
  middleOf,
  size,
}: {
  categories: readonly string[]
  middleOf: (at: number) => number
  size: Size
}) => {
  const isNamed = namedOf(categories.length, size.labels)
  const room = Math.floor((size.width - size.left) / Math.min(categories.length, size.labels) / 7)
  return (
    <g>
      {categories.map(
        (name, at) =>
          isNamed(at) && (
            <text
              class="graph-text"
              x={middleOf(at).toFixed(1)}
              y={size.height - BOTTOM + 20}
              text-anchor="middle"
            >
              {shortName(name, Math.max(6, room))}
            </text>
          ),
      )}
    </g>
  )
}
