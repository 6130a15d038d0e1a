import type { DeclineCategory } from './outcome.ts'

/**
 * What an action code asks us to do (IPpay facts §5.1). Beside the four kinds of decline:
 * `duplicate`: the transaction may already exist, so ask. `unknown`: the outcome is not known, so
 * ask. `review`: looks like an approval and is not `000`, so a person decides.
 */
export type CodeCategory = 'ok' | DeclineCategory | 'duplicate' | 'unknown' | 'review'

export interface ActionCode {
  category: CodeCategory
  /** Our words, for clerks. Customers are told by `adviceFor`. */
  meaning: string
  /** What to do about it, for clerks. */
  advice: string
  /** The card brands forbid any further try with this card: `NEVER_RETRIED`. */
  neverRetry?: true
  /**
   * Can be said of the inquiry itself ("wait", "file unavailable"), so in an answer to an inquiry
   * it is no verdict on the sale.
   */
  ambiguousInInquiry?: true
}

/**
 * What the card brands' own lists forbid to try again (rules of the trade C1, C5). IPpay writes the
 * networks' two characters with a leading zero. None of its fields is known to carry Mastercard's
 * merchant advice, and R0, R1 and R3 were never seen from it: should one come, it is not listed below
 * and its outcome is unknown, so nothing is tried again either.
 */
export const NEVER_RETRIED = {
  visaCodes: ['04', '07', '12', '14', '15', '41', '43', '46', '57', 'R0', 'R1', 'R3'],
  mastercardAdvice: ['03', '21'],
} as const

const CLERK_ADVICE: Record<CodeCategory, string> = {
  ok: 'Nothing to do.',
  hard: 'Do not try this card or account again. Ask the customer for another one.',
  data: 'Ask the customer to check the details, or for another card or account.',
  soft: 'It may be tried again on another day, a few times.',
  config:
    'Not the customer’s fault. Have the terminal’s settings checked before anything is sent again.',
  duplicate: 'It may have been charged already. The gateway is asked; do not charge again.',
  unknown: 'It may have been charged. The gateway is asked; do not charge again.',
  review: 'Not a plain approval. Look at it in IPpay’s console before you decide.',
}
const FORBIDDEN =
  'The card brands forbid another try with this card. Ask the customer for another one.'

const code = (category: CodeCategory) => (meaning: string) => ({
  category,
  meaning,
  advice: CLERK_ADVICE[category],
})
const hard = code('hard')
const data = code('data')
const soft = code('soft')
const config = code('config')
const duplicate = code('duplicate')
const unknown = code('unknown')
const review = code('review')
const never = (meaning: string): ActionCode => ({
  category: 'hard',
  meaning,
  advice: FORBIDDEN,
  neverRetry: true,
})
const wait = (meaning: string): ActionCode => ({ ...soft(meaning), ambiguousInInquiry: true })
const ok = code('ok')

