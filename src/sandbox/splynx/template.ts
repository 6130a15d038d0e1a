import type { Books } from './books.ts'
import { render } from './columns.ts'
import type { CustomerRow } from './schema/customers.ts'

/**
 * Splynx's templates are Twig; here `{{ path.to.value }}` is filled in and everything else stands as
 * it is. What is not known becomes nothing, as in Twig.
 */
export function renderTemplate(books: Books, code: string, customer: CustomerRow): string {
  const { customers, billing, companies } = books
  const own = render(customers.columns, customer)
  const terms = billing.find(customer.id)
  const company = companies.find(customer.partner_id)
  const values = {
    ...own,
    customer: own,
    customer_attributes: customer.additional_attributes,
    customer_billing: terms && render(billing.columns, terms),
    loader: { values: company && render(companies.columns, company) },
  }
  return code.replace(/\{\{\s*([\w.]+)[^}]*\}\}/g, (_, path: string) => {
    const value = path.split('.').reduce(valueAt, values as unknown)
    const isShown = typeof value === 'string' || typeof value === 'number'
    return isShown ? escaped(String(value)) : ''
  })
}

const valueAt = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
