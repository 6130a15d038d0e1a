import type { AttemptKind, Channel, MethodKind, Purpose } from '../../src/domain/payment.ts'

export const CHANNEL_LABEL: Record<Channel, string> = {
  customer: 'Customer',
  clerk: 'Clerk',
  link: 'Payment link',
  run: 'Run',
  schedule: 'Scheduled run',
}

export const METHOD_KIND_LABEL: Record<MethodKind, string> = {
  card: 'Card',
  bank: 'Bank account',
}

export const PURPOSE_LABEL: Record<Purpose, string> = {
  invoice: 'Invoice',
  proforma: 'Proforma invoice',
  refill: 'Refill',
}

export const ATTEMPT_KIND_LABEL: Record<AttemptKind, string> = {
  sale: 'Card sale',
  check: 'Bank debit',
  void: 'Void',
  credit: 'Card credit',
  reversal: 'Bank credit',
}

/** `staff:clerk` → `clerk`, `customer:17` → `customer 17`; processes keep their names. */
export const actorName = (actor: string): string =>
  actor.replace(/^staff:/, '').replace(/^customer:/, 'customer ')

// What the issuer made of the billing address (IPpay facts §4).
const AVS_MEANING: Record<string, string> = {
  Y: 'address and ZIP match',
  A: 'only the address matches',
  Z: 'only the ZIP matches',
  N: 'neither address nor ZIP matches',
  X: 'address and nine-digit ZIP match',
  D: 'address and ZIP match',
  M: 'address and ZIP match',
  B: 'address matches, ZIP unusable',
  C: 'address and ZIP unusable',
  P: 'ZIP matches, address unusable',
  F: 'address and ZIP match',
  G: 'foreign issuer, not checked',
  I: 'foreign issuer, not checked',
  W: 'only the ZIP matches',
  R: 'issuer not available',
  S: 'issuer does not check',
  U: 'issuer does not check',
}

/** American Express compares the holder's name, too. */
const AVS_MEANING_OF_AMEX: Record<string, string> = {
  D: 'ZIP matches, name is wrong',
  M: 'name, address and ZIP match',
  E: 'address and ZIP match, name is wrong',
  K: 'only the name matches',
  F: 'address matches, name is wrong',
  L: 'name and ZIP match',
  O: 'name and address match',
  W: 'name, address and ZIP are wrong',
}

const CVV_MEANING: Record<string, string> = {
  M: 'matches',
  N: 'does not match',
  P: 'not checked',
  S: 'not given though the card has one',
  U: 'issuer does not check',
  Y: 'invalid',
}

const OTHER = 'no meaning known'

export const avsMeaning = (letter: string, brand: string | null): string =>
  (brand === 'amex' ? AVS_MEANING_OF_AMEX[letter] : undefined) ?? AVS_MEANING[letter] ?? OTHER

export const cvvMeaning = (letter: string): string => CVV_MEANING[letter] ?? OTHER
