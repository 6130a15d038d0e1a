import { randomInt } from 'node:crypto'
import { decimalText } from '../amounts.ts'
import type { Books } from '../books.ts'
import { entryPointsFor } from '../entry-points.ts'
import type { Body } from '../input.ts'
import type { People } from '../people.ts'
import { forbidden, methodDisabled, Problem } from '../problem.ts'
import { ACCEPTED, type Endpoint, ok, type Reply, unsupported } from '../rest.ts'

// What the portal's own application asks for (Splynx facts §1.6).

/** The widgets of the dashboard: the portal's own, and those that add-ons put there. */
export function portalDashboardEndpoint(books: Books): Endpoint {
  return {
    controller: 'Dashboard',
    reply({ method, scope: { customerId } }) {
      if (customerId === null) throw forbidden()
      const widgets = entryPointsFor(books, customerId).filter(({ type }) => type === 'code')
      switch (method) {
        case 'GET':
          return ok([
            { name: 'top', type: 'base', data: figuresOf(books, customerId) },
            ...widgets.map(({ name, code }) => ({ name, type: 'entry_point', data: { code } })),
          ])
        case 'OPTIONS':
          return ok([
            { name: 'top', type: 'base' },
            ...widgets.map(({ name, module, location: placement }) => {
              return { name, type: 'entry_point', module, placement }
            }),
          ])
        default:
          throw unsupported(method)
      }
    },
  }
}

function figuresOf({ billing, invoices, proformas }: Books, customerId: number) {
  const isOpen = ({ status }: { status: string }) => status === 'not_paid'
  return {
    deposit: decimalText(billing.find(customerId)?.deposit ?? 0),
    unpaidInvoices: invoices.where('customer_id', customerId).filter(isOpen).length,
    unpaidRequests: proformas.where('customer_id', customerId).filter(isOpen).length,
  }
}

/** Custom fields that customers see of themselves: this world has defined none. */
export const profileAttributesEndpoint = (): Endpoint => ({
  controller: 'Profile',
  reply({ method, scope }) {
    if (scope.customerId === null) throw forbidden()
    if (method === 'GET') return ok([])
    if (method === 'PUT') return ACCEPTED
    throw unsupported(method)
  },
})

const ATTEMPTS_MAX = 5

/** A forgotten password: a code goes out by mail, and whoever returns it sets a new one. */
export class PasswordResets {
  readonly #codes = new Map<string, number>()
  readonly #attempts = new Map<number, number>()

  constructor(
    readonly books: Books,
    readonly people: People,
  ) {}

  request(method: string, body: Body): Reply {
    this.#checkAllowed(method)
    const { login_for_reset_password: login, email_for_reset_password: email } = body
    if (!login || !email) throw new Problem('INVALID_INPUT_DATA', 'Login and email are required.')
    const customer = this.books.customers.where('login', String(login))[0]
    // Nobody learns from the answer who is a customer.
    if (customer === undefined || customer.email !== email) return { status: 201 }
    const attempts = (this.#attempts.get(customer.id) ?? 0) + 1
    if (attempts > ATTEMPTS_MAX) throw new Problem('EXCEEDED_MAX_ATTEMPTS', 'Too many attempts.')
    this.#attempts.set(customer.id, attempts)
    const code = String(randomInt(100_000, 1_000_000))
    this.#codes.set(code, customer.id)
    this.books.mail.insert({
      subject: 'Your new password',
      recipient: customer.email,
      message: `Your code is ${code}.`,
      customer_id: customer.id,
      datetime_added: this.books.clock.datetime(),
    })
    return { status: 201 }
  }

  confirm(method: string, body: Body): Reply {
    this.#checkAllowed(method)
    const { code, password_new: password } = body
    if (!code || !password) {
      throw new Problem('INVALID_INPUT_DATA', 'Code and new password are required.')
    }
    const customerId = this.#codes.get(String(code))
    if (customerId === undefined) {
      throw new Problem('RESET_PASSWORD_CODE_INVALID', 'The code is invalid.')
    }
    this.#codes.delete(String(code))
    this.people.setPassword(customerId, String(password))
    return { status: 201 }
  }

  #checkAllowed(method: string): void {
    if (method !== 'POST') throw methodDisabled()
    if (this.books.settings.resetPassword) return
    throw new Problem('RESET_PASSWORD_DISABLED', 'Resetting passwords is disabled.')
  }
}
