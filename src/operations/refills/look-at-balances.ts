import type { Context } from '../../context.ts'
import { claimLooks } from '../../db/auto-refills.ts'
import { isBreakerOpen } from '../../db/breaker.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import { LOOK_EVERY_MS } from '../../domain/auto-refill.ts'
import { SplynxError } from '../../splynx/splynx.ts'
import { type Looked, refillWhenLow } from './refill-when-low.ts'

const STRETCH = 100
const STRETCHES_MAX = 20
/** Requests at Splynx at once. */
const AT_ONCE = 5

/** Looks at the balances whose time has come, and refills those that are low. */
export async function lookAtBalances(context: Context): Promise<string> {
  const { db, now } = context
  if ((await isSafeMode(db)) || (await isBreakerOpen(db))) return 'payments are closed'
  const counts = new Map<Looked, number>()
  for (let stretch = 0; stretch < STRETCHES_MAX; stretch++) {
    const at = now()
    const nextAt = new Date(at.getTime() + LOOK_EVERY_MS)
    const due = await claimLooks(db, { now: at, nextAt, limit: STRETCH })
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const looked = await Promise.all(
        due.slice(from, from + AT_ONCE).map(({ customer_id }) => look(context, customer_id)),
      )
      for (const one of looked) counts.set(one, (counts.get(one) ?? 0) + 1)
    }
    if (due.length < STRETCH) break
  }
  return [...counts].map(([looked, count]) => `${count} ${looked}`).join(', ') || 'none is due'
}

/** One balance that Splynx does not tell holds up no other; it is looked at again next time. */
async function look(context: Context, customerId: number): Promise<Looked> {
  try {
    return await refillWhenLow(context, customerId)
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    context.log.warn({ customerId, error }, 'Splynx does not tell a balance')
    return 'waiting'
  }
}
