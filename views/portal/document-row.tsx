import { ButtonLink } from '../components/button.tsx'
import { Day, Money } from '../components/figures.tsx'
import { Row } from '../components/rows.tsx'
import {
  type DocumentFacts,
  isOverdue,
  isPartlyPaid,
  OverdueMark,
  PartlyPaidMark,
} from './document-marks.tsx'
import { documentName, payHref } from './words.ts'

/** A document to pay, with its button. */
export const DocumentRow = ({
  document,
  currency,
  today,
  target,
}: {
  document: DocumentFacts
  currency: string
  today: string
  /** `_top` leads out of a frame. */
  target?: '_top'
}) => {
  const { kind, id, number, dueOn, dueCents, totalCents } = document
  const name = documentName(kind, number, id)
  return (
    <Row
      title={
        <>
          {name} {isOverdue(document, today) && <OverdueMark />}
          {isPartlyPaid(document) && <PartlyPaidMark />}
        </>
      }
      note={
        <>
          {dueOn && (
            <>
              Due <Day date={dueOn} />
            </>
          )}
          {dueOn && isPartlyPaid(document) && ' · '}
          {isPartlyPaid(document) && (
            <>
              <Money cents={totalCents} currency={currency} /> in all
            </>
          )}
        </>
      }
      end={<Money cents={dueCents} currency={currency} />}
      actions={
        <ButtonLink
          look="primary"
          href={payHref(kind, id)}
          aria-label={`Pay ${name}`}
          target={target}
        >
          Pay
        </ButtonLink>
      }
    />
  )
}
