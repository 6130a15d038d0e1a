import { useWords } from '../words/speaking.tsx'
import { Brand } from './brand.tsx'
import { CsrfField } from './csrf-field.tsx'

const LINKS = [
  { section: 'pay', href: '/ippay/dashboard', word: 'navPay' },
  { section: 'refill', href: '/ippay', word: 'navRefill' },
  { section: 'credentials', href: '/ippay/credentials', word: 'credentials' },
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
}) => {
  const words = useWords().common
  return (
    <header class="customer-bar">
      <div class="customer-bar-top">
        <Brand href={LINKS[0].href} />
        {customer && (
          <div class="customer-who">
            <span class="customer-name">{customer.name}</span>
            {customer.portalHref ? (
              <a class="button button-quiet button-small" href={customer.portalHref} target="_top">
                {words.backToPortal}
              </a>
            ) : (
              <form method="post" action="/ippay/logout">
                <CsrfField token={csrf} />
                <button type="submit" class="button button-quiet button-small">
                  {words.logOut}
                </button>
              </form>
            )}
          </div>
        )}
      </div>
      {customer && (
        <nav aria-label={words.yourAccount}>
          <ul>
            {LINKS.map(({ section, href, word }) => (
              <li>
                <a href={href} aria-current={section === active ? 'page' : undefined}>
                  {words[word]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  )
}
