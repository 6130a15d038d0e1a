import type { Mismatch } from '../../src/db/schema.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field } from '../components/field.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { counted } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { MISMATCH_WORDS, mismatchTitle } from './words.ts'

interface MismatchesView {
  mismatches: { count: number; first: readonly Mismatch[] }
  currency: string
  csrf: string
  mayAct: boolean
  place: Place
}

/** Where the gateway's books and ours differ. Nothing is done about it by itself. */
export const MismatchesCard = ({ mismatches, ...view }: MismatchesView) => {
  const { count, first } = mismatches
  if (count === 0) return null
  return (
    <Card
      id="mismatches"
      title="The gateway’s books and ours differ"
      lead="Nothing is done about these by itself. Find out why, then note what you found."
      flush
    >
      <Rows label="Differences">
        {first.map((mismatch) => (
          <Row
            title={<Title {...mismatch} />}
            note={
              <>
                {MISMATCH_WORDS[mismatch.kind]}
                {mismatch.at && (
                  <>
                    {' · '}
                    <Moment at={mismatch.at} zone={view.place.zone} />
                  </>
                )}
              </>
            }
            end={
              mismatch.amount_cents !== null && (
                <Money cents={mismatch.amount_cents} currency={view.currency} />
              )
            }
            actions={view.mayAct && <Found id={mismatch.id} csrf={view.csrf} />}
          />
        ))}
        {count > first.length && (
          <Row title={`and ${counted(count - first.length, 'more difference')}`} />
        )}
      </Rows>
    </Card>
  )
}

const Title = (mismatch: Mismatch) =>
  mismatch.payment_id ? (
    <a href={paymentHref(mismatch.payment_id)}>{mismatchTitle(mismatch)}</a>
  ) : (
    <span>{mismatchTitle(mismatch)}</span>
  )

const Found = ({ id, csrf }: { id: number; csrf: string }) => (
  <details>
    <summary>Note what you found</summary>
    <form method="post" action={`/admin/returns/mismatches/${id}`}>
      <CsrfField token={csrf} />
      <Field
        name="note"
        id={`field-note-${id}`}
        label="What you found"
        maxlength={200}
        autocomplete="off"
      />
      <Button size="small">Close</Button>
    </form>
  </details>
)
