import { Empty } from '../components/empty.tsx'
import { Rows } from '../components/rows.tsx'
import { WidgetLayout } from '../layout.tsx'
import type { DocumentFacts } from './document-marks.tsx'
import { DocumentRow } from './document-row.tsx'

/** What there is to pay, for a frame on the dashboard of Splynx's portal. */
export const WidgetPage = ({
  unpaid,
  isMore,
  currency,
  today,
}: {
  unpaid: readonly DocumentFacts[]
  /** There are more than are shown. */
  isMore: boolean
  currency: string
  today: string
}) => (
  <WidgetLayout title="To pay">
    {unpaid.length === 0 ? (
      <Empty title="Nothing to pay" icon="check_circle">
        New invoices appear here as soon as they are made.
      </Empty>
    ) : (
      <Rows label="To pay">
        {unpaid.map((document) => (
          <DocumentRow {...{ document, currency, today }} target="_top" />
        ))}
      </Rows>
    )}
    {isMore && (
      <p class="widget-more">
        <a href="/ippay/dashboard" target="_top">
          Show all
        </a>
      </p>
    )}
  </WidgetLayout>
)
