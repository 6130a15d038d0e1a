import { isApprovingAmount } from './ippay/cents.ts'
import { addDays, earlierOf, type Month, monthsBefore } from './world-calendar.ts'
import {
  CREDIT_CODE,
  centsOf,
  EXTRA_CODES,
  linesOf,
  ONE_TIME_CODES,
  PLAN_CODES,
  type WorldItem,
} from './world-lines.ts'
import { Random } from './world-random.ts'

export interface WorldInvoice {
  id: number
  customerId: number
  number: string
  type: 'recurring' | 'one_time'
  status: 'not_paid' | 'paid' | 'pending' | 'deleted'
  dateCreated: string
  dateDue: string
  /** The day of the payment that covered it. */
  datePaid: string | null
  totalCents: number
  dueCents: number
  /** The payment that covered it; 0 when there is none. */
  paymentId: number
  /** What `linesOf` makes the items of. */
  code: number
  items: WorldItem[]
}

export type WorldProforma = Omit<WorldInvoice, 'type' | 'status' | 'dueCents'> & {
  status: 'not_paid' | 'paid' | 'pending'
}

export interface WorldPayment {
  id: number
  customerId: number
  invoiceId: number | null
  proformaId: number | null
  amountCents: number
  date: string
  /** A row of `World.paymentMethods`. */
  methodId: number
  receiptNumber: string
}

export interface Documents {
  invoices: WorldInvoice[]
  proformas: WorldProforma[]
  payments: WorldPayment[]
}

interface Account {
  seed: number
  today: string
  /** How many customers the world has: ids are dealt round by round, so that they rise with time. */
  customers: number
  customerId: number
  partnerId: number
  status: 'new' | 'active' | 'blocked' | 'disabled'
  billingType: 'recurring' | 'prepaid' | 'prepaid_monthly'
}

/** The months that a world remembers. */
export const MONTHS = 3

/** Documents of the last three months up to today, oldest first. */
export function documentsOf(account: Account): Documents {
  const random = new Random(account.seed, account.customerId, 3)
  const books = new CustomerBooks(account, random)
  if (account.billingType === 'recurring') books.billMonthly()
  else books.askInAdvance()
  return books.documents
}

/** In each month: what recurs, what does not, and proforma invoices. */
export const ROUNDS_PER_MONTH = 3
export const PROFORMA_ROUND = 2

class CustomerBooks {
  readonly documents: Documents = { invoices: [], proformas: [], payments: [] }
  readonly #account: Account
  readonly #random: Random
  readonly #plan: number

  constructor(account: Account, random: Random) {
    this.#account = account
    this.#random = random
    this.#plan = random.pick(PLAN_CODES)
  }

  billMonthly(): void {
    const { status, customerId } = this.#account
    for (const monthsAgo of [2, 1, 0]) {
      if (status === 'new' && monthsAgo > 0) continue
      if (status === 'disabled' && monthsAgo < 2) continue
      const isDemo = customerId === 1
      if (status !== 'new') this.#recurring(monthsAgo, isDemo && monthsAgo === 0)
      if (status === 'new' || this.#random.chance(monthsAgo === 0 ? 0.62 : 0.05)) {
        this.#oneTime(monthsAgo)
      }
    }
  }

  askInAdvance(): void {
    if (this.#account.status === 'disabled') return
    for (const monthsAgo of this.#account.status === 'new' ? [0] : [2, 1, 0])
      this.#proforma(monthsAgo)
  }

  #recurring(monthsAgo: number, mustBeOpen: boolean): void {
    const created = this.#month(monthsAgo).first
    const monthly = this.#monthly()
    const isCredited = !mustBeOpen && this.#random.chance(0.01)
    const code = isCredited ? monthly | CREDIT_CODE : monthly
    this.#book({ type: 'recurring', monthsAgo, round: 0, created, code }, mustBeOpen)
  }

  #oneTime(monthsAgo: number): void {
    const { first, last: end } = this.#month(monthsAgo)
    const last = monthsAgo === 0 ? this.#account.today : end
    const created = addDays(first, this.#random.between(0, Number(last.slice(8)) - 1))
    const code = this.#random.pick(ONE_TIME_CODES)
    this.#book({ type: 'one_time', monthsAgo, round: 1, created, code }, false)
  }

  #proforma(monthsAgo: number): void {
    const created = this.#month(monthsAgo).first
    const code = this.#monthly()
    const id = this.#idOf(monthsAgo, PROFORMA_ROUND)
    const totalCents = centsOf(code)
    const paid = this.#random.chance(monthsAgo === 0 ? 0.15 : 0.95)
    const payment = paid ? this.#pay({ proformaId: id, created, amountCents: totalCents }) : null
    this.documents.proformas.push({
      id,
      customerId: this.#account.customerId,
      number: this.#numberOf(id, created),
      dateCreated: created,
      dateDue: addDays(created, 14),
      status: paid ? 'paid' : 'not_paid',
      datePaid: payment?.date ?? null,
      totalCents,
      paymentId: payment?.id ?? 0,
      code,
      items: linesOf(code, created),
    })
  }

