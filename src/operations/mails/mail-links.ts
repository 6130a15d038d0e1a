import type { Context } from '../../context.ts'
import type { Mail } from '../../db/schema.ts'
import { isRequiredMail, type MailFacts, type MailLinks } from '../../domain/mail.ts'
import { decimalOfCents } from '../../domain/money.ts'
import { markOf } from '../../vault/marks.ts'

type Parts = Pick<Context, 'config'>

/** Where the receipt of a payment is, for whoever has its address. */
export const receiptAddress = ({ config }: Parts, paymentId: string): string =>
  absolute(
    config,
    `/ippay/link-payment/${paymentId}/${markOf(config.APP_KEYS, 'link-payment', paymentId)}/receipt`,
  )

/** Where a customer says which mails are wanted. */
export const wishesAddress = ({ config }: Parts, customerId: number): string =>
  absolute(
    config,
    `/ippay/mail-wishes/${customerId}/${markOf(config.APP_KEYS, 'mail-wishes', String(customerId))}`,
  )

export function mailLinks(parts: Parts, mail: Mail, facts: MailFacts): MailLinks {
  const { config } = parts
  const credentials = absolute(config, '/ippay/credentials')
  return {
    action: actionOf(parts, mail, facts) ?? credentials,
    credentials,
    unsubscribe: isRequiredMail(mail.kind) ? null : wishesAddress(parts, mail.customer_id),
  }
}

function actionOf(parts: Parts, mail: Mail, facts: MailFacts): string | null {
  switch (facts.kind) {
    case 'paid':
    case 'submitted':
    case 'refunded':
    case 'voided':
      return mail.payment_id && receiptAddress(parts, mail.payment_id)
    case 'declined':
    case 'returned':
    case 'upcoming':
      return absolute(parts.config, payPath(parts, facts))
    case 'expiring':
      return null
  }
}

type Payable = Extract<MailFacts, { kind: 'declined' | 'returned' | 'upcoming' }>

/** The plain link needs no log-in where plain links work at all. */
function payPath({ config }: Parts, { subject, amountCents }: Payable): string {
  const { purpose, documentId } = subject
  if (purpose === 'refill' || documentId === null) {
    return `/ippay?amount=${decimalOfCents(amountCents)}`
  }
  return config.PLAIN_LINKS === 'off'
    ? `/ippay/pay/${purpose}/${documentId}`
    : `/ippay/direct-pay-${purpose}-by-id?item_id=${documentId}`
}

const absolute = ({ PUBLIC_URL }: Context['config'], path: string): string =>
  new URL(path, PUBLIC_URL).href
