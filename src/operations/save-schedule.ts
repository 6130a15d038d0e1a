import type { Context } from '../context.ts'
import { recordAudit } from '../db/audit.ts'
import {
  findSchedule,
  findScheduleByName,
  insertSchedule,
  type ScheduleValues,
  switchSchedule,
  updateSchedule,
} from '../db/schedules.ts'
import { transact } from '../db/transact.ts'

export interface SaveSchedule {
  /** Left out for a new one. */
  id?: number
  values: ScheduleValues
  actor: string
  address?: string
}

export type SaveAnswer = { kind: 'saved'; id: number } | { kind: 'name_taken' } | { kind: 'gone' }

/** Creates a schedule or changes one. A repeated form finds its own name taken and makes no second. */
export function saveSchedule(
  { db, now }: Context,
  { id, values, actor, address }: SaveSchedule,
): Promise<SaveAnswer> {
  return transact(db, async (trx) => {
    const namesake = await findScheduleByName(trx, values.name)
    if (namesake && namesake.id !== id) return { kind: 'name_taken' }
    const at = now()
    if (id !== undefined && !(await updateSchedule(trx, id, values, actor, at))) {
      return { kind: 'gone' }
    }
    const savedId = id ?? (await insertSchedule(trx, values, actor, at))
    await recordAudit(trx, {
      at,
      actor,
      address,
      action: id === undefined ? 'schedule.created' : 'schedule.changed',
      subject: `schedule:${savedId}`,
      details: { ...values },
    })
    return { kind: 'saved', id: savedId }
  })
}

/** Switches a schedule on or off. False when there is none; one that is so already stays as it is. */
export function turnSchedule(
  { db, now }: Context,
  {
    id,
    isEnabled,
    actor,
    address,
  }: Omit<SaveSchedule, 'values'> & { id: number; isEnabled: boolean },
): Promise<boolean> {
  return transact(db, async (trx) => {
    const schedule = await findSchedule(trx, id)
    if (!schedule) return false
    if (Boolean(schedule.is_enabled) === isEnabled) return true
    const at = now()
    await switchSchedule(trx, id, isEnabled, actor, at)
    const action = isEnabled ? 'schedule.switched_on' : 'schedule.switched_off'
    await recordAudit(trx, { at, actor, address, action, subject: `schedule:${id}` })
    return true
  })
}
