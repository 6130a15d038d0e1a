import type { Language } from '../../src/domain/language.ts'
import type { MailedSubject, MailFacts } from '../../src/domain/mail.ts'
import { returnCodeOf } from '../../src/domain/return-codes.ts'
import type { Letter } from '../../src/mail/mail.ts'
import { cardExpiry, day, methodName, moment, money } from '../format.ts'
import { consentText } from '../portal/consent.ts'
import { type Words, wordsFor } from '../words/index.ts'

/** What a mail says, before it becomes HTML or plain text. */
export interface LetterContent {
  subject: string
  title: string
  greeting: string
  text: string[]
  facts: Fact[]
  /** The words of an authorization, with what comes before them. */
  quote: { intro: string; text: string } | null
  after: string[]
  action: Link
  /** Why it comes, or how to have it come no more. */
  why: string | Link
  footer: string
  merchantName: string
}

interface Link {
  label: string
  href: string
}

export interface Fact {
  label: string
  value: string
}

type Said = Pick<LetterContent, 'subject' | 'title' | 'text' | 'facts'> &
  Partial<Pick<LetterContent, 'quote' | 'after'>> & { action: string }

export function letterContent(letter: Letter): LetterContent {
  const { facts, language, links, sender, name } = letter
  const words = wordsFor(language)
  const { action, ...said } = say(facts, letter, words)
  const person = oneLine(name)
  return {
    quote: null,
    after: [],
    ...said,
    subject: oneLine(said.subject),
    greeting: person ? words.mail.hello(person) : words.mail.helloAll,
    action: { label: action, href: links.action },
    why: links.unsubscribe
      ? { label: words.mail.unsubscribe, href: links.unsubscribe }
      : words.mail.why,
    footer: sender.footer,
    merchantName: oneLine(sender.merchantName),
  }
}

/** A name is a name: nothing in it begins another line, or another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

function say(facts: MailFacts, letter: Letter, words: Words): Said {
  switch (facts.kind) {
    case 'expiring':
      return sayExpiring(facts, letter.language, words)
    case 'upcoming':
      return sayUpcoming(facts, letter.language, words)
    default:
      return sayPayment(facts, letter, words)
  }
}

type About<K extends MailFacts['kind']> = Extract<MailFacts, { kind: K }>

function sayExpiring(facts: About<'expiring'>, language: Language, { mail }: Words): Said {
  const method = methodName(facts.method, language)
  const expiry = cardExpiry(facts.expMonth, facts.expYear)
  const { subject, title, text, action } = mail.expiring
  return {
    subject: subject(method),
    title,
    text: [text(method, expiry)],
    facts: [
      { label: mail.method, value: method },
      { label: mail.expires, value: expiry },
    ],
    action,
  }
}

function sayUpcoming(facts: About<'upcoming'>, language: Language, words: Words): Said {
  const amount = money(facts.amountCents, facts.currency, language)
  const date = day(facts.on, language)
  const what = subjectName(facts.subject, words)
  const { mail } = words
  return {
    subject: mail.upcoming.subject(amount, date),
    title: mail.upcoming.title,
    text: [mail.upcoming.text(amount, date, what)],
    facts: [
      { label: mail.amount, value: amount },
      { label: mail.paidFor, value: what },
      { label: mail.method, value: methodName(facts.method, language) },
      { label: mail.debitOn, value: date },
    ],
    after: [mail.upcoming.revoke],
    action: mail.upcoming.action,
  }
}

function sayPayment(
  facts: Exclude<MailFacts, { kind: 'expiring' | 'upcoming' }>,
  letter: Letter,
  words: Words,
): Said {
  const { mail, payment } = words
  const { language } = letter
  const amount = money(facts.amountCents, facts.currency, language)
  const what = subjectName(facts.subject, words)
  const known = factsOfPayment(facts, letter, words, amount, what)
  switch (facts.kind) {
    case 'paid': {
      const { subject, title, text, action } = mail.paid
      return { subject: subject(amount, what), title, text: [text(amount)], facts: known, action }
    }
    case 'submitted': {
      const { subject, title, text, action, agreed, revoke } = mail.submitted
      const quoted = facts.consentVersion && consentText(facts.consentVersion, 'bank')
      return {
        subject: subject(amount, what),
        title,
        text: [text(amount, day(facts.expectedOn, language))],
        facts: known,
        quote: quoted ? { intro: agreed, text: quoted } : null,
        after: [revoke],
        action,
      }
    }
    case 'declined': {
      const { subject, title, text, action } = mail.declined
      const isOurs = facts.category === 'config'
      const advice = isOurs ? payment.advice.not_possible : payment.advice.not_accepted
      const said = [text(amount, what), advice]
      return { subject: subject(what), title, text: said, facts: known, action }
    }
    case 'refunded':
    case 'voided': {
      const { subject, title, text, action } = mail[facts.kind]
      return { subject: subject(amount), title, text: [text(amount, what)], facts: known, action }
    }
    case 'returned': {
      const { subject, title, text, action } = mail.returned
      const why = payment.returned[returnCodeOf(facts.code).action]
      return {
        subject: subject(what),
        title,
        text: [text(amount, what), why],
        facts: known,
        action,
      }
    }
  }
}

function factsOfPayment(
  facts: Exclude<MailFacts, { kind: 'expiring' | 'upcoming' }>,
  { language, zone, sender }: Letter,
  { mail }: Words,
  amount: string,
  what: string,
): Fact[] {
  const isTaken = facts.kind === 'paid' || facts.kind === 'submitted'
  return [
    { label: mail.amount, value: amount },
    { label: mail.paidFor, value: what },
    { label: mail.method, value: methodName(facts.method, language) },
    { label: mail.date, value: moment(facts.at, zone, language) },
    ...(facts.kind === 'submitted'
      ? [{ label: mail.expectedBy, value: day(facts.expectedOn, language) }]
      : []),
    { label: mail.reference, value: facts.transactionId },
    ...(isTaken && facts.approvalCode ? [{ label: mail.approval, value: facts.approvalCode }] : []),
    ...(isTaken && sender.statementName
      ? [{ label: mail.statement, value: oneLine(sender.statementName) }]
      : []),
  ]
}

/** `Invoice 202611000028`, in the reader's language. */
export function subjectName(
  { purpose, documentId, documentNumber }: MailedSubject,
  { common }: Words,
): string {
  if (purpose === 'refill' || documentId === null) return common.refill
  return common[purpose](documentNumber || `#${documentId}`)
}
