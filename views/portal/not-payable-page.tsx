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

const WORDS = {
  paid: {
    tone: 'success',
    icon: 'check',
    title: 'Nothing left to pay',
    text: 'is paid already. You need not do anything.',
  },
  under_way: {
    tone: 'active',
    icon: 'clock',
    title: 'A payment is on its way',
    text: 'has a payment that we are asking the bank about. Please do not pay again.',
  },
  not_open: {
    tone: 'attention',
    icon: 'info',
    title: 'This cannot be paid now',
    text: 'is not open for payment at the moment. Look again later, or ask us about it.',
  },
} as const

export const NotPayablePage = ({
  page,
  document: { kind, id, number },
  because,
}: {
  page: PortalPage
  document: { kind: 'invoice' | 'proforma'; id: number; number: string }
  because: NotPayable
}) => {
  const { tone, icon, title, text } = WORDS[because.kind]
  const name = documentName(kind, number, id)
  return (
    <CustomerLayout title={name} active="pay" {...page}>
      <Outcome tone={tone} icon={icon} title={title}>
        {name} {text}
      </Outcome>
      <div class="form-actions outcome-actions">
        {because.kind === 'under_way' && (
          <ButtonLink look="primary" href={paymentHref(because.paymentId)}>
            Follow this payment
          </ButtonLink>
        )}
        <ButtonLink href="/ippay/dashboard">Back to the overview</ButtonLink>
      </div>
    </CustomerLayout>
  )
}
