import type { TieOutDifference } from '../../src/db/schema.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field } from '../components/field.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { counted } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { byKind, KIND_WORDS, LINE_LABEL, METHOD_LABEL, SIDE_LABEL } from './words.ts'

export interface DifferencesView {
  differences: readonly TieOutDifference[]
  /** Of all, those that are not on the page. */
  hiddenCount: number
  /** Where Splynx shows its customers; null where its address is not known. */
  splynxUrl: string
  currency: string
  csrf: string
  mayAct: boolean
  place: Place
}

/** What differs, kind by kind, each with what to do and a link to where it is done. */
export const DifferencesCards = (view: DifferencesView) => (
  <>
    {byKind(view.differences).map(({ kind, rows }) => (
      <Card
        title={`${KIND_WORDS[kind].title} (${rows.length})`}
        lead={KIND_WORDS[kind].advice}
        flush
      >
        <Rows label={KIND_WORDS[kind].title}>
          {rows.map((row) => (
            <DifferenceRow row={row} {...view} />
          ))}
        </Rows>
      </Card>
    ))}
    {view.hiddenCount > 0 && (
      <p class="quiet">and {counted(view.hiddenCount, 'more difference')} of this day.</p>
    )}
  </>
)

const DifferenceRow = ({ row, ...view }: DifferencesView & { row: TieOutDifference }) => (
  <Row
    title={<Where row={row} splynxUrl={view.splynxUrl} />}
    note={
      <>
        {METHOD_LABEL[row.method_kind]}, {LINE_LABEL[row.line].toLowerCase()}
        {row.at && (
          <>
            {' · '}
            <Moment at={row.at} zone={view.place.zone} />
          </>
        )}
        {' · '}
        <code>{row.reference}</code>
        {row.explained_at && (
          <p class="explanation">
            <strong>Explained by {row.explained_by}:</strong> {row.explanation}
          </p>
        )}
      </>
    }
    end={<Amounts row={row} currency={view.currency} />}
    actions={view.mayAct && row.explained_at === null && <Explain {...view} id={row.id} />}
  />
)

const Where = ({ row, splynxUrl }: { row: TieOutDifference; splynxUrl: string }) => {
  const who = row.customer_name ?? (row.customer_id ? `Customer ${row.customer_id}` : null)
  if (row.payment_id) return <a href={paymentHref(row.payment_id)}>{who ?? 'The payment'}</a>
  if (row.return_id) return <a href={`/admin/returns/${row.return_id}`}>The return</a>
  if (row.splynx_payment_id && row.customer_id) {
    const href = new URL(`/admin/customers/view?id=${row.customer_id}`, splynxUrl).href
    return (
      <>
        <a href={`/admin/customers/${row.customer_id}`}>{who}</a>, payment {row.splynx_payment_id}{' '}
        <a href={href} rel="noreferrer">
          in Splynx
        </a>
      </>
    )
  }
  return <span>{who ?? 'Nobody of ours'}</span>
}

const Amounts = ({ row, currency }: { row: TieOutDifference; currency: string }) => (
  <span class="two-sides">
    <span>
      <small>Ours</small> <Cents cents={row.ours_cents} currency={currency} />
    </span>
    <span>
      <small>{SIDE_LABEL[row.side]}</small> <Cents cents={row.theirs_cents} currency={currency} />
    </span>
  </span>
)

const Cents = ({ cents, currency }: { cents: number | null; currency: string }) =>
  cents === null ? <span>nothing</span> : <Money cents={cents} currency={currency} />

const Explain = ({ id, csrf }: { id: number; csrf: string }) => (
  <details>
    <summary>Explain</summary>
    <form method="post" action={`/admin/tie-out/differences/${id}/explanation`}>
      <CsrfField token={csrf} />
      <Field
        name="note"
        id={`field-note-${id}`}
        label="Why it is right, or what was done"
        maxlength={200}
        autocomplete="off"
      />
      <Button size="small">Mark as explained</Button>
    </form>
  </details>
)
