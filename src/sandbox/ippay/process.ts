import { type Answer, escapeXml, refuse, renderAnswer } from './answer.ts'
import { type Gateway, isJetPay2, type Message, Refused } from './gateway.ts'
import { type Request, readRequest } from './request.ts'
import type { Transaction } from './transaction.ts'
import { check, reversal } from './transactions/ach.ts'
import { credit } from './transactions/credit.ts'
import {
  capture,
  reverseAuthorisation,
  voidOriginal,
  voidUnheard,
} from './transactions/follow-ups.ts'
import { enquire, ping } from './transactions/inquiry.ts'
import { sale } from './transactions/sale.ts'
import { tokenize } from './transactions/tokenize.ts'

// PARTIALREVERSAL, INCREMENTAL and ACK are known by name alone, so they are refused like any other
// type that the gateway does not know (IPpay facts §2).
const TYPES = new Map<string, (message: Message) => Answer>([
  ['SALE', sale],
  ['AUTHONLY', sale],
  ['FORCE', sale],
  ['CAPT', capture],
  ['VOID', voidOriginal],
  ['REVERSEAUTH', reverseAuthorisation],
  ['CREDIT', credit],
  ['CHECK', check],
  ['REVERSAL', reversal],
  ['TOKENIZE', tokenize],
  ['ENQ', enquire],
  ['PING', ping],
])

/** One message of a merchant, read and not yet worked on. */
export interface Delivery {
  dialect: Request['dialect']
  request: Request | null
  /** '' when there is none. */
  type: string
}

export function openDelivery(
  gateway: Gateway,
  body: Buffer,
  dialect: Request['dialect'],
): Delivery {
  const request = readRequest(body, dialect, gateway.settings.requestRoot)
  return { dialect, request, type: request?.text('TransactionType') ?? '' }
}

export interface Outcome {
  status: number
  body: string
  actionCode: string
}

/** Does what the message asks for, each time that it is called. */
export function processDelivery(gateway: Gateway, delivery: Delivery): Outcome {
  const { dialect, request, type } = delivery
  if (request === null) {
    const answer: Answer =
      dialect === 'jetpay'
        ? { actionCode: '921', responseText: 'INVALID MESSAGE FORMAT' }
        : { actionCode: '900', errMsg: 'The request could not be read.' }
    return outcomeOf(gateway, delivery, answer)
  }
  const terminalId = terminalOf(request)
  if (terminalId === '' && dialect === 'jetpay') return withoutTerminal(request)
  return outcomeOf(gateway, delivery, answerTo(gateway, request, type, terminalId))
}

/** The gateway says this and nothing else, whatever it did (IPpay facts §7: 992, 999). */
export function answerWithCode(gateway: Gateway, delivery: Delivery, actionCode: string): Outcome {
  const transactionId = delivery.request?.text('TransactionID') ?? ''
  const responseText = FAILURES[actionCode] ?? 'DECLINED'
  return outcomeOf(gateway, delivery, { transactionId, actionCode, responseText })
}

const FAILURES: Record<string, string | undefined> = {
  '096': 'SYSTEM ERROR',
  '603': 'COMMUNICATIONS ERROR',
  '988': 'SYSTEM ERROR SD',
  '989': 'DATABASE ERROR',
  '992': 'TRANSACTION TIMEOUT',
  '999': 'COMMUNICATION FAILURE',
}

/** Takes back what a message did, when the gateway meets a network error on its own side (§7). */
export function undoDelivery(gateway: Gateway, delivery: Delivery, booked: Transaction): void {
  const { request, type } = delivery
  if (request === null) return
  voidUnheard({ gateway, request, type, terminalId: terminalOf(request) }, booked)
}

const terminalOf = (request: Request) => request.text('TerminalID') || request.text('MerchantID')

function answerTo(gateway: Gateway, request: Request, type: string, terminalId: string): Answer {
  const transactionId = request.text('TransactionID')
  const { terminals } = gateway.settings
  const terminal = Object.hasOwn(terminals, terminalId) ? terminals[terminalId] : undefined
  if (terminal === undefined) return refuse(request, 'terminal', transactionId)
  if (terminal.password !== '' && terminal.password !== request.text('Password')) {
    return refuse(request, 'password', transactionId)
  }
  const act = TYPES.get(type)
  if (act === undefined) {
    return refuse(request, type === 'VOIDACH' ? 'voidach' : 'type', transactionId)
  }
  try {
    return act({ gateway, request, type, terminalId })
  } catch (error) {
    if (error instanceof Refused) return refuse(request, error.why, transactionId)
    throw error
  }
}

/** JetPay said nothing of use, or HTTP 400 from protocol 2 on (IPpay facts §1). */
function withoutTerminal({ version }: Request): Outcome {
  return version >= 2
    ? { status: 400, body: '', actionCode: '' }
    : { status: 200, body: '<JetPayResponse></JetPayResponse>', actionCode: '' }
}

function outcomeOf(gateway: Gateway, delivery: Delivery, answer: Answer): Outcome {
  const { request } = delivery
  // From protocol 2 on JetPay repeats the version at its own root.
  const version = request !== null && isJetPay2(request) ? escapeXml(request.versionText) : ''
  const attributes = version === '' ? '' : ` Version="${version.replaceAll('"', '&quot;')}"`
  const body = renderAnswer(rootOf(gateway, delivery), answer, attributes)
  return { status: 200, body, actionCode: answer.actionCode ?? '' }
}

/** The spelling depends on the request's root and on the type (IPpay facts §1). */
function rootOf({ settings }: Gateway, { dialect, request, type }: Delivery): string {
  if (request?.isJetPayRoot ?? dialect === 'jetpay') return 'JetPayResponse'
  return type === 'TOKENIZE' ? settings.tokenizeRoot : 'ippayResponse'
}
