import type { ComparedRun } from '../../db/report-runs.ts'
import { dayIn } from '../../domain/banking-days.ts'
import type { ReportSection } from '../../domain/report.ts'

const PARTS = [
  { part: 'charged', name: 'Charged' },
  { part: 'declined', name: 'Declined' },
  { part: 'unknown', name: 'Not known' },
  { part: 'skipped', name: 'Skipped' },
] as const

/** Runs beside each other, the oldest first in the picture and the newest first in the table. */
export function runSection(runs: readonly ComparedRun[], zone: string): ReportSection {
  const inOrder = [...runs].reverse()
  return {
    id: 'runs',
    title: 'Runs compared',
    lead: 'The sums of the last runs of the period, as they stand now.',
    picture: {
      kind: 'stacked',
      unit: 'money',
      categories: inOrder.map(({ run_id }) => `Run ${run_id}`),
      series: PARTS.map(({ part, name }) => ({
        name,
        values: inOrder.map((run) => Number(run[`${part}_cents`])),
      })),
    },
    columns: [
      { heading: 'Run', kind: 'text' },
      { heading: 'Day', kind: 'day' },
      { heading: 'Documents', kind: 'count' },
      { heading: 'Selected', kind: 'money' },
      ...PARTS.flatMap(({ name }) => [{ heading: name, kind: 'money' as const }]),
      { heading: 'Charged of tried', kind: 'share' },
    ],
    rows: runs.map((run) => {
      const tried = run.charged_count + run.declined_count
      return [
        `Run ${run.run_id}`,
        dayIn(run.created_at, zone),
        run.selected_count,
        Number(run.selected_cents),
        ...PARTS.map(({ part }) => Number(run[`${part}_cents`])),
        tried === 0 ? null : run.charged_count / tried,
      ]
    }),
  }
}
