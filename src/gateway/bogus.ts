import type { InquiryOutcome, Outcome } from '../domain/outcome.ts'
import type { ByTerminal, CardSale, Gateway, Tokenized, VoidInquiryOutcome } from './gateway.ts'

export interface Sent {
  kind:
    | 'sale'
    | 'check'
    | 'void'
    | 'credit'
    | 'reversal'
    | 'inquiry'
    | 'tokenize'
    | 'expiry'
    | 'ping'
  transactionId?: string
  amountCents?: number
}

/** An answer, or a function that makes one when it is asked, for instance after something else. */
export type Scripted<T> = T | ((sent: Sent) => T | Promise<T>)

/** Answers by kind, each used once and in order. Where a list has run out, all is approved. */
export interface Script {
  sales?: Scripted<Outcome>[]
  checks?: Scripted<Outcome>[]
  voids?: Scripted<Outcome>[]
  credits?: Scripted<Outcome>[]
  reversals?: Scripted<Outcome>[]
  inquiries?: Scripted<InquiryOutcome>[]
  /** Of `inquireVoid`. */
  voidInquiries?: Scripted<VoidInquiryOutcome>[]
  tokens?: Scripted<Tokenized>[]
  expiries?: Scripted<Tokenized>[]
  pings?: Scripted<Awaited<ReturnType<Gateway['ping']>>>[]
}

export interface BogusGateway extends Gateway {
  /** What was asked for, in order, with nothing secret in it. */
  readonly sent: Sent[]
  /** Under which terminal each of them went; null for the one of the environment. */
  readonly terminals: (string | null)[]
}

export const APPROVED = {
  kind: 'approved',
  reply: { actionCode: '000', responseText: 'APPROVED', approvalCode: 'BOGUS1' },
} as const satisfies Outcome

export const declined = (
  actionCode = '051',
  category: 'hard' | 'data' | 'soft' | 'config' = 'soft',
) =>
  ({
    kind: 'declined',
    category,
    reply: { actionCode, responseText: 'DECLINED', approvalCode: null },
  }) satisfies Outcome

/** A gateway in memory for tests of operations: it answers by script and keeps a record. */
export function createBogusGateway(script: Script = {}): BogusGateway {
  const sent: Sent[] = []
  const terminals: (string | null)[] = []
  const left: Required<Script> = {
    sales: [...(script.sales ?? [])],
    checks: [...(script.checks ?? [])],
    voids: [...(script.voids ?? [])],
    credits: [...(script.credits ?? [])],
    reversals: [...(script.reversals ?? [])],
    inquiries: [...(script.inquiries ?? [])],
    voidInquiries: [...(script.voidInquiries ?? [])],
    expiries: [...(script.expiries ?? [])],
    tokens: [...(script.tokens ?? [])],
    pings: [...(script.pings ?? [])],
  }

  async function answer<T>(
    list: Scripted<T>[],
    standard: T,
    message: Sent,
    { terminalId = null }: ByTerminal = {},
  ): Promise<T> {
    sent.push(message)
    terminals.push(terminalId)
    const next = list.shift()
    if (next === undefined) return standard
    return next instanceof Function ? next(message) : next
  }

  return {
    sent,
    terminals,
    sale: (sale) => answer<Outcome>(left.sales, APPROVED, about('sale', sale), sale),
    saleWithCard: (sale) =>
      answer<Outcome>(left.sales, approvedWithToken(sale), about('sale', sale), sale),
    check: (check) => answer<Outcome>(left.checks, APPROVED, about('check', check), check),
    void: (original) => answer<Outcome>(left.voids, APPROVED, about('void', original), original),
    credit: (credit) => answer<Outcome>(left.credits, APPROVED, about('credit', credit), credit),
    reversal: (check) => answer<Outcome>(left.reversals, APPROVED, about('reversal', check), check),
    inquire: (transactionId, by) =>
      answer<InquiryOutcome>(left.inquiries, APPROVED, { kind: 'inquiry', transactionId }, by),
    inquireVoid: (transactionId, by) =>
      answer<VoidInquiryOutcome>(
        left.voidInquiries,
        APPROVED,
        { kind: 'inquiry', transactionId },
        by,
      ),
    changeExpiry: ({ token }, by) =>
      answer<Tokenized>(left.expiries, { kind: 'tokenized', token }, { kind: 'expiry' }, by),
    tokenizeCard: ({ number }, by) =>
      answer<Tokenized>(left.tokens, tokenFor(number), { kind: 'tokenize' }, by),
    tokenizeBank: ({ accountNumber }, by) =>
      answer<Tokenized>(left.tokens, tokenFor(accountNumber), { kind: 'tokenize' }, by),
    ping: (by) => answer(left.pings, { ok: true as const, latencyMs: 1 }, { kind: 'ping' }, by),
    close: async () => {},
  }
}

const about = (
  kind: Sent['kind'],
  { transactionId, amountCents }: { transactionId: string; amountCents: number },
): Sent => ({ kind, transactionId, amountCents })

const approvedWithToken = ({ card, isStored }: CardSale): Outcome =>
  isStored
    ? { kind: 'approved', reply: { ...APPROVED.reply, token: tokenFor(card.number).token } }
    : APPROVED

/** Like IPpay's, a token keeps the last four digits and cannot pass for a card number. */
const tokenFor = (number: string): Extract<Tokenized, { kind: 'tokenized' }> => ({
  kind: 'tokenized',
  token: `4B2G7K1M9A3C${number.slice(-4)}`,
})
