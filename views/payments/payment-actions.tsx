import type { PropsWithChildren } from 'hono/jsx'
import type { ListedPayment } from '../../src/db/payment-list.ts'
import type { Recording, Role } from '../../src/db/schema.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { money } from '../format.ts'
import { paymentHref } from './payment-rows.tsx'

interface ActionsView {
  payment: ListedPayment
  recording: Recording | undefined
  csrf: string
  role: Role
}

/** What a person of this role can do about the payment in its present state. */
export const PaymentActions = (view: ActionsView) => {
  const { payment, recording, role } = view
  if (role === 'viewer') return null
  switch (payment.status) {
    case 'pending':
      return (
        <Act {...view} act="cancellation">
          <Button
            look="danger"
            icon="slash"
            confirm={`Cancel this payment of ${money(payment.amount_cents, payment.currency)}? It has not been sent.`}
            confirmLabel="Cancel the payment"
          >
            Cancel payment
          </Button>
        </Act>
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
      ) : null
    default:
      return null
  }
}

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
