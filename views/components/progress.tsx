import type { RunTotals } from '../../src/domain/run.ts'
import { count, money } from '../format.ts'
import { Icon, type IconName } from './icon.tsx'

export type Segment = Exclude<keyof RunTotals, 'selected'>

/** From certain to open, left to right, so that the coloured part grows. */
export const SEGMENTS: Record<Segment, { word: string; icon: IconName }> = {
  charged: { word: 'Charged', icon: 'check_circle' },
  declined: { word: 'Declined', icon: 'x_octagon' },
  unknown: { word: 'Not known yet', icon: 'question' },
  skipped: { word: 'Skipped', icon: 'skip' },
  cancelled: { word: 'Cancelled', icon: 'slash' },
  sending: { word: 'At the gateway', icon: 'sending' },
  waiting: { word: 'Waiting', icon: 'clock' },
}

const NAMES = Object.keys(SEGMENTS) as Segment[]
const WIDTH = 1000
/** One document of a hundred thousand is still to be seen, because it may be the unknown one. */
const WIDTH_MIN = 10

/** Where each segment begins and how wide it is, out of `WIDTH`. */
export function segmentsOf(totals: RunTotals): { name: Segment; x: number; width: number }[] {
  const present = NAMES.filter((name) => totals[name].count > 0)
  const sum = present.reduce((total, name) => total + totals[name].count, 0)
  const free = WIDTH - WIDTH_MIN * present.length
  let x = 0
  return present.map((name) => {
    const width = WIDTH_MIN + (free * totals[name].count) / sum
    const segment = { name, x, width }
    x += width
    return segment
  })
}

/** A run as a bar by outcome. Told in words too; the share that is dealt with is its value. */
export const Progress = ({ totals }: { totals: RunTotals }) => {
  const open = totals.waiting.count + totals.sending.count
  const selected = totals.selected.count
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label="Documents dealt with"
      aria-valuemin={0}
      aria-valuemax={selected}
      aria-valuenow={selected - open}
      aria-valuetext={`${count(selected - open)} of ${count(selected)} documents dealt with`}
    >
      <svg
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect class="progress-track" width={WIDTH} height="10" />
        {segmentsOf(totals).map(({ name, x, width }) => (
          <rect class={`is-${name}`} x={x.toFixed(2)} width={width.toFixed(2)} height="10" />
        ))}
      </svg>
    </div>
  )
}

/**
 * Counts and sums by outcome, each with its shape. An outcome with nothing in it stays in its place,
 * so that nothing jumps while a run goes on; only a cancelled run has cancelled documents. `hrefOf` makes each a filter.
 */
export const ProgressLegend = ({
  totals,
  currency,
  hrefOf,
  current,
}: {
  totals: RunTotals
  currency: string
  hrefOf?: (segment: Segment) => string
  current?: Segment
}) => (
  <ul class="progress-legend">
    {NAMES.filter((name) => name !== 'cancelled' || totals.cancelled.count > 0).map((name) => {
      const { count: number, cents } = totals[name]
      const body = (
        <>
          <span class="progress-legend-word">
            <Icon name={SEGMENTS[name].icon} size={14} />
            {SEGMENTS[name].word}
          </span>
          <span class="progress-legend-count">{count(number)}</span>
          <span class="progress-legend-sum">{money(cents, currency)}</span>
        </>
      )
      return (
        <li class={`is-${name}${number === 0 ? ' is-zero' : ''}`}>
          {hrefOf ? (
            <a href={hrefOf(name)} aria-current={name === current ? 'true' : undefined}>
              {body}
            </a>
          ) : (
            <div>{body}</div>
          )}
        </li>
      )
    })}
  </ul>
)
