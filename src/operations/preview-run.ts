import type { Context } from '../context.ts'
import type { MethodKind } from '../domain/payment.ts'
import type { CountAndSum, RunFilter, SkipReason } from '../domain/run.ts'
import { leaveOut } from './runs/left-out.ts'
import { type Selected, selectDocuments } from './select-documents.ts'

export interface RunPreview {
  /** Documents that the filter means: their totals, and what is due of them. */
  selected: CountAndSum & { totalCents: number }
  /** What a run would charge. */
  charge: CountAndSum
  chargeByKind: Record<MethodKind, CountAndSum>
  /** Most frequent first. */
  skips: PreviewedSkip[]
  byPartner: PreviewedPartner[]
  /** The first ones, for the eye; the numbers above count all of them. */
  firstCharged: Selected[]
}

export interface PreviewedPartner extends CountAndSum {
  partnerId: number | null
  byKind: Record<MethodKind, CountAndSum>
}

/** Documents that are not charged for one reason, the first of them by name. */
export interface PreviewedSkip extends CountAndSum {
  reason: SkipReason
  first: Selected[]
}

export interface PreviewOptions {
  /** Documents that were ticked off. */
  without?: ReadonlySet<number>
  /** Told of each document that would be charged. */
  onCharge?: (document: Selected) => void
  /** Called now and then; the preview ends where it is when it says false. */
  goesOn?: () => Promise<boolean>
}

const CHARGED_LISTED_MAX = 25
/** Of each reason, so that a frequent one does not hide a rare one. */
const SKIPPED_LISTED_MAX = 20
const NOBODY: ReadonlySet<number> = new Set()

/** Says what a run with this filter would do now. Holds sums and the first documents, never a list. */
export async function previewRun(
  context: Context,
  filter: RunFilter,
  { without = NOBODY, onCharge, goesOn }: PreviewOptions = {},
): Promise<RunPreview> {
  const selected = { count: 0, cents: 0, totalCents: 0 }
  const charge = nothing()
  const chargeByKind = { card: nothing(), bank: nothing() }
  const skips = new Map<SkipReason, CountAndSum & { first: Selected[] }>()
  const partners = new Map<number | null, Omit<PreviewedPartner, 'partnerId'>>()
  const firstCharged: Selected[] = []

  for await (const page of selectDocuments(context, filter)) {
    for (const found of page.selected) {
      const document = leaveOut(found, without)
      add(selected, document)
      selected.totalCents += document.totalCents
      const { decision } = document
      if (decision.kind === 'charge') {
        add(charge, document)
        add(chargeByKind[decision.method.kind], document)
        const partner = sumIn(partners, document.partnerId, () => ({
          ...nothing(),
          byKind: { card: nothing(), bank: nothing() },
        }))
        add(partner, document)
        add(partner.byKind[decision.method.kind], document)
        onCharge?.(document)
        if (firstCharged.length < CHARGED_LISTED_MAX) firstCharged.push(document)
      } else {
        const skip = sumIn(skips, decision.reason, () => ({ ...nothing(), first: [] }))
        add(skip, document)
        if (skip.first.length < SKIPPED_LISTED_MAX) skip.first.push(document)
      }
    }
    if (goesOn && !(await goesOn())) break
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
