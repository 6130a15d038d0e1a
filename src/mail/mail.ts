import type { Language } from '../domain/language.ts'
import type { MailFacts, MailLinks, Sender } from '../domain/mail.ts'

/** The mail server as the rest of the program sees it. */
export interface Mail {
  /** Never retried in here, and rejects for nothing that happens outside. */
  send(letter: Letter): Promise<SendResult>
  /** The same for a note to the staff. */
  sendNote(note: Note): Promise<SendResult>
  /** Logs in and sends nothing. */
  check(): Promise<{ ok: true; latencyMs: number } | { ok: false; cause: string }>
}

/** One mail to one customer. Its words are found when it is sent. */
export interface Letter {
  to: string
  /** Of the customer, as it stands in Splynx. */
  name: string
  /** Ours, and the same however often it is tried: `<…@…>`. */
  messageId: string
  language: Language
  facts: MailFacts
  links: MailLinks
  sender: Sender
  replyTo: string
  zone: string
}

/** A few lines to the staff, which need no layout. */
export interface Note {
  to: readonly string[]
  subject: string
  text: string
  /** Ours, and the same however often it is tried: `<…@…>`. */
  messageId: string
}

export type SendResult =
  /** The mail server has it. */
  | { kind: 'sent' }
  /** It will not have this one, however often it is sent. */
  | { kind: 'refused'; cause: string }
  /** It certainly does not have it. `isServer`: what went wrong is not about this one alone. */
  | { kind: 'not_sent'; cause: string; isServer: boolean }
  /** It may have it: the answer was lost. */
  | { kind: 'uncertain'; cause: string }

/** What a letter says, in its language. */
export interface Rendered {
  subject: string
  text: string
  html: string
}
export type Render = (letter: Letter) => Rendered
