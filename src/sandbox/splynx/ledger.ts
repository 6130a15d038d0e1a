import { centsOf } from './amounts.ts'
import type { PaymentObserver, PaymentSource } from './endpoints/payments.ts'
import type { PaymentRow } from './schema/finance.ts'

/** A payment as the control address shows it. */
export interface LedgerEntry {
  id: number
  customerId: number
  invoiceId: number | null
  requestId: number | null
  amountCents: number
  receiptNumber: string
  date: string
  comment: string
  fields: string[]
  source: PaymentSource
}

export interface LedgerFilter {
  source: PaymentSource | 'all'
  deleted: boolean
  /** Only larger ids. */
  since: number
}

/** What was recorded since the start, kept apart from the tables that the API changes. */
export class Ledger implements PaymentObserver {
  readonly #booked = new Map<number, LedgerEntry>()
  readonly #deleted: LedgerEntry[] = []

  booked(payment: PaymentRow, source: PaymentSource): void {
    this.#booked.set(payment.id, entryOf(payment, source))
  }

  undone({ id }: PaymentRow): void {
    const entry = this.#booked.get(id)
    if (entry === undefined) return
    this.#booked.delete(id)
    this.#deleted.push(entry)
  }

  entries({ source, deleted, since }: LedgerFilter): LedgerEntry[] {
    const all = deleted ? this.#deleted : [...this.#booked.values()]
    return all.filter((entry) => {
      return entry.id > since && (source === 'all' || entry.source === source)
    })
  }
}

function entryOf(payment: PaymentRow, source: PaymentSource): LedgerEntry {
  return {
    id: payment.id,
    customerId: payment.customer_id,
    invoiceId: payment.invoice_id || null,
    requestId: payment.request_id || null,
    amountCents: centsOf(payment.amount),
    receiptNumber: payment.receipt_number,
    date: payment.date,
    comment: payment.comment,
    fields: [payment.field_1, payment.field_2, payment.field_3, payment.field_4, payment.field_5],
    source,
  }
}
