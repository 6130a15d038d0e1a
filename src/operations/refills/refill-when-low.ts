import type { Context } from '../../context.ts'
import {
  findAutoRefill,
  hasReturnSince,
  isOn,
  lookLater,
  noteAutoPayment,
  pauseAutoRefill,
} from '../../db/auto-refills.ts'
import { findCustomerHolds, holdOf } from '../../db/customer-holds.ts'
import { findMethod } from '../../db/methods.ts'
import { lookAtRefills } from '../../db/refills.ts'
import type { AutoRefill, Method, RefillPause } from '../../db/schema.ts'
import { autoRefillKey, isLow } from '../../domain/auto-refill.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { isHeldOn } from '../../domain/customer-hold.ts'
import { openPayment } from '../open-payment.ts'
import { makeReady } from '../sending/instruments.ts'
import { judgeRefillRetry } from './judge-refill-retry.ts'

/** What came of one look at a balance. */
export type Looked =
  | 'opened'
  /** The balance is high enough, or there was a refill today. */
  | 'enough'
  | 'paused'
  /** Not now: something is under way, on hold or has to wait. */
  | 'waiting'
  | 'off'

/**
 * Refills one customer's balance if it is low and everything allows it. May be called at any time and
 * by many at once: a day's refill has one key, and its payment is refused while another is under way
 * or when one was made since the balance was read. Rejects with `SplynxError` when Splynx cannot be
 * asked; then nothing has been stored.
 */
export async function refillWhenLow(context: Context, customerId: number): Promise<Looked> {
  const { db, splynx, config, now } = context
  const refill = await findAutoRefill(db, customerId)
  if (!refill || !isOn(refill)) return 'off'
  const seen = await lookAtRefills(db, customerId)
  if (seen.underWayId) return 'waiting'

  const method = await findUsable(context, refill)
  if (typeof method === 'string') return pause(context, customerId, method)
  const verdict = await judgeRefillRetry(context, method)
  if (!verdict.allowed) {
    if (verdict.until === null) return pause(context, customerId, 'declined')
    await lookLater(db, customerId, verdict.until)
    return 'waiting'
  }
  if (await isLeftAlone(context, customerId)) return 'waiting'
  if (!isLow(await splynx.findBalanceCents(customerId), refill.threshold_cents)) return 'enough'
  return open(context, refill, seen.count, autoRefillKey(customerId, dayIn(now(), config.TZ)))
}

async function open(
  context: Context,
  refill: AutoRefill,
  refillsBefore: number,
  requestKey: string,
): Promise<Looked> {
  const { customer_id: customerId, amount_cents: amountCents } = refill
  const result = await openPayment(context, {
    customerId,
    target: { refillCents: amountCents },
    expectedCents: amountCents,
    methodId: refill.method_id,
    channel: 'schedule',
    actor: 'auto-refill',
    requestKey,
    refillsBefore,
  })
  switch (result.kind) {
    case 'opened':
    case 'repeated':
      await noteAutoPayment(context.db, customerId, result.paymentId)
      return result.kind === 'opened' ? 'opened' : 'enough'
    case 'method_useless':
      return pause(context, customerId, 'method')
    default:
      return 'waiting'
  }
}

/** The method, or why it cannot be charged any more. */
async function findUsable(context: Context, refill: AutoRefill): Promise<Method | RefillPause> {
  const method = await findMethod(context.db, refill.method_id)
  // Only what the customer keeps and agreed to is charged unasked.
  const isOwn = method?.customer_id === refill.customer_id && method.status === 'active'
  if (!isOwn || makeReady(context, method, 'schedule').kind === 'useless') return 'method'
  const isReturned = await hasReturnSince(context.db, method.id, refill.consent_at)
  return isReturned ? 'returned' : method
}

/** Whom nobody charges unasked at the moment. */
async function isLeftAlone(context: Context, customerId: number): Promise<boolean> {
  const { db, splynx, config, now } = context
  const hold = (await findCustomerHolds(db, [customerId])).get(customerId)
  if (hold && isHeldOn(holdOf(hold), dayIn(now(), config.TZ))) return true
  const customer = await splynx.findCustomer(customerId)
  return !customer || customer.status === 'disabled' || customer.status === 'blocked'
}

async function pause(
  { db, log, now }: Context,
  customerId: number,
  reason: RefillPause,
): Promise<Looked> {
  if (await pauseAutoRefill(db, customerId, reason, now())) {
    log.info({ customerId, reason }, 'automatic refills of a customer are paused')
  }
  return 'paused'
}
