import type { ListedAlarm } from '../../src/db/run-alarms.ts'
import type { RunAlarmKind } from '../../src/domain/run-alarms.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Moment } from '../components/figures.tsx'

export const ALARM_LABEL: Record<RunAlarmKind, string> = {
  not_started: 'Did not start',
  declines: 'Many declines',
  nothing_selected: 'Nothing selected',
  unknowns: 'Ended uncertain',
  slow: 'Far slower than usual',
  stuck: 'Does not end',
}

/** What is wrong with scheduled runs, until a person says that he has seen it. */
export const AlarmsCard = ({
  alarms,
  zone,
  csrf,
  canAcknowledge,
}: {
  /** One without an id is not raised yet: the clock does that. */
  alarms: readonly ListedAlarm[]
  zone: string
  csrf: string
  canAcknowledge: boolean
}) =>
  alarms.length === 0 ? null : (
    <Card title="Alarms" id="alarms" flush>
      <ul class="alarms">
        {alarms.map((alarm) => (
          <li>
            <div class="alarm-text">
              <p>
                <span class="badge tone-danger">{ALARM_LABEL[alarm.kind]}</span>{' '}
                {alarm.run_id !== null && (
                  <a href={`/admin/runs/${alarm.run_id}`}>Run {alarm.run_id}</a>
                )}{' '}
                {alarm.schedule_name}
              </p>
              <p>{alarm.says}</p>
              <p class="quiet">
                Noticed <Moment at={alarm.found_at} zone={zone} />
                {MAILED[alarm.mail_state]}
              </p>
            </div>
            {canAcknowledge && alarm.id > 0 && (
              <form method="post" action={`/admin/schedules/alarms/${alarm.id}/acknowledgement`}>
                <CsrfField token={csrf} />
                <Button size="small" icon="check" aria-label={`Acknowledge: ${alarm.says}`}>
                  Acknowledge
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )

const MAILED: Record<ListedAlarm['mail_state'], string> = {
  none: '',
  waiting: ', the mail is not out yet',
  sending: ', the mail may be out',
  sent: ', mailed',
  failed: ', the mail was not accepted',
}
