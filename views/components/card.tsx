import type { Child, JSX, PropsWithChildren } from 'hono/jsx'

/** A white sheet that groups what belongs together. `flush` lets a table reach its edges. */
export const Card = ({
  title,
  lead,
  actions,
  flush,
  children,
  ...attributes
}: PropsWithChildren<{ title?: Child; lead?: Child; actions?: Child; flush?: boolean }> &
  Omit<JSX.IntrinsicElements['section'], 'title'>) => (
  <section class={flush ? 'card card-flush' : 'card'} {...attributes}>
    {(title || actions) && (
      <div class="card-head">
        <div>
          {title && <h2>{title}</h2>}
          {lead && <p class="card-lead">{lead}</p>}
        </div>
        {actions && <div class="card-actions">{actions}</div>}
      </div>
    )}
    <div class="card-body">{children}</div>
  </section>
)

/** Two columns, the second narrower, that become one on a small screen. */
export const Columns = ({ children }: PropsWithChildren) => <div class="columns">{children}</div>

/** Room between things that follow each other. */
export const Stack = ({ children }: PropsWithChildren) => <div class="stack">{children}</div>
