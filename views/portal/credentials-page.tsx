import { dayIn } from '../../src/domain/banking-days.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Empty } from '../components/empty.tsx'
import { Day, Method } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { methodName } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { Mark } from './document-marks.tsx'
import { factsOf, healthOf, type MethodHealth, type SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'

const HEALTH_MARK = {
  changed: { tone: 'attention', icon: 'alert', word: 'Please enter again' },
  incomplete: { tone: 'attention', icon: 'alert', word: 'ZIP code missing' },
  expiring: { tone: 'attention', icon: 'clock', word: 'Expires soon' },
  expired: { tone: 'danger', icon: 'alert', word: 'Expired' },
  disabled: { tone: 'danger', icon: 'slash', word: 'Not in use' },
} as const

/** The cards and bank accounts of a customer. */
export const CredentialsPage = ({
  page,
  methods,
  now,
  zone,
}: {
  page: PortalPage
  methods: readonly SavedMethod[]
  now: Date
  zone: string
}) => (
  <CustomerLayout
    title="Payment credentials"
    heading="Payment credentials"
    lead="Automatic payments use the default."
    active="credentials"
    {...page}
  >
    <Group kind="card" title="Cards" {...{ methods, now, zone }} page={page} />
    <Group kind="bank" title="Bank accounts" {...{ methods, now, zone }} page={page} />
  </CustomerLayout>
)

const ADD = {
  card: { href: '/ippay/credentials/card', label: 'Add card', icon: 'card', none: 'No card yet' },
  bank: {
    href: '/ippay/credentials/bank-account',
    label: 'Add bank account',
    icon: 'bank',
    none: 'No bank account yet',
  },
} as const

const Group = ({
  kind,
  title,
  methods,
  now,
  zone,
  page,
}: {
  kind: 'card' | 'bank'
  title: string
  methods: readonly SavedMethod[]
  now: Date
  zone: string
  page: PortalPage
}) => {
  const own = methods.filter((method) => method.kind === kind)
  const { href, label, icon, none } = ADD[kind]
  const add = (
    <ButtonLink size="small" icon="plus" href={href}>
      {label}
    </ButtonLink>
  )
  return (
    <Card title={title} actions={own.length > 0 && add} flush>
      {own.length === 0 ? (
        <Empty title={none} icon={icon} action={add}>
          Saved once, it pays with one click and, if you like, by itself.
        </Empty>
      ) : (
        <Rows label={title}>
          {own.map((method) => (
            <MethodRow {...{ method, now, zone, page }} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

const MethodRow = ({
  method,
  now,
  zone,
  page,
}: {
  method: SavedMethod
  now: Date
  zone: string
  page: PortalPage
}) => {
  const health = healthOf(method, now, page.zip)
  const name = methodName(factsOf(method))
  const address = `/ippay/credentials/${method.id}`
  return (
    <Row
      title={
        <>
          <Method {...factsOf(method)} />
          {method.is_default === 1 && <Mark tone="active" icon="star" word="Default" />}
          {health.state !== 'good' && <Mark {...HEALTH_MARK[health.state]} />}
        </>
      }
      note={<Note method={method} health={health} zone={zone} />}
      actions={
        <>
          {health.isUsable && method.is_default !== 1 && (
            <form method="post" action={`${address}/default`}>
              <CsrfField token={page.csrf} />
              <Button size="small" aria-label={`Make default: ${name}`}>
                Make default
              </Button>
            </form>
          )}
          {method.kind === 'card' && health.state !== 'disabled' && (
            <ButtonLink size="small" href={`${address}/details`} aria-label={`Update ${name}`}>
              Update
            </ButtonLink>
          )}
          <ButtonLink
            size="small"
            look="danger"
            icon="trash"
            href={`${address}/removal`}
            aria-label={`Remove ${name}`}
          >
            Remove
          </ButtonLink>
        </>
      }
    />
  )
}

const Note = ({
  method,
  health,
  zone,
}: {
  method: SavedMethod
  health: MethodHealth
  zone: string
}) => (
  <>
    {[method.holder_name, health.expiry].filter(Boolean).join(' · ')}
    {method.consent_at && (
      <>
        {' · '}agreed on <Day date={dayIn(method.consent_at, zone)} />
      </>
    )}
    {health.advice && <span class="row-advice">{health.advice}</span>}
  </>
)
