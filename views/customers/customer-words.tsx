import type { Customer, DocumentKind } from '../../src/splynx/splynx.ts'
import { Icon, type IconName } from '../components/icon.tsx'
import type { Tone } from '../components/status-labels.ts'

export const customerHref = (id: number): string => `/admin/customers/${id}`

export const payHref = (customerId: number, kind: DocumentKind, documentId: number): string =>
  `${customerHref(customerId)}/payments/new?kind=${kind}&document=${documentId}`

const STATUS: Record<Customer['status'], { word: string; icon: IconName; tone: Tone }> = {
  new: { word: 'New', icon: 'dotted', tone: 'neutral' },
  active: { word: 'Active', icon: 'check_circle', tone: 'success' },
  blocked: { word: 'Blocked', icon: 'pause_circle', tone: 'attention' },
  disabled: { word: 'Disabled', icon: 'slash', tone: 'muted' },
  other: { word: 'Other', icon: 'dotted', tone: 'muted' },
}

/** The customer's status in Splynx. */
export const CustomerStatus = ({ status }: { status: Customer['status'] }) => {
  const { word, icon, tone } = STATUS[status]
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={icon} size={14} />
      {word}
    </span>
  )
}

export const DOCUMENT_KIND_LABEL: Record<DocumentKind, string> = {
  invoice: 'Invoice',
  proforma: 'Proforma invoice',
}
