import type { Context } from '../../context.ts'
import { findAttempt } from '../../db/claims.ts'
import { findMethod } from '../../db/methods.ts'
import { findPayment } from '../../db/payments.ts'
import { findRefund } from '../../db/refunds.ts'
import { findReturn } from '../../db/returns.ts'
import type { Mail, Method, Payment } from '../../db/schema.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { acceptedAt, debitFinalOn } from '../../domain/certainty.ts'
import type { MailedMethod, MailedSubject, MailFacts } from '../../domain/mail.ts'

/** Why nobody is written to about it any more. */
export interface Overtaken {
  notWanted: string
}

type Found = MailFacts | Overtaken

/** What a mail tells, read when it is sent; or why it says nothing true any more. */
export function findMailFacts(context: Context, mail: Mail): Promise<Found> {
  switch (mail.kind) {
    case 'expiring':
      return aboutCard(context, mail)
    case 'upcoming':
      return aboutDebit(context, mail)
    default:
      return aboutPayment(context, mail)
  }
}

const MISSING: Overtaken = { notWanted: 'What it tells of is not there any more' }

async function aboutPayment({ db, config }: Context, mail: Mail): Promise<Found> {
  const payment = mail.payment_id ? await findPayment(db, mail.payment_id) : undefined
  if (!payment || !mail.source_id) return MISSING
  const { kind, source_id: sourceId } = mail
  if (kind === 'refunded' || kind === 'voided') {
    const refund = await findRefund(db, sourceId)
    if (!refund?.transaction_id) return MISSING
    return {
      ...about(payment),
      kind,
      amountCents: refund.amount_cents,
      isPart: refund.amount_cents < payment.amount_cents,
      at: refund.updated_at,
      transactionId: refund.transaction_id,
      approvalCode: null,
    }
  }
  if (kind === 'returned') {
    const returned = await findReturn(db, sourceId)
    if (!returned) return MISSING
    const { code, returned_at: at, transaction_id: transactionId } = returned
    return { ...about(payment), kind, code, at, transactionId, approvalCode: null }
  }
  const attempt = await findAttempt(db, sourceId)
  if (!attempt) return MISSING
  const message = {
    ...about(payment),
    amountCents: attempt.amount_cents,
    at: attempt.answered_at ?? attempt.sent_at,
    transactionId: attempt.transaction_id,
    approvalCode: attempt.approval_code,
  }
  if (kind === 'declined') {
    return { ...message, kind, code: attempt.action_code, category: attempt.category }
  }
  if (kind !== 'submitted') return { ...message, kind: 'paid' }
  const accepted = { ...payment, sent_at: attempt.sent_at, answered_at: attempt.answered_at }
  const expectedOn = debitFinalOn(acceptedAt(accepted), config.TZ)
  const method = await findMethod(db, attempt.method_id)
  return { ...message, kind, expectedOn, consentVersion: method?.consent_version ?? null }
}

const about = (payment: Payment) => ({
  amountCents: payment.amount_cents,
  currency: payment.currency,
  subject: subjectOf(payment),
  method: { kind: payment.method_kind, brand: payment.brand, last4: payment.last4 },
})

const subjectOf = (payment: Payment): MailedSubject => ({
  purpose: payment.purpose,
  documentId: payment.document_id,
  documentNumber: payment.document_number,
})

const methodOf = ({ kind, brand, last4 }: Method): MailedMethod => ({ kind, brand, last4 })

/** Nothing to say of a card that is gone or has got another expiry. */
async function aboutCard({ db }: Context, mail: Mail): Promise<Found> {
  const card = mail.method_id ? await findMethod(db, mail.method_id) : undefined
  const { exp_month: expMonth, exp_year: expYear } = card ?? {}
  const isSame = mail.source_id === `${expYear}-${expMonth}`
  if (!card || !expMonth || !expYear || card.status !== 'active' || !isSame) {
    return { notWanted: 'The card was removed or brought up to date' }
  }
  return { kind: 'expiring', method: methodOf(card), expMonth, expYear }
}

async function aboutDebit({ db, config, now }: Context, mail: Mail): Promise<Found> {
  const method = mail.method_id ? await findMethod(db, mail.method_id) : undefined
  const { amountCents, on, purpose, documentId, documentNumber = null } = mail.facts
  if (!method || !amountCents || !on || !purpose || !documentId) return MISSING
  if (method.status !== 'active') return { notWanted: 'The account is not debited any more' }
  if (on < dayIn(now(), config.TZ)) return { notWanted: 'The day of the debit has passed' }
  return {
    kind: 'upcoming',
    amountCents,
    currency: config.CURRENCY,
    subject: { purpose, documentId, documentNumber },
    method: methodOf(method),
    on,
  }
}
