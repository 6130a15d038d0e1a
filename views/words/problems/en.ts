import { pluralsOf } from '../plural.ts'

const counted = pluralsOf('en')

/** Pages that stand in for the one that was asked for. */
export const en = {
  toStart: 'Go to the start page',
  tellReference: 'If you ask us about it, please tell us this reference:',
  notAllowed: 'Not allowed',
  notFound: 'Not found',
  notPossible: 'Not possible here',
  changed: 'It has changed meanwhile',
  tooMuch: 'Too much at once',
  notUnderstood: 'Not understood',
  tooManyAttempts: 'Too many attempts',
  wentWrong: 'Something went wrong',
  notAvailable: 'Not available at the moment',
  didNotWork: 'This did not work',
  formExpired: 'This form has expired',
  formIncomplete: 'This form is incomplete',
  tooManyDeclines: 'Too many declines',
  nothingHere: 'There is nothing at this address.',
  noDocument: 'We did not find this document.',
  ourFault: 'The fault is ours and has been noted. Please try again in a minute.',
  requestNotUnderstood: 'This request was not understood.',
  notOfOurForms: 'This is not sent by any of our forms.',
  tooManyFields: 'This form has too many fields.',
  tooLarge: 'What you sent is larger than any of our forms.',
  nothingChanged: 'Nothing was changed. Go back, reload the page and send the form again.',
  nothingCharged: 'Nothing was charged. Go back, reload the page and send the form again.',
  closed: 'Payments are closed for a moment. Nothing was charged. Please come back later.',
  away: 'We cannot do this at the moment. Please try again in a minute.',
  splynxAway: 'Splynx does not answer at the moment. Please try again in a minute.',
  logInAway: 'We cannot log you in at the moment. Please try again in a minute.',
  invoicesAway:
    'We cannot show your invoices at the moment. Nothing was charged. Please try again in a few minutes.',
  cardsAway:
    'We cannot check cards at the moment. Nothing was charged. Please try again in a minute.',
  paymentsAway:
    'We cannot take payments at the moment. Nothing was charged. Please try again in a minute.',
  paymentsAwayByLink: 'We cannot take payments at the moment. Nothing was charged.',
  linksClosed: 'Payments by link are closed at the moment. Nothing was charged.',
  declinedTooOften:
    'The bank declined too many payments here. Nothing was charged. Please try again in an hour, or log in to your account.',
  sendingTooFast: 'You are sending forms too fast.',
  tooManyLogIns: 'Too many attempts to log in.',
  tooManyLinks: 'You opened too many links.',
  tooManyAnswers: 'Too many wrong answers.',
  tryAgainIn: (minutes: number) =>
    counted(minutes, {
      one: 'Please try again in a minute.',
      other: 'Please try again in # minutes.',
    }),
  tryLaterOrLogIn: 'Please try again later, or log in to your account.',
}

export type ProblemWords = typeof en
