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
  const { kind, id } = form.document
  const { common } = page.words
  const name = documentName(form.document, page.language)
  return (
    <CustomerLayout
      title={common.payThis(name)}
      heading={name}
      lead={<DueLine document={form.document} today={today} />}
      crumbs={[{ href: '/ippay/dashboard', label: common.overview }]}
      active="pay"
      {...page}
    >
      <PayForm action={payHref(kind, id)} csrf={page.csrf} zip={page.zip} {...form} />
    </CustomerLayout>
  )
}
