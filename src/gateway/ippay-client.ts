import { Pool } from 'undici'
import { actionCodeOf } from '../domain/action-codes.ts'
import type { Answer, Message } from './codec.ts'
import { ANSWER_BYTES_MAX, decode, encode } from './codec.ts'
import type { Failure } from './exchange.ts'
import { post } from './exchange.ts'
import type { ByTerminal, Check, Gateway } from './gateway.ts'
import type { SecByChannel } from './messages.ts'
import {
  cardSaleMessage,
  changeExpiryMessage,
  checkMessage,
  creditMessage,
  inquiryMessage,
  PING,
  PPD_FOR_ALL,
  saleMessage,
  tokenizeBankMessage,
  tokenizeCardMessage,
  voidMessage,
} from './messages.ts'
import type { MoneyMessage } from './outcome.ts'
import { inquiryOutcomeOf, outcomeOf, tokenizedOf, voidOutcomeOf, wordsFor } from './outcome.ts'
import { createTransactionId } from './transaction-id.ts'

export interface IppayOptions {
  url: string
  /** Of messages that name none. */
  terminalId: string
  /**
   * Of each terminal; only where IPpay agreed one with the merchant (IPpay facts §1). A function must
   * not take long: a message that is claimed has to leave while its lease lasts.
   */
  password?: string | ((terminalId: string) => Promise<string>)
  /** For a whole exchange. Shorter than the gateway's own it only makes unknown outcomes (§1). */
  timeoutMs: number
  /** As many as messages are sent at once: more wait for a free one, and that time counts. */
  connections: number
  secByChannel?: Partial<SecByChannel>
}

/**
 * The client of IPpay's XML gateway. No verb rejects for anything that happens outside: every
 * failure is an outcome. Only an id or an amount that no caller may pass makes one reject, before
 * anything is sent.
 */
export function createIppayClient(options: IppayOptions): Gateway {
  const { terminalId, password, timeoutMs } = options
  const url = new URL(options.url)
  const path = url.pathname + url.search
  const pool = createPool(url.origin, options)
  let closed: Promise<void> | undefined
  const secByChannel = { ...PPD_FOR_ALL, ...options.secByChannel }

  /** The one place that decides for whom a message speaks. */
  async function identify({ terminalId: named }: ByTerminal): Promise<Message> {
    const id = named ?? terminalId
    const secret = typeof password === 'function' ? await password(id) : password
    return { TerminalID: id, Password: secret || undefined }
  }

  /** The only function that touches the network. An answer of null is one that nobody can read. */
  async function commit(message: Message, by: ByTerminal): Promise<Committed> {
    const identification = await identify(by).catch(() => null)
    if (!identification) return { kind: 'unreached', cause: NO_PASSWORD }
    const body = encode({ ...message, ...identification })
    const exchange = await post(pool, path, body, timeoutMs)
    if (exchange.kind !== 'answered') return exchange
    // Approvals, declines and refusals all come with 200 (§1).
    if (exchange.status !== 200) return { kind: 'unknown', cause: `http ${exchange.status}` }
    return { kind: 'answered', answer: decode(exchange.body) }
  }

  async function sendMoney(
    type: MoneyMessage,
    about: ByTerminal & { transactionId: string },
    message: Message,
  ) {
    const result = await commit(message, about)
    return result.kind === 'answered' ? outcomeOf(type, result.answer, about.transactionId) : result
  }

  const sendBankMoney = (type: 'CHECK' | 'REVERSAL', check: Check) =>
    sendMoney(type, check, checkMessage(type, check, secByChannel))

  async function tokenize(
    kind: 'card' | 'expiry' | 'bank',
    transactionId: string,
    message: Message,
    { known, ...by }: ByTerminal & { known?: string },
  ) {
    const result = await commit(message, by)
    if (result.kind !== 'answered') return { kind: 'failed' as const, cause: result.cause }
    return tokenizedOf(kind, result.answer, transactionId, known)
  }

  return {
    sale: async (sale) => sendMoney('SALE', sale, saleMessage(sale)),
    saleWithCard: async (sale) => sendMoney('SALE', sale, cardSaleMessage(sale)),
    check: async (check) => sendBankMoney('CHECK', check),
    void: async (original) => sendMoney('VOID', original, voidMessage(original)),
    credit: async (credit) => sendMoney('CREDIT', credit, creditMessage(credit)),
    reversal: async (reversal) => sendBankMoney('REVERSAL', reversal),

    async inquire(transactionId, by = {}) {
      const result = await commit(inquiryMessage(transactionId), by)
      // Not even reaching the gateway says nothing about what was sent before.
      return result.kind === 'answered'
        ? inquiryOutcomeOf(result.answer, transactionId)
        : { kind: 'unknown', cause: result.cause }
    },

    async inquireVoid(transactionId, by = {}) {
      const result = await commit(inquiryMessage(transactionId), by)
      return result.kind === 'answered'
        ? voidOutcomeOf(result.answer, transactionId)
        : { kind: 'unknown', cause: result.cause }
    },

    async tokenizeCard(card, by = {}) {
      const transactionId = createTransactionId()
      return tokenize('card', transactionId, tokenizeCardMessage(transactionId, card), by)
    },

    async changeExpiry(change, by = {}) {
      const transactionId = createTransactionId()
      const message = changeExpiryMessage(transactionId, change)
      return tokenize('expiry', transactionId, message, { ...by, known: change.token })
    },

    async tokenizeBank(bank, by = {}) {
      const transactionId = createTransactionId()
      return tokenize('bank', transactionId, tokenizeBankMessage(transactionId, bank), by)
    },

    async ping(by = {}) {
      const startedMs = performance.now()
      const result = await commit(PING, by)
      const cause = result.kind === 'answered' ? pingTrouble(result.answer) : result.cause
      if (cause !== null) return { ok: false, cause }
      return { ok: true, latencyMs: Math.round(performance.now() - startedMs) }
    },

    // Waits for what is under way, which its own time limits.
    close() {
      closed ??= pool.close()
      return closed
    },
  }
}

const NO_PASSWORD = 'the password of its terminal cannot be read'

type Committed = { kind: 'answered'; answer: Answer | null } | Failure

function pingTrouble(answer: Answer | null): string | null {
  if (!answer) return 'unreadable answer'
  const { actionCode, responseText } = answer.reply
  const code = actionCodeOf(actionCode, responseText)
  return code.category === 'ok' ? null : wordsFor(actionCode, code)
}

const CONNECT_TIMEOUT_MS = 10_000
// Shorter than servers usually keep an idle connection: a request that meets a closing one ends as
// unknown, although nothing happened to it.
const KEEP_ALIVE_MS = 4_000

/**
 * One connection for each message in flight and no pipelining, so no message waits behind another
 * or shares its fate. undici sends a POST once; `exchange.ts` holds it to that.
 */
function createPool(origin: string, { connections, timeoutMs }: IppayOptions): Pool {
  return new Pool(origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // `exchange.ts` keeps the time of a whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: ANSWER_BYTES_MAX,
    connect: {
      timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
      minVersion: 'TLSv1.2',
      // Said here so that no environment variable can switch the check off.
      rejectUnauthorized: true,
    },
  })
}
