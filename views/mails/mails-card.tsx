import type { Mail, Payment } from '../../src/db/schema.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Moment } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { hasReceipt } from '../receipts/receipt-sheet.ts'
import { MailBadge } from './mail-badge.tsx'
import { MAIL_KIND_LABEL } from './mail-words.ts'

export interface MailsOfPayment {
  payment: Pick<Payment, 'id' | 'status'>
  mails: readonly Mail[]
  zone: string
  /** For the form; null for who may not send, and without a mail server. */
  sending: { csrf: string; requestKey: string } | null
}

/** What the customer was written about a payment, and its receipt. */
export const MailsCard = ({ payment, mails, zone, sending }: MailsOfPayment) =>
  mails.length === 0 && !hasReceipt(payment) ? null : (
    <Card
      title="Receipt and mails"
      flush
      actions={
        hasReceipt(payment) && (
          <>
            <ButtonLink
              size="small"
              icon="receipt"
              href={`/admin/payments/${payment.id}/receipt.pdf`}
            >
              Receipt
            </ButtonLink>
            {sending && isTaken(payment) && (
              <SendReceipt paymentId={payment.id} wasSent={mails.some(isReceipt)} {...sending} />
            )}
          </>
        )
      }
    >
      <Rows label="Mails">
        {mails.length === 0 && <Row title="No mail was written about it." />}
        {mails.map((mail) => (
          <Row
            title={MAIL_KIND_LABEL[mail.kind]}
            note={
              <>
                {mail.sent_to && <>{mail.sent_to}, </>}
                <Moment at={mail.sent_at ?? mail.created_at} zone={zone} />
                {mail.last_error && <>: {mail.last_error}</>}
              </>
            }
            end={<MailBadge state={mail.state} />}
          />
        ))}
      </Rows>
    </Card>
  )

const isTaken = ({ status }: MailsOfPayment['payment']) =>
  status === 'approved' || status === 'recorded'

const isReceipt = ({ kind, state }: Mail) =>
  (kind === 'paid' || kind === 'submitted') && (state === 'sent' || state === 'uncertain')

const SendReceipt = ({
  paymentId,
  csrf,
  requestKey,
  wasSent,
}: {
  paymentId: string
  csrf: string
  requestKey: string
  wasSent: boolean
}) => (
  <form method="post" action="/admin/mails">
    <CsrfField token={csrf} />
    <input type="hidden" name="payment_id" value={paymentId} />
    <input type="hidden" name="request_key" value={requestKey} />
    <Button
      size="small"
      icon="sending"
      confirm={
        wasSent
          ? 'The customer was sent this receipt before. Send it once more?'
          : 'Send the receipt of this payment to the customer?'
      }
      confirmLabel="Send it"
    >
      {wasSent ? 'Send receipt again' : 'Send receipt'}
    </Button>
  </form>
)
