import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { findMail, insertCopy, reopenMail } from '../../db/mails.ts'
import { findPayment } from '../../db/payments.ts'
import { transact } from '../../db/transact.ts'
import { maySendAgain } from '../../domain/mail.ts'

interface Asked {
  /** Of the form: a double click sends once. */
  requestKey: string
  actor: string
  address: string
}

export type SendAgainResult = 'sending' | 'not_now' | 'no_server' | 'not_found'

/**
 * A person wants a mail sent that was not, or may not have been, or once more. What did not arrive
 * keeps its Message-ID, by which mail programs show it once even if it did; what was sent is sent as
 * a new one.
 */
export async function sendMailAgain(
  context: Context,
  { mailId, ...asked }: Asked & { mailId: string },
): Promise<SendAgainResult> {
  const { db, now } = context
  if (!context.mail) return 'no_server'
  const mail = await findMail(db, mailId)
  if (!mail) return 'not_found'
  if (!maySendAgain(mail.state)) return 'not_now'
  const isNew = await transact(db, async (trx) => {
    const isMade =
      mail.state === 'sent'
        ? await insertCopy(trx, { ...mail, ...copyOf(asked), copyOf: mail.id }, now())
        : await reopenMail(trx, mail.id, now())
    if (isMade) await note(trx, context, asked, `mail:${mail.id}`, { kind: mail.kind })
    return isMade
  })
  if (isNew) await context.bell.ring('send-mail', {})
  return 'sending'
}

/** A person wants the receipt of a payment sent, whether it was sent before or not. */
export async function sendReceipt(
  context: Context,
  { paymentId, ...asked }: Asked & { paymentId: string },
): Promise<SendAgainResult> {
  const { db, now } = context
  if (!context.mail) return 'no_server'
  const payment = await findPayment(db, paymentId)
  if (!payment) return 'not_found'
  const { transaction_id, method_kind, status } = payment
  if (!transaction_id || (status !== 'approved' && status !== 'recorded')) return 'not_now'
  const kind = method_kind === 'bank' ? ('submitted' as const) : ('paid' as const)
  const about = {
    ...{ kind, customer_id: payment.customer_id, partner_id: payment.partner_id },
    ...{ payment_id: paymentId, method_id: null, source_id: transaction_id, facts: {} },
  }
  const isNew = await transact(db, async (trx) => {
    const isMade = await insertCopy(trx, { ...about, ...copyOf(asked), copyOf: null }, now())
    if (isMade) await note(trx, context, asked, `payment:${paymentId}`, { kind })
    return isMade
  })
  if (isNew) await context.bell.ring('send-mail', {})
  return 'sending'
}

const copyOf = ({ requestKey, actor }: Asked) => ({ subject: `again:${requestKey}`, by: actor })

const note = (
  trx: Context['db'],
  { now }: Context,
  { actor, address }: Asked,
  subject: string,
  details: Record<string, unknown>,
) => recordAudit(trx, { at: now(), actor, action: 'mail.sent_again', subject, details, address })
