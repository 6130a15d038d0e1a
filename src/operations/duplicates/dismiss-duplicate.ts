import type { Context } from '../../context.ts'
import { dismissDuplicate as writeDismissal } from '../../db/duplicates.ts'
import { scrub } from '../../gateway/scrub.ts'

interface Dismissed {
  id: number
  note: string
  actor: string
  address: string
}

/** A person says that two payments were both meant. False when the pair is not open any more. */
export function dismissDuplicate(
  { db, now }: Context,
  { id, note: typed, actor, address }: Dismissed,
): Promise<boolean> {
  const note = scrub(typed).slice(0, 255)
  const audit = {
    at: now(),
    actor,
    action: 'duplicate.dismissed',
    subject: `duplicate:${id}`,
    details: { note },
    address,
  }
  return writeDismissal(db, { id, actor, note }, audit, now())
}
