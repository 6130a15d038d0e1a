/** Paying a document, and adding money to the balance. */
export const en = {
  total: 'Total of the document',
  paidSoFar: 'Paid so far',
  stillDue: 'Still due',
  toPayNow: 'To pay now',
  payWith: 'Pay with',
  payAmount: (amount: string) => `Pay ${amount}`,
  payNow: 'Pay now',
  restStaysDue: 'What you do not pay now stays due.',
  amountChanged: (amount: string) =>
    `The amount has changed: ${amount} is due now. Nothing was charged. Please check it and pay again.`,
  alreadyUnderWay: 'This was being paid already, so nothing new was charged. Here is that payment.',
  addMoney: 'Add money',
  yourBalance: (amount: string) => `Your balance is ${amount}.`,
  amount: 'Amount',
  amountRange: (from: string, to: string) => `From ${from} to ${to}`,
  usualAmounts: 'Usual amounts',
  accountType: 'Account type',
  paidTitle: 'Nothing left to pay',
  paid: (document: string) => `${document} is paid already. You need not do anything.`,
  underWayTitle: 'A payment is on its way',
  underWay: (document: string) =>
    `${document} has a payment that we are asking the bank about. Please do not pay again.`,
  notOpenTitle: 'This cannot be paid now',
  notOpen: (document: string) =>
    `${document} is not open for payment at the moment. Look again later, or ask us about it.`,
  followPayment: 'Follow this payment',
}

export type PayWords = typeof en
