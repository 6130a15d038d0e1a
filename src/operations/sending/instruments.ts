import type { Context } from '../../context.ts'
import type { Method } from '../../db/schema.ts'
import { isExpired } from '../../domain/card.ts'
import type { Channel } from '../../domain/payment.ts'
import type { SkipReason } from '../../domain/run.ts'
import type { Instrument } from './sender.ts'

/** Why a method cannot be charged, or what to charge it with. */
export type Readiness =
  | { kind: 'ready'; instrument: Instrument }
  | { kind: 'useless'; reason: SkipReason; detail: string | null }

/** Looks a method over before a payment with it is claimed: once claimed, nothing may fail any more. */
export function makeReady(
  { vault, log, now }: Context,
  method: Method,
  channel: Channel,
): Readiness {
  if (method.status === 'disabled') {
    return { kind: 'useless', reason: 'method_disabled', detail: method.disabled_reason }
  }
  if (method.status === 'removed') return { kind: 'useless', reason: 'no_method', detail: null }
  if (!mayBeUsedBy(method, channel)) {
    return {
      kind: 'useless',
      reason: 'method_disabled',
      detail: 'Its authorization was taken back',
    }
  }
  if (isMethodExpired(method, now())) {
    return { kind: 'useless', reason: 'method_expired', detail: expiryOf(method) }
  }
  try {
    return { kind: 'ready', instrument: { method, token: vault.openToken(method.token_sealed) } }
  } catch {
    // The key that sealed it is not on the ring any more. The operator has to know.
    log.error({ methodId: method.id }, 'a token cannot be opened: is a key missing in APP_KEYS?')
    return { kind: 'useless', reason: 'method_disabled', detail: 'Its key is missing' }
  }
}

/** Who has taken the authorization back may still pay by hand; nobody else charges it. */
export const mayBeUsedBy = (
  { mandate_revoked_at }: Pick<Method, 'mandate_revoked_at'>,
  channel: Channel,
): boolean => mandate_revoked_at === null || channel === 'customer'

export const isMethodExpired = (
  { kind, exp_month, exp_year }: Pick<Method, 'kind' | 'exp_month' | 'exp_year'>,
  now: Date,
): boolean => kind === 'card' && isExpired(exp_month ?? 0, exp_year ?? 0, now)

const expiryOf = ({ exp_month, exp_year }: Method): string =>
  `${String(exp_month).padStart(2, '0')}/${exp_year}`
