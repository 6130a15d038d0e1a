import type { Context } from '../../context.ts'
import { listPaymentsOfForm } from '../../db/customer-payments.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import type { EntryLimits } from '../../middleware/entry-limits.ts'
import { paySeveral, type SeveralResult, type Wanted } from '../../operations/pay-several.ts'
import type { MethodChoice } from './method-form.ts'
import { once } from './once.ts'
import { type EntryResult, enterMethod, type Payer } from './submit-payment.ts'

export type SeveralSubmitted =
  | SeveralResult
  | { kind: 'safe_mode' }
  /** Not what the person saw any more; nothing was charged. */
  | { kind: 'changed' }
  | Exclude<EntryResult, { kind: 'added' }>

/**
 * Makes the payments that a form for several documents asks for. Sent a second time, now or later,
 * it makes nothing more: the first time decided about all of them. `isUnchanged` looks whether each
 * document can still be paid and costs what the person saw.
 */
export function submitSeveral(
  context: Context,
  limits: EntryLimits,
  {
    payer,
    requestKey,
    choice,
    documents,
    isUnchanged,
  }: {
    payer: Payer
    requestKey: string
    choice: MethodChoice
    documents: readonly Wanted[]
    isUnchanged: () => Promise<boolean>
  },
): Promise<SeveralSubmitted> {
  const { customerId, channel, actor } = payer
  return once<SeveralSubmitted>(context.redis, `${customerId}:several:${requestKey}`, async () => {
    const earlier = await listPaymentsOfForm(context.db, customerId, requestKey)
    if (earlier.length > 0) return { kind: 'opened', left: [] }
    // Before a card is typed in for nothing.
    if (await isSafeMode(context.db)) return { kind: 'safe_mode' }
    if (!(await isUnchanged())) return { kind: 'changed' }
    const method = await enterMethod(context, limits, { payer, choice })
    if (method.kind !== 'added') return method
    return paySeveral(context, {
      ...{ customerId, channel, actor, documents, requestKey },
      methodId: method.methodId,
      ...(choice.kind === 'new_card' ? { securityCode: choice.card.securityCode } : {}),
    })
  })
}
