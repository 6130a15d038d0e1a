import type { Context } from '../context.ts'
import { findLastPartner } from '../db/payments.ts'
import type { Settings } from '../settings/definitions.ts'
import type { Splynx } from '../splynx/splynx.ts'

const KEPT_MS = 5 * 60_000
const CUSTOMERS_KEPT_MAX = 10_000

interface Known {
  partnerId: number
  at: number
}

const knownBy = new WeakMap<Splynx, Map<number, Known>>()

/**
 * What holds for a customer. Splynx is asked whose customer it is only where a partner has values of
 * its own, and not again for some minutes; while it says nothing, the partner of the customer's last
 * payment counts.
 */
export async function settingsOfCustomer(context: Context, customerId: number): Promise<Settings> {
  const { settings } = context
  if (!(await settings.hasPartners())) return settings.of(null)
  return settings.of(await partnerOf(context, customerId))
}

async function partnerOf(context: Context, customerId: number): Promise<number | null> {
  const { splynx, db, log, now } = context
  const known = knownBy.get(splynx) ?? new Map<number, Known>()
  knownBy.set(splynx, known)
  const earlier = known.get(customerId)
  if (earlier && now().getTime() - earlier.at < KEPT_MS) return earlier.partnerId
  try {
    const customer = await splynx.findCustomer(customerId)
    if (!customer) return null
    if (known.size >= CUSTOMERS_KEPT_MAX) known.clear()
    known.set(customerId, { partnerId: customer.partnerId, at: now().getTime() })
    return customer.partnerId
  } catch (error) {
    log.warn({ error, customerId }, 'Splynx does not say whose customer this is')
    return earlier?.partnerId ?? findLastPartner(db, customerId)
  }
}
