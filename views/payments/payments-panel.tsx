import type { PaymentPage } from '../../src/db/payment-list.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { FormErrors } from '../components/form-errors.tsx'
import { Pager } from '../components/pager.tsx'
import { counted, moment } from '../format.ts'
import type { Place } from './certainty.tsx'
import { type FilterErrors, type FilterValues, PaymentFilters } from './payment-filters.tsx'
import { PaymentTable } from './payment-rows.tsx'

export interface PaymentsView {
  values: FilterValues
  errors: FilterErrors
  /** Null when the filter makes no sense. */
  page: PaymentPage | null
  /** How the search box was understood. */
  understood?: string
  newerHref?: string
  olderHref?: string
  place: Place
}

/** Every payment, found by whatever is at hand. */
export const PaymentsPanel = (view: PaymentsView) => {
  const { values, errors, page, understood } = view
  return (
    <div class="stack">
      <FormErrors errors={errors} />
      <PaymentFilters values={values} errors={errors} />
      {page && (
        <Card flush aria-label="Payments found" lead={understood} title={understood && 'Found'}>
          {page.payments.length === 0 ? (
            <NothingFound {...view} page={page} />
          ) : (
            <>
              <PaymentTable payments={page.payments} place={view.place} />
              <Pager
                previous={view.newerHref}
                next={view.olderHref}
                summary={summaryOf(page, view.place.zone)}
              />
            </>
          )}
        </Card>
      )}
    </div>
  )
}

const summaryOf = ({ payments, searchedBackTo }: PaymentPage, zone: string): string =>
  searchedBackTo
    ? `${counted(payments.length, 'payment')}, searched back to ${moment(searchedBackTo, zone)}`
    : counted(payments.length, 'payment')

const NothingFound = ({ page, values, olderHref, place }: PaymentsView & { page: PaymentPage }) => {
  if (page.searchedBackTo && olderHref) {
    return (
      <Empty
        icon="search"
        title={`Nothing matches back to ${moment(page.searchedBackTo, place.zone)}`}
        action={
          <ButtonLink href={olderHref} icon="arrow_right">
            Search further back
          </ButtonLink>
        }
      >
        There may be older ones. A period makes the search shorter.
      </Empty>
    )
  }
  return Object.values(values).some(Boolean) ? (
    <Empty
      icon="search"
      title="No payment matches"
      action={<ButtonLink href="/admin/payments">Show all payments</ButtonLink>}
    >
      Try fewer filters, or another part of what you know.
    </Empty>
  ) : (
    <Empty
      icon="receipt"
      title="No payments yet"
      action={<ButtonLink href="/admin/charge">Charge open documents</ButtonLink>}
    >
      Payments of customers, clerks and runs appear here as soon as they are asked for.
    </Empty>
  )
}
