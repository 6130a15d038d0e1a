import type { Books } from './books.ts'

/** Year, partner on two digits, running number on six: the default pattern (Splynx facts §2.6). */
export function freeNumber(
  { customers }: Books,
  { id, customer_id, date_created }: { id: number; customer_id: number; date_created: string },
  isTaken: (number: string) => boolean,
): string {
  const partner = String(customers.value(customer_id, 'partner_id') ?? 0).padStart(2, '0')
  let running = id
  const number = () => `${date_created.slice(0, 4)}${partner}${String(running).padStart(6, '0')}`
  while (isTaken(number())) running += 1
  return number()
}
