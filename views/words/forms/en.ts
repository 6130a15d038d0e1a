import { pluralsOf } from '../plural.ts'

const counted = pluralsOf('en')

/** What is wrong with a form, beside its fields. */
export const en = {
  missing: 'Fill this in.',
  oneValue: 'Give one value only.',
  notUnderstood: 'This is not understood.',
  tooLong: (max: string) => `This is too long: at most ${max}.`,
  notOffered: 'Choose one of the values offered.',
  tooManyCharacters: (max: string) => `Use at most ${max} characters.`,
  plainCharacters: 'Use letters, digits and signs only.',
  cardNumber: 'Enter the card number.',
  wrongCardNumber: 'Check the card number: one digit seems to be wrong or missing.',
  expiry: 'Enter when the card expires.',
  wrongExpiry: 'Enter month and year as on the card, such as 08/29.',
  expiredCard: 'This card has expired. Use another one.',
  securityCode: 'Enter the security code.',
  wrongSecurityCode: 'Enter the 3 digits on the back; American Express has 4 on the front.',
  nameOnCard: 'Enter the name on the card.',
  zip: 'Enter the ZIP code of the billing address.',
  wrongZip: 'Check the ZIP code.',
  wrongOptionalZip: 'Check the ZIP code, or leave it out.',
  routingNumber: 'Enter the routing number.',
  wrongRoutingNumber: 'Check the routing number: nine digits, and one seems to be wrong.',
  accountNumber: 'Enter the account number.',
  wrongAccountNumber: 'Check the account number: it has 5 to 17 digits.',
  accountNumberAgain: 'Enter the account number again.',
  accountNumbersDiffer: 'The two account numbers differ. Enter both again.',
  nameOnAccount: 'Enter the name on the account.',
  method: 'Choose how you want to pay.',
  amount: 'Enter an amount.',
  wrongAmount: 'Write the amount like 12, 12.5 or 12.50.',
  amountRange: (from: string, to: string) => `Give an amount from ${from} to ${to}.`,
  agree: 'Tick the box to save it. Without it you can still pay once.',
  cardNotAccepted:
    'This card was not accepted. Please check the number, the expiry date and the security code, or use another card.',
  bankNotAccepted:
    'This bank account was not accepted. Please check the routing number and the account number, or use another account.',
  expiryNotAccepted:
    'The new expiry date was not accepted. Please check it, or remove the card and add it again.',
  refusedForGood:
    'The bank has refused this card for good. Please use another one, or ask the bank for a new one.',
  cardNotChecked: 'We could not check the card. Nothing was charged. Please try again in a minute.',
  bankNotChecked:
    'We could not check the bank account. Nothing was charged. Please try again in a minute.',
  bankSilent:
    'The bank does not answer anybody at the moment. Nothing was charged. Please try again in a minute.',
  closed: 'Payments are closed for a moment. Nothing was charged. Please come back later.',
  tooManyMethods: (minutes: number) =>
    counted(minutes, {
      one: 'Too many cards and bank accounts were entered. Nothing was charged. Please try again in a minute.',
      other:
        'Too many cards and bank accounts were entered. Nothing was charged. Please try again in # minutes.',
    }),
  methodUseless: 'This one cannot be charged any more. Choose another or enter a new one.',
  accountUseless: 'Your account cannot take payments at the moment. Please contact us.',
}

export type FormWords = typeof en
