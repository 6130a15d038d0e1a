import { matchesOf } from './address-check.ts'
import { type Answer, type Refusal, refuse } from './answer.ts'
import { readCents } from './checks.ts'
import type { Clock, IdMaker } from './clock.ts'
import { record } from './entries.ts'
import type { Instruments } from './instruments.ts'
import type { Journal } from './journal.ts'
import type { Ledger } from './ledger.ts'
import type { Request } from './request.ts'
import type { Settings } from './settings.ts'
import type { TimeIndex } from './time-index.ts'
import { isApproved, isBankEntry, type Transaction, transactionOf } from './transaction.ts'
import type { Updater } from './updater.ts'

/** What every kind of transaction works with. */
export interface Gateway {
  clock: Clock
  ids: IdMaker
  settings: Settings
  instruments: Instruments
  ledger: Ledger
  /** Every making of a token, for the reports. */
  tokenized: TimeIndex<Tokenized>
  updater: Updater
  /** Null when nothing has to survive a restart. */
  journal: Journal | null
}

export interface Tokenized {
  token: string
  last4: string
  terminalId: string
  at: number
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

/** The request's own id, or a new one: 18 letters and digits; at JetPay hyphens too (IPpay facts §3). */
export function idOfNew({ gateway, request }: Message): string {
  const id = request.text('TransactionID')
  if (id === '') return gateway.ids.next()
  const shape = request.dialect === 'jetpay' ? /^[0-9A-Za-z-]{18}$/ : /^[0-9A-Za-z]{18}$/
  if (!shape.test(id)) throw new Refused('transaction id')
  return id
}

/** The transaction that a follow-up names, by its own id or by IPpay's number (IPpay facts §3). */
export function findOriginal(message: Message): Transaction | null {
  const { gateway, request, terminalId } = message
  const id = request.text('TransactionID')
  if (id !== '') return gateway.ledger.find(terminalId, id, gateway.clock.now())
  const named = findByNumber(message)
  return named?.original ?? named
}

/** The transaction that `ipTransID` names, whose leading zeros do not matter; at JetPay `UniqueID`. */
export function findByNumber({ gateway, request, terminalId }: Message): Transaction | null {
  const number =
    request.text('ipTransID') ||
    request.text('ipTransId') ||
    /^U(\d+)$/.exec(request.text('UniqueID'))?.[1] ||
    ''
  if (!/^\d{1,26}$/.test(number)) return null
  const found = gateway.ledger.findByIpTransId(Number(number))
  return found?.terminalId === terminalId ? found : null
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
      return answerOf(message, known)
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
  const sent = (element: string) => copyOf(request.text(element))
  const transaction = transactionOf({
    holder: sent('CardName'),
    orderNumber: sent('OrderNumber'),
    udField1: sent('UDField1'),
    udField2: sent('UDField2'),
    udField3: sent('UDField3'),
    checkNumber: copyOf(request.text('ACH', 'CheckNumber')),
    feeCents: readCents(request.text('FeeAmount')) ?? 0,
    ...particulars,
    type,
    terminalId,
    transactionId: particulars.original?.transactionId ?? copyOf(particulars.transactionId),
    ipTransId: gateway.ledger.nextIpTransId,
    at: gateway.clock.now(),
  })
  record(gateway, { kind: 'transaction', transaction })
  return transaction
}

/**
 * A text of its own. What a parser cuts out of a request keeps the whole request in memory, and
 * with it the card number.
 */
const copyOf = (text: string): string => (text === '' ? '' : Buffer.from(text).toString())

/** A stored transaction in the words of its first answer. */
export function answerOf({ gateway, request }: Message, transaction: Transaction): Answer {
  const { transactionId, actionCode, approval, cvv2, responseText, shownToken, avs } = transaction
  const { settings } = gateway
  const isAcceptedCheck = isBankEntry(transaction) && isApproved(transaction)
  return {
    transactionId,
    actionCode,
    approval,
    cvv2,
    responseText,
    additionalInfo: isAcceptedCheck ? settings.additionalInfo : '',
    token: shownToken,
    ...matchesOf(avs),
    avs,
    ipTransId: settings.showIpTransId ? numberOf(transaction) : '',
    // JetPay's handle of a transaction, from protocol 2 on (IPpay facts §4).
    uniqueId: isJetPay2(request) ? `U${numberOf(transaction)}` : '',
  }
}

export const isJetPay2 = ({ dialect, version }: Request): boolean =>
  dialect === 'jetpay' && version >= 2

/** IPpay's number in its full length of 26 digits (IPpay facts §4). */
export const numberOf = ({ ipTransId }: Transaction): string => String(ipTransId).padStart(26, '0')

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
export const securityCodeResult = ({ gateway, request }: Message): string =>
  request.text('CVV2') === '' ? '' : gateway.settings.cvv2
