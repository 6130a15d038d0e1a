import type { Row } from './codec.ts'
import { idOf, readCents, readId, textOr, Unreadable } from './codec.ts'
import type { Http } from './http.ts'
import { eachPage, PAGE_SIZE } from './paging.ts'
import { encodeListing, splitIds } from './query.ts'
import type { ListedPayment, Splynx } from './splynx.ts'
import { FilterIgnored } from './splynx.ts'

type ListedPayments = Pick<Splynx, 'eachPayment' | 'findListedPayments'>

// Splynx facts §2.8.
const PAYMENTS = '/admin/finance/payments'
const DATE = /^\d{4}-\d\d-\d\d/

export function createListedPayments(http: Http): ListedPayments {
  return {
    async *eachPayment(day, pageSize = PAGE_SIZE) {
      const list = eachPage(http, {
        path: PAYMENTS,
        where: [{ attribute: 'date', operator: '=', values: [day] }],
        key: 'id',
        after: 0,
        pageSize,
      })
      for await (const rows of list) {
        const payments = rows.flatMap(readIfReadable)
        // Those of another day must not stand for the ones of this day.
        const other = payments.find(({ date }) => date !== day)
        if (other) throw new FilterIgnored(PAYMENTS, 'date', other.id)
        yield payments
      }
    },

    async findListedPayments(ids) {
      const found: ListedPayment[] = []
      for (const part of splitIds(ids)) {
        const where = [{ attribute: 'id', operator: 'IN', values: part }] as const
        const query = encodeListing({ where, orderBy: 'id', limit: part.length })
        const rows = (await http.readList({ path: PAYMENTS, query })) as Row[]
        const payments = rows.flatMap(readIfReadable)
        const other = payments.find(({ id }) => !part.includes(id))
        if (other) throw new FilterIgnored(PAYMENTS, 'id', other.id)
        found.push(...payments)
      }
      return found
    },
  }
}

/** Ours can be read. What somebody entered with fractions of a cent cannot, and is none of ours. */
function readIfReadable(row: Row): ListedPayment[] {
  try {
    return [readListed(row)]
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}

const readListed = (row: Row): ListedPayment => ({
  id: readId(row, 'id'),
  customerId: readId(row, 'customer_id'),
  paymentType: idOf(row.payment_type) ?? 0,
  receiptNumber: textOr(row.receipt_number, ''),
  date: readDay(row),
  amountCents: readCents(row, 'amount'),
  invoiceId: idOf(row.invoice_id),
  proformaId: idOf(row.request_id),
})

function readDay({ date }: Row): string {
  if (typeof date !== 'string' || !DATE.test(date)) throw new Unreadable('date is no date')
  return date.slice(0, 10)
}
