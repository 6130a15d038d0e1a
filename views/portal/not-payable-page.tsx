import { ButtonLink } from '../components/button.tsx'
import { Outcome } from '../components/outcome.tsx'
import { CustomerLayout } from '../layout.tsx'
import type { PortalPage } from './page.ts'
import { documentName, paymentHref } from './words.ts'

/** Why a document cannot be paid now, and what to do instead. */
export type NotPayable =
  | { kind: 'paid' }
  | { kind: 'under_way'; paymentId: string }
  | { kind: 'not_open' }

const LOOK = {
  paid: {
    tone: 'success',
    icon: 'check',
    title: 'paidTitle',
    text: 'paid',
  },
  under_way: {
    tone: 'active',
    icon: 'clock',
    title: 'underWayTitle',
    text: 'underWay',
  },
  not_open: {
    tone: 'attention',
    icon: 'info',
    title: 'notOpenTitle',
    text: 'notOpen',
  },
} as const

export const NotPayablePage = ({
  page,
  document,
  because,
}: {
  page: PortalPage
  document: { kind: 'invoice' | 'proforma'; id: number; number: string }
  because: NotPayable
}) => {
  const { tone, icon, title, text } = LOOK[because.kind]
  const { common, pay } = page.words
  const name = documentName(document, page.language)
  return (
    <CustomerLayout title={name} active="pay" {...page}>
      <Outcome tone={tone} icon={icon} title={pay[title]}>
        {pay[text](name)}
      </Outcome>
      <div class="form-actions outcome-actions">
        {because.kind === 'under_way' && (
          <ButtonLink look="primary" href={paymentHref(because.paymentId)}>
            {pay.followPayment}
          </ButtonLink>
        )}
        <ButtonLink href="/ippay/dashboard">{common.backToOverview}</ButtonLink>
      </div>
    </CustomerLayout>
  )
}
