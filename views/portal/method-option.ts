import { isExpired } from '../../src/domain/card.ts'
import type { ZipOption } from '../components/method-fields.tsx'
import { cardExpiry, type MethodFacts } from '../format.ts'

/** What the pages know of a saved method; a row of `methods` fits. */
export interface SavedMethod {
  id: number
  kind: 'card' | 'bank'
  status: 'active' | 'one_time' | 'disabled' | 'removed'
  brand: string | null
  last4: string
  holder_name: string
  exp_month: number | null
  exp_year: number | null
  account_type: 'checking' | 'savings' | null
  is_default: number
  consent_at: Date | null
  postal_code: string | null
  /** The bank says that its details have changed. */
  change_noted_at: Date | null
}

export const factsOf = ({ kind, brand, last4, account_type }: SavedMethod): MethodFacts => ({
  kind,
  brand,
  last4,
  accountType: account_type,
})

const SOON_MS = 60 * 24 * 60 * 60 * 1000

/** Whether it can be charged, and what its owner should know or do. */
export interface MethodHealth {
  isUsable: boolean
  state: 'good' | 'changed' | 'incomplete' | 'expiring' | 'expired' | 'disabled'
  /** `Expires 03/27`; nothing for a bank account. */
  expiry?: string
  advice?: string
}

export function healthOf(method: SavedMethod, now: Date, zip: ZipOption): MethodHealth {
  const { kind, status, exp_month, exp_year } = method
  const expiresAt = (at: Date) => kind === 'card' && isExpired(exp_month ?? 0, exp_year ?? 0, at)
  const isOver = expiresAt(now)
  const date = kind === 'card' ? cardExpiry(exp_month ?? 0, exp_year ?? 0) : ''
  const expiry = date && { expiry: `${isOver ? 'Expired' : 'Expires'} ${date}` }
  if (status !== 'active') {
    return { isUsable: false, state: 'disabled', ...expiry, advice: REFUSED[kind] }
  }
  if (isOver) return { isUsable: false, state: 'expired', ...expiry, advice: EXPIRED }
  if (expiresAt(new Date(now.getTime() + SOON_MS))) {
    return { isUsable: true, state: 'expiring', ...expiry, advice: EXPIRING }
  }
  if (kind === 'card' && zip === 'required' && !method.postal_code) {
    return { isUsable: true, state: 'incomplete', ...expiry, advice: WITHOUT_ZIP }
  }
  if (method.change_noted_at) return { isUsable: true, state: 'changed', advice: CHANGED }
  return { isUsable: true, state: 'good', ...expiry }
}

const REFUSED = {
  card: 'The bank refused this card, so it is not charged any more. Add another one.',
  bank: 'The bank refused this account, so it is not debited any more. Enter it again or add another one.',
} as const
const EXPIRED =
  'It cannot be charged any more. If your new card has the same number, update the date; else add it.'
const EXPIRING =
  'It expires soon. If your new card has the same number, update the date; else add it.'
const CHANGED = 'Your bank says that details of this account have changed. Please enter it again.'
const WITHOUT_ZIP = 'Its ZIP code is missing, and the bank may decline it. Add it by Update.'
