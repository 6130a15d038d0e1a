import { moveBalance } from './balance.ts'
import type { Books } from './books.ts'
import { Problem } from './problem.ts'
import type { TransactionRow } from './schema/finance.ts'

// Transactions that somebody enters by hand or by a program: they move the balance at once.

const balanceOf = ({ type, total }: TransactionRow) => (type === 'credit' ? total : -total)

export function insertTransaction(books: Books, values: Partial<TransactionRow>): TransactionRow {
  const { quantity = 1, price = 0, tax_percent = 0, type = 'debit' } = values
  const total = Math.round(quantity * price * (1 + tax_percent / 1_000_000))
  // What a debit asks for and no payment covers yet.
  const remind_amount = type === 'debit' ? total : 0
  const row = { date: books.clock.today(), ...values, type, total, remind_amount }
  const transaction = books.transactions.insert(row)
  moveBalance(books, transaction.customer_id, balanceOf(transaction))
  return transaction
}

/** Those of documents and payments go with their document or payment alone. */
export function removeTransaction(books: Books, transaction: TransactionRow): void {
  const { invoice_id, payment_id, credit_note_id, total, remind_amount, type } = transaction
  const isOwned = invoice_id !== 0 || payment_id !== 0 || credit_note_id !== 0
  if (isOwned || (type === 'debit' && remind_amount < total)) {
    throw new Problem('ENTITY_CANNOT_BE_DELETED', 'A document or a payment depends on it.')
  }
  moveBalance(books, transaction.customer_id, -balanceOf(transaction))
  books.transactions.remove(transaction)
}
