import type { Context as HonoContext } from 'hono'
import { consentVersion } from '../../views/portal/consent.ts'
import type { Context } from '../context.ts'
import type { EntryLimits } from '../middleware/entry-limits.ts'
import { settingsOfCustomer } from '../operations/partner-of.ts'
import { type PhonePayment, type PhoneResult, payByPhone } from '../operations/pay-by-phone.ts'
import { actorOf, type StaffEnv } from './env.ts'
import type { Reading } from './forms.ts'
import { type NewCard, readNewCard } from './portal/method-form.ts'
import { once } from './portal/once.ts'

type Result = PhoneResult | { kind: 'too_many'; minutes: number }

/** The card that the clerk has typed, checked as a customer's own. */
export async function readPhoneCard(
  c: HonoContext<StaffEnv>,
  context: Context,
  customerId: number,
): Promise<Reading<NewCard>> {
  const { cardZip } = await settingsOfCustomer(context, customerId)
  return readNewCard(c, { now: context.now, cardZip })
}

/** Two posts of one form are one card and one payment. */
export function takePhonePayment(
  c: HonoContext<StaffEnv>,
  context: Context,
  limits: EntryLimits,
  { card, isSaved, ...payment }: Omit<PhonePayment, 'consent' | 'actor'> & NewCard,
): Promise<Result> {
  const { customerId, requestKey } = payment
  const actor = actorOf(c.var.staff)
  return once<Result>(context.redis, `${customerId}:${requestKey}`, async () => {
    // An office takes many cards from one address, so each clerk is counted apart.
    const refusal = await limits.count(customerId, c.var.staff.login)
    if (refusal) return { kind: 'too_many', ...refusal }
    const consent = isSaved
      ? {
          version: consentVersion('phone', 'en'),
          address: c.var.address,
          agent: `By phone, noted by ${c.var.staff.login}`,
        }
      : null
    return payByPhone(context, { ...payment, actor, card, consent })
  })
}
