import { Brand } from './brand.tsx'
import { CsrfField } from './csrf-field.tsx'

const LINKS = [
  { section: 'pay', href: '/ippay/dashboard', label: 'Pay' },
  { section: 'refill', href: '/ippay', label: 'Refill' },
  { section: 'credentials', href: '/ippay/credentials', label: 'Payment credentials' },
] as const

export type CustomerSection = (typeof LINKS)[number]['section']

export interface CustomerFacts {
  name: string
  /** For who came from Splynx's portal: that is where they log out. */
  portalHref?: string
}

/** Links only for those who are logged in; a payer by link sees the name of the page alone. */
export const CustomerNav = ({
  active,
  customer,
  csrf,
}: {
  active?: CustomerSection
  customer?: CustomerFacts
  csrf: string
}) => (
  <header class="customer-bar">
    <div class="customer-bar-top">
      <Brand href={LINKS[0].href} />
      {customer && (
        <div class="customer-who">
          <span class="customer-name">{customer.name}</span>
          {customer.portalHref ? (
            <a class="button button-quiet button-small" href={customer.portalHref} target="_top">
              Back to portal
            </a>
          ) : (
            <form method="post" action="/ippay/logout">
              <CsrfField token={csrf} />
              <button type="submit" class="button button-quiet button-small">
                Log out
              </button>
            </form>
          )}
        </div>
      )}
    </div>
    {customer && (
      <nav aria-label="Your account">
        <ul>
          {LINKS.map(({ section, href, label }) => (
            <li>
              <a href={href} aria-current={section === active ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </header>
)
