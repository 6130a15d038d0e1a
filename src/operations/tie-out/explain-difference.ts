import type { Context } from '../../context.ts'
import { explainDifference as writeExplanation } from '../../db/tie-out-differences.ts'
import { scrub } from '../../gateway/scrub.ts'

interface Explained {
  id: number
  note: string
  actor: string
  address: string
}

/** A person says why our books and the others' differ. False when there is nothing to explain. */
export function explainDifference(
  { db, now }: Context,
  { id, note: typed, actor, address }: Explained,
): Promise<boolean> {
  const note = scrub(typed).slice(0, 255)
  const audit = {
    at: now(),
    actor,
    action: 'tie_out.explained',
    subject: `difference:${id}`,
    details: { note },
    address,
  }
  return writeExplanation(db, { id, actor, note }, audit, now())
}
