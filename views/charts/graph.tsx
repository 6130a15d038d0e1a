import type { ReportPicture } from '../../src/domain/report.ts'
import { Bars, barsHeight } from './bars.tsx'
import { Lines } from './lines.tsx'
import { SIZES, seriesClass } from './scale.ts'
import { StackedBars } from './stacked-bars.tsx'

const DRAWING = { stacked: StackedBars, lines: Lines, bars: Bars } as const

/**
 * A picture of figures, drawn by the server. Colours come from the style sheet, so that they follow
 * light and dark; the series stay apart for the colour-blind, are named in the legend, and each piece
 * has its figure as a title. The numbers themselves belong in a table beside it.
 */
export const Graph = ({
  id,
  title,
  lead,
  picture,
  currency,
}: {
  /** Of the page's own: the titles of a drawing are tied to it by id. */
  id: string
  title: string
  lead: string
  picture: ReportPicture
  currency: string
}) => {
  const Drawing = DRAWING[picture.kind]
  return (
    <figure class="graph">
      {picture.series.length > 1 && (
        <ul class="graph-legend" aria-label="Legend">
          {picture.series.map(({ name }, at) => (
            <li class={seriesClass(at)}>
              <span class="graph-key" aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      )}
      {SIZES.map((size) => {
        const height = picture.kind === 'bars' ? barsHeight(picture.categories) : size.height
        const of = `graph-${id}-${size.name}`
        return (
          <svg
            class={`graph-${size.name}`}
            viewBox={`0 0 ${size.width} ${height}`}
            role="img"
            aria-labelledby={`${of}-title ${of}-desc`}
          >
            <title id={`${of}-title`}>{title}</title>
            <desc id={`${of}-desc`}>{`${lead} The numbers stand in the table that follows.`}</desc>
            <Drawing picture={picture} size={size} currency={currency} />
          </svg>
        )
      })}
    </figure>
  )
}
