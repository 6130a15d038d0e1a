import type { Language } from '../../src/domain/language.ts'
import { Empty } from '../components/empty.tsx'
import { Rows } from '../components/rows.tsx'
import { WidgetLayout } from '../layout.tsx'
import { wordsFor } from '../words/index.ts'
import type { DocumentFacts } from './document-marks.tsx'
import { DocumentRow } from './document-row.tsx'

/** What there is to pay, for a frame on the dashboard of Splynx's portal. */
export const WidgetPage = ({
  language,
  unpaid,
  isMore,
  currency,
  today,
}: {
  language: Language
  unpaid: readonly DocumentFacts[]
  /** There are more than are shown. */
  isMore: boolean
  currency: string
  today: string
}) => {
  const words = wordsFor(language).dashboard
  return (
    <WidgetLayout title={words.toPay} language={language}>
      {unpaid.length === 0 ? (
        <Empty title={words.nothingToPay} icon="check_circle">
          {words.newInvoices}
        </Empty>
      ) : (
        <Rows label={words.toPay}>
          {unpaid.map((document) => (
            <DocumentRow {...{ document, currency, today }} target="_top" />
          ))}
        </Rows>
      )}
      {isMore && (
        <p class="widget-more">
          <a href="/ippay/dashboard" target="_top">
            {words.showAll}
          </a>
        </p>
      )}
    </WidgetLayout>
  )
}