/** Every code of IPpay facts §5.1. 046 is not in that list; the card brands' rules name it. */
export const ACTION_CODES: Readonly<Record<string, ActionCode>> = {
  '000': ok('Approved'),

  // The card networks' two-digit answers with a leading zero.
  '001': soft('Refer to the card issuer'),
  '002': soft('Refer to the card issuer, special condition'),
  '003': config('Invalid merchant or service provider'),
  '004': never('Pick up card'),
  '005': soft('Do not honor'),
  '006': soft('Error at the issuer'),
  '007': never('Pick up card, special condition (fraud)'),
  '008': review('Honor with identification'),
  '010': review('Approved for part of the amount'),
  '011': review('VIP approval'),
  '012': never('Invalid transaction'),
  '013': hard("Invalid amount, or above the card's maximum"),
  '014': never('No such account number'),
  '015': never('No such issuer'),
  '019': wait('Enter the transaction again'),
  '021': unknown('Nothing done: the earlier transaction could not be backed out'),
  '025': config('Transaction not found'),
  '027': config('File update field error'),
  '028': wait('File temporarily unavailable'),
  '030': config('Format error'),
  '039': hard('No credit account'),
  '041': never('Lost card'),
  '043': never('Stolen card'),
  '046': never('Closed account'),
  '051': soft('Insufficient funds'),
  '052': hard('No checking account'),
  '053': hard('No savings account'),
  '054': data('Expired card'),
  '055': hard('Incorrect PIN'),
  '057': never('Not permitted to this cardholder'),
  '058': config('Not allowed at this terminal'),
  '061': soft('Exceeds the withdrawal limit'),
  '062': hard('Restricted card'),
  '063': hard('Security violation'),
  '065': soft('Used too often in the period'),
  '068': unknown('The answer came too late'),
  '070': soft('Contact the card issuer'),
  '071': hard('PIN not changed'),
  '075': soft('Too many PIN tries'),
  '076': config('Earlier message not found'),
  '077': config('Repeat or reversal does not fit the original'),
  '078': hard('Blocked at first use, or no such account'),
  '079': config('Key exchange validation failed'),
  '080': soft('Credit issuer unavailable, or invalid date'),
  '081': config('PIN cryptography error'),
  '082': data('Security code wrong'),
  '084': config('Invalid authorization life cycle'),
  '085': review('Card check passed, no money moved'),
  '086': soft('PIN cannot be verified'),
  '087': config('Cashback not allowed'),
  '089': soft('Issuer unavailable'),
  '091': soft('Issuer unavailable'),
  '092': soft('Cannot route the transaction'),
  '093': hard('Would violate the law'),
  '094': duplicate('Duplicate transmission'),
  '096': unknown('System error'),

  // American Express.
  '100': soft('Denied'),
  '101': data('Expired card'),
  '103': data('Denied, wrong security code'),
  '104': data('Denied, a new card was issued'),
  '105': hard('Denied, account cancelled'),
  '106': soft('Too many PIN tries'),
  '107': soft('Call the issuer'),
  '109': config('Invalid merchant'),
  '110': config('Invalid amount'),
  '111': hard('Invalid account'),
  '115': config('Service not permitted'),
  '117': hard('Invalid PIN'),
  '119': hard('Card member not enrolled'),
  '122': data('Invalid security code'),
  '125': data('Invalid effective date'),
  '181': config('Format error'),
  '182': wait('Please wait'),
  '183': config('Invalid currency'),
  '187': data('Denied, a new card was issued'),
  '188': config('Expiry date required'),
  '189': config('Merchant cancelled or closed'),
  '200': hard('Denied, pick up card'),

  // The gateway and its host.
  '300': hard('Declined for fraud prevention'),
  // An approval of a reversal; an answer to VOID is read by `gateway/outcome.ts`.
  '400': review('Reversal accepted'),
  '601': hard('Chip declined'),
  '602': hard('Suspected fraud'),
  '603': unknown('Communications error'),
  '604': review('Insufficient approval'),
  '750': wait('Velocity check failed (too many tries)'),
  '806': data('Declined because of the security code'),
  '899': soft('Miscellaneous decline'),
  // The general code for a rejected request; `actionCodeOf` reads the reason.
  '900': config('Request rejected'),
  '901': config('Merchant ID invalid'),
  '902': config('Invalid processing code'),
  '903': config('Debit not supported'),
  '904': config('Private label not supported'),
  '905': hard('Invalid card type'),
  '906': config('Terminal deactivated'),
  '907': duplicate('Duplicate ID'),
  '908': data('Manual entry not in the expected form'),
  '909': config('Track data invalid'),
  '910': hard('Card brand not supported for this merchant'),
  '911': config('Master merchant not found'),
  '912': data('Invalid card number or format'),
  '913': hard('Invalid card type'),
  '914': data('Invalid card length'),
  '917': data('Expired card'),
  '919': config('Invalid entry type'),
  '920': config('Invalid amount'),
  '921': config('Invalid message format'),
  '923': data('Invalid bank routing number'),
  '924': data('Invalid bank account number'),
  '925': config('Invalid TID'),
  '926': config('Invalid password'),
  '930': data('Postal code does not match'),
  '931': data('Address does not match'),
  '932': data('Postal code and address do not match'),
  '933': data('Security code does not match'),
  '934': config('Program not allowed'),
  '935': config('Invalid device or application'),
  '940': config('Record not found'),
  '941': config('Merchant ID error'),
  '942': config('Refund not allowed'),
  '943': hard('Refund denied'),
  '955': config('PIN block or key problem'),
  '956': config('PIN block or key problem'),
  '958': config('Transaction is in the wrong state'),
  '959': config('Too many records sought'),
  '960': unknown('Key database error'),
  '961': config('Type needs another merchant category'),
  '962': config('PIN block or key problem'),
  '981': data('Rejected by the address rule'),
  '987': soft('Issuer unavailable'),
  '988': unknown('System error'),
  '989': unknown('Database error'),
  '992': unknown('Transaction timeout'),
  '996': config('Bad terminal ID'),
  '997': config('Rejected by the card association'),
  '999': unknown('Communication failure'),
}

const NO_CODE: ActionCode = unknown('No answer, or one without a code')
const UNLISTED_DECLINE: ActionCode = wait('Declined, the code is not in the list')
const UNLISTED: ActionCode = unknown('The code is not in the list')

/**
 * The meaning of a code together with the gateway's words (`ErrMsg`), which decide two things
 * only: that a refusal speaks of a duplicate (§7), and what a 900 is about (§5.1).
 */
export function actionCodeOf(code: string | null, message: string | null = null): ActionCode {
  if (code === null) return NO_CODE
  const listed = isListed(code) ? ACTION_CODES[code]! : unlisted(code)
  if (listed.category === 'ok' || message === null) return listed
  if (isDuplicateText(message)) return duplicate('Refused as a duplicate')
  if (code === '900' && isAboutGivenData(message)) return data('Request rejected, wrong details')
  return listed
}

/** Unlisted codes: 1 to 799 are declines of some kind, the rest may be anything (§5.1). */
function unlisted(code: string): ActionCode {
  const number = /^\d{3}$/.test(code) ? Number(code) : 0
  return number >= 1 && number <= 799 ? UNLISTED_DECLINE : UNLISTED
}

export const isListed = (code: string): boolean => Object.hasOwn(ACTION_CODES, code)

/** "Duplicate TransactionID" and what else a gateway may say of an id that it has seen (§7). */
export const isDuplicateText = (text: string): boolean =>
  /duplicat|already (?:exists|used|processed|been)/i.test(text)

const isAboutGivenData = (text: string): boolean =>
  /\b(?:card|account|routing|aba)\W+(?:number|num|no)\b|\bexpir|\bcvv/i.test(text)

/** What a customer is told, by its name in `views/words/payment`. */
export type Advice = 'accepted' | 'not_accepted' | 'not_possible' | 'not_certain'

// One for every kind of decline: a difference would tell a card tester which cards and which details
// are good (rules of the trade §3.4).
const ADVICE: Record<CodeCategory, Advice> = {
  ok: 'accepted',
  hard: 'not_accepted',
  data: 'not_accepted',
  soft: 'not_accepted',
  config: 'not_possible',
  duplicate: 'not_certain',
  unknown: 'not_certain',
  review: 'not_certain',
}

/** What to tell the customer: no code and no cause. */
export const adviceFor = (
  code: string | null,
  category: CodeCategory = actionCodeOf(code).category,
): Advice => ADVICE[category]
