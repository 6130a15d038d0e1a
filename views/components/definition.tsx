import type { Child, PropsWithChildren } from 'hono/jsx'

/** Names and values of one thing. `wide` puts the value at the far end, for receipts. */
export const Definitions = ({ wide, children }: PropsWithChildren<{ wide?: boolean }>) => (
  <dl class={wide ? 'definitions definitions-wide' : 'definitions'}>{children}</dl>
)

/** A value that is not there is a dash and not a gap. `total` is the line that counts. */
export const Definition = ({
  term,
  total,
  children,
}: {
  term: string
  total?: boolean
  children?: Child
}) => (
  <div class={total ? 'definition definition-total' : 'definition'}>
    <dt>{term}</dt>
    <dd>{children === undefined || children === null || children === '' ? '–' : children}</dd>
  </div>
)
