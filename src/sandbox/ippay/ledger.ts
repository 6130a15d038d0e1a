import { settlementOf } from './banking-days.ts'
import { TimeIndex } from './time-index.ts'
import { doesMoveMoney, type Summary, Totals } from './totals.ts'
import {
  type BankReturn,
  type Chargeback,
  isApproved,
  isBankEntry,
  payingOf,
  type Transaction,
} from './transaction.ts'

const FIRST_IP_TRANS_ID = 90_000_001
const UNIQUE_MS = 90 * 86_400_000

export const settlementTimeOf = ({ at }: Transaction): number => settlementOf(at)
export const isSettled = ({ at }: Transaction, now: number): boolean => settlementOf(at) <= now

const timeOf = ({ at }: { at: number }) => at

/** The books of the gateway: everything processed, in order, and what of it moved money. */
export class Ledger {
  /** As they came in. */
  readonly all: Transaction[] = []
  /** Those that moved money, whether voided later or not. */
  readonly moneyMoved: Transaction[] = []
  readonly cards = new TimeIndex<Transaction>(timeOf)
  readonly checks = new TimeIndex<Transaction>(timeOf)
  /** By the time of settlement, what was voided before it included. */
  readonly cardSettlements = new TimeIndex<Transaction>(settlementTimeOf)
  readonly checkSettlements = new TimeIndex<Transaction>(settlementTimeOf)
  readonly returns = new TimeIndex<BankReturn & { entry: Transaction }>(timeOf)
  readonly chargebacks = new TimeIndex<Chargeback & { payment: Transaction }>(timeOf)
  /** The latest time of any of them. */
  latestAt = 0
  readonly #originals = new Map<string, Map<string, Transaction>>()
  readonly #totals = new Totals()

  get nextIpTransId(): number {
    return FIRST_IP_TRANS_ID + this.all.length
  }

  /** The original under an id, which is unique per terminal for 90 days (IPpay facts §3). */
  find(terminalId: string, transactionId: string, now: number): Transaction | null {
    const found = this.#originals.get(terminalId)?.get(transactionId.toUpperCase())
    return found !== undefined && now - found.at < UNIQUE_MS ? found : null
  }

  /** Whatever its terminal and age. */
  findAnywhere(transactionId: string): Transaction | null {
    for (const ofTerminal of this.#originals.values()) {
      const found = ofTerminal.get(transactionId.toUpperCase())
      if (found !== undefined) return found
    }
    return null
  }

  findByIpTransId(ipTransId: number): Transaction | undefined {
    return this.all[ipTransId - FIRST_IP_TRANS_ID]
  }

  book(transaction: Transaction): void {
    const { original } = transaction
    this.all.push(transaction)
    this.latestAt = Math.max(this.latestAt, transaction.at)
    if (isBankEntry(transaction)) this.checks.add(transaction)
    else this.cards.add(transaction)
    if (original === undefined) this.#remember(transaction)
    else if (isApproved(transaction)) this.#applyTo(original, transaction)
    if (isApproved(transaction) && doesMoveMoney(transaction)) this.#countMoney(transaction)
  }

  addReturn(entry: Transaction, bankReturn: BankReturn): void {
    entry.returns = [...(entry.returns ?? []), bankReturn]
    this.returns.add({ ...bankReturn, entry })
  }

  addChargeback(payment: Transaction, chargeback: Chargeback): void {
    payment.chargebacks = [...(payment.chargebacks ?? []), chargeback]
    this.chargebacks.add({ ...chargeback, payment })
  }

  /** What moved and was not voided. */
  summary(): Summary {
    return this.#totals.summary()
  }

  #remember(transaction: Transaction): void {
    let ofTerminal = this.#originals.get(transaction.terminalId)
    if (ofTerminal === undefined) {
      ofTerminal = new Map()
      this.#originals.set(transaction.terminalId, ofTerminal)
    }
    ofTerminal.set(transaction.transactionId.toUpperCase(), transaction)
  }

  #countMoney(transaction: Transaction): void {
    this.moneyMoved.push(transaction)
    this.#totals.add(transaction)
    if (isBankEntry(transaction)) this.checkSettlements.add(transaction)
    else this.cardSettlements.add(transaction)
  }

  /** What a follow-up does to the transaction that it names. */
  #applyTo(original: Transaction, followUp: Transaction): void {
    const paying = payingOf(original)
    switch (followUp.type) {
      case 'CAPT':
        original.capturedBy = followUp
        break
      case 'VOID':
      case 'REVERSEAUTH':
        for (const voided of new Set([original, paying])) {
          voided.voidedBy = followUp
          if (doesMoveMoney(voided)) this.#totals.add(voided, -1)
        }
        break
      case 'CREDIT':
      case 'REVERSAL':
        paying.creditedCents = (paying.creditedCents ?? 0) + followUp.amountCents
        break
    }
  }
}
