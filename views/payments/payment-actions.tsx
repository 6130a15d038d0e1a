import type { PropsWithChildren } from 'hono/jsx'
import type { ListedPayment } from '../../src/db/payment-list.ts'
import type { Recording, Refund, Role, Undoing } from '../../src/db/schema.ts'
import { isRefundUnderWay } from '../../src/domain/refund.ts'
import { isAtLeast } from '../../src/domain/role.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { RefundActions } from '../refunds/refunds-card.tsx'
import type { Place } from './certainty.tsx'
import { paymentHref } from './payment-rows.tsx'

interface ActionsView {
  payment: ListedPayment
  recording: Recording | undefined
  refunds: readonly Refund[]
  undoings: readonly Undoing[]
  /** Of approvals that came too late and whose money is still to go back. */
  lateIds: readonly string[]
  place: Place
  csrf: string
  role: Role
}

/** What a person of this role can do about the payment in its present state. */
export const PaymentActions = (view: ActionsView) =>
  !isAtLeast(view.role, 'clerk') ? null : (
    <>
      <OwnActions {...view} />
      <RefundActions {...view} paymentId={view.payment.id} />
      <GiveBack {...view} />
    </>
  )

/** Leads to the form for each money that the payment, or a message of it, holds. */
const GiveBack = ({ payment, refunds, lateIds }: ActionsView) => {
  if (refunds.some(({ status }) => isRefundUnderWay(status))) return null
  const href = `${paymentHref(payment.id)}/refunds/new`
  const isTaken = payment.status === 'approved' || payment.status === 'recorded'
  return (
    <>
      {isTaken && payment.refunded_cents < payment.amount_cents && (
        <ButtonLink href={href} icon="undo">
          Void or refund
        </ButtonLink>
      )}
      {lateIds.map((id) => (
        <ButtonLink look="primary" href={`${href}?original=${id}`} icon="undo">
          Give it back
        </ButtonLink>
      ))}
    </>
  )
}

const OwnActions = (view: ActionsView) => {
  const { payment, recording, role } = view
  switch (payment.status) {
    case 'pending':
      return (
        <ButtonLink icon="slash" href="#cancel">
          Cancel the payment
        </ButtonLink>
      )
    case 'unknown':
    case 'review':
      return (
        <>
          {role !== 'clerk' && <ButtonLink href="#settle">Settle by hand</ButtonLink>}
          <Act {...view} act="inquiry">
            <Button look="primary" icon="refresh">
              Ask the gateway now
            </Button>
          </Act>
        </>
      )
    case 'approved':
      return recording?.last_error ? (
        <Act {...view} act="recording">
          <Button look="primary" icon="refresh">
            Record in Splynx now
          </Button>
        </Act>
      ) : (
        <ReturnLink {...view} />
      )
    case 'recorded':
      return <ReturnLink {...view} />
    default:
      return null
  }
}

/** For a return that came by phone or mail. */
const ReturnLink = ({ payment }: ActionsView) =>
  payment.method_kind === 'bank' ? (
    <ButtonLink href={`${paymentHref(payment.id)}/returns/new`} icon="return_left">
      Record a return
    </ButtonLink>
  ) : null

const Act = ({
  payment,
  csrf,
  act,
  children,
}: PropsWithChildren<ActionsView & { act: string }>) => (
  <form method="post" action={`${paymentHref(payment.id)}/${act}`}>
    <CsrfField token={csrf} />
    {children}
  </form>
)
