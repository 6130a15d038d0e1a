import { dayIn } from '../../src/domain/banking-days.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Empty } from '../components/empty.tsx'
import { Day, Method } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { methodName } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { Filled, useLanguage, useWords } from '../words/speaking.tsx'
import { Mark } from './document-marks.tsx'
import { factsOf, healthOf, type MethodHealth, type SavedMethod } from './method-option.ts'
import { MethodOrder } from './method-order.tsx'
import type { PortalPage } from './page.ts'

const HEALTH_MARK = {
  changed: { tone: 'attention', icon: 'alert', word: 'markChanged' },
  incomplete: { tone: 'attention', icon: 'alert', word: 'markIncomplete' },
  expiring: { tone: 'attention', icon: 'clock', word: 'markExpiring' },
  expired: { tone: 'danger', icon: 'alert', word: 'markExpired' },
  disabled: { tone: 'danger', icon: 'slash', word: 'markDisabled' },
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
}) => {
  const { common, credentials } = page.words
  return (
    <CustomerLayout
      title={common.credentials}
      heading={common.credentials}
      lead={credentials.lead}
      active="credentials"
      {...page}
    >
      <Group kind="card" title={credentials.cards} {...{ methods, now, zone }} page={page} />
      <Group kind="bank" title={credentials.bankAccounts} {...{ methods, now, zone }} page={page} />
      {methods.length > 1 && <MethodOrder methods={methods} csrf={page.csrf} />}
    </CustomerLayout>
  )
}

const ADD = {
  card: { href: '/ippay/credentials/card', label: 'addCard', icon: 'card', none: 'noCard' },
  bank: {
    href: '/ippay/credentials/bank-account',
    label: 'addBank',
    icon: 'bank',
    none: 'noBank',
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
  const words = useWords().credentials
  const add = (
    <ButtonLink size="small" icon="plus" href={href}>
      {words[label]}
    </ButtonLink>
  )
  return (
    <Card title={title} actions={own.length > 0 && add} flush>
      {own.length === 0 ? (
        <Empty title={words[none]} icon={icon} action={add}>
          {words.savedOnce}
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
  const { language } = page
  const words = useWords().credentials
  const health = healthOf(method, { now, zip: page.zip, language })
  const name = methodName(factsOf(method), language)
  const address = `/ippay/credentials/${method.id}`
  return (
    <Row
      title={
        <>
          <Method {...factsOf(method)} />
          {method.is_default === 1 && <Mark tone="active" icon="star" word={words.isDefault} />}
          {health.state !== 'good' && <HealthMark state={health.state} />}
          {health.isUsable && method.mandate_revoked_at && (
            <Mark tone="muted" icon="slash" word={page.words.mandates.mark} />
          )}
        </>
      }
      note={<Note method={method} health={health} zone={zone} />}
      actions={
        <>
          {health.isUsable && method.is_default !== 1 && !method.mandate_revoked_at && (
            <form method="post" action={`${address}/default`}>
              <CsrfField token={page.csrf} />
              <Button size="small" aria-label={words.makeThisDefault(name)}>
                {words.makeDefault}
              </Button>
            </form>
          )}
          {method.kind === 'card' && health.state !== 'disabled' && (
            <ButtonLink
              size="small"
              href={`${address}/details`}
              aria-label={words.updateThis(name)}
            >
              {words.update}
            </ButtonLink>
          )}
          <ButtonLink
            size="small"
            look="danger"
            icon="trash"
            href={`${address}/removal`}
            aria-label={words.removeThis(name)}
          >
            {words.remove}
          </ButtonLink>
        </>
      }
    />
  )
}

const HealthMark = ({ state }: { state: keyof typeof HEALTH_MARK }) => {
  const { tone, icon, word } = HEALTH_MARK[state]
  return <Mark tone={tone} icon={icon} word={useWords().credentials[word]} />
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
    <Mandate method={method} zone={zone} />
    {health.advice && <span class="row-advice">{health.advice}</span>}
  </>
)

/** What was agreed to, whether it was taken back, and the way to do so. */
const Mandate = ({ method, zone }: { method: SavedMethod; zone: string }) => {
  const { credentials, mandates } = useWords()
  const { mandate_revoked_at: revokedAt, consent_at: agreedAt } = method
  const address = `/ippay/credentials/${method.id}`
  const at = revokedAt ?? agreedAt
  const said = at && (
    <Filled sentence={revokedAt ? mandates.takenBack : credentials.agreedOn}>
      <Day date={dayIn(at, zone)} />
    </Filled>
  )
  return (
    <>
      {said && ' · '}
      {/* Of a method that was imported there is no authorization to show. */}
      {agreedAt ? <a href={`${address}/mandate`}>{said}</a> : said}
      {!revokedAt && method.status === 'active' && (
        <>
          {' · '}
          <a
            href={`${address}/revocation`}
            aria-label={mandates.takeBackThis(methodName(factsOf(method), useLanguage()))}
          >
            {mandates.takeBack}
          </a>
        </>
      )}
    </>
  )
}
