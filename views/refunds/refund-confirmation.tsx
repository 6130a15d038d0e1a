import type { Payment } from '../../src/db/schema.ts'
import { decimalOfCents } from '../../src/domain/money.ts'
import type { RefundKind } from '../../src/domain/refund.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Method, Money } from '../components/figures.tsx'
import { money } from '../format.ts'
import { PURPOSE_LABEL } from '../payments/words.ts'
import { refundsHref } from './refund-form.tsx'
import { AT_GATEWAY, CUSTOMER_SEES, inSplynx, REFUND_KIND_LABEL } from './refund-words.ts'

export interface RefundConfirmationView {
  payment: Payment
  kind: RefundKind
  amountCents: number
  isWhole: boolean
  isReopened: boolean
  reason: string
  lateOriginalId: string | null
  csrf: string
  requestKey: string
}

/** Everything that is about to happen, before the one click that makes it happen. */
export const RefundConfirmation = (view: RefundConfirmationView) => {
  const { payment, kind, amountCents, isReopened, reason, lateOriginalId, csrf, requestKey } = view
  const isLate = lateOriginalId !== null
  const isRefill = payment.purpose === 'refill'
  const fields: [string, string][] = [
    ['request_key', requestKey],
    ['kind', kind],
    ['amount', decimalOfCents(amountCents)],
    ['reopens', isReopened ? 'yes' : 'no'],
    ['reason', reason],
    ...(isLate ? [['original', lateOriginalId] as [string, string]] : []),
  ]
  return (
    <Card class="card confirm-card" title="This is about to happen">
      <Definitions>
        <Definition term="Amount" total>
          <Money cents={amountCents} currency={payment.currency} large />
        </Definition>
        <Definition term="Customer">{payment.customer_name}</Definition>
        <Definition term={PURPOSE_LABEL[payment.purpose]}>
          {isRefill
            ? 'of the prepaid balance'
            : payment.document_number || `#${payment.document_id}`}
        </Definition>
        <Definition term="To">
          <Method kind={payment.method_kind} brand={payment.brand} last4={payment.last4} />
        </Definition>
        <Definition term="At the gateway">
          <strong>{REFUND_KIND_LABEL[kind]}.</strong> {AT_GATEWAY[kind]}
        </Definition>
        <Definition term="In Splynx">{inSplynx({ ...view, isLate, isRefill })}</Definition>
        <Definition term="The customer sees">{CUSTOMER_SEES[kind]}</Definition>
        <Definition term="Why">{reason}</Definition>
      </Definitions>
      <form method="post" action={refundsHref(payment.id)}>
        <CsrfField token={csrf} />
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} autocomplete="off" />
        ))}
        <div class="form-actions">
          <Button look="danger" icon="undo">
            {kind === 'void' ? 'Void' : 'Give back'} {money(amountCents, payment.currency)}
          </Button>
          <ButtonLink
            look="quiet"
            href={`${refundsHref(payment.id)}/new${isLate ? `?original=${lateOriginalId}` : ''}`}
          >
            Change something
          </ButtonLink>
        </div>
      </form>
    </Card>
  )
}
