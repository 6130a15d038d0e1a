import { TimeIndex } from './time-index.ts'

/** What the card brands answered: a new number, a new expiry, valid, closed, or ask the customer. */
export const UPDATE_RESULTS = ['A', 'E', 'V', 'C', 'O'] as const
export type UpdateResult = (typeof UPDATE_RESULTS)[number]

/** A card that IPpay asked the brands about (IPpay facts §6, §9). */
export interface AccountUpdate {
  terminalId: string
  oldToken: string
  /** Months since the year 0. */
  oldExpiry: number
  newToken: string
  newExpiry: number
  /** '' as long as the brands have not answered. */
  result: UpdateResult | ''
  at: number
}

/** What the account updater asked, and what came back. */
export class Updater {
  readonly activity = new TimeIndex<AccountUpdate>(({ at }) => at)
  /** By token; the latest question of each. */
  readonly #pending = new Map<string, AccountUpdate>()

  add(update: AccountUpdate): void {
    this.#pending.delete(update.oldToken)
    if (update.result === '') this.#pending.set(update.oldToken, update)
    else this.activity.add(update)
  }

  pendingBetween(from: number, to: number): AccountUpdate[] {
    return [...this.#pending.values()].filter(({ at }) => at >= from && at <= to)
  }
}
