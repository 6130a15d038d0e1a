import { scaleBand } from 'd3-scale'
import { stack } from 'd3-shape'
import type { ReportPicture } from '../../src/domain/report.ts'
import { CategoryAxis, ValueAxis } from './axes.tsx'
import { inFull, RIGHT, type Size, seriesClass, valueScale } from './scale.ts'

/** One bar for each category, its series on top of each other. */
export const StackedBars = ({
  picture: { categories, series, unit },
  size,
  currency,
}: {
  picture: ReportPicture
  size: Size
  currency: string
}) => {
  const layers = stack<number, number>()
    .keys(series.map((_, at) => at))
    .value((at, of) => series[of]?.values[at] ?? 0)(categories.map((_, at) => at))
  const y = valueScale(
    layers.flatMap((layer) => layer.map(([, top]) => top)),
    unit,
    size,
  )
  const x = scaleBand<number>()
    .domain(categories.map((_, at) => at))
    .range([size.left, size.width - RIGHT])
    .paddingInner(0.2)
    .paddingOuter(0.1)
  return (
    <>
      <ValueAxis y={y} size={size} unit={unit} currency={currency} />
      {layers.map((layer, of) => (
        <g class={seriesClass(of)}>
          {layer.map(
            ([bottom, top], at) =>
              top > bottom && (
                <rect
                  class="graph-bar"
                  x={(x(at) ?? 0).toFixed(1)}
                  width={Math.min(64, x.bandwidth()).toFixed(1)}
                  y={y(top).toFixed(1)}
                  height={(y(bottom) - y(top)).toFixed(1)}
                  transform={
                    x.bandwidth() > 64
                      ? `translate(${((x.bandwidth() - 64) / 2).toFixed(1)} 0)`
                      : undefined
                  }
                >
                  <title>
                    {`${categories[at]}, ${series[of]?.name}: ${inFull(top - bottom, unit, currency)}`}
                  </title>
                </rect>
              ),
          )}
        </g>
      ))}
      <CategoryAxis
        categories={categories}
        middleOf={(at) => (x(at) ?? 0) + x.bandwidth() / 2}
        size={size}
      />
    </>
  )
}
