import { ButtonLink } from '../components/button.tsx'
import { Day, Money } from '../components/figures.tsx'
import { Row } from '../components/rows.tsx'
import { Filled, useLanguage, useWords } from '../words/speaking.tsx'
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
  isChoice = false,
}: {
  document: DocumentFacts
  currency: string
  today: string
  /** `_top` leads out of a frame. */
  target?: '_top'
  /** With a box in front, for a form that pays several. */
  isChoice?: boolean
}) => {
  const { kind, id, dueOn, dueCents, totalCents } = document
  const words = useWords().common
  const name = documentName(document, useLanguage())
  return (
    <Row
      title={
        <>
          {isChoice ? <Choice document={document} name={name} /> : name}{' '}
          {isOverdue(document, today) && <OverdueMark />}
          {isPartlyPaid(document) && <PartlyPaidMark />}
        </>
      }
      note={
        <>
          {dueOn && (
            <Filled sentence={words.due}>
              <Day date={dueOn} />
            </Filled>
          )}
          {dueOn && isPartlyPaid(document) && ' · '}
          {isPartlyPaid(document) && (
            <Filled sentence={words.inAll}>
              <Money cents={totalCents} currency={currency} />
            </Filled>
          )}
        </>
      }
      end={<Money cents={dueCents} currency={currency} />}
      actions={
        <ButtonLink
          look="primary"
          href={payHref(kind, id)}
          aria-label={words.payThis(name)}
          target={target}
        >
          {words.pay}
        </ButtonLink>
      }
    />
  )
}

const Choice = ({ document: { kind, id }, name }: { document: DocumentFacts; name: string }) => (
  <label class="row-choice">
    <input type="checkbox" name="document" value={`${kind}:${id}`} autocomplete="off" />
    <span>{name}</span>
  </label>
)
