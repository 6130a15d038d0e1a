import type { Context } from '../../context.ts'
import { type CustomerSum, listCustomerSums, listFinishedRuns } from '../../db/run-customers.ts'
import type { Run } from '../../db/schema.ts'
import type { RunFilter } from '../../domain/run.ts'
import { isComparable, isMuch, type RunDifference } from '../../domain/run-difference.ts'

/** A customer whose sum is not what it was. */
export interface ChangedCustomer extends CustomerSum {
  beforeCents: number
}

export interface ComparedRun extends RunDifference<ChangedCustomer> {
  before: Pick<Run, 'id' | 'created_at'>
  percent: number
}

/** Sums per customer of what is to be charged. A number for each customer and nothing else. */
export type SumsNow = Map<number, number>

const PAGE = 5_000
/** Of each kind, the largest. */
const NAMED_MAX = 10

/**
 * How what is to be charged differs from the last comparable run: of the same schedule, or else with
 * the same filter over another period. Null when there was none. Empties `now` on its way.
 */
export async function compareRun(
  context: Context,
  { filter, scheduleId }: { filter: RunFilter; scheduleId: number | null },
  now: SumsNow,
): Promise<ComparedRun | null> {
  const { db, settings } = context
  const finished = await listFinishedRuns(db, scheduleId)
  const before = finished.find((run) => scheduleId !== null || isComparable(filter, run.filter))
  if (!before) return null
  const percent = (await settings.of(null)).runDifferencePercent
  const kinds = { added: kind(), gone: kind(), changed: kind() }
  for (let after = 0; ; ) {
    const page = await listCustomerSums(db, before.id, after, PAGE)
    for (const { cents: beforeCents, ...customer } of page) {
      const cents = now.get(customer.customerId)
      now.delete(customer.customerId)
      if (cents === undefined) {
        note(kinds.gone, { ...customer, cents: 0, beforeCents }, beforeCents)
      } else if (isMuch(cents, beforeCents, percent)) {
        note(kinds.changed, { ...customer, cents, beforeCents }, cents - beforeCents)
      }
    }
    if (page.length < PAGE) break
    after = page.at(-1)!.customerId
  }
  for (const [customerId, cents] of now) {
    note(kinds.added, { customerId, customerName: '', cents, beforeCents: 0 }, cents)
  }
  await nameThem(context, kinds.added.first)
  return { before, percent, ...kinds }
}

const kind = () => ({ count: 0, cents: 0, first: [] as ChangedCustomer[] })

function note(into: ReturnType<typeof kind>, customer: ChangedCustomer, cents: number): void {
  into.count += 1
  into.cents += cents
  const { first } = into
  const smallest = first.at(-1)
  if (first.length === NAMED_MAX && smallest && differenceOf(smallest) >= differenceOf(customer)) {
    return
  }
  first.push(customer)
  first.sort((a, b) => differenceOf(b) - differenceOf(a))
  if (first.length > NAMED_MAX) first.pop()
}

const differenceOf = ({ cents, beforeCents }: ChangedCustomer) => Math.abs(cents - beforeCents)

async function nameThem({ splynx }: Context, customers: ChangedCustomer[]): Promise<void> {
  if (customers.length === 0) return
  const found = await splynx.findCustomers(customers.map(({ customerId }) => customerId))
  const names = new Map(found.map(({ id, name }) => [id, name]))
  for (const customer of customers) {
    customer.customerName = names.get(customer.customerId) ?? `Customer ${customer.customerId}`
  }
}
