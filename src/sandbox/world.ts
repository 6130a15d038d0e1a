import { localToday } from './world-calendar.ts'
import { type Documents, documentsOf } from './world-documents.ts'
import { type Identity, identityOf, PARTNERS, PLACES } from './world-people.ts'
import { Random } from './world-random.ts'
import { type SavedMethods, savedKind, savedMethods } from './world-saved.ts'

export type {
  Documents,
  WorldInvoice,
  WorldPayment,
  WorldProforma,
} from './world-documents.ts'
export type { WorldItem } from './world-lines.ts'
export type { SavedMethods, WorldBankAccount, WorldCard } from './world-saved.ts'
export { bankToken, cardToken } from './world-tokens.ts'

export interface WorldOptions {
  seed: number
  /** How many. */
  customers: number
  /** `YYYY-MM-DD`; the real day when left out. */
  today?: string
}

/** What Splynx knows of a customer without the saved cards, which are dear to draw. */
export interface Account extends Documents {
  status: 'new' | 'active' | 'blocked' | 'disabled'
  billingType: 'recurring' | 'prepaid' | 'prepaid_monthly'
  /** A row of `World.paymentMethods`. */
  paymentMethodId: number
  /** The balance in cents; negative is owed. */
  depositCents: number
}

export interface WorldCustomer extends Identity, SavedMethods, Account {
  id: number
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
  /** Parts of the same, each at its own cost. */
  identity(id: number): Identity
  account(id: number, partnerId: number): Account
  dateAdded(id: number): string
  /** The cards and bank accounts of one customer alone, which is all that the gateway knows. */
  saved(id: number): SavedMethods
  /** All of them in order, one at a time. */
  everyone(): Generator<WorldCustomer>
}

// As a fresh Splynx has them (Splynx facts §2.9).
const PAYMENT_METHODS = [
  { id: 1, name: 'Cash', fields: ['Payer'] },
  { id: 2, name: 'Bank transfer', fields: ['Account', 'Transaction ID'] },
  { id: 3, name: 'Credit card', fields: ['Number', 'Transaction ID'] },
  { id: 5, name: 'Other', fields: [] },
  { id: 6, name: 'Refill card', fields: ['Card'] },
] as const

const STAFF = [
  { login: 'admin', name: 'Sofia Lindgren', role: 'super-administrator' },
  { login: 'clerk', name: 'Martin Hale', role: 'financial-manager' },
  { login: 'viewer', name: 'Priya Raman', role: 'viewer' },
] as const

const METHOD_OF = { card: 3, account: 2, nothing: 1 } as const

export function createWorld({ seed, customers, today = localToday() }: WorldOptions): World {
  const saved = (id: number) =>
    savedMethods({ seed, today, customerId: id, holder: identityOf(seed, id).name })

  const dateAdded = (id: number) =>
    `${Number(today.slice(0, 4)) - 1 - (id % 5)}-${String((id % 12) + 1).padStart(2, '0')}-15`

  // Field by field: a world is walked over a million customers at a time.
  const account = (customerId: number, partnerId: number): Account => {
    const { status, billingType } = termsOf(seed, customerId)
    const of = { seed, today, customers, customerId, partnerId, status, billingType }
    const documents = documentsOf(of)
    const { invoices, proformas, payments } = documents
    return {
      status,
      billingType,
      invoices,
      proformas,
      payments,
      paymentMethodId: METHOD_OF[savedKind(seed, customerId)],
      depositCents: balanceOf(seed, customerId, billingType, documents),
    }
  }

  const customer = (id: number): WorldCustomer => {
    if (!Number.isInteger(id) || id < 1 || id > customers) {
      throw new RangeError(`no customer ${id} in a world of ${customers}`)
    }
    const identity = identityOf(seed, id)
    const methods = savedMethods({ seed, today, customerId: id, holder: identity.name })
    const { partnerId } = identity
    const added = { dateAdded: dateAdded(id) }
    return { id, ...identity, ...account(id, partnerId), ...added, ...methods }
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
    identity: (id) => identityOf(seed, id),
    account,
    dateAdded,
    saved,
    *everyone() {
      for (let id = 1; id <= customers; id++) yield customer(id)
    },
  }
}

function termsOf(seed: number, id: number): Pick<Account, 'status' | 'billingType'> {
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
  billingType: Account['billingType'],
  { invoices }: Documents,
): number {
  const random = new Random(seed, id, 5)
  if (billingType !== 'recurring') return random.between(0, 80) * 100
  const owed = invoices.reduce((sum, invoice) => {
    return invoice.status === 'deleted' ? sum : sum + invoice.dueCents
  }, 0)
  return (random.chance(0.03) ? random.between(1, 30) * 100 : 0) - owed
}
