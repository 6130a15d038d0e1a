import type { World } from '../world.ts'
import type { Books } from './books.ts'
import { People } from './people.ts'
import type { Settings } from './settings.ts'

export interface Credentials {
  login: string
  password: string
}

export interface Logins {
  staff: Credentials[]
  /** The first one belongs to customer 1, and so on. */
  customerLogins: Credentials[]
  /** `ID`, a session of the first customer login, or `ID=LOGIN`. */
  sessions: string[]
}

/** Everybody of the world may log in, and whom the options name may do so by their password. */
export function seedPeople(books: Books, settings: Settings, world: World, logins: Logins): People {
  const staff = staffLogins(books, world, logins.staff)
  const named = customerLogins(books, logins.customerLogins)
  const lookups = {
    staff(login: string) {
      // By login or by address, as the facts show it for the second factor.
      const name = books.administrators.where('email', login)[0]?.login ?? login
      return staff.get(name) ?? null
    },
    customer(login: string) {
      const customer = books.customers.where('login', login)[0]
      if (customer === undefined) return null
      const { id } = customer
      const password = named.get(id) ?? passwordOf(world, id)
      return password === null ? null : { id, password }
    },
  }
  const people = new People(lookups, books.clock, settings)
  const firstCustomer = logins.customerLogins[0]?.login ?? ''
  for (const session of logins.sessions) {
    const [id = '', login = firstCustomer] = session.split('=')
    const person = people.personOf(login) ?? { kind: 'customer', id: 1 }
    people.keepSession(person, id)
  }
  return people
}

function staffLogins({ administrators }: Books, world: World, named: Credentials[]) {
  const logins = new Map<string, { id: number; password: string }>()
  for (const { id, login, password } of world.staff) logins.set(login, { id, password })
  for (const { login, password } of named) {
    const known = administrators.where('login', login)[0]
    const administrator =
      known ?? administrators.insert({ login, name: login, role_name: 'super-administrator' })
    logins.set(login, { id: administrator.id, password })
  }
  return logins
}

function customerLogins({ customers }: Books, named: Credentials[]): Map<number, string> {
  const passwords = new Map<number, string>()
  named.forEach(({ login, password }, index) => {
    const customer = customers.where('login', login)[0] ?? customers.find(index + 1)
    if (customer === undefined) return
    customers.update(customer, { login })
    passwords.set(customer.id, password)
  })
  return passwords
}

/** Customers that a program added have no password yet. */
const passwordOf = (world: World, id: number) =>
  id <= world.customersCount ? world.identity(id).password : null
