/** Mails to customers. What a mail is about, `what`, is `Invoice 2026…` or `Refill of the balance`. */
export const en = {
  hello: (name: string) => `Hello ${name},`,
  /** For customers whose name is not known. */
  helloAll: 'Hello,',
  paid: {
    subject: (amount: string, what: string) => `Receipt: ${amount} for ${what}`,
    title: 'Thank you for your payment',
    text: (amount: string) => `We have received ${amount}.`,
    action: 'Open the receipt',
  },
  submitted: {
    subject: (amount: string, what: string) => `Bank debit of ${amount} for ${what}`,
    title: 'Your bank debit is submitted',
    text: (amount: string, date: string) =>
      `We have asked your bank for ${amount}. This is not final yet; we expect it to be by ${date}. You need not do anything more.`,
    action: 'Open the receipt',
    agreed: 'You have authorized it in these words:',
    revoke:
      'You can take this authorization back at any time by removing the bank account under Payment credentials, or by telling us. A debit that is already submitted can only be stopped at your bank.',
  },
  declined: {
    subject: (what: string) => `Payment not accepted: ${what}`,
    title: 'Your payment was not accepted',
    text: (amount: string, what: string) => `We could not collect ${amount} for ${what}.`,
    action: 'Pay now',
  },
  refunded: {
    subject: (amount: string) => `Refund of ${amount}`,
    title: 'Money is on its way back to you',
    text: (amount: string, what: string) =>
      `We have given back ${amount} for ${what}. Your bank shows it within a few days.`,
    action: 'Open the receipt of the payment',
  },
  voided: {
    subject: (amount: string) => `Payment of ${amount} taken back`,
    title: 'Your payment was taken back',
    text: (amount: string, what: string) =>
      `The payment of ${amount} for ${what} was taken back before it was settled. No money leaves your account; your bank may show it for a few days.`,
    action: 'Open the receipt of the payment',
  },
  returned: {
    subject: (what: string) => `Your bank returned a payment: ${what}`,
    title: 'Your bank returned a payment',
    text: (amount: string, what: string) => `It is about the debit of ${amount} for ${what}.`,
    action: 'Pay now',
  },
  expiring: {
    subject: (method: string) => `Your card will expire soon: ${method}`,
    title: 'Your card will expire soon',
    text: (method: string, expiry: string) =>
      `${method} is valid until ${expiry}. After that we cannot charge it for your invoices. Please enter its new date, or add another card.`,
    action: 'Update the card',
  },
  upcoming: {
    subject: (amount: string, date: string) => `We will debit ${amount} on ${date}`,
    title: 'A bank debit is coming',
    text: (amount: string, date: string, what: string) =>
      `We will debit ${amount} for ${what} on ${date} or on the next banking day. Please make sure that there is enough in the account.`,
    action: 'Pay in another way',
    revoke:
      'If you do not want this debit, remove the bank account under Payment credentials before that day, or tell us.',
  },
  amount: 'Amount',
  paidFor: 'For',
  method: 'Method',
  date: 'Date',
  expectedBy: 'Final by',
  debitOn: 'Debit on',
  reference: 'Reference',
  approval: 'Approval code',
  statement: 'On your statement',
  expires: 'Valid until',
  why: 'You get this mail because a bank debit must be announced and confirmed to you.',
  unsubscribe: 'Stop receipts and reminders by mail',
  wishesTitle: 'Mails from us',
  wanted: 'We send you receipts, refunds, declined payments and expiring cards by mail.',
  notWanted: 'We do not send you receipts and reminders by mail any more.',
  always: 'What concerns debits of your bank account is always sent.',
  stop: 'Stop these mails',
  resume: 'Send them again',
}

export type MailWords = typeof en
