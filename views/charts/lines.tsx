import { scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import type { ReportPicture } from '../../src/domain/report.ts'
import { CategoryAxis, ValueAxis } from './axes.tsx'
import { inFull, RIGHT, type Size, seriesClass, valueScale } from './scale.ts'

/** One line for each series, broken where there is no value. */
export const Lines = ({
  picture: { categories, series, unit },
  size,
  currency,
}: {
  picture: ReportPicture
  size: Size
  currency: string
}) => {
  const y = valueScale(
    series.flatMap(({ values }) => values.filter((value) => value !== null)),
    unit,
    size,
  )
  const x = scalePoint<number>()
    .domain(categories.map((_, at) => at))
    .range([size.left, size.width - RIGHT])
    .padding(0.5)
  const place = (at: number) => x(at) ?? 0
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_, at) => place(at))
    .y((value) => y(value ?? 0))
  return (
    <>
      <ValueAxis y={y} size={size} unit={unit} currency={currency} />
      {series.map(({ name, values }, of) => (
        <g class={seriesClass(of)}>
          <path class="graph-line" d={draw(values) ?? ''} />
          {values.map(
            (value, at) =>
              value !== null && (
                <circle
                  class="graph-dot"
                  cx={place(at).toFixed(1)}
                  cy={y(value).toFixed(1)}
                  r={categories.length > 50 ? 2 : 3.5}
                >
                  <title>{`${categories[at]}, ${name}: ${inFull(value, unit, currency)}`}</title>
                </circle>
              ),
          )}
        </g>
      ))}
      <CategoryAxis categories={categories} middleOf={place} size={size} />
    </>
  )
}
