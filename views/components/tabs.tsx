import { count as inWords } from '../format.ts'

export interface Tab {
  href: string
  label: string
  count?: number
  active?: boolean
}

/** The parts of one thing, as links. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map((tab) => (
      <TabLink {...tab} />
    ))}
  </nav>
)

/** One filter of a list, as links that can be bookmarked. */
export const FilterChips = ({ label, chips }: { label: string; chips: readonly Tab[] }) => (
  <nav class="chips" aria-label={label}>
    {chips.map((chip) => (
      <TabLink {...chip} />
    ))}
  </nav>
)

const TabLink = ({ href, label, count, active }: Tab) => (
  <a href={href} aria-current={active ? 'true' : undefined}>
    {label}
    {count !== undefined && <span class="tab-count">{inWords(count)}</span>}
  </a>
)
