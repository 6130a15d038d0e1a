import { moveBalance } from './balance.ts'
import type { Books } from './books.ts'
import { UNSET_DATE } from './columns.ts'
import { type Line, totalOf } from './lines.ts'
import { freeNumber } from './numbers.ts'
import { Problem } from './problem.ts'
import type { CreditNoteRow } from './schema/documents.ts'

// A credit note gives back to the balance what an invoice took; it is refunded by a negative payment
// that names it (Splynx facts §2.9, §3.10).

const CORRECTION_CATEGORY = 5

export function createCreditNote(
  books: Books,
  values: Partial<CreditNoteRow>,
  lines: Line[],
): CreditNoteRow {
  const { creditNotes, transactions, clock } = books
  const total = totalOf(lines)
  const note = creditNotes.insert({
    date_created: clock.today(),
    date_updated: clock.today(),
    real_create_datetime: clock.datetime(),
    ...values,
    total,
    remind_amount: total,
    items: lines,
  })
  creditNotes.update(note, {
    number: note.number || freeNumber(books, note, (one) => creditNotes.has('number', one)),
  })
  transactions.insert({
    customer_id: note.customer_id,
    type: 'credit',
    price: total,
    total,
    date: note.date_created,
    category: CORRECTION_CATEGORY,
    description: `Credit note ${note.number}`,
    credit_note_id: note.id,
    source: 'auto',
  })
  moveBalance(books, note.customer_id, total)
  return note
}

/** The row stays, as `deleted`, and its credit goes. Not once it was refunded. */
export function deleteCreditNote(books: Books, note: CreditNoteRow): void {
  if (note.status === 'deleted') return
  if (books.payments.has('credit_note_id', note.id)) {
    throw new Problem('ENTITY_CANNOT_BE_DELETED', 'Delete its payments first.')
  }
  for (const transaction of books.transactions.where('credit_note_id', note.id)) {
    books.transactions.remove(transaction)
  }
  moveBalance(books, note.customer_id, -note.total)
  const date_updated = books.clock.today()
  books.creditNotes.update(note, { status: 'deleted', remind_amount: 0, date_updated })
}

/** After its payments changed. */
export function settleCreditNote(books: Books, note: CreditNoteRow): void {
  if (note.status === 'deleted') return
  const refunds = books.payments.where('credit_note_id', note.id)
  const left = refunds.reduce((left, { amount }) => left + amount, note.total)
  const last = left <= 0 ? refunds.at(-1) : undefined
  books.creditNotes.update(note, {
    remind_amount: Math.max(0, left),
    status: last === undefined ? 'not_refunded' : 'refunded',
    payment_id: last?.id ?? 0,
    date_payment: last?.date ?? UNSET_DATE,
    date_updated: books.clock.today(),
  })
}
