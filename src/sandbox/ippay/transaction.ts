/** A return or a notice of change of the bank, under its NACHA code. */
export interface BankReturn {
  code: string
  /** When the bank's file came in; may lie ahead. */
  at: number
  /** What a notice of change corrects, as the bank writes it but for the account number. */
  correctedData?: string
  /** The token of the corrected account. */
  newToken?: string
}

export interface Chargeback {
  caseNumber: string
  reasonCode: string
  reason: string
  amountCents: number
  at: number
}

/** One transaction that was processed, approved or not. There is no card number in it. */
export interface Transaction {
  readonly type: string
  readonly transactionId: string
  /** IPpay's own number. */
  readonly ipTransId: number
  readonly terminalId: string
  /** Unix milliseconds of the gateway's clock. */
  readonly at: number
  readonly amountCents: number
  readonly feeCents: number
  readonly token: string
  readonly last4: string
  /** Of the card, in months since the year 0; 0 for a bank account. */
  readonly expiry: number
  readonly holder: string
  readonly orderNumber: string
  readonly udField1: string
  readonly udField2: string
  readonly udField3: string
  readonly checkNumber: string
  readonly actionCode: string
  readonly approval: string
  readonly responseText: string
  /** Whether a security code was looked at, and the result of the address check. */
  readonly cvv2: string
  readonly avs: string
  /** The token of the answer; '' when none was asked for. */
  readonly shownToken: string
  /** The transaction that a CAPT, VOID, REVERSEAUTH or linked credit names. */
  readonly original?: Transaction
  capturedBy?: Transaction
  voidedBy?: Transaction
  creditedCents?: number
  returns?: BankReturn[]
  chargebacks?: Chargeback[]
}

type Needed = 'type' | 'transactionId' | 'ipTransId' | 'terminalId' | 'at'

/** One literal with all its fields: a million of these are kept, and this form is the smallest. */
export const transactionOf = (fields: Pick<Transaction, Needed> & Partial<Transaction>) => {
  const transaction: Transaction = {
    type: shared(fields.type),
    transactionId: fields.transactionId,
    ipTransId: fields.ipTransId,
    terminalId: shared(fields.terminalId),
    at: fields.at,
    amountCents: fields.amountCents ?? 0,
    feeCents: fields.feeCents ?? 0,
    token: fields.token ?? '',
    last4: fields.last4 ?? '',
    expiry: fields.expiry ?? 0,
    holder: fields.holder ?? '',
    orderNumber: fields.orderNumber ?? '',
    udField1: fields.udField1 ?? '',
    udField2: fields.udField2 ?? '',
    udField3: fields.udField3 ?? '',
    checkNumber: fields.checkNumber ?? '',
    actionCode: shared(fields.actionCode ?? ''),
    approval: fields.approval ?? '',
    responseText: shared(fields.responseText ?? ''),
    cvv2: shared(fields.cvv2 ?? ''),
    avs: shared(fields.avs ?? ''),
    shownToken: fields.shownToken ?? '',
    original: fields.original,
  }
  return transaction
}

const names = new Map<string, string>()
const NAMES_MOST = 10_000

/** One text for all transactions with the same words, of which there are few. */
function shared(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  if (names.size < NAMES_MOST) names.set(name, name)
  return name
}

export const isApproved = ({ actionCode }: Transaction): boolean => actionCode === '000'

export const isOpen = (transaction: Transaction): boolean =>
  isApproved(transaction) && transaction.voidedBy === undefined

/** Money from or to a bank account, as opposed to a card. */
export const isBankEntry = ({ type }: Pick<Transaction, 'type'>): boolean =>
  type === 'CHECK' || type === 'REVERSAL'

/** What took the money of this transaction: its capture, if it was an authorisation. */
export const payingOf = (original: Transaction): Transaction => original.capturedBy ?? original
