import type { World } from '../world.ts'
import { bankToken, cardToken } from '../world-tokens.ts'
import { monthsOf } from './checks.ts'

/** What a token stands for: a card or an account, without its number. */
export interface Instrument {
  kind: 'card' | 'bank'
  token: string
  last4: string
  /** Months since the year 0; 0 for a bank account. */
  expiry: number
  /** What the issuer answers to every charge; '' approves. */
  declineCode: string
}

/**
 * Numbers that are known for being declined, from the test pages of other gateways. What they do
 * here is our own invention: IPpay's test system declines by cents alone (IPpay facts §10).
 */
const DECLINING_CARDS: Record<string, string> = {
  '4000000000000002': '005',
  '4000000000009995': '051',
  '4000000000009987': '041',
  '4000000000009979': '043',
  '4000000000000069': '054',
  '4000000000000127': '082',
  '4000000000000119': '096',
}
const DECLINE_BY_TOKEN = new Map(
  Object.entries(DECLINING_CARDS).map(([number, code]) => [cardToken(number), code]),
)

/** All cards and accounts that have a token: the world's from the start, others as they come. */
export class Instruments {
  readonly #byToken = new Map<string, Instrument>()

  constructor(world: World) {
    for (let id = 1; id <= world.customersCount; id++) {
      const { cards, bankAccounts } = world.saved(id)
      for (const card of cards) {
        this.#byToken.set(card.token, {
          kind: 'card',
          token: card.token,
          last4: card.last4,
          expiry: monthsOf(card.expYear, card.expMonth),
          declineCode: card.declineCode ?? '',
        })
      }
      for (const { token, last4 } of bankAccounts) {
        this.#byToken.set(token, { kind: 'bank', token, last4, expiry: 0, declineCode: '' })
      }
    }
  }

  find(kind: Instrument['kind'], token: string): Instrument | null {
    const instrument = this.#byToken.get(token.toUpperCase())
    return instrument?.kind === kind ? instrument : null
  }

  /** The card as it would be tokenised; a card of the world keeps its temper. Nothing is kept. */
  card(number: string, expiry: number): Instrument {
    const token = cardToken(number)
    const declineCode = this.#byToken.get(token)?.declineCode ?? DECLINE_BY_TOKEN.get(token) ?? ''
    return { kind: 'card', token, last4: number.slice(-4), expiry, declineCode }
  }

  account(aba: string, number: string): Instrument {
    const token = bankToken(aba, number)
    return { kind: 'bank', token, last4: number.slice(-4), expiry: 0, declineCode: '' }
  }

  /** From now on the token may be used. The same card again only changes its expiry. */
  keep(instrument: Instrument): void {
    this.#byToken.set(instrument.token, instrument)
  }

  /** JetPay calls the same thing by 24 capitals (IPpay facts §5.3). */
  keepUnder(name: string, instrument: Instrument): void {
    this.#byToken.set(name, instrument)
  }
}
