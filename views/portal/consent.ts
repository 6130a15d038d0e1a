import type { MethodKind } from '../../src/domain/payment.ts'

/**
 * Which wording a customer agreed to. It is stored with every method, so a changed text below needs
 * a new version here, and the old texts stay in the history of this file.
 */
export const CONSENT_VERSION = '2026-11'
/** Of an authorization for a single debit. */
export const SINGLE_DEBIT_VERSION = `${CONSENT_VERSION}-once`

/** Beside the box that keeps a method for later; never ticked beforehand. */
export const CONSENT_TEXT: Record<MethodKind, string> = {
  card:
    'I agree that this card is saved and charged for my future invoices when they are due, each ' +
    'time for the amount of the invoice. I can end this at any time by removing the card under ' +
    'Payment credentials.',
  bank:
    'I authorize electronic (ACH) debits from this bank account for my future invoices when they ' +
    'are due, each time for the amount of the invoice. This holds until I remove the account ' +
    'under Payment credentials, which I can do at any time.',
}

/** Beside the button, for an account that is debited once. */
export const SINGLE_DEBIT_TEXT =
  'By pressing the button you authorize one electronic (ACH) debit of this amount from this bank account.'
