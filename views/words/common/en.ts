import { pluralsOf } from '../plural.ts'

const counted = pluralsOf('en')

/** What stands on several pages: the frame, names of things, marks. */
export const en = {
  skipToContent: 'Skip to content',
  breadcrumb: 'Breadcrumb',
  languageSwitch: 'Language of these pages',
  yourAccount: 'Your account',
  navPay: 'Pay',
  navRefill: 'Refill',
  credentials: 'Payment credentials',
  overview: 'Overview',
  backToPortal: 'Back to portal',
  logOut: 'Log out',
  back: 'Back',
  backToOverview: 'Back to the overview',
  closedTitle: 'Payments are closed for a moment',
  closedText:
    'We are checking our records. Nothing is charged until then, and what you have paid counts.',
  optional: 'optional',
  needsAttention: (count: number) =>
    counted(count, {
      one: '# thing needs your attention',
      other: '# things need your attention',
    }),
  endingIn: 'ending in',
  card: 'Card',
  bankAccount: 'Bank account',
  checking: 'Checking',
  savings: 'Savings',
  invoice: (number: string) => `Invoice ${number}`,
  proforma: (number: string) => `Proforma invoice ${number}`,
  refill: 'Refill of the balance',
  due: (date: string) => `Due ${date}`,
  overdue: 'Overdue',
  partlyPaid: 'Partly paid',
  inAll: (amount: string) => `${amount} in all`,
  pay: 'Pay',
  payThis: (what: string) => `Pay ${what}`,
  keepsNothing: 'We keep no card number, account number or security code.',
}

export type CommonWords = typeof en
