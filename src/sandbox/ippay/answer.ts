import type { Request } from './request.ts'

/** What the gateway says, by the elements of IPpay facts §4. Empty ones are not sent. */
export interface Answer {
  transactionId?: string
  actionCode?: string
  approval?: string
  cvv2?: string
  responseText?: string
  errMsg?: string
  additionalInfo?: string
  token?: string
  addressMatch?: string
  zipMatch?: string
  avs?: string
  ipTransId?: string
  uniqueId?: string
  /** Of an inquiry that says what it found. */
  transactionType?: string
  totalAmount?: string
}

/** In the order of the recorded answers. */
const ELEMENTS: readonly (readonly [element: string, key: keyof Answer])[] = [
  ['TransactionID', 'transactionId'],
  ['ActionCode', 'actionCode'],
  ['Approval', 'approval'],
  ['CVV2', 'cvv2'],
  ['ResponseText', 'responseText'],
  ['ErrMsg', 'errMsg'],
  ['AdditionalInfo', 'additionalInfo'],
  ['Token', 'token'],
  ['AddressMatch', 'addressMatch'],
  ['ZipMatch', 'zipMatch'],
  ['AVS', 'avs'],
  ['TransactionType', 'transactionType'],
  ['TotalAmount', 'totalAmount'],
  ['ipTransID', 'ipTransId'],
  ['UniqueID', 'uniqueId'],
]

/** `attributes` of the root with a blank before each. */
export function renderAnswer(root: string, answer: Answer, attributes = ''): string {
  let xml = `<${root}${attributes}>`
  for (const [element, key] of ELEMENTS) {
    const value = answer[key]
    if (value !== undefined && value !== '') xml += `<${element}>${escapeXml(value)}</${element}>`
  }
  return `${xml}</${root}>`
}

export const escapeXml = (text: string): string =>
  /[&<>]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : text

// Why a request is turned away before anybody is asked for money. IPpay says 900 and a sentence and
// leaves the TransactionID out; JetPay has a code for each (§5.1 to §5.3). Only the first four
// sentences are known word by word, blanks included (§5.2); the others are our own.
const REFUSALS = {
  'card number': ['Invalid card number.  ', '912', 'INVALID CARD NUMBER'],
  type: ['The transaction type is not a valid transaction type.', '900', 'INVALID MESSAGE TYPE'],
  voidach: [
    'VOIDACH transactions are no longer supported.  Please contact support@ippay.com for questions.',
    '900',
    'INVALID MESSAGE TYPE',
  ],
  terminal: ['Cannot determine the URL for the processor.', '996', 'BAD TERMINAL ID'],
  // The facts only suggest that the sentence mentions a duplicate (§7).
  duplicate: ['Duplicate transaction ID.', '094', 'DUPLICATE TRANSMISSION'],
  'no XML': ['The request could not be read.', '921', 'INVALID MESSAGE FORMAT'],
  password: ['Invalid password.', '926', 'INVALID PASSWORD'],
  'transaction id': ['Invalid transaction ID.', '921', 'INVALID MESSAGE FORMAT'],
  'no card': ['A card number or a token is required.', '921', 'INVALID MESSAGE FORMAT'],
  'no account': ['An account or a token is required.', '921', 'INVALID MESSAGE FORMAT'],
  'no name': ['The account holder is required.', '921', 'INVALID MESSAGE FORMAT'],
  'no check number': ['The check number is required.', '921', 'INVALID MESSAGE FORMAT'],
  'no approval': ['The approval code is required.', '921', 'INVALID MESSAGE FORMAT'],
  expiry: ['Invalid expiration date.', '188', 'EXPIRATION DATE REQUIRED'],
  amount: ['Invalid amount.', '920', 'INVALID AMOUNT'],
  token: ['Invalid token.', '912', 'INVALID CARD NUMBER'],
  sec: ['Invalid SEC code.', '921', 'INVALID MESSAGE FORMAT'],
  routing: ['Invalid routing number.', '923', 'INVALID ABA'],
  account: ['Invalid account number.', '924', 'INVALID DDA'],
} as const satisfies Record<string, readonly [errMsg: string, jetpay: string, text: string]>

export type Refusal = keyof typeof REFUSALS

export function refuse(request: Request, why: Refusal, transactionId = ''): Answer {
  const [errMsg, actionCode, responseText] = REFUSALS[why]
  return request.dialect === 'ippay'
    ? { actionCode: '900', errMsg }
    : { transactionId, actionCode, responseText }
}