  #book(
    draft: {
      type: WorldInvoice['type']
      monthsAgo: number
      round: number
      created: string
      code: number
    },
    mustBeOpen: boolean,
  ): void {
    const id = this.#idOf(draft.monthsAgo, draft.round)
    const totalCents = centsOf(draft.code)
    const fate = mustBeOpen || totalCents === 0 ? 'not_paid' : this.#fate(draft.monthsAgo)
    const paidCents = fate === 'paid' ? totalCents : fate === 'partly' ? this.#part(totalCents) : 0
    const payment =
      paidCents > 0
        ? this.#pay({ invoiceId: id, created: draft.created, amountCents: paidCents })
        : null
    const isCovered = payment !== null && paidCents === totalCents
    this.documents.invoices.push({
      id,
      customerId: this.#account.customerId,
      number: this.#numberOf(id, draft.created),
      dateCreated: draft.created,
      dateDue: addDays(draft.created, 14),
      type: draft.type,
      status: fate === 'partly' ? 'not_paid' : fate,
      datePaid: isCovered ? payment.date : null,
      totalCents,
      dueCents: totalCents - paidCents,
      paymentId: isCovered ? payment.id : 0,
      code: draft.code,
      items: linesOf(draft.code, draft.created),
    })
  }

  #fate(monthsAgo: number): WorldInvoice['status'] | 'partly' {
    const roll = this.#random.next()
    if (roll < 0.01) return 'deleted'
    if (roll < 0.04) return 'partly'
    if (monthsAgo > 0) return roll < 0.08 ? 'not_paid' : 'paid'
    if (roll < 0.05) return 'pending'
    return roll < 0.09 ? 'paid' : 'not_paid'
  }

  #month(monthsAgo: number): Month {
    return monthsBefore(this.#account.today, MONTHS)[monthsAgo] as Month
  }

  /** Whole dollars, so that what remains ends in the same cents as the total did. */
  #part(totalCents: number): number {
    return Math.max(1, Math.floor((totalCents / 100) * (0.2 + 0.6 * this.#random.next()))) * 100
  }

  #monthly(): number {
    let code = this.#plan
    for (const extra of EXTRA_CODES) {
      if (this.#random.chance(0.14) && isApprovingAmount(centsOf(code | extra))) code |= extra
    }
    return code
  }

  #pay(of: {
    invoiceId?: number
    proformaId?: number
    created: string
    amountCents: number
  }): WorldPayment {
    const documentId = of.invoiceId ?? of.proformaId ?? 0
    const late = addDays(of.created, this.#random.between(0, 12))
    const date = earlierOf(late, this.#account.today)
    const methodId = this.#random.pick([1, 2, 3, 3, 3])
    const payment: WorldPayment = {
      id: documentId,
      customerId: this.#account.customerId,
      invoiceId: of.invoiceId ?? null,
      proformaId: of.proformaId ?? null,
      amountCents: of.amountCents,
      date,
      methodId,
      // Splynx's default pattern: year, method, running number.
      receiptNumber: `${date.slice(0, 4)}-${String(methodId).padStart(2, '0')}-${String(documentId).padStart(5, '0')}`,
    }
    this.documents.payments.push(payment)
    return payment
  }

  /** Splynx facts §2.6: year, partner and a running number of six digits. */
  #numberOf(id: number, created: string): string {
    const partner = String(this.#account.partnerId).padStart(2, '0')
    return `${created.slice(0, 4)}${partner}${String(id).padStart(6, '0')}`
  }

  /** Unique without knowing any other customer: month by month, round by round, customer by customer. */
  #idOf(monthsAgo: number, round: number): number {
    const rounds = (2 - monthsAgo) * ROUNDS_PER_MONTH + round
    return rounds * this.#account.customers + this.#account.customerId
  }
}
