import type { Row } from './codec.ts'
import { idOf, readBalanceCents, readCustomer, readNamed, rowOf } from './codec.ts'
import type { Http } from './http.ts'
import { readOne } from './http.ts'
import { PAGE_SIZE } from './paging.ts'
import type { Condition } from './query.ts'
import { encodeListing, splitIds } from './query.ts'
import type { Customer, Splynx } from './splynx.ts'
import { FilterIgnored, SplynxError } from './splynx.ts'

type Customers = Pick<
  Splynx,
  | 'findCustomer'
  | 'findCustomers'
  | 'searchCustomers'
  | 'findBalanceCents'
  | 'findPaymentTypes'
  | 'listPartners'
  | 'listLocations'
  | 'listPaymentMethods'
>

// Splynx facts §2.4.
export const CUSTOMERS = '/admin/customers/customer'

const SEARCH_CHARACTERS_MAX = 100
const BILLING_READS_AT_ONCE = 8

export function createCustomers(http: Http): Customers {
  async function list(where: Condition[], limit: number): Promise<Customer[]> {
    const query = encodeListing({ where, orderBy: 'id', limit })
    const rows = await http.readList({ path: CUSTOMERS, query })
    // One without an id is nobody; it must not hide the others.
    return rows.flatMap((value) => {
      const row = rowOf(value)
      return row && idOf(row.id) !== null ? [readCustomer(row)] : []
    })
  }

  async function listNamed(path: string) {
    const query = encodeListing({ where: [], orderBy: 'id', limit: PAGE_SIZE })
    const rows = await http.readList({ path, query })
    return rows.map((row) => readOne(path, row, readNamed))
  }

  async function readBilling(customerId: number): Promise<{ path: string; row: Row | null }> {
    const path = `/admin/customers/customer-billing/${customerId}`
    const row = rowOf(await http.read({ path }))
    if (row?.customer_id && idOf(row.customer_id) !== customerId) {
      throw new SplynxError(`Splynx answered GET ${path} with another customer`, 200)
    }
    return { path, row }
  }

  /** 0 for who is gone, or has none that makes sense: one odd customer must not end a run. */
  async function findPaymentType(customerId: number): Promise<number> {
    try {
      const { row } = await readBilling(customerId)
      return idOf(row?.payment_method) ?? 0
    } catch (error) {
      if (error instanceof SplynxError && error.internalCode === 'NOT_FOUND') return 0
      throw error
    }
  }

  return {
    async findCustomer(id) {
      const path = `${CUSTOMERS}/${id}`
      const row = await http.readIfFound(path)
      if (row === null) return null
      const customer = readOne(path, row, readCustomer)
      if (customer.id === id) return customer
      throw new SplynxError(`Splynx answered GET ${path} with another customer`, 200)
    },

    async findCustomers(ids) {
      const found: Customer[] = []
      for (const part of splitIds(ids)) {
        const asked = new Set(part)
        const where: Condition = { attribute: 'id', operator: 'IN', values: part }
        const customers = await list([where], part.length)
        // Those asked for must not count as gone because others are listed.
        const other = customers.find(({ id }) => !asked.has(id))
        if (other) throw new FilterIgnored(CUSTOMERS, 'id', other.id)
        found.push(...customers)
      }
      return found
    },

    // Splynx joins conditions with "and" only, so each attribute is a question of its own.
    async searchCustomers(text, limit) {
      // A per cent sign would match anything, in Splynx's words.
      const wanted = text.replaceAll('%', '').trim().slice(0, SEARCH_CHARACTERS_MAX)
      if (wanted === '' || limit < 1) return []
      const id = idOf(wanted)
      const byId = id === null ? [] : [list([equal('id', id)], 1)]
      const byText = SEARCHED.map((attribute) => list([contains(attribute, wanted)], limit))
      const found = (await Promise.all([...byId, ...byText])).flat()
      const distinct = new Map(found.map((customer) => [customer.id, customer]))
      return [...distinct.values()]
        .filter((customer) => customer.id === id || mentions(customer, wanted))
        .slice(0, limit)
    },

    async findBalanceCents(customerId) {
      const { path, row } = await readBilling(customerId)
      return readOne(path, row, (row) => readBalanceCents(row, 'deposit'))
    },

    async findPaymentTypes(customerIds) {
      const types = new Map<number, number>()
      const left = [...customerIds]
      const readNext = async () => {
        for (let id = left.pop(); id !== undefined; id = left.pop()) {
          types.set(id, await findPaymentType(id))
        }
      }
      await Promise.all(Array.from({ length: BILLING_READS_AT_ONCE }, readNext))
      return types
    },

    listPartners: () => listNamed('/admin/administration/partners'),
    listLocations: () => listNamed('/admin/administration/locations'),
    listPaymentMethods: () => listNamed('/admin/finance/payment-methods'),
  }
}

const SEARCHED = ['name', 'login', 'email'] as const

const equal = (attribute: string, value: number): Condition => ({
  attribute,
  operator: '=',
  values: [value],
})

// Whether Splynx adds the wildcards by itself is not known (facts §2.1); twice does no harm.
const contains = (attribute: string, text: string): Condition => ({
  attribute,
  operator: 'LIKE',
  values: [`%${text}%`],
})

const mentions = (customer: Customer, text: string): boolean =>
  SEARCHED.some((attribute) => folded(customer[attribute]).includes(folded(text)))

// MySQL finds José by "jose", and so must we.
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
