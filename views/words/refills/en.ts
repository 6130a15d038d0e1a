/** Refills of the balance, by hand and by themselves. */
export const en = {
  overDailyLimit: 'That is more than can be added in one day. Nothing was charged.',
  leftToday: (amount: string) => `Today you can still add up to ${amount}. Nothing was charged.`,
  dailyLimit: (amount: string) => `At most ${amount} in a day`,
  whenTitle: 'When the money is there',
  cardAtOnce: 'By card: at once.',
  bankAtOnce: 'By bank account: when your bank has accepted the debit, usually at once.',
  bankAtOnceUpTo: (amount: string) =>
    `By bank account: up to ${amount} at once. More is added as a whole when the debit is certain, about four banking days later.`,
  bankLater: 'By bank account: when the debit is certain, about four banking days later.',
  auto: 'Automatic refill',
  autoLead: 'Money is added by itself when your balance gets low.',
  setUp: 'Set up',
  change: 'Change',
  rule: (amount: string, threshold: string) =>
    `${amount} is added when your balance is below ${threshold}, at most once a day.`,
  isOn: 'It is on',
  isPaused: 'It is paused',
  declined:
    'The last payment was declined, so nothing is charged any more. Choose another card or account below, or enter the same one again first, and agree anew.',
  returned:
    'A debit was returned by your bank, so nothing is charged any more. If your account is in order, agree anew below.',
  method:
    'The card or account that you chose cannot be charged by itself any more. Choose another one below and agree anew.',
  threshold: 'When the balance is below',
  amount: 'Add this amount',
  chargeWith: 'Charge',
  chooseMethod: 'Choose a saved card or account.',
  noMethod: 'Save a card or bank account first: it is charged when your balance is low.',
  agreement:
    'I authorize a charge of my card, or an electronic (ACH) debit of my bank account, as chosen above, for the amount above, each time my balance is below the limit above, at most once a day. This holds until I stop it on this page or tell you so, which I can do at any time; a payment that has been sent by then goes on.',
  pleaseAgree: 'Please tick the box: without your agreement nothing is charged by itself.',
  turnOn: 'Turn on',
  save: 'Save and agree',
  stop: 'Stop automatic refill',
  saved: 'Automatic refill is on.',
  stopped: 'Automatic refill is stopped. Nothing more is charged by itself.',
  lastRefill: 'The last automatic refill',
  agreedOn: (date: string) => `You agreed on ${date}.`,
}

export type RefillWords = typeof en
