import type { Request } from './request.ts'
import type { Settings } from './settings.ts'

// The result of the address check (IPpay facts §4). The test system finds that everything matches
// whenever an address is sent (§10); the setting lets it find something else.

/** The letter of the answer; '' when no address was sent. */
export function addressResult({ avs }: Settings, request: Request): string {
  const isSent =
    request.text('BillingAddress') !== '' ||
    request.text('BillingPostalCode') !== '' ||
    request.text('Billing', 'Address') !== '' ||
    request.text('Billing', 'PostalCode') !== ''
  if (!isSent) return ''
  // JetPay 2.x has its own letter for a full match (§10).
  return avs === 'Y' && request.version >= 2 ? 'D' : avs
}

// Letters by what they say of the address and of the postal code: Y, N, or X for no result.
const MATCHES: Record<string, readonly [address: string, zip: string]> = {
  Y: ['Y', 'Y'],
  X: ['Y', 'Y'],
  D: ['Y', 'Y'],
  M: ['Y', 'Y'],
  F: ['Y', 'Y'],
  A: ['Y', 'N'],
  B: ['Y', 'X'],
  Z: ['N', 'Y'],
  W: ['N', 'Y'],
  P: ['X', 'Y'],
  N: ['N', 'N'],
}

/** IPpay's reading of the letter. */
export function matchesOf(avs: string): { addressMatch: string; zipMatch: string } {
  if (avs === '') return { addressMatch: '', zipMatch: '' }
  const [addressMatch, zipMatch] = MATCHES[avs] ?? ['X', 'X']
  return { addressMatch, zipMatch }
}
