import type { ListedRefund, RefundPage } from '../../src/db/refund-list.ts'
import { REFUND_STATUSES, type RefundStatus } from '../../src/domain/refund.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { FormActions, SelectField } from '../components/field.tsx'
import { Method, Moment, Money } from '../components/figures.tsx'
import { Pager } from '../components/pager.tsx'
import { RefundBadge } from '../components/status-badge.tsx'
import { REFUND_LABEL } from '../components/status-labels.ts'
import { Heading, NumericCell, RowLink, Table, TwoLines } from '../components/table.tsx'
import { counted } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { paymentHref } from '../payments/payment-rows.tsx'
import { actorName } from '../payments/words.ts'
import { REFUND_KIND_LABEL } from './refund-words.ts'

export interface RefundsPanelView {
  page: RefundPage
  status?: RefundStatus
  place: Place
}

const CHOICES = REFUND_STATUSES.map((value) => ({ value, label: REFUND_LABEL[value].word }))

/** Every refund, the newest first. */
export const RefundsPanel = ({ page, status, place }: RefundsPanelView) => (
  <div class="stack">
    <Card>
      <form method="get" action="/admin/refunds">
        <SelectField
          name="status"
          label="Status"
          placeholder="Any"
          choices={CHOICES}
          value={status}
        />
        <FormActions>
          <Button look="primary" icon="search">
            Show
          </Button>
        </FormActions>
      </form>
    </Card>
    <Card flush aria-label="Refunds found">
      {page.refunds.length === 0 ? (
        <Empty icon="undo" title={status ? 'No refund matches' : 'Nothing was given back yet'}>
          {status ? 'Choose another status.' : 'A refund begins on the page of its payment.'}
        </Empty>
      ) : (
        <>
          <RefundTable refunds={page.refunds} place={place} />
          <Pager
            previous={page.newerThan && hrefOf(status, 'after', page.newerThan)}
            next={page.olderThan && hrefOf(status, 'before', page.olderThan)}
            summary={counted(page.refunds.length, 'refund')}
          />
        </>
      )}
    </Card>
  </div>
)

const hrefOf = (status: RefundStatus | undefined, side: 'before' | 'after', id: string): string =>
  `/admin/refunds?${new URLSearchParams({ ...(status ? { status } : {}), [side]: id })}`

const RefundTable = ({ refunds, place }: { refunds: readonly ListedRefund[]; place: Place }) => (
  <Table
    caption="Refunds"
    pairs
    head={
      <>
        <Heading>Customer</Heading>
        <Heading numeric>Amount</Heading>
        <Heading>To</Heading>
        <Heading>Why</Heading>
        <Heading>Status</Heading>
        <Heading>Time</Heading>
      </>
    }
  >
    {refunds.map((refund) => (
      <tr>
        <td>
          <RowLink href={paymentHref(refund.payment_id)}>{refund.customer_name}</RowLink>
        </td>
        <NumericCell>
          <Money cents={refund.amount_cents} currency={refund.currency} />
        </NumericCell>
        <td>
          <TwoLines
            first={<Method kind={refund.method_kind} brand={refund.brand} last4={refund.last4} />}
            second={REFUND_KIND_LABEL[refund.kind]}
          />
        </td>
        <td>
          <TwoLines first={refund.reason} second={actorName(refund.actor)} />
        </td>
        <td>
          <RefundBadge status={refund.status} />
        </td>
        <td>
          <Moment at={refund.created_at} zone={place.zone} />
        </td>
      </tr>
    ))}
  </Table>
)

/** From the list of payments. */
export const RefundsLink = () => (
  <ButtonLink href="/admin/refunds" icon="undo">
    Refunds
  </ButtonLink>
)
