import { type Answer, refuse, renderAnswer } from './answer.ts'
import { type Gateway, type Message, Refused } from './gateway.ts'
import { type Request, readRequest } from './request.ts'
import { check, reversal } from './transactions/ach.ts'
import { credit } from './transactions/credit.ts'
import { capture, reverseAuthorisation, voidOriginal } from './transactions/follow-ups.ts'
import { enquire, ping } from './transactions/inquiry.ts'
import { sale } from './transactions/sale.ts'
import { tokenize } from './transactions/tokenize.ts'

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

export function openDelivery(body: Buffer, dialect: Request['dialect']): Delivery {
  const request = readRequest(body, dialect)
  return { dialect, request, type: request?.text('TransactionType') ?? '' }
}

export interface Outcome {
  status: number
  body: string
  actionCode: string
}

/** Does what the message asks for, each time that it is called. */
export function processDelivery(gateway: Gateway, { dialect, request, type }: Delivery): Outcome {
  if (request === null) {
    const isJetPay = dialect === 'jetpay'
    const root = isJetPay ? 'JetPayResponse' : 'ippayResponse'
    const answer: Answer = isJetPay
      ? { actionCode: '921', responseText: 'INVALID MESSAGE FORMAT' }
      : { actionCode: '900', errMsg: 'The request could not be read.' }
    return { status: 200, body: renderAnswer(root, answer), actionCode: answer.actionCode ?? '' }
  }
  const terminalId = request.text('TerminalID') || request.text('MerchantID')
  if (terminalId === '' && dialect === 'jetpay') return withoutTerminal(request)
  const answer = answerTo(gateway, request, type, terminalId)
  return {
    status: 200,
    body: renderAnswer(rootOf(gateway, request, type), answer),
    actionCode: answer.actionCode ?? '',
  }
}

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

/** The spelling depends on the request's root and on the type (IPpay facts §1). */
function rootOf({ settings }: Gateway, { isJetPayRoot }: Request, type: string): string {
  if (isJetPayRoot) return 'JetPayResponse'
  return type === 'TOKENIZE' ? settings.tokenizeRoot : 'ippayResponse'
}
