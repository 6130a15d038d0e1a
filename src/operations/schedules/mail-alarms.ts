import type { Context } from '../../context.ts'
import { claimAlarmMails, endAlarmMail, type ListedAlarm } from '../../db/run-alarms.ts'
import type { RunAlarmKind } from '../../domain/run-alarms.ts'
import type { Note, SendResult } from '../../mail/mail.ts'

const AT_ONCE = 10

/**
 * Writes to the staff about alarms that are new. Each is claimed before its first byte leaves and sent
 * again only when it certainly did not leave, so two clocks do not write twice.
 */
export async function mailAlarms(context: Context): Promise<void> {
  const { db, mail, settings, log } = context
  if (!mail) return
  const { alarmMail } = await settings.of(null)
  const to = alarmMail.split(',').flatMap((address) => address.trim() || [])
  if (to.length === 0) return
  for (const alarm of await claimAlarmMails(db, AT_ONCE)) {
    const result = await mail.sendNote(noteOf(context, alarm, to))
    await endAlarmMail(db, alarm.id, endOf(result))
    if (result.kind !== 'sent') log.error({ alarm: alarm.id, result }, 'an alarm was not mailed')
  }
}

/** Of one that may have arrived nobody writes again: the console shows it until it is acknowledged. */
function endOf(result: SendResult): Parameters<typeof endAlarmMail>[2] {
  if (result.kind === 'sent') return { state: 'sent' }
  const { kind, cause } = result
  return { state: kind === 'not_sent' ? 'waiting' : 'failed', cause }
}

const SUBJECT: Record<RunAlarmKind, string> = {
  not_started: 'A scheduled run did not start',
  declines: 'Far more declines than usual',
  nothing_selected: 'A scheduled run selected nothing',
  unknowns: 'A run ended with uncertain payments',
  slow: 'A run took far longer than usual',
  stuck: 'A run does not end',
}

function noteOf({ config }: Context, alarm: ListedAlarm, to: readonly string[]): Note {
  const name = alarm.schedule_name ?? 'A scheduled run'
  const page = alarm.run_id === null ? '/admin/schedules' : `/admin/runs/${alarm.run_id}`
  const { origin, hostname } = new URL(config.PUBLIC_URL)
  return {
    to,
    subject: `${SUBJECT[alarm.kind]}: ${name}`,
    text: `${alarm.says}\n\n${name}: ${origin}${page}\n\nAcknowledge it on ${origin}/admin/schedules#alarms, so that others know that somebody looks at it.\n`,
    messageId: `<alarm-${alarm.id}@${hostname}>`,
  }
}
