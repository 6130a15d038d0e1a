import type { Meter } from '../../src/domain/retry.ts'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Method } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { MethodBadge } from '../components/status-badge.tsx'
import { cardExpiry } from '../format.ts'
import { Budget } from '../retries/budget.tsx'
import type { CustomerView } from './customer-panel.tsx'

type SavedMethod = CustomerView['methods'][number]

/** Cards and bank accounts that the customer has saved. */
export const MethodsCard = ({ methods, automatic }: CustomerView) => (
  <Card title="Saved methods" flush>
    {methods.length === 0 ? (
      <Empty icon="card" title="No saved method">
        The customer can save a card or bank account in the portal.
      </Empty>
    ) : (
      <Rows label="Saved methods">
        {methods.map((method) => (
          <Row
            title={
              <Method
                kind={method.kind}
                brand={method.brand}
                last4={method.last4}
                accountType={method.account_type}
              />
            }
            note={<Note method={method} meter={automatic.meters.get(method.id)} />}
            end={<Mark method={method} />}
          />
        ))}
      </Rows>
    )}
  </Card>
)

/** Below it, how often it may still be tried, once it was declined. */
const Note = ({ method, meter }: { method: SavedMethod; meter: Meter | undefined }) => (
  <>
    {noteOf(method)}
    {method.consent_at && (
      <>
        {', '}
        <a href={`/admin/mandates/${method.id}/mandate.pdf`}>authorization</a>
      </>
    )}
    {meter && meter.used > 0 && <Budget meter={meter} />}
  </>
)

export function noteOf(method: SavedMethod): string {
  const { kind, exp_month, exp_year, isExpired, disabled_reason, holder_name } = method
  const revoked = method.mandate_revoked_at && 'authorization taken back'
  const change = method.change_noted_at && 'its bank says that details have changed'
  const expiry =
    kind === 'card' && exp_month !== null && exp_year !== null
      ? `${isExpired ? 'expired' : 'expires'} ${cardExpiry(exp_month, exp_year)}`
      : null
  return [holder_name, expiry, disabled_reason ?? revoked, change].filter(Boolean).join(', ')
}

const Mark = ({ method }: { method: SavedMethod }) => {
  if (method.status === 'disabled') return <MethodBadge status="disabled" />
  if (method.isExpired) {
    return (
      <span class="badge tone-attention">
        <Icon name="calendar" size={14} />
        Expired
      </span>
    )
  }
  return method.is_default ? (
    <span class="badge tone-neutral">
      <Icon name="star" size={14} />
      Default
    </span>
  ) : null
}
