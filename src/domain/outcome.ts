/**
 * What to do about a decline, by the category of its code (IPpay facts §5.1).
 * `hard`: never again with this card or account unchanged. `data`: hard, but a corrected field may
 * help. `soft`: another day, a limited number of times. `config`: our request, terminal or contract
 * is wrong; a person must look and the customer is not at fault.
 */
export type DeclineCategory = 'hard' | 'data' | 'soft' | 'config'

/** What we learned from one message to the gateway. Two outcomes would not be enough. */
export type Outcome =
  | { kind: 'approved'; reply: Reply }
  | { kind: 'declined'; category: DeclineCategory; reply: Reply }
  /** It never got there: safe to send again. */
  | { kind: 'unreached'; cause: string }
  /** Money may have moved: ask first. */
  | { kind: 'unknown'; cause: string; reply?: Reply }
  /** Looks like an approval and is not one (codes 008, 010, 011, 604): a person decides. */
  | { kind: 'review'; cause: string; reply: Reply }

/** An inquiry about an earlier message. Failing to ask says nothing about the sale. */
export type InquiryOutcome =
  | Exclude<Outcome, { kind: 'unreached' }>
  /** The gateway does not know the TransactionID (025, 940). Not yet proof: it may still be under way. */
  | { kind: 'not_found' }

/** The fields of an answer that may be kept: no card number, no security code, no raw text. */
export interface Reply {
  /** Three characters; `000` and nothing else is success. Null when the answer had none. */
  actionCode: string | null
  responseText: string | null
  approvalCode: string | null
  /** Present after TOKENIZE and where a token was asked for. */
  token?: string
  avs?: string
  addressMatch?: string
  zipMatch?: string
  cvvResult?: string
  gatewayId?: string
}
