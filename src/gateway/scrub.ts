import type { CardBrand } from '../domain/card.ts'
import { cardBrand, isLuhnValid } from '../domain/card.ts'

const REMOVED = '[removed]'

/**
 * The last net under every logger: takes card numbers, security codes, account numbers, passwords
 * and tokens out of any text, be it a transcript, JSON, a form or a stack trace. It may remove a
 * harmless number that looks like a card's; it must not let a real one through.
 */
export const scrub = (text: string): string => scrubCardNumbers(scrubFields(scrubElements(text)))

// --- XML, also as it looks inside JSON, HTML or a form -------------------------------------------

const LT = String.raw`(?:<|&lt;|&#60;|&#x3c;|%3C|\\u003c)`
const GT = String.raw`(?:>|&gt;|&#62;|&#x3e;|%3E|\\u003e)`
const SECRET_ELEMENT = 'CardNum|CVV2|AccountNumber|Password|Token|Track[12]|CAVV'
// An element that was cut off has no end: then everything after its start goes.
const ELEMENT = new RegExp(
  `(${LT}(?:${SECRET_ELEMENT})(?![\\w])(?:(?!${GT})[^<]){0,200}?${GT})` +
    `(?:<!\\[CDATA\\[[^]*?(?:\\]\\]>|$)|(?:(?!${LT})[^])+)`,
  'gi',
)

const scrubElements = (text: string): string => text.replace(ELEMENT, `$1${REMOVED}`)

// --- name: value, name=value, "name":"value" ------------------------------------------------------

const SECRET_NAME =
  'card[-_ ]?num(?:ber)?|cvv2?|cvc2?|security[-_ ]?code|account[-_ ]?num(?:ber)?|passw(?:or)?d|' +
  'token|secret|track[12]|api[-_ ]?key|signature'
// Quoted inside a quoted text, quoted, or bare up to the next delimiter. The closing quote is left
// where it is, so that JSON stays JSON.
const VALUE = String.raw`\\+"[^"\\]*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|[^\s"'\\,;&<>(){}[\]]+`
const FIELD = new RegExp(
  String.raw`((?:${SECRET_NAME})\\*["']?\s{0,4}(?:=>|[:=]|%3D)\s{0,4})(${VALUE})`,
  'gi',
)
const AUTHORIZATION = /(\bauthorization["']?\s{0,4}[:=]\s{0,4})("(?:[^"\\]|\\.)*|[^\r\n]+)/gi

const scrubFields = (text: string): string =>
  text.replace(AUTHORIZATION, removeValue).replace(FIELD, removeValue)

function removeValue(_match: string, name: string, value: string): string {
  const opening = /^\\*["']/.exec(value)?.[0]
  if (opening) return name + opening + REMOVED
  return /":\s*$/.test(name) ? `${name}"${REMOVED}"` : name + REMOVED
}

// --- bare card numbers ----------------------------------------------------------------------------

// At least 13 digits, with at most two separators between one and the next.
const DIGITS_RUN = /\d(?:[ .\-\u00a0]{0,2}\d){12,}/g
const SHORTEST = 13
const LONGEST = 19

const scrubCardNumbers = (text: string): string => text.replace(DIGITS_RUN, scrubRun)

/** A run may hold a card number between other digits, as in `order 12 4111 1111 1111 1111`. */
function scrubRun(run: string): string {
  const at: number[] = []
  for (let index = 0; index < run.length; index++) {
    if (isDigit(run, index)) at.push(index)
  }
  const digits = at.map((index) => run[index]).join('')

  let clean = ''
  let copiedTo = 0
  for (let start = 0; start + SHORTEST <= digits.length; start++) {
    const length = cardLengthAt(run, at, digits, start)
    if (length === 0) continue
    clean += run.slice(copiedTo, at[start]) + REMOVED
    copiedTo = at[start + length - 1]! + 1
    start += length - 1
  }
  return clean + run.slice(copiedTo)
}

/** How many digits from `start` on make a card number, or 0. */
function cardLengthAt(run: string, at: number[], digits: string, start: number): number {
  const longest = Math.min(LONGEST, digits.length - start)
  for (let length = longest; length >= SHORTEST; length--) {
    const number = digits.slice(start, start + length)
    if (!isLuhnValid(number)) continue
    const standsAlone = !isDigit(run, at[start]! - 1) && !isDigit(run, at[start + length - 1]! + 1)
    // One in ten numbers has a right check digit, so inside a longer number it must also begin
    // and measure like a card's.
    if (standsAlone ? isIssued(number) : isCardShaped(number)) return length
  }
  return 0
}

/** No card begins with 0, and with 1 only the airlines' of 15 digits; times in milliseconds do. */
const isIssued = (number: string): boolean =>
  number[0] === '1' ? number.length === 15 : number[0] !== '0'

const LENGTHS: Record<CardBrand, readonly number[]> = {
  visa: [13, 16, 19],
  mastercard: [16],
  amex: [15],
  discover: [16, 17, 18, 19],
  diners: [14, 16, 17, 18, 19],
  jcb: [16, 17, 18, 19],
  unionpay: [16, 17, 18, 19],
  maestro: [16, 18, 19],
}

function isCardShaped(number: string): boolean {
  const brand = cardBrand(number)
  return brand !== null && LENGTHS[brand].includes(number.length)
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 48 && code <= 57
}
