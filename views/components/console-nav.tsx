import { isAtLeast, type Role } from '../../src/domain/role.ts'
import { Brand } from './brand.tsx'
import { CsrfField } from './csrf-field.tsx'
import { Icon, type IconName } from './icon.tsx'

/** The sections of the console in the order of a clerk's day. `key` is for the keyboard: g, then it. */
const GROUPS = [
  {
    name: 'Collect',
    links: [
      { section: 'home', href: '/admin', label: 'Today', icon: 'clock', key: 't' },
      { section: 'charge', href: '/admin/charge', label: 'Charge', icon: 'bolt', key: 'c' },
      { section: 'runs', href: '/admin/runs', label: 'Runs', icon: 'layers', key: 'r' },
      {
        section: 'schedules',
        href: '/admin/schedules',
        label: 'Schedules',
        icon: 'calendar',
        key: 's',
      },
    ],
  },
  {
    name: 'Look up',
    links: [
      {
        section: 'payments',
        href: '/admin/payments',
        label: 'Payments',
        icon: 'receipt',
        key: 'p',
      },
      {
        section: 'returns',
        href: '/admin/returns',
        label: 'Returns',
        icon: 'return_left',
        key: 'b',
      },
      {
        section: 'customers',
        href: '/admin/customers',
        label: 'Customers',
        icon: 'users',
        key: 'u',
      },
      {
        section: 'tie-out',
        href: '/admin/tie-out',
        label: 'Tie-out',
        icon: 'check_circle',
        key: 'i',
      },
      {
        section: 'reports',
        href: '/admin/reports',
        label: 'Reports',
        icon: 'chart',
        key: 'y',
      },
      { section: 'mails', href: '/admin/mails', label: 'Mails', icon: 'sending', key: 'l' },
    ],
  },
  {
    name: 'Operate',
    links: [
      { section: 'queue', href: '/admin/queue', label: 'Queue', icon: 'list', key: 'q' },
      {
        section: 'audit',
        href: '/admin/audit',
        label: 'Audit trail',
        icon: 'lock',
        key: 'a',
        role: 'auditor',
      },
      {
        section: 'safe-mode',
        href: '/admin/safe-mode',
        label: 'Safe mode',
        icon: 'alert',
        key: 'm',
        role: 'admin',
      },
      {
        section: 'settings',
        href: '/admin/settings',
        label: 'Settings',
        icon: 'sliders',
        key: 'o',
        role: 'auditor',
      },
      {
        section: 'setup',
        href: '/admin/setup',
        label: 'Setup',
        icon: 'bolt',
        key: 'e',
        role: 'auditor',
      },
      {
        section: 'staff',
        href: '/admin/staff',
        label: 'Staff',
        icon: 'user',
        key: 'w',
        role: 'admin',
      },
    ],
  },
] as const satisfies readonly {
  name: string
  links: readonly {
    section: string
    href: string
    label: string
    icon: IconName
    key: string
    /** Shown to those who have this role or a higher one. */
    role?: Role
  }[]
}[]

type Links = (typeof GROUPS)[number]['links']

const linksFor = (links: Links, role: Role) =>
  links.filter((link) => !('role' in link) || isAtLeast(role, link.role))

export type ConsoleSection = (typeof GROUPS)[number]['links'][number]['section']

export interface StaffFacts {
  name: string
  role: Role
}

/**
 * Beside the page where there is room, above it behind a button on a phone: the button is a
 * `<details>` without content whose state shows or hides the list that follows it.
 */
export const ConsoleNav = ({
  active,
  staff,
  csrf,
  openWork = 0,
}: {
  active?: ConsoleSection
  staff: StaffFacts
  csrf: string
  /** How much of it waits for people. */
  openWork?: number | undefined
}) => (
  <header class="console-bar">
    <div class="console-bar-inner">
      <Brand href="/admin" />
      <details class="menu-toggle">
        <summary>
          <Icon name="menu" size={20} label="Menu" />
        </summary>
      </details>
      <div class="console-menu">
        {active !== 'payments' && <PaymentSearch />}
        <nav aria-label="Console">
          {GROUPS.map((group) => (
            <div class="nav-group">
              <p class="nav-group-name">{group.name}</p>
              <ul>
                {linksFor(group.links, staff.role).map(({ section, href, label, icon, key }) => (
                  <li>
                    <a
                      href={href}
                      aria-current={section === active ? 'page' : undefined}
                      data-shortcut={key}
                    >
                      <Icon name={icon} size={17} />
                      {label}
                      {section === 'home' && openWork > 0 && <OpenWork count={openWork} />}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div class="whoami">
          <a class="whoami-text" href="/admin/account" title="Your account">
            <span class="whoami-name">{staff.name}</span>
            <span class="whoami-role">{staff.role}</span>
          </a>
          <form method="post" action="/admin/logout">
            <CsrfField token={csrf} />
            <button type="submit" class="button button-quiet button-icon" title="Log out">
              <Icon name="log_out" size={17} label="Log out" />
            </button>
          </form>
        </div>
      </div>
    </div>
  </header>
)

/** From wherever somebody is: `/` leads here. The list of payments has a larger one. */
const PaymentSearch = () => (
  <search>
    <form method="get" action="/admin/payments" class="nav-search">
      <label class="visually-hidden" for="nav-search">
        Search payments
      </label>
      <Icon name="search" size={16} />
      <input
        id="nav-search"
        type="search"
        name="q"
        placeholder="Search payments"
        title="Number, name, amount, last four digits or TransactionID"
        maxlength={100}
        autocomplete="off"
        spellcheck={false}
        data-search
      />
    </form>
  </search>
)

const OpenWork = ({ count }: { count: number }) => (
  <span class="nav-count">
    {count > 999 ? '999+' : count}
    <span class="visually-hidden"> to do</span>
  </span>
)
