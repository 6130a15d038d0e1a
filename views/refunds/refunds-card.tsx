import type { PropsWithChildren } from 'hono/jsx'
import type { Refund, Role, Undoing } from '../../src/db/schema.ts'
import { isRefundUnderWay } from '../../src/domain/refund.ts'
import { isAtLeast } from '../../src/domain/role.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { RefundBadge } from '../components/status-badge.tsx'
import { counted } from '../format.ts'
import type { Place } from '../payments/certainty.tsx'
import { actorName } from '../payments/words.ts'
import { REFUND_KIND_LABEL } from './refund-words.ts'

interface RefundsView {
  refunds: readonly Refund[]
  undoings: readonly Undoing[]
  place: Place
}

/** Every refund of a payment, and whether Splynx shows it. Nothing when there is none. */
export const RefundsCard = ({ refunds, undoings, place }: RefundsView) =>
  refunds.length + undoings.length === 0 ? null : (
    <Card title="Given back" flush>
      <Rows label="Refunds">
        {refunds.map((refund) => (
          <Row
            title={
              <>
                {REFUND_KIND_LABEL[refund.kind]}{' '}
                <Money cents={refund.amount_cents} currency={refund.currency} />
              </>
            }
            note={
              <>
                {refund.last_word && refund.last_word !== 'approved' && <>{refund.last_word}. </>}
                {refund.reason} – {actorName(refund.actor)},{' '}
                <Moment at={refund.created_at} zone={place.zone} />
              </>
            }
            end={<RefundBadge status={refund.status} />}
          />
        ))}
        {undoings.map((undoing) => (
          <Row title="In Splynx" note={<UndoingWords undoing={undoing} zone={place.zone} />} />
        ))}
      </Rows>
    </Card>
  )

const UndoingWords = ({ undoing, zone }: { undoing: Undoing; zone: string }) => {
  const { done_at, how, last_error, tries, next_try_at } = undoing
  if (done_at) {
    return (
      <>
        {how}, <Moment at={done_at} zone={zone} />
      </>
    )
  }
  if (!last_error) return <>Splynx is being told.</>
  return (
    <>
      Not shown yet after {counted(tries, 'try', 'tries')}: {last_error}
      {next_try_at && (
        <>
          . Next try <Moment at={next_try_at} zone={zone} />
        </>
      )}
    </>
  )
}

interface ActionsView extends RefundsView {
  paymentId: string
  csrf: string
  role: Role
}

/** What a person can do about a refund that is under way, or that Splynx does not show. */
export const RefundActions = (view: ActionsView) => {
  const { refunds, undoings, role } = view
  const open = refunds.find(({ status }) => isRefundUnderWay(status))
  if (!isAtLeast(role, 'clerk')) return null
  return (
    <>
      {open?.status === 'pending' && (
        <ButtonLink icon="slash" href="#cancel">
          Cancel the refund
        </ButtonLink>
      )}
      {(open?.status === 'unknown' || open?.status === 'review') && (
        <Act csrf={view.csrf} action={`/admin/refunds/${open.id}/inquiry`}>
          <Button look="primary" icon="refresh">
            Ask about the refund
          </Button>
        </Act>
      )}
      {undoings.some(({ done_at, last_error }) => !done_at && last_error) && (
        <Act csrf={view.csrf} action={`/admin/payments/${view.paymentId}/undoing`}>
          <Button icon="refresh">Tell Splynx now</Button>
        </Act>
      )}
    </>
  )
}

const Act = ({ csrf, action, children }: PropsWithChildren<{ csrf: string; action: string }>) => (
  <form method="post" action={action}>
    <CsrfField token={csrf} />
    {children}
  </form>
)
