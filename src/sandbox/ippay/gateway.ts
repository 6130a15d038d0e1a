import { type Answer, type Refusal, refuse } from './answer.ts'
import type { Clock, IdMaker } from './clock.ts'
import type { Instruments } from './instruments.ts'
import { isApproved, type Ledger, type Transaction } from './ledger.ts'
import type { Request } from './request.ts'
import type { Settings } from './settings.ts'

/** What every kind of transaction works with. */
export interface Gateway {
  clock: Clock
  ids: IdMaker
  settings: Settings
  instruments: Instruments
  ledger: Ledger
  /** Tokens in the order in which they were made, for the reports. */
  tokenized: { token: string; last4: string; terminalId: string; at: number }[]
}

/** One message of a terminal that is known. */
export interface Message {
  gateway: Gateway
  request: Request
  type: string
  terminalId: string
}

/** The request is turned away; nothing was asked of an issuer and nothing is booked. */
export class Refused extends Error {
  readonly why: Refusal

  constructor(why: Refusal) {
    super(why)
    this.why = why
  }
}

/** The request's own id, or a new one: 18 letters and digits (IPpay facts §3). */
export function idOfNew({ gateway, request }: Message): string {
  const id = request.text('TransactionID')
  if (id === '') return gateway.ids.next()
  if (!/^[0-9A-Za-z]{18}$/.test(id)) throw new Refused('transaction id')
  return id
}

/** The transaction that a follow-up names. */
export function findOriginal({ gateway, request, terminalId }: Message): Transaction | null {
  return gateway.ledger.find(terminalId, request.text('TransactionID'), gateway.clock.now())
}

/** The answer to an id that was used before, or null when there is nothing against booking. */
export function answerToRepeat(message: Message, transactionId: string): Answer | null {
  const { gateway, request, terminalId } = message
  const known = gateway.ledger.find(terminalId, transactionId, gateway.clock.now())
  if (known === null) return null
  switch (gateway.settings.repeatedId) {
    case 'refuse-900':
      return refuse(request, 'duplicate', transactionId)
    case 'refuse-094':
      return { transactionId, actionCode: '094', responseText: 'DUPLICATE TRANSMISSION' }
    case 'repeat-answer':
      return answerOf(known)
    case 'book-again':
      return null
  }
}

type Particulars = Pick<
  Transaction,
  'transactionId' | 'amountCents' | 'actionCode' | 'responseText'
> &
  Partial<Transaction>

/** Writes a transaction into the books, with what every request may carry along. */
export function book(message: Message, particulars: Particulars): Transaction {
  const { gateway, request, type, terminalId } = message
  const {
    token = '',
    last4 = '',
    holder = copyOf(request.text('CardName')),
    orderNumber = copyOf(request.text('OrderNumber')),
    udField1 = copyOf(request.text('UDField1')),
    udField2 = copyOf(request.text('UDField2')),
    udField3 = copyOf(request.text('UDField3')),
    approval = '',
    cvv2 = '',
    avs = '',
    shownToken = '',
    original,
  } = particulars
  // One literal with all its fields: a million of these are kept, and this form is the smallest.
  const transaction: Transaction = {
    type: shared(type),
    transactionId: original?.transactionId ?? copyOf(particulars.transactionId),
    ipTransId: gateway.ledger.nextIpTransId,
    terminalId: shared(terminalId),
    at: gateway.clock.now(),
    amountCents: particulars.amountCents,
    token,
    last4,
    holder,
    orderNumber,
    udField1,
    udField2,
    udField3,
    checkNumber: copyOf(request.text('ACH', 'CheckNumber')),
    actionCode: particulars.actionCode,
    approval,
    responseText: particulars.responseText,
    cvv2,
    avs,
    shownToken,
    original,
  }
  gateway.ledger.book(transaction)
  return transaction
}

/**
 * A text of its own. What a parser cuts out of a request keeps the whole request in memory, and
 * with it the card number.
 */
const copyOf = (text: string): string => (text === '' ? '' : Buffer.from(text).toString())

const names = new Map<string, string>()

/** One text for all transactions of a type or a terminal, of which there are few. */
function shared(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  names.set(name, name)
  return name
}

/** A stored transaction in the words of its first answer. */
export function answerOf(transaction: Transaction): Answer {
  const { transactionId, actionCode, approval, cvv2, responseText, shownToken, avs } = transaction
  const match = avs === '' ? '' : 'Y'
  return {
    transactionId,
    actionCode,
    approval,
    cvv2,
    responseText,
    token: shownToken,
    addressMatch: match,
    zipMatch: match,
    avs,
  }
}

/** As JetPay's test host answers; what IPpay says is not known (IPpay facts §2, §7). */
export const notFound = ({ request }: Message): Answer => ({
  transactionId: request.text('TransactionID'),
  actionCode: '025',
  responseText: 'TRANSACTION NOT FOUND',
})

/** `TEST` and two digits (IPpay facts §10), another pair for the next transaction. */
export const testApproval = ({ ledger }: Gateway): string =>
  `TEST${String((ledger.all.length * 37 + 42) % 100).padStart(2, '0')}`

/** The test system never looks at a security code, and says so whenever one is sent (§10). */
export const securityCodeResult = ({ request }: Message): string =>
  request.text('CVV2') === '' ? '' : 'P'

export const isOpen = (transaction: Transaction): boolean =>
  isApproved(transaction) && transaction.voidedBy === undefined
