import { XMLParser } from 'fast-xml-parser'
import type { Reply } from '../domain/outcome.ts'
import { scrub } from './scrub.ts'

// Their words to ours and back. IPpay speaks small flat XML documents (IPpay facts §1 to §4).

/** Child elements in the order of the keys; those without a value are left out. */
export type Message = Record<string, string | Element | undefined>
export interface Element {
  attributes: Record<string, string>
  children?: Record<string, string | undefined>
  text?: string
}

/** What one answer says, with nothing in it that may not be stored. */
export interface Answer {
  reply: Reply
  transactionId: string | null
  /** Seen in answers about bank accounts; nobody knows what it means (§4). */
  hasAdditionalInfo: boolean
}

export function encode(message: Message, root = 'ippay'): string {
  let xml = `<${root}>`
  for (const name in message) {
    const value = message[name]
    if (value === undefined) continue
    xml +=
      typeof value === 'string' ? `<${name}>${escapeXml(value)}</${name}>` : nested(name, value)
  }
  return `${xml}</${root}>`
}

function nested(name: string, { attributes, children = {}, text = '' }: Element): string {
  let xml = `<${name}`
  for (const key in attributes) xml += ` ${key}="${escapeXml(attributes[key]!)}"`
  xml += `>${escapeXml(text)}`
  for (const child in children) {
    const value = children[child]
    if (value !== undefined) xml += `<${child}>${escapeXml(value)}</${child}>`
  }
  return `${xml}</${name}>`
}

const PLAIN_VALUE = /^[A-Za-z0-9 .,:/_-]*$/
const ENTITY: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * The one way from a value to XML. What is not ASCII becomes a numeric reference, which every
 * parser reads whatever encoding it assumes (§1); what XML cannot carry (control characters, halves
 * of characters) becomes a blank.
 */
function escapeXml(value: string): string {
  if (PLAIN_VALUE.test(value)) return value
  return value
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')
    .replace(/[&<>"']/g, (character) => ENTITY[character]!)
    .replace(/[^ -~]/gu, (character) => `&#${character.codePointAt(0)};`)
}

/** No answer of the gateway comes near it (§11). */
export const ANSWER_BYTES_MAX = 64 * 1024

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  processEntities: false,
  jPath: false,
  maxNestedTags: 8,
})

/** Null for everything that is not one well-formed answer, and no word about what it was (§1). */
export function decode(body: Buffer): Answer | null {
  const fields = fieldsOf(body)
  if (!fields) return null
  try {
    return answerOf(fields)
  } catch (error) {
    if (error instanceof UnknownShape) return null
    throw error
  }
}

/** The children of the root. Its name comes in several spellings (§1). */
function fieldsOf(body: Buffer): Record<string, unknown> | null {
  if (body.length > ANSWER_BYTES_MAX) return null
  // A stray byte of another encoding only spoils the word that it stands in.
  const xml = body.toString('utf8')
  if (/<!(?!--|\[CDATA\[)/.test(xml)) return null
  let document: Record<string, unknown>
  try {
    document = parser.parse(xml, true)
  } catch {
    return null
  }
  const [name, ...others] = Object.keys(document)
  if (name?.toLowerCase() !== 'ippayresponse' || others.length > 0) return null
  const root = document[name]
  return isObject(root) ? root : null
}

class UnknownShape extends Error {}

function answerOf(fields: Record<string, unknown>): Answer {
  const optional: Pick<Reply, OptionalField> = {}
  for (const field of OPTIONAL_FIELDS) {
    const value = matching(fields, field.element, field.shape)
    if (value !== null) optional[field.name] = value
  }
  return {
    reply: {
      actionCode: matching(fields, 'ActionCode', /^[0-9A-Za-z]{3}$/),
      // When both are there, ErrMsg says more (§4).
      responseText: words(text(fields, 'ErrMsg') ?? text(fields, 'ResponseText')),
      approvalCode: matching(fields, 'Approval', /^[0-9A-Za-z]{1,10}$/),
      ...optional,
    },
    transactionId: text(fields, 'TransactionID'),
    hasAdditionalInfo: 'AdditionalInfo' in fields,
  }
}

type OptionalField = 'token' | 'avs' | 'addressMatch' | 'zipMatch' | 'cvvResult' | 'gatewayId'

const OPTIONAL_FIELDS: readonly { name: OptionalField; element: string; shape: RegExp }[] = [
  // A token always has letters, so that it cannot pass for a card number (§6). One that has none
  // may be the number itself, sent back by mistake, and must not be kept.
  { name: 'token', element: 'Token', shape: /^(?=.*[A-Za-z])[0-9A-Za-z]{4,64}$/ },
  { name: 'avs', element: 'AVS', shape: /^[0-9A-Za-z]$/ },
  { name: 'addressMatch', element: 'AddressMatch', shape: /^[0-9A-Za-z]$/ },
  { name: 'zipMatch', element: 'ZipMatch', shape: /^[0-9A-Za-z]$/ },
  { name: 'cvvResult', element: 'CVV2', shape: /^[A-Za-z]$/ },
  // Up to 26 digits with leading zeros (§4).
  { name: 'gatewayId', element: 'ipTransID', shape: /^\d{1,26}$/ },
]

/** The text of a child, or null. Anything but text, a second one too, spoils the whole answer. */
function text(fields: Record<string, unknown>, element: string): string | null {
  const value = fields[element]
  if (value === undefined || value === '') return null
  if (typeof value !== 'string') throw new UnknownShape()
  return value
}

function matching(fields: Record<string, unknown>, element: string, shape: RegExp): string | null {
  const value = text(fields, element)
  return value !== null && shape.test(value) && scrub(value) === value ? value : null
}

const WORDS_MAX = 100
/** Part of a card number is one too many; a telephone number may stay. */
const LONG_NUMBER = /\d{5,}|\d(?:[ .\-\u00a0]{0,2}\d){11,}/g

/** The gateway's words, fit to be stored and shown: one printable line without long numbers. */
export function words(raw: string | null): string | null {
  if (raw === null) return null
  const plain = raw
    .replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => CHARACTER[entity]!)
    .replace(/[^ -~\u00a0-\u024f]+/g, ' ')
  if (isEcho(plain)) return '[removed]'
  return scrub(plain).replace(LONG_NUMBER, '[removed]').slice(0, WORDS_MAX).trim()
}

/**
 * The request come back as words, its brackets lost or not (§1): a bare security code among them
 * looks like any number.
 */
function isEcho(text: string): boolean {
  const names = text.match(REQUEST_NAMES) ?? []
  const secret = names.filter((name) => SECRET_NAMES.has(name))
  return names.length > 2 || secret.length > new Set(secret).size
}

const REQUEST_NAMES =
  /\b(?:TransactionType|TerminalID|TotalAmount|CardNum|CardExp(?:Month|Year)|CVV2|AccountNumber|ABA|Password)\b/g
const SECRET_NAMES = new Set(['CardNum', 'CVV2', 'AccountNumber', 'Password'])

const CHARACTER = Object.fromEntries(
  Object.entries(ENTITY).map(([character, entity]) => [entity, character]),
)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
