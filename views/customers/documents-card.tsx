import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Empty } from '../components/empty.tsx'
import { Day, Money } from '../components/figures.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { Heading, NumericCell, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'
import { paymentHref } from '../payments/payment-rows.tsx'
import type { CustomerInSplynx, CustomerView, UnpaidDocument } from './customer-panel.tsx'
import { customerHref, DOCUMENT_KIND_LABEL, payHref } from './customer-words.tsx'

type View = Omit<CustomerView, 'inSplynx'> & { inSplynx: CustomerInSplynx }

/** What the customer has not paid, each with what is under way for it. */
export const DocumentsCard = (view: View) => {
  const { documents, isMore, unreadable } = view.inSplynx
  const notes = [
    isMore && 'The first ones only.',
    unreadable > 0 && `${counted(unreadable, 'document')} in Splynx cannot be read.`,
  ].filter(Boolean)
  return (
    <Card
      title="Unpaid documents"
      lead={notes.length > 0 && notes.join(' ')}
      flush
      actions={
        documents.length > 0 && (
          <a href={`${customerHref(view.customerId)}/why`}>Why not charged?</a>
        )
      }
    >
      {documents.length === 0 ? (
        <Empty icon="check_circle" title="Everything is paid">
          Splynx shows no unpaid invoice or proforma invoice.
        </Empty>
      ) : (
        <Table
          caption="Unpaid documents"
          pairs
          head={
            <>
              <Heading>Document</Heading>
              <Heading numeric>Due</Heading>
              <Heading>Issued</Heading>
              <Heading>
                <span class="visually-hidden">Payment</span>
              </Heading>
            </>
          }
          foot={documents.length > 1 && <Total {...view} />}
        >
          {documents.map((unpaid) => (
            <DocumentRow {...unpaid} view={view} />
          ))}
        </Table>
      )}
    </Card>
  )
}

const DocumentRow = ({ document, underWay, view }: UnpaidDocument & { view: View }) => {
  const { kind, id, number, issuedOn, dueOn, dueCents, totalCents } = document
  const name = number || `#${id}`
  return (
    <tr>
      <td>
        <TwoLines first={name} second={DOCUMENT_KIND_LABEL[kind]} />
      </td>
      <NumericCell>
        <TwoLines
          first={<Money cents={dueCents} currency={view.currency} />}
          second={
            totalCents !== dueCents && (
              <>
                of <Money cents={totalCents} currency={view.currency} />
              </>
            )
          }
        />
      </NumericCell>
      <td>
        <TwoLines
          first={issuedOn ? <Day date={issuedOn} /> : '–'}
          second={
            dueOn && (
              <>
                due <Day date={dueOn} />
              </>
            )
          }
        />
      </td>
      <td class="numeric">
        {underWay ? (
          <a href={paymentHref(underWay.id)}>
            <StatusBadge status={underWay.status} />
          </a>
        ) : (
          view.canPay &&
          dueCents > 0 && (
            <span class="row-buttons">
              <ButtonLink
                size="small"
                icon="card"
                href={payHref(view.customerId, kind, id)}
                aria-label={`Pay now: ${name}`}
              >
                Pay now
              </ButtonLink>
              <LinkButton
                name={name}
                customerId={view.customerId}
                kind={kind}
                documentId={id}
                csrf={view.csrf}
              />
            </span>
          )
        )}
      </td>
    </tr>
  )
}

/** Makes a link that the customer pays by, and shows it. */
const LinkButton = ({
  name,
  csrf,
  ...target
}: {
  name: string
  csrf: string
  customerId: number
  kind: 'invoice' | 'proforma'
  documentId: number
}) => (
  <form method="post" action="/admin/links">
    <CsrfField token={csrf} />
    {Object.entries(target).map(([field, value]) => (
      <input type="hidden" name={field} value={value} />
    ))}
    <Button size="small" aria-label={`Payment link: ${name}`}>
      Link
    </Button>
  </form>
)

const Total = ({ inSplynx: { documents }, currency }: View) => (
  <>
    <td>{counted(documents.length, 'document')}</td>
    <NumericCell>
      <Money
        cents={documents.reduce((sum, { document }) => sum + document.dueCents, 0)}
        currency={currency}
      />
    </NumericCell>
    <td />
    <td />
  </>
)
