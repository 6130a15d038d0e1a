/** Paying by a link, without a log-in. */
export const en = {
  customerNumber: 'Your customer number or login',
  customerNumberHint: 'It stands on the invoice. We ask because a payment was declined here.',
  wrongCustomerNumber: 'This is not the number or login on the invoice. Nothing was charged.',
  paidTitle: 'Nothing left to pay',
  paid: 'This is paid already. You need not do anything.',
  underWayTitle: 'A payment is on its way',
  underWay: 'We are asking the bank about it. Please do not pay again.',
  notOpenTitle: 'This cannot be paid now',
  notOpen: 'It is not open for payment at the moment.',
  expiredTitle: 'This link has expired',
  expired: 'Log in to your account, or ask us for a new link.',
}

export type LinksWords = typeof en
