import type { InquiryOutcome, Outcome } from '../../../src/domain/outcome.ts'
import { APPROVED, createBogusGateway, declined } from '../../../src/gateway/bogus.ts'
import { UNKNOWN, UNREACHED } from '../../support/factories.ts'

export type Fault = 'none' | 'never_left' | 'lost_before' | 'lost_after' | 'refused'

/** A gateway with books of its own about one sale. It loses, refuses and repeats. */
export function createBooks(clock: () => Date, settlesAt: Date) {
  const credits = new Map<string, number>()
  const faults: Fault[] = []
  let voidedCents = 0

  function carryOut(book: () => Outcome): Outcome {
    const fault = faults.shift() ?? 'none'
    if (fault === 'never_left') return UNREACHED
    if (fault === 'lost_before') return UNKNOWN
    if (fault === 'refused') return declined('899')
    const outcome = book()
    return fault === 'lost_after' ? UNKNOWN : outcome
  }
  const gateway = {
    ...createBogusGateway(),
    void: async ({ amountCents }: { amountCents: number }) =>
      carryOut(() => {
        if (voidedCents > 0) return declined('025', 'config')
        if (clock() >= settlesAt) return declined('958', 'config')
        voidedCents = amountCents
        return APPROVED
      }),
    credit: async ({
      transactionId,
      amountCents,
    }: {
      transactionId: string
      amountCents: number
    }) =>
      carryOut(() => {
        if (credits.has(transactionId)) return { kind: 'unknown', cause: 'duplicate' }
        credits.set(transactionId, amountCents)
        return APPROVED
      }),
    // Repeats what it said of the sale, voided or not, as the simulator does.
    inquire: async (id: string): Promise<InquiryOutcome> => {
      if (faults.shift() === 'lost_before') return UNKNOWN
      const isKnown = id === sale.id || credits.has(id)
      return isKnown ? APPROVED : { kind: 'not_found' }
    },
  }
  const sale = { id: '' }
  return {
    gateway,
    sale,
    faults,
    isVoided: () => voidedCents > 0,
    hasCredit: (id: string) => credits.has(id),
    backCents: () => voidedCents + [...credits.values()].reduce((sum, cents) => sum + cents, 0),
  }
}
