import type { World } from '../world.ts'
import { ofCents } from './amounts.ts'
import { UNSET_DATE } from './columns.ts'

// One walk over the whole world. What lists are filtered by is written down as numbers, a few bytes
// a row; everything else is forgotten and drawn again when somebody asks.

/** Numbers without an end known beforehand. */
class Numbers {
  #all = new Int32Array(1_024)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#all.length) {
      const more = new Int32Array(this.#length * 2)
      more.set(this.#all)
      this.#all = more
    }
    this.#all[this.#length] = value
    this.#length += 1
  }

  get written(): Int32Array {
    return this.#all.subarray(0, this.#length)
  }
}

/** Texts as small numbers. */
export class Codes {
  readonly values: string[]
  readonly #codes: Map<string, number>

  constructor(...values: string[]) {
    this.values = values
    this.#codes = new Map(values.map((value, code) => [value, code]))
  }

  of(value: string): number {
    const known = this.#codes.get(value)
    if (known !== undefined) return known
    this.#codes.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}

export type Fields<N extends string> = Record<N, Int32Array> & { ids: Uint32Array }

/**
 * Rows that come customer by customer and are wanted by id: ids were dealt in rounds over all
 * customers, so each round is in order already, and the rounds follow each other.
 */
class Rounds<N extends string> {
  readonly #names: readonly N[]
  readonly #customers: number
  readonly #rounds = new Map<number, Record<string, Numbers>>()

  constructor(customers: number, names: readonly N[]) {
    this.#names = names
    this.#customers = customers
  }

  push(id: number, values: Record<N, number>): void {
    const number = Math.floor((id - 1) / this.#customers)
    let round = this.#rounds.get(number)
    if (round === undefined) {
      round = Object.fromEntries(['id', ...this.#names].map((name) => [name, new Numbers()]))
      this.#rounds.set(number, round)
    }
    round.id?.push(id)
    for (const name of this.#names) round[name]?.push(values[name])
  }

  done(): Fields<N> {
    const rounds = [...this.#rounds].sort(([a], [b]) => a - b).map(([, round]) => round)
    const joined = (name: string) => join(rounds.map((round) => round[name]?.written ?? NOTHING))
    const fields = Object.fromEntries(this.#names.map((name) => [name, joined(name)]))
    return { ...fields, ids: Uint32Array.from(joined('id')) } as Fields<N>
  }
}

const NOTHING = new Int32Array(0)

function join(parts: Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export type Survey = ReturnType<typeof survey>

/** Amounts are in ten-thousandths, days and statuses are codes. */
export function survey(world: World) {
  const { customersCount: count } = world
  const days = new Codes(UNSET_DATE)
  const statuses = new Codes('not_paid', 'paid', 'pending', 'deleted')
  const terms = {
    status: new Codes('new', 'active', 'blocked', 'disabled'),
    billingType: new Codes('recurring', 'prepaid', 'prepaid_monthly'),
    category: new Codes('person', 'company'),
  }
  const customer = {
    partnerId: new Int32Array(count),
    locationId: new Int32Array(count),
    status: new Int32Array(count),
    billingType: new Int32Array(count),
    category: new Int32Array(count),
    paymentMethodId: new Int32Array(count),
    deposit: new Int32Array(count),
  }
  const savers = new Numbers()
  const invoices = new Rounds(count, ['status', 'day', 'dayPaid', 'total', 'due', 'code'])
  const proformas = new Rounds(count, ['status', 'day', 'dayPaid', 'total', 'code'])
  const payments = new Rounds(count, ['day', 'amount', 'methodId'])
  const dayPaid = (day: string | null) => (day === null ? 0 : days.of(day))

  for (let id = 1; id <= count; id += 1) {
    const { partnerId, locationId, category } = world.identity(id)
    const account = world.account(id, partnerId)
    customer.partnerId[id - 1] = partnerId
    customer.locationId[id - 1] = locationId
    customer.category[id - 1] = terms.category.of(category)
    customer.status[id - 1] = terms.status.of(account.status)
    customer.billingType[id - 1] = terms.billingType.of(account.billingType)
    customer.paymentMethodId[id - 1] = account.paymentMethodId
    customer.deposit[id - 1] = ofCents(account.depositCents)
    // Who pays in cash has nothing saved.
    if (account.paymentMethodId !== 1) savers.push(id)
    for (const invoice of account.invoices) {
      const { id, status, dateCreated, datePaid, totalCents, dueCents, code } = invoice
      invoices.push(id, {
        status: statuses.of(status),
        day: days.of(dateCreated),
        dayPaid: dayPaid(datePaid),
        total: ofCents(totalCents),
        due: status === 'deleted' ? 0 : ofCents(dueCents),
        code,
      })
    }
    for (const { id, status, dateCreated, datePaid, totalCents, code } of account.proformas) {
      proformas.push(id, {
        status: statuses.of(status),
        day: days.of(dateCreated),
        dayPaid: dayPaid(datePaid),
        total: ofCents(totalCents),
        code,
      })
    }
    for (const { id, date, amountCents, methodId } of account.payments) {
      payments.push(id, { day: days.of(date), amount: ofCents(amountCents), methodId })
    }
  }
  return {
    world,
    days: days.values,
    statuses: statuses.values,
    terms,
    customer,
    /** Customers with something saved, ascending. */
    savers: Uint32Array.from(savers.written),
    invoices: invoices.done(),
    proformas: proformas.done(),
    payments: payments.done(),
  }
}
