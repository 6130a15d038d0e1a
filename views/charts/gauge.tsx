import { arc } from 'd3-shape'

const RADIUS = 70
const THICKNESS = 14
/** The limit stands at two thirds, so that what goes beyond it is seen. */
const LIMIT_AT = 2 / 3
const START = -Math.PI / 2

const percent = (share: number, digits = 2): string => `${(share * 100).toFixed(digits)} %`

const piece = (from: number, to: number): string =>
  arc()({
    innerRadius: RADIUS - THICKNESS,
    outerRadius: RADIUS,
    startAngle: START + from * Math.PI,
    endAngle: START + to * Math.PI,
  }) ?? ''

/** A share beside its limit: half a circle that fills, with a mark where the limit is. */
export const Gauge = ({
  label,
  value,
  limit,
  note,
}: {
  label: string
  /** Null where there is nothing to have a share of. */
  value: number | null
  limit: number
  note: string
}) => {
  const isAbove = value !== null && value > limit
  const filled = value === null ? 0 : Math.min(1, (value / limit) * LIMIT_AT)
  const words =
    value === null ? 'no debits yet' : `${percent(value)}${isAbove ? ', above' : ', below'}`
  return (
    <figure class={isAbove ? 'gauge is-above' : 'gauge'}>
      <svg viewBox="-80 -76 160 92" role="img">
        <title>{`${label}: ${words} the limit of ${percent(limit, 1)}`}</title>
        <g>
          <path class="gauge-track" d={piece(0, 1)} />
          <path class="gauge-zone" d={piece(LIMIT_AT, 1)} />
          {filled > 0 && <path class="gauge-fill" d={piece(0, filled)} />}
          <line class="gauge-limit" {...limitMark()} />
          <text class="gauge-value" y="-14" text-anchor="middle">
            {value === null ? '–' : percent(value)}
          </text>
          <text class="graph-text" y="6" text-anchor="middle">
            {`limit ${percent(limit, 1)}`}
          </text>
        </g>
      </svg>
      <figcaption>
        <strong>{label}</strong>
        <span>
          {isAbove ? 'Above the limit. ' : ''}
          {note}
        </span>
      </figcaption>
    </figure>
  )
}

function limitMark() {
  const angle = Math.PI * (1 - LIMIT_AT)
  const at = (radius: number) => ({
    x: (Math.cos(angle) * radius).toFixed(1),
    y: (-Math.sin(angle) * radius).toFixed(1),
  })
  const [inner, outer] = [at(RADIUS - THICKNESS - 4), at(RADIUS + 4)]
  return { x1: inner.x, y1: inner.y, x2: outer.x, y2: outer.y }
}
