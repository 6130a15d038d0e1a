import type { ComingRun } from '../../src/operations/schedules/coming-runs.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Empty } from '../components/empty.tsx'
import { Day, Money } from '../components/figures.tsx'
import { Notice } from '../components/notice.tsx'
import { counted, day as dayInWords } from '../format.ts'

export interface CalendarDay {
  /** `YYYY-MM-DD` */
  date: string
  isInMonth: boolean
  isToday: boolean
  isOpen: boolean
  /** Why nobody works, where it is more than a weekend. */
  closedName: string | null
  runs: readonly ComingRun[]
}

export interface CalendarView {
  /** `December 2026` */
  title: string
  weeks: readonly (readonly CalendarDay[])[]
  previousHref: string | null
  nextHref: string | null
  /** A region in the settings of which no calendar knows. */
  unknownRegion: string | null
  currency: string
  zone: string
}

/** The runs that are to come: where there is room as a month, and everywhere as a list. */
export const CalendarPanel = (view: CalendarView) => {
  const days = view.weeks.flat().filter(({ isInMonth }) => isInMonth)
  const busy = days.filter(({ runs }) => runs.length > 0)
  return (
    <div class="stack">
      {view.unknownRegion && (
        <Notice tone="warning" title="A calendar is missing">
          No public holidays are known of “{view.unknownRegion}”, which the settings name.
        </Notice>
      )}
      <Card title={view.title} flush actions={<MonthLinks {...view} />}>
        <Month {...view} />
      </Card>
      <Card
        title="Runs to come"
        lead="Sums are those of the last finished run of the same schedule; what is due when it runs may differ."
        flush
      >
        {busy.length === 0 ? (
          <Empty title="No run is to come in this month" icon="calendar">
            Schedules that are switched off are not shown.
          </Empty>
        ) : (
          <ol class="agenda">
            {busy.map((one) => (
              <li>
                <h3>
                  <Day date={one.date} />
                  {one.closedName && <span class="quiet"> {one.closedName}</span>}
                </h3>
                <ul>
                  {one.runs.map((run) => (
                    <AgendaRun {...run} currency={view.currency} />
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        )}
      </Card>
    </div>
  )
}

const MonthLinks = ({ previousHref, nextHref }: CalendarView) => (
  <>
    {previousHref && (
      <ButtonLink href={previousHref} size="small" icon="chevron_left" rel="prev">
        Month before
      </ButtonLink>
    )}
    {nextHref && (
      <ButtonLink href={nextHref} size="small" icon="chevron_right" rel="next">
        Next month
      </ButtonLink>
    )}
  </>
)

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const Month = ({ weeks, title }: CalendarView) => (
  <section class="month" aria-label={`Calendar of ${title}`} tabindex={0}>
    <table>
      <caption class="visually-hidden">Runs and closed days of {title}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th scope="col">
              <abbr title={weekday}>{weekday.slice(0, 3)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr>
            {week.map((one) => (
              <Cell {...one} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Cell = ({ date, isInMonth, isToday, isOpen, closedName, runs }: CalendarDay) => {
  if (!isInMonth) return <td class="is-outside" />
  return (
    <td class={isOpen ? undefined : 'is-closed'} aria-current={isToday ? 'date' : undefined}>
      <time class="month-day" datetime={date} title={dayInWords(date)}>
        {Number(date.slice(8))}
      </time>
      {closedName && <span class="month-closed">{closedName}</span>}
      {runs.map(({ schedule }) => (
        <span class="month-run">
          <span class="number">{schedule.time_of_day}</span> {schedule.name}
        </span>
      ))}
    </td>
  )
}

const AgendaRun = ({
  schedule,
  slot,
  expected,
  moneyIn,
  currency,
}: ComingRun & { currency: string }) => (
  <li>
    <span class="agenda-what">
      <strong>{schedule.name}</strong>
      <span class="quiet">
        <span class="number">{schedule.time_of_day}</span> {schedule.zone}
        {slot.coversUntil > slot.businessDate && (
          <>
            {' '}
            · for all until <Day date={slot.coversUntil} />
          </>
        )}
      </span>
    </span>
    <span class="agenda-sums">
      <Expected expected={expected} currency={currency} />
      <span class="quiet">
        Settles on <Day date={moneyIn.settlesOn} />
        {schedule.filter.methodKind !== 'card' && (
          <>
            ; bank debits are final from <Day date={moneyIn.debitsFinalOn} /> on
          </>
        )}
      </span>
    </span>
  </li>
)

const Expected = ({ expected, currency }: Pick<ComingRun, 'expected'> & { currency: string }) => {
  if (!expected) return <span class="quiet">Sum not known before its first run</span>
  const { card, bank } = expected.byKind
  return (
    <span>
      about <Money cents={card.cents + bank.cents} currency={currency} />
      <span class="quiet">
        {' '}
        ({counted(card.count, 'card')}, {counted(bank.count, 'bank debit')}, as in{' '}
        <a href={`/admin/runs/${expected.runId}`}>run {expected.runId}</a>)
      </span>
    </span>
  )
}
