import { SKIP_LABEL } from '../../src/domain/run.ts'
import type { Selected } from '../../src/operations/select-documents.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Empty } from '../components/empty.tsx'
import { FormActions } from '../components/field.tsx'
import { Method, Money } from '../components/figures.tsx'
import { Notice } from '../components/notice.tsx'
import { Pager } from '../components/pager.tsx'
import { Heading, NumericCell, Table, TwoLines } from '../components/table.tsx'
import { type Tab, Tabs } from '../components/tabs.tsx'
import { count, counted } from '../format.ts'
import { skipDetail } from './skip-detail.ts'

export interface DocumentsView {
  documents: readonly Selected[]
  without: ReadonlySet<number>
  show: 'charge' | 'skip'
  selection: string
  /** The filter, what is ticked off and where we are. */
  fields: readonly (readonly [name: string, value: string])[]
  tabs: readonly Tab[]
  hasPrevious: boolean
  /** Where the next page begins. */
  next: number | undefined
  previousHref: string | undefined
  nextHref: string | undefined
  backHref: string
  tooMany: { asked: number; max: number } | null
  csrf: string
  currency: string
  zone: string
}

/** Every document of a preview by name, a page at a time. */
export const PreviewDocuments = (view: DocumentsView) => (
  <div class="stack">
    <Tabs label="Documents of the preview" tabs={view.tabs} />
    {view.tooMany && (
      <Notice tone="danger" title={`At most ${count(view.tooMany.max)} can be left out by hand`}>
        With this page it would be {count(view.tooMany.asked)}. Narrow the filter instead, by
        partner, period or number. What was ticked off before is kept; this page's ticks are not.
      </Notice>
    )}
    {view.documents.length === 0 ? (
      <section class="card">
        <Empty title="No document here" icon="list">
          <a href={view.backHref}>Back to the preview</a>
        </Empty>
      </section>
    ) : view.show === 'charge' ? (
      <ToBeCharged {...view} />
    ) : (
      <Skipped {...view} />
    )}
  </div>
)

const ToBeCharged = (view: DocumentsView) => {
  const { documents, without, fields, csrf, currency, hasPrevious, next } = view
  return (
    <form method="post" action="/admin/charge/documents" class="stack ticks">
      <CsrfField token={csrf} />
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} autocomplete="off" />
      ))}
      <input
        type="hidden"
        name="shown"
        value={documents.map(({ documentId }) => documentId).join(',')}
        autocomplete="off"
      />
      {next !== undefined && <input type="hidden" name="next" value={next} autocomplete="off" />}
      <p class="quiet">
        Ticked documents are charged. Take a tick away to leave one out of this run only
        {without.size > 0 && (
          <>; {counted(without.size, 'document is', 'documents are')} left out</>
        )}
        .
      </p>
      <Table caption="Documents to be charged" head={<ChargeHeadings />}>
        {documents.map((document) => (
          <tr>
            <td class="cell-tick">
              <input
                type="checkbox"
                name="keep"
                value={document.documentId}
                checked={!without.has(document.documentId)}
                aria-label={`Charge ${document.documentNumber}, ${document.customerName}`}
                autocomplete="off"
              />
            </td>
            <td class="number">{document.documentNumber}</td>
            <td>
              <Customer {...document} />
            </td>
            <td>
              <SavedMethod {...document} />
            </td>
            <NumericCell>
              <Money cents={document.amountCents} currency={currency} />
            </NumericCell>
          </tr>
        ))}
      </Table>
      <FormActions>
        <Button look="primary" name="go" value="done">
          Keep these ticks
        </Button>
        {hasPrevious && (
          <Button name="go" value="previous" icon="chevron_left">
            Previous page
          </Button>
        )}
        {next !== undefined && (
          <Button name="go" value="next" icon="chevron_right">
            Next page
          </Button>
        )}
        <ButtonLink look="quiet" href={view.backHref}>
          Back without this page's changes
        </ButtonLink>
      </FormActions>
    </form>
  )
}

const ChargeHeadings = () => (
  <>
    <Heading>Charge</Heading>
    <Heading>Document</Heading>
    <Heading>Customer</Heading>
    <Heading>Method</Heading>
    <Heading numeric>Due</Heading>
  </>
)

const Skipped = ({ documents, currency, zone, previousHref, nextHref }: DocumentsView) => (
  <>
    <Table
      caption="Documents that are skipped"
      head={
        <>
          <Heading>Document</Heading>
          <Heading>Customer</Heading>
          <Heading>Why</Heading>
          <Heading numeric>Due</Heading>
        </>
      }
    >
      {documents.map((document) => (
        <tr>
          <td class="number">{document.documentNumber}</td>
          <td>
            <Customer {...document} />
          </td>
          <td>
            <SkipReason {...document} zone={zone} />
          </td>
          <NumericCell>
            <Money cents={document.amountCents} currency={currency} />
          </NumericCell>
        </tr>
      ))}
    </Table>
    <Pager previous={previousHref} next={nextHref} />
  </>
)

const SkipReason = ({ decision, zone }: Selected & { zone: string }) =>
  decision.kind === 'skip' ? (
    <TwoLines
      first={SKIP_LABEL[decision.reason]}
      second={decision.detail && skipDetail(decision.detail, zone)}
    />
  ) : null

export const Customer = ({
  customerId,
  customerName,
}: Pick<Selected, 'customerId' | 'customerName'>) =>
  customerId === 0 ? (
    <span class="quiet">Not readable</span>
  ) : (
    <a href={`/admin/customers/${customerId}`}>{customerName}</a>
  )

export const SavedMethod = ({ decision: { method } }: Pick<Selected, 'decision'>) =>
  method ? (
    <Method
      kind={method.kind}
      brand={method.brand}
      last4={method.last4}
      accountType={method.account_type}
    />
  ) : null
