import { pluralsOf } from '../plural.ts'

const counted = pluralsOf('en')

/** The overview and the widget in Splynx's portal. */
export const en = {
  hello: (name: string) => `Hello, ${name}`,
  unpaidDocuments: (count: number) =>
    counted(count, {
      one: 'You have # unpaid document.',
      other: 'You have # unpaid documents.',
    }),
  processing: 'Your payment is being processed.',
  everythingPaid: 'Everything is paid.',
  balance: 'Balance',
  addMoney: 'Add money',
  toPay: 'To pay',
  documents: (count: number) => counted(count, { one: '# document', other: '# documents' }),
  nothing: 'Nothing',
  beingProcessed: 'Being processed',
  beingProcessedLead:
    'We are asking the bank. Please do not pay again; we will not charge you twice.',
  unpaid: 'Unpaid',
  nothingToPay: 'Nothing to pay',
  newInvoices: 'New invoices appear here as soon as they are made.',
  latestPayments: 'Latest payments',
  noPayments: 'No payments yet',
  noPaymentsText: 'What you pay here is listed with its receipt.',
  receipt: 'Receipt',
  details: 'Details',
  follow: 'Follow it',
  showAll: 'Show all',
}

export type DashboardWords = typeof en
