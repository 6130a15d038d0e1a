import { firstOfMonth } from './world-calendar.ts'
import { Random } from './world-random.ts'
import { bankToken, cardToken } from './world-tokens.ts'

export type CardBehaviour = 'approve' | 'decline-soft' | 'decline-hard' | 'insufficient'

/** A card as its holder has it. Only the simulators know the number; Splynx has the token. */
export interface WorldCard {
  token: string
  number: string
  brand: 'visa' | 'mastercard' | 'amex' | 'discover'
  last4: string
  /** 1 to 12 */
  expMonth: number
  /** Four digits. */
  expYear: number
  holder: string
  behaviour: CardBehaviour
  /** What the issuer answers to a charge; null approves. An expired card has null here as well. */
  declineCode: string | null
}

export interface WorldBankAccount {
  token: string
  aba: string
  account: string
  last4: string
  type: 'CHECKING' | 'SAVINGS'
  holder: string
}

export interface SavedMethods {
  cards: WorldCard[]
  bankAccounts: WorldBankAccount[]
}

interface Owner {
  seed: number
  today: string
  customerId: number
  holder: string
}

/** About 60 % of the customers have a card, 15 % a bank account only, 25 % nothing. */
export function savedMethods(owner: Owner): SavedMethods {
  const random = new Random(owner.seed, owner.customerId, 2)
  if (owner.customerId === 1) return { cards: [card(owner, 0, random, 'good')], bankAccounts: [] }
  const kind = kindOf(random)
  if (kind === 'nothing') return { cards: [], bankAccounts: [] }
  if (kind === 'account') return { cards: [], bankAccounts: [bankAccount(owner, random)] }
  const cards = [card(owner, 0, random)]
  if (random.chance(0.12)) cards.push(card(owner, 1, random))
  return { cards, bankAccounts: random.chance(0.08) ? [bankAccount(owner, random)] : [] }
}

/** What a customer pays with, at no more cost than a glance. */
export function savedKind(seed: number, customerId: number): 'card' | 'account' | 'nothing' {
  return customerId === 1 ? 'card' : kindOf(new Random(seed, customerId, 2))
}

function kindOf(random: Random): 'card' | 'account' | 'nothing' {
  const share = random.next()
  if (share < 0.25) return 'nothing'
  return share < 0.4 ? 'account' : 'card'
}

const BRANDS = [
  { brand: 'visa', share: 0.55, prefix: '400030', length: 16 },
  { brand: 'mastercard', share: 0.85, prefix: '545454', length: 16 },
  { brand: 'amex', share: 0.93, prefix: '378282', length: 15 },
  { brand: 'discover', share: 1, prefix: '601111', length: 16 },
] as const

type CardKind = 'good' | 'expired' | Exclude<CardBehaviour, 'approve'>

function card(owner: Owner, slot: number, random: Random, kind = cardKind(random)): WorldCard {
  const roll = random.next()
  const { brand, prefix, length } = BRANDS.find(({ share }) => roll < share) ?? BRANDS[0]
  const body = uniqueDigits(owner, slot, length - prefix.length - 1)
  const number = withCheckDigit(prefix + body)
  const monthsLeft = kind === 'expired' ? -random.between(1, 18) : random.between(3, 47)
  const expiry = firstOfMonth(owner.today, -monthsLeft)
  return {
    token: cardToken(number),
    number,
    brand,
    last4: number.slice(-4),
    expMonth: Number(expiry.slice(5, 7)),
    expYear: Number(expiry.slice(0, 4)),
    holder: owner.holder,
    ...behaviourOf(kind, random),
  }
}

function cardKind(random: Random): CardKind {
  const roll = random.next()
  if (roll < 0.02) return 'decline-soft'
  if (roll < 0.04) return 'insufficient'
  if (roll < 0.07) return 'decline-hard'
  return roll < 0.1 ? 'expired' : 'good'
}

function behaviourOf(kind: CardKind, random: Random): Pick<WorldCard, 'behaviour' | 'declineCode'> {
  switch (kind) {
    case 'decline-soft':
      return { behaviour: kind, declineCode: '005' }
    case 'insufficient':
      return { behaviour: kind, declineCode: '051' }
    case 'decline-hard':
      return { behaviour: kind, declineCode: random.pick(['041', '014', '004']) }
    default:
      return { behaviour: 'approve', declineCode: null }
  }
}

/** Digits that no other card of this world has: a step that shares no factor with a power of ten. */
function uniqueDigits({ seed, customerId }: Owner, slot: number, length: number): string {
  const modulus = 10n ** BigInt(length)
  const place = BigInt(customerId * 2 + slot)
  const value = (place * 104_729_317n + BigInt(Math.abs(seed)) * 7_919n) % modulus
  return value.toString().padStart(length, '0')
}

/** Appends the Luhn digit (ISO/IEC 7812-1). */
function withCheckDigit(digits: string): string {
  let sum = 0
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = Number(digits.at(-1 - fromRight))
    const counted = fromRight % 2 === 0 ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
  }
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function bankAccount(owner: Owner, random: Random): WorldBankAccount {
  // 00 to 12 is the Federal Reserve district that a routing number starts with.
  const district = String(random.between(1, 12)).padStart(2, '0')
  const aba = withRoutingCheck(`${district}${String(random.between(0, 999_999)).padStart(6, '0')}`)
  const account = String(random.between(10_000_000, 9_999_999_999))
  return {
    token: bankToken(aba, account),
    aba,
    account,
    last4: account.slice(-4),
    type: random.chance(0.85) ? 'CHECKING' : 'SAVINGS',
    holder: owner.holder,
  }
}

/** Appends the ninth digit of an American routing number: weights 3, 7, 1. */
function withRoutingCheck(eight: string): string {
  const weights = [3, 7, 1]
  const sum = [...eight].reduce((all, digit, at) => all + Number(digit) * (weights[at % 3] ?? 0), 0)
  return `${eight}${(10 - (sum % 10)) % 10}`
}
