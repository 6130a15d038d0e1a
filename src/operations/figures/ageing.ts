import type { AgedCount, Figures, Waiting } from '../../db/report-figures.ts'
import type { ReportSection } from '../../domain/report.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The ends of the ages; what is older stands in the last one. */
export const AGES_MS = [HOUR_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS]
const AGES = ['Under an hour', 'Under a day', '1 to 3 days', '3 to 7 days', 'Over 7 days']

const WAITING: Record<Waiting, string> = {
  pending: 'Waiting to be sent',
  unknown: 'Outcome not known',
  unrecorded: 'Not yet in Splynx',
}

/** What is not certain or not finished at this moment, by age. */
export function ageingSection(counts: readonly AgedCount[]): ReportSection {
  const kinds = Object.keys(WAITING) as Waiting[]
  const of = (waiting: Waiting, age: number) =>
    counts.find((one) => one.waiting === waiting && one.age === age) ?? { count: 0, cents: 0 }
  return {
    id: 'waiting',
    title: 'What waits, by age',
    lead: 'At this moment, whatever the period above.',
    picture: {
      kind: 'stacked',
      unit: 'count',
      categories: AGES,
      series: kinds.map((waiting) => ({
        name: WAITING[waiting],
        values: AGES.map((_, age) => of(waiting, age).count),
      })),
    },
    columns: [
      { heading: 'Age', kind: 'text' },
      ...kinds.flatMap((waiting) => [
        { heading: WAITING[waiting], kind: 'count' as const },
        { heading: 'Sum', kind: 'money' as const },
      ]),
    ],
    rows: AGES.map((name, age) => [
      name,
      ...kinds.flatMap((waiting) => [of(waiting, age).count, of(waiting, age).cents]),
    ]),
  }
}

/** The ends of the ages in days. */
const UNRECOVERED = [
  { upTo: 7, name: 'Up to 7 days' },
  { upTo: 14, name: '8 to 14 days' },
  { upTo: 30, name: '15 to 30 days' },
  { upTo: 60, name: '31 to 60 days' },
  { upTo: 90, name: '61 to 90 days' },
]

/** Documents that were declined and not collected since, by the age of their first decline. */
export function unrecoveredSection(
  days: readonly (Figures & { day: string })[],
  today: string,
): ReportSection {
  const ageOf = (day: string) => (Date.parse(today) - Date.parse(day)) / DAY_MS
  const rows = UNRECOVERED.map(({ upTo, name }, at) => {
    const above = UNRECOVERED[at - 1]?.upTo ?? -1
    const of = days.filter(({ day }) => ageOf(day) <= upTo && ageOf(day) > above)
    const count = of.reduce((sum, one) => sum + one.declined_count - one.recovered_count, 0)
    const cents = of.reduce((sum, one) => sum + one.declined_cents - one.recovered_cents, 0)
    return [name, count, cents] as const
  })
  return {
    id: 'not-recovered',
    title: 'Declined and not collected, by age',
    lead: 'Since the first decline of the document, today. What was paid in another way in Splynx is still among it.',
    picture: {
      kind: 'bars',
      unit: 'money',
      categories: rows.map(([name]) => name),
      series: [{ name: 'Not collected', values: rows.map(([, , cents]) => cents) }],
    },
    columns: [
      { heading: 'Age', kind: 'text' },
      { heading: 'Documents', kind: 'count' },
      { heading: 'Sum', kind: 'money' },
    ],
    rows,
  }
}
