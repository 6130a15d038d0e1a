/** What customers agree to. Other words need another version: see ./index.ts. */
export const en = {
  /** Beside the box that keeps a method for later; never ticked beforehand. */
  card: 'I agree that this card is saved and charged for my future invoices when they are due, each time for the amount of the invoice. I can end this at any time by removing the card under Payment credentials.',
  bank: 'I authorize electronic (ACH) debits from this bank account for my future invoices when they are due, each time for the amount of the invoice. This holds until I remove the account under Payment credentials, which I can do at any time.',
  /** Beside the button, for an account that is debited once. */
  once: 'By pressing the button you authorize one electronic (ACH) debit of this amount from this bank account.',
  /** Read out to who calls before the clerk ticks the box. */
  phone:
    'The customer agrees on the phone that this card is saved and charged for future invoices when they are due, each time for the amount of the invoice. The customer can end this at any time by removing the card under Payment credentials.',
}

export type ConsentWords = typeof en
