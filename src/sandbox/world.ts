import { localToday } from './world-calendar.ts'
import { type Documents, documentsOf } from './world-documents.ts'
import { type Identity, identityOf, PARTNERS, PLACES } from './world-people.ts'
import { Random } from './world-random.ts'
import { type SavedMethods, savedMethods } from './world-saved.ts'

export type { WorldInvoice, WorldItem, WorldPayment, WorldProforma } from './world-documents.ts'
export type { SavedMethods, WorldBankAccount, WorldCard } from './world-saved.ts'
export { bankToken, cardToken } from './world-tokens.ts'

export interface WorldOptions {
  seed: number
  /** How many. */
  customers: number
  /** `YYYY-MM-DD`; the real day when left out. */
  today?: string
}

export interface WorldCustomer extends Identity, SavedMethods, Documents {
  id: number
  status: 'new' | 'active' | 'blocked' | 'disabled'
  billingType: 'recurring' | 'prepaid' | 'prepaid_monthly'
  /** A row of `World.paymentMethods`. */
  paymentMethodId: number
  /** The balance in cents; negative is owed. */
  depositCents: number
  dateAdded: string
}

export interface WorldStaff {
  id: number
  login: string
  password: string
  name: string
  email: string
  role: 'super-administrator' | 'financial-manager' | 'viewer'
  /** 0: all partners. */
  partnerId: number
}

/**
 * What both simulators start from: an internet provider of the northern plains, the same for the
 * same options. Nothing is kept; every customer is drawn again when asked for, so a world of a
 * million customers costs no memory.
 */
export interface World {
  readonly seed: number
  readonly today: string
  readonly customersCount: number
  readonly partners: readonly { id: number; name: string }[]
  readonly locations: readonly { id: number; name: string }[]
  readonly paymentMethods: readonly { id: number; name: string; fields: readonly string[] }[]
  readonly staff: readonly WorldStaff[]
  /** Ids run from 1 to `customersCount`. Customer 1 logs in as `customer` and has a good card. */
  customer(id: number): WorldCustomer
  /** The cards and bank accounts of one customer alone, which is all that the gateway knows. */
  saved(id: number): SavedMethods
  /** All of them in order, one at a time. */
  everyone(): Generator<WorldCustomer>
}

// As a fresh Splynx has them (Splynx facts §2.9).
const PAYMENT_METHODS = [
  { id: 1, name: 'Cash', fields: [] },
  { id: 2, name: 'Bank transfer', fields: ['Account', 'Transaction ID'] },
  { id: 3, name: 'Credit card', fields: ['Number', 'Transaction ID'] },
  { id: 5, name: 'Other', fields: [] },
  { id: 6, name: 'Refill card', fields: [] },
] as const

const STAFF = [
  { login: 'admin', name: 'Sofia Lindgren', role: 'super-administrator' },
  { login: 'clerk', name: 'Martin Hale', role: 'financial-manager' },
  { login: 'viewer', name: 'Priya Raman', role: 'viewer' },
] as const

export function createWorld({ seed, customers, today = localToday() }: WorldOptions): World {
  const saved = (id: number) =>
    savedMethods({ seed, today, customerId: id, holder: identityOf(seed, id).name })

  const customer = (id: number): WorldCustomer => {
    if (!Number.isInteger(id) || id < 1 || id > customers) {
      throw new RangeError(`no customer ${id} in a world of ${customers}`)
    }
    const identity = identityOf(seed, id)
    const methods = savedMethods({ seed, today, customerId: id, holder: identity.name })
    const terms = termsOf(seed, id)
    const { partnerId } = identity
    const account = { seed, today, customers, customerId: id, partnerId, ...terms }
    const documents = documentsOf(account)
    return {
      id,
      ...identity,
      ...terms,
      ...methods,
      ...documents,
      paymentMethodId: methods.cards.length > 0 ? 3 : methods.bankAccounts.length > 0 ? 2 : 1,
      depositCents: balanceOf(seed, id, terms.billingType, documents),
      dateAdded: `${Number(today.slice(0, 4)) - 1 - (id % 5)}-${String((id % 12) + 1).padStart(2, '0')}-15`,
    }
  }

  return {
    seed,
    today,
    customersCount: customers,
    partners: PARTNERS,
    locations: PLACES.map(({ id, name }) => ({ id, name })),
    paymentMethods: PAYMENT_METHODS,
    staff: STAFF.map((person, at) => ({
      id: at + 1,
      ...person,
      password: person.login,
      email: `${person.login}@prairie-fiber.example`,
      partnerId: 0,
    })),
    customer,
    saved,
    *everyone() {
      for (let id = 1; id <= customers; id++) yield customer(id)
    },
  }
}

function termsOf(seed: number, id: number): Pick<WorldCustomer, 'status' | 'billingType'> {
  if (id === 1) return { status: 'active', billingType: 'recurring' }
  const random = new Random(seed, id, 4)
  const status = random.next()
  const billing = random.next()
  return {
    status:
      status < 0.88 ? 'active' : status < 0.94 ? 'blocked' : status < 0.97 ? 'new' : 'disabled',
    billingType: billing < 0.84 ? 'recurring' : billing < 0.94 ? 'prepaid_monthly' : 'prepaid',
  }
}

/** Owed is what open invoices have left; who pays in advance has something put by. */
function balanceOf(
  seed: number,
  id: number,
  billingType: WorldCustomer['billingType'],
  { invoices }: Documents,
): number {
  const random = new Random(seed, id, 5)
  if (billingType !== 'recurring') return random.between(0, 80) * 100
  const owed = invoices.reduce((sum, invoice) => {
    return invoice.status === 'deleted' ? sum : sum + invoice.dueCents
  }, 0)
  return (random.chance(0.03) ? random.between(1, 30) * 100 : 0) - owed
}
