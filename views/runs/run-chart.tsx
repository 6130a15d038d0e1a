import { scaleBand, scaleLinear } from 'd3-scale'
import type { ChartedOutcome, PaceBucket } from '../../src/db/run-pace.ts'
import type { RunPace } from '../../src/operations/runs/read-pace.ts'
import { Card } from '../components/card.tsx'
import { Heading, NumericCell, Table } from '../components/table.tsx'
import { count, duration, timeOfDay } from '../format.ts'

const WIDTH = 720
const HEIGHT = 200
const MARGIN = { top: 8, right: 8, bottom: 24, left: 44 }
/** The bars of a short run stay bars, and do not fill the picture. */
const SPANS_MIN = 12
const OUTCOMES: readonly { name: ChartedOutcome; word: string; fill: string }[] = [
  { name: 'approved', word: 'Charged', fill: 'is-charged' },
  { name: 'declined', word: 'Declined', fill: 'is-declined' },
  { name: 'unknown', word: 'Not known', fill: 'is-unknown' },
]

const sumOf = (bucket: PaceBucket) => OUTCOMES.reduce((sum, { name }) => sum + bucket[name], 0)

export interface RunChartView {
  runId: number
  /** Null before the first outcome. */
  pace: RunPace | null
  /** Asks for itself again while the run goes on. */
  isMoving: boolean
  zone: string
}

const IN_THE_BACKGROUND = JSON.stringify({ 'X-Background': '1' })

/** Outcomes of a run over time, as a picture with its numbers beside it. */
export const RunChart = ({ runId, pace, isMoving, zone }: RunChartView) => (
  <div
    id="run-chart"
    {...(isMoving && {
      'hx-get': `/admin/runs/${runId}/chart`,
      'hx-trigger': 'every 10s',
      'hx-swap': 'outerHTML',
      'hx-headers': IN_THE_BACKGROUND,
    })}
  >
    <Card
      title="Outcomes over time"
      lead={pace && `In spans of ${duration(pace.bucketSeconds * 1_000)}`}
    >
      {pace === null ? (
        <p class="quiet">No answer has come yet.</p>
      ) : (
        <>
          <ul class="chart-legend">
            {OUTCOMES.map(({ word, fill }) => (
              <li>
                <svg width="12" height="12" aria-hidden="true" focusable="false">
                  <rect class={`chart-bar ${fill}`} width="12" height="12" rx="2" />
                </svg>
                {word}
              </li>
            ))}
          </ul>
          <Picture pace={pace} zone={zone} />
          <Numbers pace={pace} zone={zone} />
        </>
      )}
    </Card>
  </div>
)

/** Where a large run's chart is fetched after the page itself. */
export const LazyRunChart = ({ runId }: { runId: number }) => {
  const href = `/admin/runs/${runId}/chart`
  return (
    <div
      id="run-chart"
      hx-get={href}
      hx-trigger="load"
      hx-swap="outerHTML"
      hx-headers={IN_THE_BACKGROUND}
    >
      <Card title="Outcomes over time">
        <a href={href}>Show the chart</a>
      </Card>
    </div>
  )
}

const Picture = ({ pace, zone }: { pace: RunPace; zone: string }) => {
  const { buckets, from, bucketSeconds, length } = pace
  const spans = Math.max(length, SPANS_MIN)
  const highest = Math.max(1, ...buckets.map(sumOf))
  const x = scaleBand<number>()
    .domain(Array.from({ length: spans }, (_, at) => at))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .paddingInner(0.15)
  const y = scaleLinear()
    .domain([0, highest])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
  const placeOf = ({ startsAt }: PaceBucket) =>
    Math.round((startsAt.getTime() - from.getTime()) / (bucketSeconds * 1_000))
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Outcomes over time. The most in one span: ${count(highest)}. The numbers are in the table below.`}
    >
      {y
        .ticks(4)
        .filter(Number.isInteger)
        .map((tick) => (
          <g>
            <line
              class="chart-line"
              x1={MARGIN.left}
              x2={WIDTH - MARGIN.right}
              y1={y(tick).toFixed(1)}
              y2={y(tick).toFixed(1)}
            />
            <text
              class="chart-text"
              x={MARGIN.left - 6}
              y={(y(tick) + 4).toFixed(1)}
              text-anchor="end"
            >
              {count(tick)}
            </text>
          </g>
        ))}
      {buckets.map((bucket) => (
        <Bar bucket={bucket} x={x(placeOf(bucket)) ?? 0} width={x.bandwidth()} y={y} />
      ))}
      <text class="chart-text" x={MARGIN.left} y={HEIGHT - 6}>
        {timeOfDay(from, zone)}
      </text>
      <text class="chart-text" x={WIDTH - MARGIN.right} y={HEIGHT - 6} text-anchor="end">
        {timeOfDay(new Date(from.getTime() + spans * bucketSeconds * 1_000), zone)}
      </text>
    </svg>
  )
}

const Bar = ({
  bucket,
  x,
  width,
  y,
}: {
  bucket: PaceBucket
  x: number
  width: number
  y: (value: number) => number
}) => {
  let below = 0
  return (
    <g>
      {OUTCOMES.map(({ name, fill }) => {
        const [bottom, top] = [y(below), y(below + bucket[name])]
        below += bucket[name]
        return (
          bucket[name] > 0 && (
            <rect
              class={`chart-bar ${fill}`}
              x={x.toFixed(1)}
              width={Math.max(1, width).toFixed(1)}
              y={top.toFixed(1)}
              height={Math.max(1, bottom - top).toFixed(1)}
            />
          )
        )
      })}
    </g>
  )
}

const Numbers = ({ pace: { buckets }, zone }: { pace: RunPace; zone: string }) => (
  <details class="chart-numbers">
    <summary>The numbers</summary>
    <Table
      caption="Outcomes over time"
      head={
        <>
          <Heading>From</Heading>
          {OUTCOMES.map(({ word }) => (
            <Heading numeric>{word}</Heading>
          ))}
        </>
      }
    >
      {buckets.map((bucket) => (
        <tr>
          <td class="number">{timeOfDay(bucket.startsAt, zone)}</td>
          {OUTCOMES.map(({ name }) => (
            <NumericCell>{count(bucket[name])}</NumericCell>
          ))}
        </tr>
      ))}
    </Table>
  </details>
)
