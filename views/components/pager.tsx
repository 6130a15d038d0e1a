import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'

/** Keyset paging knows the neighbours and not the number of pages. Nothing when all is on one. */
export const Pager = ({
  previous,
  next,
  summary,
}: {
  /** Addresses; without one the direction is at its end. */
  previous?: string
  next?: string
  /** `50 payments`, `1–50 of many` */
  summary?: string
}) => {
  if (!previous && !next && !summary) return null
  return (
    <nav class="pager" aria-label="Pages">
      <span class="pager-summary">{summary}</span>
      {(previous || next) && (
        <span class="pager-links">
          <Step href={previous} rel="prev">
            <Icon name="chevron_left" /> Previous
          </Step>
          <Step href={next} rel="next">
            Next <Icon name="chevron_right" />
          </Step>
        </span>
      )}
    </nav>
  )
}

const Step = ({ href, rel, children }: { href?: string; rel: string; children: Child }) =>
  href ? (
    <a class="button button-secondary button-small" href={href} rel={rel}>
      {children}
    </a>
  ) : (
    <span class="button button-secondary button-small is-disabled" aria-disabled="true">
      {children}
    </span>
  )
