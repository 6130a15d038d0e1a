import type { Context } from '../../context.ts'
import { recordAudit } from '../../db/audit.ts'
import { acknowledgeRunAlarm } from '../../db/run-alarms.ts'
import { transact } from '../../db/transact.ts'

/** Somebody looks at it. False when there is no such alarm, or when somebody else was faster. */
export function acknowledgeAlarm(
  { db, now }: Context,
  { id, actor, address }: { id: number; actor: string; address?: string },
): Promise<boolean> {
  return transact(db, async (trx) => {
    const at = now()
    const isFirst = await acknowledgeRunAlarm(trx, id, { by: actor, note: null, now: at })
    if (isFirst) {
      const subject = `run_alarm:${id}`
      await recordAudit(trx, { at, actor, address, action: 'run_alarm.acknowledged', subject })
    }
    return isFirst
  })
}
