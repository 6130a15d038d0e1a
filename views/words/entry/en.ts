/** Choosing how to pay, and the fields of a new card or bank account. */
export const en = {
  cardNumber: 'Card number',
  expires: 'Expires',
  expiresPattern: 'MM/YY',
  securityCode: 'Security code',
  securityCodeHint: '3 digits on the back; 4 on the front of American Express',
  nameOnCard: 'Name on the card',
  zip: 'Billing ZIP code',
  routingNumber: 'Routing number',
  routingNumberHint: 'Nine digits, bottom left on a check',
  accountNumber: 'Account number',
  accountNumberAgain: 'Account number again',
  nameOnAccount: 'Name on the account',
  accountType: 'Account type',
  newCard: 'New card',
  newBankAccount: 'New bank account',
  saveCard: 'Save this card for later',
  saveBank: 'Save this bank account for later',
  anotherCard: 'Another card',
  anotherBankAccount: 'Another bank account',
  savedOne: 'The saved one of this account',
  /** Said by the script. */
  wrongDigit: 'Please check the number: one digit looks wrong.',
  copied: 'Copied',
  notRefreshed: 'This page could not be refreshed. It will try again.',
  noConnection: 'No connection. This page will try again.',
}

export type EntryWords = typeof en
