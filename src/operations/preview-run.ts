import type { Context } from '../context.ts'
import type { MethodKind } from '../domain/payment.ts'
import type { CountAndSum, RunFilter, SkipReason } from '../domain/run.ts'
import { type Selected, selectDocuments } from './select-documents.ts'

export interface RunPreview {
  /** Documents that the filter means: their totals, and what is due of them. */
  selected: CountAndSum & { totalCents: number }
  /** What a run would charge. */
  charge: CountAndSum
  chargeByKind: Record<MethodKind, CountAndSum>
  /** Most frequent first. */
  skips: PreviewedSkip[]
  byPartner: ({ partnerId: number | null } & CountAndSum)[]
  /** The first ones, for the eye; the numbers above count all of them. */
  firstCharged: Selected[]
}

/** Documents that are not charged for one reason, the first of them by name. */
export interface PreviewedSkip extends CountAndSum {
  reason: SkipReason
  first: Selected[]
}

const CHARGED_LISTED_MAX = 25
/** Of each reason, so that a frequent one does not hide a rare one. */
const SKIPPED_LISTED_MAX = 20

/** Says what a run with this filter would do now. Holds sums and the first documents, never a list. */
export async function previewRun(context: Context, filter: RunFilter): Promise<RunPreview> {
  const selected = { count: 0, cents: 0, totalCents: 0 }
  const charge = nothing()
  const chargeByKind = { card: nothing(), bank: nothing() }
  const skips = new Map<SkipReason, CountAndSum & { first: Selected[] }>()
  const partners = new Map<number | null, CountAndSum>()
  const firstCharged: Selected[] = []

  for await (const page of selectDocuments(context, filter)) {
    for (const document of page.selected) {
      add(selected, document)
      selected.totalCents += document.totalCents
      const { decision } = document
      if (decision.kind === 'charge') {
        add(charge, document)
        add(chargeByKind[decision.method.kind], document)
        add(sumIn(partners, document.partnerId, nothing), document)
        if (firstCharged.length < CHARGED_LISTED_MAX) firstCharged.push(document)
      } else {
        const skip = sumIn(skips, decision.reason, () => ({ ...nothing(), first: [] }))
        add(skip, document)
        if (skip.first.length < SKIPPED_LISTED_MAX) skip.first.push(document)
      }
    }
  }

  return {
    selected,
    charge,
    chargeByKind,
    skips: [...skips]
      .map(([reason, sum]) => ({ reason, ...sum }))
      .sort((a, b) => b.count - a.count),
    byPartner: [...partners]
      .map(([partnerId, sum]) => ({ partnerId, ...sum }))
      .sort((a, b) => b.cents - a.cents),
    firstCharged,
  }
}

const nothing = (): CountAndSum => ({ count: 0, cents: 0 })

function add(sum: CountAndSum, { amountCents }: Selected): void {
  sum.count += 1
  sum.cents += amountCents
}

function sumIn<K, S extends CountAndSum>(sums: Map<K, S>, key: K, begin: () => S): S {
  const known = sums.get(key)
  if (known) return known
  const sum = begin()
  sums.set(key, sum)
  return sum
}
