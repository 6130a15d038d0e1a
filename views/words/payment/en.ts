/** One payment as its payer sees it: where it stands, what to do, and its receipt. */
export const en = {
  states: {
    pending: {
      word: 'Waiting',
      title: 'Your payment is waiting its turn',
      text: 'This takes a few seconds. You may leave this page: it goes on without you.',
    },
    submitting: {
      word: 'At the bank',
      title: 'We are asking the bank',
      text: 'This takes a few seconds. Please do not pay again; we will not charge you twice.',
    },
    unknown: {
      word: 'Not known yet',
      title: 'The bank has not answered yet',
      text: 'We are still asking the bank. Please do not pay again; we will not charge you twice.',
    },
    review: {
      word: 'Being checked',
      title: 'We are checking this payment',
      text: "The bank's answer was not clear, so a person looks into it. Please do not pay again; we will not charge you twice.",
    },
    paid: { word: 'Paid', title: 'Paid. Thank you!', text: 'Your payment was accepted.' },
    cancelled: {
      word: 'Cancelled',
      title: 'This payment was cancelled',
      text: 'No money was taken. If something is still to be paid, you can pay it now.',
    },
    voided: {
      word: 'Taken back',
      title: 'This payment was taken back',
      text: 'No money leaves your account. The bank may show it for a few days.',
    },
    refunded: {
      word: 'Refunded',
      title: 'This payment was refunded',
      text: 'Your bank shows the money within a few days.',
    },
    returned: {
      word: 'Returned',
      title: 'Your bank sent this debit back',
      text: 'Nothing was paid. Please use another card or bank account, or ask your bank.',
    },
  },
  slow: 'This takes longer than usual. You may leave this page and come back later. Please do not pay again; we will not charge you twice.',
  debitedWord: 'Submitted',
  debitedTitle: 'Submitted. Thank you!',
  debited: (date: string) =>
    `The debit of your bank account is submitted, not yet final; expected by ${date}. You need not do anything more.`,
  declinedWord: 'Declined',
  declinedTitle: 'Not accepted',
  /** One wording for every kind of decline: a difference would help testers of stolen cards. */
  advice: {
    accepted: 'The payment was accepted.',
    not_accepted:
      'The payment was not accepted and no money was taken. Please check the details, use another card or bank account, or ask your bank.',
    not_possible:
      'We cannot take payments at the moment. No money was taken. Please try again later.',
    not_certain:
      'The payment is being processed. Please do not pay again: the result will be shown as soon as it is certain.',
  },
  /** Why the bank sent a debit back, by what is to be done about it. */
  returned: {
    represent:
      'Your bank returned the payment because the balance did not cover it. The amount is due again. Please make sure that there is enough in the account, or pay another way.',
    disable:
      'Your bank could not take the payment from this account. The amount is due again. Please check the account details, or pay another way.',
    revoke:
      'Your bank returned the payment as not authorized. The amount is due again, and we will not use this account until you allow it again.',
    correct:
      'Your bank returned the payment because it was not as agreed. The amount is due again. We will get in touch with you.',
    hold: 'The payment was stopped at your bank. The amount is due again, and we will not use this account until you tell us how to go on.',
    person:
      'Your bank returned the payment. The amount is due again. Please pay another way, or get in touch with us.',
    alarm:
      'Your bank returned the payment. We are looking into it. Please do not pay again for now.',
    change: 'Your bank told us that some details of your account have changed.',
  },
  receipt: 'Receipt',
  paidFor: 'For',
  date: 'Date',
  method: 'Method',
  finalBy: 'Final by',
  reference: 'Reference',
  copyReference: 'Copy the reference',
  amount: 'Amount',
  refresh: 'Refresh',
  chooseAnother: 'Choose another method',
  print: 'Print the receipt',
}

export type PaymentWords = typeof en
