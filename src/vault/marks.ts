import { timingSafeEqual } from 'node:crypto'
import { fingerprint, type KeyRing } from './key-ring.ts'

/** What a mark is for: one made for a link opens no payment. */
export type MarkPurpose = 'pay-link' | 'link-payment' | 'mail-wishes'

/** Added to an id in an address, it proves that we made the address: nobody gets there by trying ids. */
export const markOf = (ring: KeyRing, purpose: MarkPurpose, id: string): string =>
  fingerprint(ring, `${purpose}:${id}`)

export function isMarkOf(ring: KeyRing, purpose: MarkPurpose, id: string, mark: string): boolean {
  const [given, made] = [Buffer.from(mark), Buffer.from(markOf(ring, purpose, id))]
  return given.length === made.length && timingSafeEqual(given, made)
}
