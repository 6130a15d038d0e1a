import { isApprovingAmount } from './ippay/cents.ts'
import { addDays, firstOfMonth, lastOfMonth } from './world-calendar.ts'
import { Random } from './world-random.ts'

/** A line of a document. Tax comes out in whole cents. */
export interface WorldItem {
  description: string
  quantity: number
  unit: string
  /** Cents for one, without tax; negative for a discount. */
  priceCents: number
  taxPercent: number
  periodFrom: string
  periodTo: string
}

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

/** Documents of the last three months up to today, oldest first. */
export function documentsOf(account: Account): Documents {
  const random = new Random(account.seed, account.customerId, 3)
  const books = new CustomerBooks(account, random)
  if (account.billingType === 'recurring') books.billMonthly()
  else books.askInAdvance()
  return books.documents
}

const PLANS = [
  ['Basic 50 Mbps', 39_99],
  ['Home 100 Mbps', 49_95],
  ['Home 200 Mbps', 59_99],
  ['Rural Wireless 25 Mbps', 69_00],
  ['Family 400 Mbps', 69_95],
  ['Fiber 600 Mbps', 79_95],
  ['Fiber 1 Gbps', 89_00],
  ['Business 500 Mbps', 129_00],
  ['Business 1 Gbps', 199_99],
] as const

const MONTHLY_EXTRAS = [
  ['Router rental', 5_00, 0],
  ['Static IP address', 10_00, 0],
  ['Phone line', 20_00, 5],
  ['TV package', 45_00, 0],
  ['Loyalty discount', -5_00, 0],
] as const

const ONE_TIME = [
  ['Installation', 99_00, 0],
  ['Service call', 65_00, 0],
  ['Wi-Fi extender', 49_00, 0],
  ['Wireless router', 89_99, 0],
  ['Late fee', 10_00, 0],
  ['Cable, 100 ft', 25_00, 6],
] as const

const ROUNDS_PER_MONTH = 3

class CustomerBooks {
  readonly documents: Documents = { invoices: [], proformas: [], payments: [] }
  readonly #account: Account
  readonly #random: Random
  readonly #plan: readonly [name: string, cents: number]

  constructor(account: Account, random: Random) {
    this.#account = account
    this.#random = random
    this.#plan = random.pick(PLANS)
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
    const created = firstOfMonth(this.#account.today, monthsAgo)
    const items = this.#monthlyItems(created)
    // Fully discounted now and then: nothing to collect, and a charge of zero must not happen.
    if (!mustBeOpen && this.#random.chance(0.01)) {
      items.push(line('Outage credit', -sumOf(items), 0, created))
    }
    this.#book({ type: 'recurring', monthsAgo, round: 0, created, items }, mustBeOpen)
  }

  #oneTime(monthsAgo: number): void {
    const first = firstOfMonth(this.#account.today, monthsAgo)
    const last = monthsAgo === 0 ? this.#account.today : lastOfMonth(first)
    const created = addDays(first, this.#random.between(0, Number(last.slice(8)) - 1))
    const [what, cents, tax] = this.#random.pick(ONE_TIME)
    const items = [line(what, cents, tax, created)]
    this.#book({ type: 'one_time', monthsAgo, round: 1, created, items }, false)
  }

  #proforma(monthsAgo: number): void {
    const created = firstOfMonth(this.#account.today, monthsAgo)
    const items = this.#monthlyItems(created)
    const id = this.#idOf(monthsAgo, 2)
    const totalCents = sumOf(items)
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
      items,
    })
  }

  #book(
    draft: {
      type: WorldInvoice['type']
      monthsAgo: number
      round: number
      created: string
      items: WorldItem[]
    },
    mustBeOpen: boolean,
  ): void {
    const id = this.#idOf(draft.monthsAgo, draft.round)
    const totalCents = sumOf(draft.items)
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
      items: draft.items,
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

  /** Whole dollars, so that what remains ends in the same cents as the total did. */
  #part(totalCents: number): number {
    return Math.max(1, Math.floor((totalCents / 100) * (0.2 + 0.6 * this.#random.next()))) * 100
  }

  #monthlyItems(created: string): WorldItem[] {
    const items = [line(...this.#plan, 0, created)]
    for (const [what, cents, tax] of MONTHLY_EXTRAS) {
      if (!this.#random.chance(0.14)) continue
      const more = [...items, line(what, cents, tax, created)]
      if (isApprovingAmount(sumOf(more))) items.push(line(what, cents, tax, created))
    }
    return items
  }

  #pay(of: {
    invoiceId?: number
    proformaId?: number
    created: string
    amountCents: number
  }): WorldPayment {
    const documentId = of.invoiceId ?? of.proformaId ?? 0
    const late = addDays(of.created, this.#random.between(0, 12))
    const date = earlier(late, this.#account.today)
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

function line(
  description: string,
  priceCents: number,
  taxPercent: number,
  created: string,
): WorldItem {
  const period = { periodFrom: firstOfMonth(created), periodTo: lastOfMonth(created) }
  return { description, quantity: 1, unit: 'unit', priceCents, taxPercent, ...period }
}

function earlier(day: string, other: string): string {
  if (day < other) return day
  return other
}

/** Cents, tax included. */
const sumOf = (items: readonly WorldItem[]): number =>
  items.reduce((sum, { quantity, priceCents, taxPercent }) => {
    const net = quantity * priceCents
    return sum + net + Math.round((net * taxPercent) / 100)
  }, 0)
