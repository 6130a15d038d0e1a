import type { Context } from '../../context.ts'
import { type MailWishes, NO_MAILS } from '../../db/mails.ts'
import { findPayment } from '../../db/payments.ts'
import { findSafeMode } from '../../db/safe-mode.ts'
import { isRequiredMail, type MailKind } from '../../domain/mail.ts'
import type { Settings } from '../../settings/definitions.ts'

type Parts = Pick<Context, 'mail' | 'settings' | 'db'>

/** What the customers of these partners are written about. Read before the effects are written. */
export async function mailWishes(
  { mail, settings, db }: Parts,
  about: readonly { partner_id: number | null }[],
): Promise<MailWishes> {
  if (!mail || about.length === 0) return NO_MAILS
  const partnerIds = [...new Set(about.map(({ partner_id }) => partner_id))]
  const [safeMode, ...values] = await Promise.all([
    findSafeMode(db),
    ...partnerIds.map((id) => settings.of(id)),
  ])
  const byPartner = new Map(partnerIds.map((id, at) => [id, values[at]!]))
  return {
    wants(kind, partnerId) {
      const known = byPartner.get(partnerId)
      return known !== undefined && isMailWanted(known, kind)
    },
    restoredAt: safeMode.cause === 'restore' ? safeMode.entered_at : null,
  }
}

/** The same of one payment. */
export async function mailWishesFor(parts: Parts, paymentId: string): Promise<MailWishes> {
  const payment = parts.mail ? await findPayment(parts.db, paymentId) : undefined
  return payment ? mailWishes(parts, [payment]) : NO_MAILS
}

/** Whether the partner has its customers written to about it. */
export const isMailWanted = (settings: Settings, kind: MailKind): boolean =>
  isRequiredMail(kind) || settings[SETTING_OF[kind as keyof typeof SETTING_OF]]

const SETTING_OF = {
  paid: 'mailPaid',
  declined: 'mailDeclined',
  refunded: 'mailRefunded',
  voided: 'mailRefunded',
  expiring: 'mailExpiring',
} as const
