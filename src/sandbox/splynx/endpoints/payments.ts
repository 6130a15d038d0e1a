import { bookPayment, undoPayment } from '../booking.ts'
import type { Books } from '../books.ts'
import { type FieldError, Invalid } from '../problem.ts'
import { type Call, type Endpoint, resource } from '../rest.ts'
import type { PaymentRow } from '../schema/finance.ts'

/** `api`: a program recorded it. `world`: cash taken through the control addresses. */
export type PaymentSource = 'api' | 'world'

/** Told of each payment that is booked, and of each that is deleted. */
export interface PaymentObserver {
  booked(payment: PaymentRow, source: PaymentSource): void
  undone(payment: PaymentRow): void
}

/** Splynx facts §2.8 and §3. */
export function paymentsEndpoint(books: Books, observer: PaymentObserver): Endpoint {
  return resource({
    controller: 'Payments',
    books,
    table: books.payments,
    owner: 'customer_id',
    create(values, call) {
      const errors = errorsOf(books, values)
      if (errors.length > 0) throw new Invalid(errors)
      const payment = bookPayment(books, { ...values, ...authorOf(call) })
      observer.booked(payment, 'api')
      return payment
    },
    update(payment, values) {
      refuseChangedMoney(payment, values)
      const number = values.receipt_number
      if (number !== undefined && number !== payment.receipt_number) {
        if (books.payments.has('receipt_number', number)) throw new Invalid([TAKEN])
      }
      books.payments.update(payment, { ...values, updated_at: books.clock.datetime() })
    },
    remove(payment) {
      undoPayment(books, payment)
      observer.undone(payment)
    },
  })
}

// The only natural guard against booking twice.
const TAKEN: FieldError = {
  field: 'receipt_number',
  message: 'Receipt number has already been taken.',
}

function errorsOf(books: Books, values: Partial<PaymentRow>): FieldError[] {
  const { customer_id, amount, receipt_number, payment_type, invoice_id, request_id } = values
  const { credit_note_id } = values
  const errors: FieldError[] = []
  const refuse = (field: string, message: string) => errors.push({ field, message })

  if (!books.customers.value(customer_id ?? 0, 'id')) refuse('customer_id', 'Customer is invalid.')
  if (amount === 0) refuse('amount', 'Amount must not be zero.')
  if (receipt_number && books.payments.has('receipt_number', receipt_number)) errors.push(TAKEN)
  if (payment_type !== undefined && !books.methods.find(payment_type)) {
    refuse('payment_type', 'Payment type is invalid.')
  }
  // That a deleted invoice takes no payment is our decision: the facts are silent.
  const invoice = books.invoices.find(invoice_id ?? 0)
  const isPayable = invoice?.customer_id === customer_id && invoice?.status !== 'deleted'
  if (invoice_id && !isPayable) refuse('invoice_id', 'Invoice is invalid.')
  const proforma = books.proformas.find(request_id ?? 0)
  if (request_id && proforma?.customer_id !== customer_id) {
    refuse('request_id', 'Proforma invoice is invalid.')
  }
  const note = books.creditNotes.find(credit_note_id ?? 0)
  if (credit_note_id && (note?.customer_id !== customer_id || note?.status === 'deleted')) {
    refuse('credit_note_id', 'Credit note is invalid.')
  }
  return errors
}

const MONEY = ['amount', 'customer_id', 'invoice_id', 'request_id', 'credit_note_id'] as const

// Money that is booked is changed by deleting the payment, never in place: our decision.
function refuseChangedMoney(payment: PaymentRow, values: Partial<PaymentRow>): void {
  const errors = MONEY.filter(
    (field) => values[field] !== undefined && values[field] !== payment[field],
  ).map((field) => ({ field, message: 'This cannot be changed any more.' }))
  if (errors.length > 0) throw new Invalid(errors)
}

export function authorOf({ caller: { person } }: Pick<Call, 'caller'>) {
  return person.kind === 'staff'
    ? { added_by: 'admin', added_by_id: person.id }
    : { added_by: 'api', added_by_id: 0 }
}
