import type { Transaction } from './transaction.ts'

export interface Total {
  count: number
  cents: number
}

export interface Summary extends Total {
  byType: Record<string, Total>
}

/** 1 for types that take money from the payer, -1 for those that give it back. */
const DIRECTION: Record<string, 1 | -1 | undefined> = {
  SALE: 1,
  FORCE: 1,
  CAPT: 1,
  CHECK: 1,
  CREDIT: -1,
  REVERSAL: -1,
}

export const doesMoveMoney = ({ type }: Transaction): boolean => DIRECTION[type] !== undefined

/** Counts and sums by type, kept up to date with every transaction. */
export class Totals {
  readonly #byType = new Map<string, Total>()

  /** -1 takes a transaction out again. */
  add({ type, amountCents }: Transaction, sign: 1 | -1 = 1): void {
    const total = this.#byType.get(type) ?? { count: 0, cents: 0 }
    this.#byType.set(type, {
      count: total.count + sign,
      cents: total.cents + sign * amountCents,
    })
  }

  /** Cents given back count against those taken. */
  summary(): Summary {
    const summary: Summary = { count: 0, cents: 0, byType: {} }
    for (const [type, { count, cents }] of this.#byType) {
      if (count === 0) continue
      summary.count += count
      summary.cents += cents * (DIRECTION[type] ?? 0)
      summary.byType[type] = { count, cents }
    }
    return summary
  }
}

/** The sums of a selection, without what was voided. */
export function summarize(transactions: Iterable<Transaction>): Summary {
  const totals = new Totals()
  for (const transaction of transactions) {
    if (transaction.voidedBy === undefined) totals.add(transaction)
  }
  return totals.summary()
}
