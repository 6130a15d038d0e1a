import type { ResultFilter, RunResult } from '../../src/db/run-results.ts'
import type { Run } from '../../src/db/schema.ts'
import {
  type CountAndSum,
  hasRunEnded,
  type RunTotals,
  type SkipReason,
} from '../../src/domain/run.ts'
import type { Tab } from '../components/tabs.tsx'
import type { ControlTotalsView } from './control-totals.tsx'
import type { RunChartView } from './run-chart.tsx'
import type { UndoView } from './undo-progress.tsx'

/** Everything that the page of one run shows. */
export interface RunView {
  run: Run
  totals: RunTotals
  skips: readonly ({ reason: SkipReason } & CountAndSum)[]
  /** Documents per minute and the time left; null when nothing moves. */
  pace: { perMinute: number; msLeft: number | null } | null
  /** What the clerk saw before he confirmed, and what was selected in the end, when they differ. */
  differsFrom: { count: number; cents: number } | null
  selection: string
  scheduleName: string | null
  results: {
    rows: readonly RunResult[]
    filter: ResultFilter
    tabs: readonly Tab[]
    previous?: string
    next?: string
  }
  /** Where the part that moves is asked for again; null when nothing moves any more. */
  refreshHref: string | null
  /** This page as it is, for who has no JavaScript. */
  href: string
  canCharge: boolean
  /** Whether this person can be the second one for this run: its approval and its undoing. */
  second: 'may' | 'own' | 'no_manager'
  /** Only of a run that has ended. */
  controlTotals: ControlTotalsView | null
  /** `later`: it is large, and is fetched after the page. */
  chart: RunChartView | 'later' | null
  undos: readonly UndoView[]
  /** A reason for a pause that could not be taken. */
  refused?: { value: string; error: string }
  csrf: string
  currency: string
  zone: string
  now: Date
}

export const hasEnded = ({ status }: Pick<Run, 'status'>): boolean => hasRunEnded(status)

/** Documents that nothing more will happen to in this run, for the time being. */
export const doneCount = ({ selected, waiting, sending }: RunTotals): number =>
  selected.count - waiting.count - sending.count

/** Its first payments are through, and a person decides about the rest. */
export const isAtCanary = ({ status, paused_by }: Pick<Run, 'status' | 'paused_by'>): boolean =>
  status === 'paused' && paused_by === 'canary'
