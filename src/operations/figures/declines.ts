import type { DeclineCount, Figures, ReportFilter } from '../../db/report-figures.ts'
import { actionCodeOf } from '../../domain/action-codes.ts'
import type { ReportSection } from '../../domain/report.ts'
import { inSpans } from './money.ts'

/** More reasons than this cannot be told apart by colour. */
const REASONS_SHOWN = 5

/** Which declines came, over time: the frequent ones by name, the others together. */
export function declineSection(
  declines: readonly DeclineCount[],
  filter: ReportFilter,
): ReportSection {
  const counts = new Map<string, number>()
  for (const { code, count } of declines) counts.set(code, (counts.get(code) ?? 0) + count)
  const codes = [...counts]
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([code]) => code)
  const shown = codes.slice(0, REASONS_SHOWN)
  const { heading, spans } = inSpans(declines, filter)
  const countOf = (rows: readonly DeclineCount[], isMeant: (code: string) => boolean) =>
    rows.reduce((sum, { code, count }) => sum + (isMeant(code) ? count : 0), 0)
  const series = [
    ...shown.map((code) => ({
      name: reasonOf(code),
      values: spans.map(([, rows]) => countOf(rows, (one) => one === code)),
    })),
    ...(codes.length > shown.length
      ? [
          {
            name: 'All others',
            values: spans.map(([, rows]) => countOf(rows, (one) => !shown.includes(one))),
          },
        ]
      : []),
  ]
  const rows = spans.map(([start, rows], at) => [
    start,
    countOf(rows, () => true),
    ...series.map(({ values }) => values[at] ?? 0),
  ])
  return {
    id: 'declines',
    title: 'Decline reasons over time',
    lead: 'Every refusal of a charge, retries among them, by what the bank or the gateway said.',
    picture: { kind: 'stacked', unit: 'count', categories: spans.map(([start]) => start), series },
    columns: [
      { heading, kind: 'day' },
      { heading: 'Declines', kind: 'count' },
      ...series.map(({ name }) => ({ heading: name, kind: 'count' as const })),
    ],
    rows: rows.reverse(),
  }
}

const reasonOf = (code: string): string => {
  if (code === '') return 'No code'
  const { meaning } = actionCodeOf(code, null)
  return `${code} ${meaning}`
}

/** Of documents that were declined for the first time, how many were collected since. */
export function recoverySection(
  days: readonly (Figures & { day: string })[],
  filter: ReportFilter,
): ReportSection {
  const { heading, spans } = inSpans(days, filter)
  const figures = spans.map(([start, rows]) => {
    const sum = (read: (row: Figures) => number) => rows.reduce((all, row) => all + read(row), 0)
    const declined = sum((row) => row.declined_count)
    const recovered = sum((row) => row.recovered_count)
    return {
      start,
      declined,
      recovered,
      share: declined === 0 ? null : recovered / declined,
      declinedCents: sum((row) => row.declined_cents),
      recoveredCents: sum((row) => row.recovered_cents),
    }
  })
  return {
    id: 'recovery',
    title: 'Recovery of declined documents',
    lead: 'Of the documents first declined on a day, how many were collected since. The last days still change.',
    picture: {
      kind: 'lines',
      unit: 'share',
      categories: figures.map(({ start }) => start),
      series: [{ name: 'Recovered', values: figures.map(({ share }) => share) }],
    },
    columns: [
      { heading, kind: 'day' },
      { heading: 'Declined first', kind: 'count' },
      { heading: 'Recovered', kind: 'count' },
      { heading: 'Rate', kind: 'share' },
      { heading: 'Declined', kind: 'money' },
      { heading: 'Recovered', kind: 'money' },
    ],
    rows: figures
      .map((one) => [
        one.start,
        one.declined,
        one.recovered,
        one.share,
        one.declinedCents,
        one.recoveredCents,
      ])
      .reverse(),
  }
}
