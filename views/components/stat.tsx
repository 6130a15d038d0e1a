import type { Child, PropsWithChildren } from 'hono/jsx'

/** A row of figures that a page is about. */
export const Stats = ({ children }: PropsWithChildren) => <dl class="stats">{children}</dl>

/** One figure with its name; `note` says where it comes from or what it leaves out. */
export const Stat = ({
  label,
  note,
  tone,
  children,
}: PropsWithChildren<{
  label: string
  note?: Child
  tone?: 'success' | 'danger' | 'doubt' | 'attention'
}>) => (
  <div class={`stat${tone ? ` tone-${tone}` : ''}`}>
    <dt>{label}</dt>
    <dd>
      <span class="stat-figure">{children}</span>
      {note && <span class="stat-note">{note}</span>}
    </dd>
  </div>
)
