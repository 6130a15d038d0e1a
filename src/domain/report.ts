// What a report is: a picture and the numbers of it, the same on the page, as CSV and as a workbook.

export type CellKind = 'text' | 'day' | 'money' | 'count' | 'share'

export interface ReportColumn {
  heading: string
  kind: CellKind
}

export type Cell = string | number | null

/** Values of one name over all categories; of money in cents, of shares between 0 and 1. */
export interface Series {
  name: string
  values: readonly (number | null)[]
}

export interface ReportPicture {
  kind: 'stacked' | 'lines' | 'bars'
  unit: Extract<CellKind, 'money' | 'count' | 'share'>
  categories: readonly string[]
  series: readonly Series[]
}

export interface ReportSection {
  /** Stands in addresses and in names of files. */
  id: string
  title: string
  lead: string
  picture: ReportPicture
  columns: readonly ReportColumn[]
  rows: readonly (readonly Cell[])[]
}

export type Span = 'day' | 'week' | 'month'

const DAY_MS = 86_400_000
const parse = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const format = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** So that a picture never has more columns than people can tell apart. */
export function spanFor({ from, to }: { from: string; to: string }): Span {
  const days = (parse(to) - parse(from)) / DAY_MS + 1
  if (days <= 45) return 'day'
  return days <= 300 ? 'week' : 'month'
}

/** The first day of the span that a day is in; weeks begin on Monday. */
export function spanStart(day: string, span: Span): string {
  if (span === 'day') return day
  if (span === 'month') return `${day.slice(0, 7)}-01`
  const at = parse(day)
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7
  return format(at - sinceMonday * DAY_MS)
}

/** Every span of a period once, in order, those without any payment among them. */
export function spansOf({ from, to }: { from: string; to: string }, span: Span): string[] {
  const starts = new Set<string>()
  for (let at = parse(from); at <= parse(to); at += DAY_MS) starts.add(spanStart(format(at), span))
  return [...starts]
}
