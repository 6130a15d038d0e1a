import { CustomerLayout } from '../layout.tsx'
import type { PortalPage } from './page.ts'
import { DueLine, PayForm, type PayFormProps } from './pay-form.tsx'
import { documentName, payHref } from './words.ts'

/** One document, what is to be paid of it, and with what. */
export const PayPage = ({
  page,
  today,
  ...form
}: Omit<PayFormProps, 'action' | 'csrf' | 'zip'> & { page: PortalPage; today: string }) => {
  const { kind, id, number } = form.document
  return (
    <CustomerLayout
      title={`Pay ${documentName(kind, number, id)}`}
      heading={documentName(kind, number, id)}
      lead={<DueLine document={form.document} today={today} />}
      crumbs={[{ href: '/ippay/dashboard', label: 'Overview' }]}
      active="pay"
      {...page}
    >
      <PayForm action={payHref(kind, id)} csrf={page.csrf} zip={page.zip} {...form} />
    </CustomerLayout>
  )
}
