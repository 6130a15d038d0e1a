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
  /** The code under which the bank sends every debit back; '' keeps it. */
  returnCode: string
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

/** Accounts 99000001 to 99000099, whose debits come back as R01 to R99; our own invention too. */
const RETURNING_ACCOUNT = /^990000(?!00)(\d\d)$/

/** All cards and accounts that have a token: the world's from the start, others as they come. */
export class Instruments {
  readonly #byToken = new Map<string, Instrument>()
  /** JetPay's names of the same things (IPpay facts §5.3). */
  readonly #tokenByName = new Map<string, string>()

  constructor(world: World) {
    for (let id = 1; id <= world.customersCount; id++) {
      const { cards, bankAccounts } = world.saved(id)
      for (const { token, last4, expYear, expMonth, declineCode } of cards) {
        this.keep(card(token, last4, monthsOf(expYear, expMonth), declineCode ?? ''))
      }
      for (const { token, last4 } of bankAccounts) this.keep(bank(token, last4))
    }
  }

  find(kind: Instrument['kind'], token: string): Instrument | null {
    const name = token.toUpperCase()
    const instrument = this.#byToken.get(this.#tokenByName.get(name) ?? name)
    return instrument?.kind === kind ? instrument : null
  }

  /** The card as it would be tokenised; a card of the world keeps its temper. Nothing is kept. */
  card(number: string, expiry: number): Instrument {
    return this.cardOf(cardToken(number), number.slice(-4), expiry)
  }

  cardOf(token: string, last4: string, expiry: number): Instrument {
    const known = this.#byToken.get(token)?.declineCode
    return card(token, last4, expiry, known ?? DECLINE_BY_TOKEN.get(token) ?? '')
  }

  account(aba: string, number: string): Instrument {
    const [, nn] = RETURNING_ACCOUNT.exec(number) ?? []
    return bank(bankToken(aba, number), number.slice(-4), nn === undefined ? '' : `R${nn}`)
  }

  accountOf(token: string, last4: string): Instrument {
    return this.find('bank', token) ?? bank(token, last4)
  }

  /** From now on the token may be used. The same card again only changes its expiry. */
  keep(instrument: Instrument): void {
    this.#byToken.set(instrument.token, instrument)
  }

  name(name: string, token: string): void {
    this.#tokenByName.set(name, token)
  }
}

const card = (token: string, last4: string, expiry: number, declineCode: string): Instrument => ({
  kind: 'card',
  token,
  last4,
  expiry,
  declineCode,
  returnCode: '',
})

const bank = (token: string, last4: string, returnCode = ''): Instrument => ({
  kind: 'bank',
  token,
  last4,
  expiry: 0,
  declineCode: '',
  returnCode,
})
