import { addDays } from '../world-calendar.ts'
import { MONTHS, PROFORMA_ROUND, ROUNDS_PER_MONTH } from '../world-documents.ts'
import { linesOf } from '../world-lines.ts'
import { UNSET_DATE } from './columns.ts'
import type { Fields, Survey } from './seed-survey.ts'
import {
  CodedColumn,
  ConstantColumn,
  DerivedColumn,
  NumberColumn,
  type SeededColumn,
} from './seeded-column.ts'
import type { Seeded } from './seeded-rows.ts'

// Documents and payments of the world as tables start with them. A payment has the id of the
// document that it paid, and a document's id tells whose it is.

const DAYS_TO_PAY = 14
const PAID = 1

export function seededInvoices(surveyed: Survey): Seeded {
  const { world, statuses, invoices } = surveyed
  const { ids, status, total, due } = invoices
  return {
    ids,
    columns: {
      ...documentColumns(surveyed, invoices),
      status: new CodedColumn(status, statuses),
      due: new NumberColumn(due),
      total: new NumberColumn(total),
      type: new DerivedColumn((at) =>
        roundOf(world.customersCount, ids[at] as number) === 0 ? 'recurring' : 'one_time',
      ),
    },
    locate: locateDocument(world.customersCount, (round) => round !== PROFORMA_ROUND),
  }
}

export function seededProformas(surveyed: Survey): Seeded {
  const { world, statuses, proformas } = surveyed
  const { ids, status, total } = proformas
  return {
    ids,
    columns: {
      ...documentColumns(surveyed, proformas),
      status: new CodedColumn(status, statuses),
      total: new NumberColumn(total),
    },
    locate: locateDocument(world.customersCount, (round) => round === PROFORMA_ROUND),
  }
}

type DocumentFields = Fields<'status' | 'day' | 'dayPaid' | 'total' | 'code'>

function documentColumns(
  { world, days, customer }: Survey,
  { ids, status, day, dayPaid, code }: DocumentFields,
): Record<string, SeededColumn> {
  const { customersCount } = world
  const created = new CodedColumn(day, days)
  const ownerOf = (at: number) => customerOf(customersCount, ids[at] as number)
  return {
    customer_id: new DerivedColumn(ownerOf),
    number: new DerivedColumn((at) => {
      const partner = customer.partnerId[ownerOf(at) - 1] as number
      return numberOf(created.value(at) as string, partner, ids[at] as number)
    }),
    date_created: created,
    date_updated: created,
    date_till: new CodedColumn(
      day,
      days.map((created) => (created === UNSET_DATE ? created : addDays(created, DAYS_TO_PAY))),
    ),
    real_create_datetime: new CodedColumn(day, days.map(atSix)),
    date_payment: new CodedColumn(dayPaid, days),
    items: new DerivedColumn((at) => linesOf(code[at] as number, created.value(at) as string)),
    payment_id: new DerivedColumn((at) => (status[at] === PAID ? (ids[at] as number) : 0)),
  }
}

/** Splynx facts §2.6: year, partner and a running number of six digits. */
const numberOf = (created: string, partnerId: number, id: number) =>
  `${created.slice(0, 4)}${String(partnerId).padStart(2, '0')}${String(id).padStart(6, '0')}`

export function seededPayments({ world, days, payments }: Survey): Seeded {
  const { ids, day, amount, methodId } = payments
  const { customersCount } = world
  const isOfProforma = (at: number) => roundOf(customersCount, ids[at] as number) === PROFORMA_ROUND
  const date = new CodedColumn(day, days)
  const booked = new CodedColumn(day, days.map(atSix))
  return {
    ids,
    columns: {
      customer_id: new DerivedColumn((at) => customerOf(customersCount, ids[at] as number)),
      invoice_id: new DerivedColumn((at) => (isOfProforma(at) ? 0 : (ids[at] as number))),
      request_id: new DerivedColumn((at) => (isOfProforma(at) ? (ids[at] as number) : 0)),
      payment_type: new NumberColumn(methodId),
      // Splynx's default pattern: year, method, running number.
      receipt_number: new DerivedColumn((at) => {
        const method = String(methodId[at]).padStart(2, '0')
        return `${String(date.value(at)).slice(0, 4)}-${method}-${String(ids[at]).padStart(5, '0')}`
      }),
      date,
      real_create_datetime: booked,
      updated_at: booked,
      amount: new NumberColumn(amount),
      // The money of a proforma waits on the balance (facts §3.7).
      remind_amount: new DerivedColumn((at) => (isOfProforma(at) ? amount[at] : 0)),
      added_by: new ConstantColumn('admin'),
    },
    locate(name, value) {
      if (name === 'customer_id') return idsOf(customersCount, Number(value), () => true)
      if (name === 'receipt_number') return lastNumber(String(value))
      return name === 'invoice_id' || name === 'request_id' ? itself(value) : null
    },
  }
}

/** Which payment covered how much of which invoice: one row a payment, under its id. */
export function seededRelations({ world, payments }: Survey): Seeded {
  const { customersCount } = world
  const isOfInvoice = (id: number) => roundOf(customersCount, id) !== PROFORMA_ROUND
  const ids = payments.ids.filter(isOfInvoice)
  const amount = payments.amount.filter((_, at) => isOfInvoice(payments.ids[at] as number))
  return {
    ids,
    columns: {
      customer_id: new DerivedColumn((at) => customerOf(customersCount, ids[at] as number)),
      payer_id: new NumberColumn(ids),
      invoice_id: new NumberColumn(ids),
      amount: new NumberColumn(amount),
    },
    locate(name, value) {
      if (name === 'customer_id') return idsOf(customersCount, Number(value), () => true)
      return name === 'payer_id' || name === 'invoice_id' ? [Number(value)] : null
    },
  }
}

const customerOf = (customers: number, id: number) => ((id - 1) % customers) + 1
const roundOf = (customers: number, id: number) =>
  Math.floor((id - 1) / customers) % ROUNDS_PER_MONTH

/** Every id that a customer's documents may have. */
function idsOf(customers: number, customerId: number, isRound: (round: number) => boolean) {
  if (!(customerId >= 1 && customerId <= customers)) return []
  const rounds = Array.from({ length: MONTHS * ROUNDS_PER_MONTH }, (_, round) => round)
  return rounds
    .filter((round) => isRound(round % ROUNDS_PER_MONTH))
    .map((round) => round * customers + customerId)
}

function locateDocument(customers: number, isRound: (round: number) => boolean): Seeded['locate'] {
  return (name, value) => {
    switch (name) {
      case 'customer_id':
        return idsOf(customers, Number(value), isRound)
      case 'number':
        return [Number(String(value).slice(6))]
      case 'payment_id':
        return itself(value)
      default:
        return null
    }
  }
}

/** Documents and payments share their ids; 0 is none, and says nothing. */
const itself = (value: string | number) => (value === 0 ? null : [Number(value)])

/** The number that a text ends with. */
function lastNumber(text: string): number[] {
  const digits = /(\d+)$/.exec(text)?.[1]
  return digits === undefined ? [] : [Number(digits)]
}

/** The hour of the nightly billing. */
const atSix = (day: string) => `${day} ${day === UNSET_DATE ? '00' : '06'}:00:00`
