import type { Child, PropsWithChildren } from 'hono/jsx'

/** A list with thumb-sized rows, for customers: what is to be paid, saved methods. */
export const Rows = ({ label, children }: PropsWithChildren<{ label: string }>) => (
  <ul class="rows" aria-label={label}>
    {children}
  </ul>
)

/** `end` is the amount, `actions` its buttons; both move below the text on a phone if they must. */
export const Row = ({
  title,
  note,
  end,
  actions,
}: {
  title: Child
  note?: Child
  end?: Child
  actions?: Child
}) => (
  <li class="row">
    <div class="row-text">
      <span class="row-title">{title}</span>
      {note && <span class="row-note">{note}</span>}
    </div>
    {end && <div class="row-end">{end}</div>}
    {actions && <div class="row-actions">{actions}</div>}
  </li>
)
