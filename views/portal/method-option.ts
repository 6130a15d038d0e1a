import { isExpired } from '../../src/domain/card.ts'
import type { Language } from '../../src/domain/language.ts'
import type { ZipOption } from '../components/method-fields.tsx'
import { cardExpiry, type MethodFacts } from '../format.ts'
import { wordsFor } from '../words/index.ts'

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
  /** Its holder has taken back that it may be charged later. */
  mandate_revoked_at?: Date | null
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

export function healthOf(
  method: SavedMethod,
  { now, zip, language }: { now: Date; zip: ZipOption; language: Language },
): MethodHealth {
  const words = wordsFor(language).credentials
  const { kind, status, exp_month, exp_year } = method
  const expiresAt = (at: Date) => kind === 'card' && isExpired(exp_month ?? 0, exp_year ?? 0, at)
  const isOver = expiresAt(now)
  const date = kind === 'card' ? cardExpiry(exp_month ?? 0, exp_year ?? 0) : ''
  const expiry = date && { expiry: isOver ? words.expired(date) : words.expires(date) }
  if (status !== 'active') {
    const refused = kind === 'card' ? words.refusedCard : words.refusedBank
    const isRevoked = kind === 'bank' && method.mandate_revoked_at
    const advice = isRevoked ? wordsFor(language).mandates.bankStops : refused
    return { isUsable: false, state: 'disabled', ...expiry, advice }
  }
  if (isOver) return { isUsable: false, state: 'expired', ...expiry, advice: words.expiredAdvice }
  if (expiresAt(new Date(now.getTime() + SOON_MS))) {
    return { isUsable: true, state: 'expiring', ...expiry, advice: words.expiringAdvice }
  }
  if (kind === 'card' && zip === 'required' && !method.postal_code) {
    return { isUsable: true, state: 'incomplete', ...expiry, advice: words.withoutZipAdvice }
  }
  if (method.change_noted_at)
    return { isUsable: true, state: 'changed', advice: words.changedAdvice }
  return { isUsable: true, state: 'good', ...expiry }
}
