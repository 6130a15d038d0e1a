import type { Context } from '../context.ts'
import type { Named, Splynx } from '../splynx/splynx.ts'

/** What a filter can be chosen from. */
export interface FilterChoices {
  partners: Named[]
  locations: Named[]
  paymentTypes: Named[]
}

const FRESH_MS = 60_000
/** A page does not wait longer for its lists; the answer is kept for the next one. */
const WAIT_MS = 4_000

interface Known {
  choices: FilterChoices | null
  freshUntil: number
  reading: Promise<void> | null
}

const knownBy = new WeakMap<Splynx, Known>()

/**
 * Splynx's lists, kept for a minute because every page with a filter needs them. While Splynx does
 * not answer the last known ones serve; null when there are none.
 */
export async function listFilterChoices(context: Context): Promise<FilterChoices | null> {
  const known = knownBy.get(context.splynx) ?? { choices: null, freshUntil: 0, reading: null }
  knownBy.set(context.splynx, known)
  if (context.now().getTime() < known.freshUntil) return known.choices
  known.reading ??= readInto(known, context)
  await atMost(WAIT_MS, known.reading)
  return known.choices
}

async function readInto(known: Known, { splynx, log, now }: Context): Promise<void> {
  try {
    const [partners, locations, paymentTypes] = await Promise.all([
      splynx.listPartners(),
      splynx.listLocations(),
      splynx.listPaymentMethods(),
    ])
    known.choices = { partners, locations, paymentTypes }
    known.freshUntil = now().getTime() + FRESH_MS
  } catch (error) {
    log.warn({ error }, 'the lists of partners, locations and payment types cannot be read')
  } finally {
    known.reading = null
  }
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, tooLate])
  clearTimeout(timer)
}
