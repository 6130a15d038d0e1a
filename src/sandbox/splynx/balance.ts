import type { Books } from './books.ts'

/** Money is in ten-thousandths; a customer's balance is the `deposit` of the billing row. */
export function moveBalance({ billing }: Books, customerId: number, amount: number): void {
  const row = billing.find(customerId)
  if (row !== undefined) billing.update(row, { deposit: row.deposit + amount })
}
