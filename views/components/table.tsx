import type { Child, JSX, PropsWithChildren } from 'hono/jsx'

/**
 * A dense table that scrolls sideways inside its own frame on a narrow screen. `head` is the cells
 * of the heading row, `children` the rows, `foot` the cells of a row of totals. `caption` names the
 * table for screen readers. `rowsId` is where htmx swaps rows.
 * With `pairs`, a phone shows each row as lines of two cells instead of a table that scrolls: first
 * and second, third and fourth; it suits an even number of columns that need no heading.
 */
export const Table = ({
  caption,
  head,
  foot,
  rowsId,
  pairs,
  children,
  ...attributes
}: PropsWithChildren<{
  caption: string
  head: Child
  foot?: Child
  rowsId?: string
  pairs?: boolean
}> &
  JSX.IntrinsicElements['div']) => (
  <section
    class={pairs ? 'table-frame table-pairs' : 'table-frame'}
    aria-label={caption}
    tabindex={0}
    {...attributes}
  >
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody id={rowsId}>{children}</tbody>
      {foot && (
        <tfoot>
          <tr>{foot}</tr>
        </tfoot>
      )}
    </table>
  </section>
)

/** A column heading. */
export const Heading = ({
  numeric,
  children,
  ...attributes
}: PropsWithChildren<{ numeric?: boolean }> & JSX.IntrinsicElements['th']) => (
  <th scope="col" class={numeric ? 'numeric' : undefined} {...attributes}>
    {children}
  </th>
)

/** A right-aligned cell in tabular figures. */
export const NumericCell = ({
  children,
  ...attributes
}: PropsWithChildren & JSX.IntrinsicElements['td']) => (
  <td class="numeric" {...attributes}>
    {children}
  </td>
)

/** A cell whose second line is quieter: a customer and his number, a reason below a status. */
export const TwoLines = ({ first, second }: { first: Child; second?: Child }) => (
  <span class="two-lines">
    <span>{first}</span>
    {second && <small>{second}</small>}
  </span>
)

/** A link that makes its whole row clickable. At most one in a row. */
export const RowLink = ({
  children,
  ...attributes
}: PropsWithChildren & JSX.IntrinsicElements['a']) => (
  <a class="row-link" {...attributes}>
    {children}
  </a>
)
