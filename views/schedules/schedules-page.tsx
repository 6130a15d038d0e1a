import type { LastRun } from '../../src/db/recent-runs.ts'
import type { Schedule } from '../../src/db/schema.ts'
import { ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { RunBadge } from '../components/status-badge.tsx'
import { Heading, RowLink, Table, TwoLines } from '../components/table.tsx'
import { CLOSED_DAYS_IN_WORDS, weekdaysInWords } from './schedule-words.ts'

export interface ScheduleRow {
  schedule: Schedule
  selection: { first: string; second: string }
  nextRunAt: Date | null
  /** What its next run would find if it ran now. */
  previewHref: string
  lastRun: LastRun | null
  /** Why its selection can charge nothing, or not all that it names. */
  warnings: readonly string[]
}

export const ScheduleList = ({
  rows,
  canChange,
  csrf,
  zone,
}: {
  rows: readonly ScheduleRow[]
  canChange: boolean
  csrf: string
  zone: string
}) =>
  rows.length === 0 ? (
    <section class="card">
      <Empty
        title="No schedule yet"
        icon="calendar"
        action={
          canChange ? (
            <ButtonLink look="primary" icon="plus" href="/admin/schedules/new">
              New schedule
            </ButtonLink>
          ) : undefined
        }
      >
        A schedule charges the same selection again and again, at night for instance, without
        anybody here. {!canChange && 'A manager can make one.'}
      </Empty>
    </section>
  ) : (
    <Table
      caption="Schedules"
      head={
        <>
          <Heading>On</Heading>
          <Heading>Name</Heading>
          <Heading>Selection</Heading>
          <Heading>Time</Heading>
          <Heading>Next run</Heading>
          <Heading>Last run</Heading>
        </>
      }
    >
      {rows.map((row) => (
        <Row {...row} {...{ canChange, csrf, zone }} />
      ))}
    </Table>
  )

const Row = ({
  schedule,
  selection,
  nextRunAt,
  previewHref,
  lastRun,
  warnings,
  canChange,
  csrf,
  zone,
}: ScheduleRow & { canChange: boolean; csrf: string; zone: string }) => {
  const isOn = Boolean(schedule.is_enabled)
  return (
    <tr>
      <td>
        {canChange ? (
          <Switch id={schedule.id} name={schedule.name} isOn={isOn} csrf={csrf} />
        ) : isOn ? (
          'On'
        ) : (
          <span class="quiet">Off</span>
        )}
      </td>
      <td>
        {canChange ? (
          <RowLink href={`/admin/schedules/${schedule.id}`}>{schedule.name}</RowLink>
        ) : (
          <strong>{schedule.name}</strong>
        )}
      </td>
      <td class="cell-wide">
        <TwoLines first={selection.first} second={selection.second} />
        {warnings.length > 0 && (
          <span class="badge tone-attention" title={warnings.join(' ')}>
            <Icon name="alert" size={14} />
            {warnings[0]}
          </span>
        )}
      </td>
      <td>
        <TwoLines
          first={<span class="number">{schedule.time_of_day}</span>}
          second={[
            weekdaysInWords(schedule.weekdays),
            CLOSED_DAYS_IN_WORDS[schedule.closed_days],
            schedule.zone,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      </td>
      <td>
        {nextRunAt ? (
          <TwoLines
            first={<Moment at={nextRunAt} zone={schedule.zone} />}
            second={<a href={previewHref}>Preview</a>}
          />
        ) : (
          <span class="quiet">None while it is off</span>
        )}
      </td>
      <td>
        {lastRun ? (
          <TwoLines
            first={
              <a href={`/admin/runs/${lastRun.id}`} class="last-run">
                Run {lastRun.id} <RunBadge status={lastRun.status} />
              </a>
            }
            second={<Moment at={lastRun.created_at} zone={zone} />}
          />
        ) : (
          <span class="quiet">None yet</span>
        )}
      </td>
    </tr>
  )
}

/** Says what it shall be and not "the other way", so that a repeated click does no harm. */
const Switch = ({
  id,
  name,
  isOn,
  csrf,
}: {
  id: number
  name: string
  isOn: boolean
  csrf: string
}) => (
  <form method="post" action={`/admin/schedules/${id}/switch`}>
    <CsrfField token={csrf} />
    <input type="hidden" name="enabled" value={isOn ? '0' : '1'} autocomplete="off" />
    <button
      type="submit"
      class="switch-button"
      role="switch"
      aria-checked={isOn ? 'true' : 'false'}
      aria-label={name}
    >
      <span class="switch-track" aria-hidden="true" />
      <span aria-hidden="true">{isOn ? 'On' : 'Off'}</span>
    </button>
  </form>
)
