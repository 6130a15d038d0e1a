import type { Child } from 'hono/jsx'
import { useWords } from '../words/speaking.tsx'
import { Icon } from './icon.tsx'

export interface Crumb {
  href: string
  label: string
}

/** Where we are, what the page is called, what can be done. */
export const PageHeader = ({
  heading,
  lead,
  crumbs = [],
  actions,
}: {
  heading: Child
  lead?: Child
  crumbs?: readonly Crumb[]
  actions?: Child
}) => (
  <div class="page-header">
    {crumbs.length > 0 && (
      <nav class="crumbs" aria-label={useWords().common.breadcrumb}>
        <ol>
          {crumbs.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
              <Icon name="chevron_right" size={12} />
            </li>
          ))}
        </ol>
      </nav>
    )}
    <div class="page-header-row">
      <div>
        <h1>{heading}</h1>
        {lead && <div class="page-lead">{lead}</div>}
      </div>
      {actions && <div class="page-actions">{actions}</div>}
    </div>
  </div>
)
