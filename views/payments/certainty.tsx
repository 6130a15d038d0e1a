import type { Payment } from '../../src/db/schema.ts'
import { type Certainty, type CertaintyFacts, certaintyOf } from '../../src/domain/certainty.ts'
import type { PaymentStatus, Purpose } from '../../src/domain/payment.ts'
import { PAYMENT_LABEL } from '../components/status-labels.ts'
import { day, moment, money } from '../format.ts'

/** What views know of the reader's place and time. */
export interface Place {
  now: Date
  zone: string
}

/** `Certain`, `Pending until Dec 1, 2026`: whether the money may still move. */
export const certaintyWords = (certainty: Certainty, zone: string): string => {
  switch (certainty.kind) {
    case 'open':
      return 'Not decided yet'
    case 'certain':
      return 'Certain'
    case 'until':
      return `Pending until ${day(certainty.day)}`
    case 'unknown':
      return `Unknown since ${moment(certainty.since, zone)}`
    case 'reversed':
      return 'Reversed'
  }
}

/** What was given back of a payment of which something is left. */
export type PartFacts = Pick<Payment, 'status' | 'refunded_cents' | 'amount_cents' | 'currency'>

export const CertaintyText = ({
  facts,
  place,
}: {
  facts: CertaintyFacts & PartFacts
  place: Place
}) => (
  <>
    {refundedPart(facts) ?? certaintyWords(certaintyOf(facts, place.now, place.zone), place.zone)}
  </>
)

/** `Refunded $10.00 of $49.99`; null unless it is a part. */
function refundedPart({ status, refunded_cents, amount_cents, currency }: PartFacts) {
  if (refunded_cents === 0 || status === 'voided' || status === 'refunded') return null
  return `Refunded ${money(refunded_cents, currency)} of ${money(amount_cents, currency)}`
}

type SentenceFacts = CertaintyFacts & PartFacts & { purpose: Purpose }

/** Where the money is, in one plain sentence or two. */
export function certaintySentence(facts: SentenceFacts, place: Place): string {
  const part = refundedPart(facts)
  const whole = sentenceOfWhole(facts, place)
  return part === null ? whole : `${part}. ${whole}`
}

function sentenceOfWhole(facts: SentenceFacts, { now, zone }: Place): string {
  const { status } = facts
  if (status === 'unknown' || status === 'review') return `Money may have moved. ${heldBack(facts)}`
  if (facts.method_kind === 'card' || !isTaken(status)) return PAYMENT_LABEL[status].meaning
  const certainty = certaintyOf(facts, now, zone)
  const splynx = status === 'approved' ? 'Splynx is being told about it.' : 'Splynx shows it.'
  return certainty.kind === 'until'
    ? `The debit was accepted and the bank may still return it: pending until ${day(certainty.day)}. ${splynx}`
    : `The debit was accepted and the usual time for a return has passed. ${splynx}`
}

const isTaken = (status: PaymentStatus) => status === 'approved' || status === 'recorded'

const heldBack = ({ purpose }: SentenceFacts): string =>
  purpose === 'refill'
    ? 'It is not charged again until it is known.'
    : 'Nobody can charge this document until it is known.'
