import { settlementOf } from './banking-days.ts'

/** A return or a notice of change of the bank, under its NACHA code. */
export interface BankReturn {
  code: string
  at: number
}

/** One transaction that was processed, approved or not. There is no card number in it. */
export interface Transaction {
  readonly type: string
  readonly transactionId: string
  /** IPpay's own number. */
  readonly ipTransId: number
  readonly terminalId: string
  /** Unix milliseconds of the gateway's clock. */
  readonly at: number
  readonly amountCents: number
  readonly token: string
  readonly last4: string
  readonly holder: string
  readonly orderNumber: string
  readonly udField1: string
  readonly udField2: string
  readonly udField3: string
  readonly checkNumber: string
  readonly actionCode: string
  readonly approval: string
  readonly responseText: string
  /** Whether a security code was looked at, and the result of the address check. */
  readonly cvv2: string
  readonly avs: string
  /** The token of the answer; '' when none was asked for. */
  readonly shownToken: string
  /** The transaction that a CAPT, VOID, REVERSEAUTH or linked credit names. */
  readonly original?: Transaction
  capturedBy?: Transaction
  voidedBy?: Transaction
  creditedCents?: number
  returns?: BankReturn[]
}

export const isApproved = ({ actionCode }: Transaction): boolean => actionCode === '000'
export const isSettled = ({ at }: Transaction, now: number): boolean => settlementOf(at) <= now

/** 1 for types that take money from the payer, -1 for those that give it back. */
const DIRECTION: Record<string, 1 | -1 | undefined> = {
  SALE: 1,
  FORCE: 1,
  CAPT: 1,
  CHECK: 1,
  CREDIT: -1,
  REVERSAL: -1,
}

export interface Total {
  count: number
  cents: number
}

export interface Summary extends Total {
  byType: Record<string, Total>
}

const FIRST_IP_TRANS_ID = 90_000_001
const UNIQUE_MS = 90 * 86_400_000

/** The books of the gateway: everything processed, in order, and what of it moved money. */
export class Ledger {
  /** Oldest first. */
  readonly all: Transaction[] = []
  /** Those that moved money, whether voided later or not. */
  readonly moneyMoved: Transaction[] = []
  readonly #originals = new Map<string, Map<string, Transaction>>()
  readonly #totals = new Map<string, Total>()

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
    this.all.push(transaction)
    if (transaction.original === undefined) this.#remember(transaction)
    if (!isApproved(transaction) || DIRECTION[transaction.type] === undefined) return
    this.moneyMoved.push(transaction)
    this.#count(transaction, 1)
  }

  markVoided(transaction: Transaction, by: Transaction): void {
    transaction.voidedBy = by
    if (DIRECTION[transaction.type] !== undefined) this.#count(transaction, -1)
  }

  /** What moved and was not voided. Cents given back count against those taken. */
  summary(): Summary {
    return summaryOf(this.#totals)
  }

  #remember(transaction: Transaction): void {
    let ofTerminal = this.#originals.get(transaction.terminalId)
    if (ofTerminal === undefined) {
      ofTerminal = new Map()
      this.#originals.set(transaction.terminalId, ofTerminal)
    }
    ofTerminal.set(transaction.transactionId.toUpperCase(), transaction)
  }

  #count(transaction: Transaction, sign: 1 | -1): void {
    addTo(this.#totals, transaction, sign)
  }
}

/** The same sums over a selection. */
export function summarize(transactions: Iterable<Transaction>): Summary {
  const totals = new Map<string, Total>()
  for (const transaction of transactions) {
    if (transaction.voidedBy === undefined) addTo(totals, transaction, 1)
  }
  return summaryOf(totals)
}

function addTo(totals: Map<string, Total>, { type, amountCents }: Transaction, sign: 1 | -1): void {
  const total = totals.get(type) ?? { count: 0, cents: 0 }
  totals.set(type, { count: total.count + sign, cents: total.cents + sign * amountCents })
}

function summaryOf(totals: Map<string, Total>): Summary {
  const summary: Summary = { count: 0, cents: 0, byType: {} }
  for (const [type, { count, cents }] of totals) {
    if (count === 0) continue
    summary.count += count
    summary.cents += cents * (DIRECTION[type] ?? 0)
    summary.byType[type] = { count, cents }
  }
  return summary
}
