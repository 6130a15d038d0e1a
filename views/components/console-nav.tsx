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
    ],
  },
  {
    name: 'Operate',
    links: [
      { section: 'queue', href: '/admin/queue', label: 'Queue', icon: 'list', key: 'q' },
      { section: 'audit', href: '/admin/audit', label: 'Audit trail', icon: 'lock', key: 'a' },
      {
        section: 'safe-mode',
        href: '/admin/safe-mode',
        label: 'Safe mode',
        icon: 'alert',
        key: 'm',
        role: 'admin',
      },
      {
        section: 'setup',
        href: '/admin/setup',
        label: 'Setup',
        icon: 'bolt',
        key: 'e',
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
    /** Shown to this role alone. */
    role?: 'admin'
  }[]
}[]

type Links = (typeof GROUPS)[number]['links']

const linksFor = (links: Links, role: string) =>
  links.filter((link) => !('role' in link) || link.role === role)

export type ConsoleSection = (typeof GROUPS)[number]['links'][number]['section']

export interface StaffFacts {
  name: string
  role: string
}

/**
 * Beside the page where there is room, above it behind a button on a phone: the button is a
 * `<details>` without content whose state shows or hides the list that follows it.
 */
export const ConsoleNav = ({
  active,
  staff,
  csrf,
}: {
  active?: ConsoleSection
  staff: StaffFacts
  csrf: string
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
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div class="whoami">
          <span class="whoami-text">
            <span class="whoami-name">{staff.name}</span>
            <span class="whoami-role">{staff.role}</span>
          </span>
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
