import type { Figures, ReportFilter } from '../../db/report-figures.ts'
import { CARD_BRAND_LABEL, type CardBrand } from '../../domain/card.ts'
import type { MethodKind } from '../../domain/payment.ts'
import { type ReportSection, spanFor, spanStart, spansOf } from '../../domain/report.ts'

type DayFigures = Figures & { day: string; method_kind: MethodKind }

const SPAN_HEADING = { day: 'Day', week: 'Week from', month: 'Month from' } as const

const total = <T>(rows: readonly T[], read: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + read(row), 0)

/** Rows of a period put into its days, weeks or months: start → rows. */
export function inSpans<T extends { day: string }>(rows: readonly T[], filter: ReportFilter) {
  const span = spanFor(filter)
  const bySpan = new Map(spansOf(filter, span).map((start) => [start, [] as T[]]))
  for (const row of rows) bySpan.get(spanStart(row.day, span))?.push(row)
  return { heading: SPAN_HEADING[span], spans: [...bySpan] }
}

/** Money by day and method. */
export function daySection(days: readonly DayFigures[], filter: ReportFilter): ReportSection {
  const { heading, spans } = inSpans(days, filter)
  const of = (kind: MethodKind) => (rows: readonly DayFigures[]) =>
    total(
      rows.filter((row) => row.method_kind === kind),
      (row) => row.taken_cents,
    )
  const rows = spans.map(([start, rows]) => {
    const [card, bank] = [of('card')(rows), of('bank')(rows)]
    const givenBack = total(rows, (row) => row.given_back_cents)
    const returned = total(rows, (row) => row.returned_cents)
    const count = total(rows, (row) => row.taken_count)
    return [
      start,
      count,
      card,
      bank,
      card + bank,
      givenBack,
      returned,
      card + bank - givenBack - returned,
    ]
  })
  return {
    id: 'days',
    title: 'Money by day and method',
    lead: 'What was taken, by the time at which it was sent to IPpay.',
    picture: {
      kind: 'stacked',
      unit: 'money',
      categories: spans.map(([start]) => start),
      series: [
        { name: 'Cards', values: spans.map(([, rows]) => of('card')(rows)) },
        { name: 'Bank accounts', values: spans.map(([, rows]) => of('bank')(rows)) },
      ],
    },
    columns: [
      { heading, kind: 'day' },
      { heading: 'Payments', kind: 'count' },
      { heading: 'Cards', kind: 'money' },
      { heading: 'Bank accounts', kind: 'money' },
      { heading: 'Taken', kind: 'money' },
      { heading: 'Given back', kind: 'money' },
      { heading: 'Returned', kind: 'money' },
      { heading: 'Net', kind: 'money' },
    ],
    rows: rows.reverse(),
  }
}

/** What left again: our refunds, and debits that the banks returned. */
export function wentBackSection(days: readonly DayFigures[], filter: ReportFilter): ReportSection {
  const { heading, spans } = inSpans(days, filter)
  const rows = spans.map(([start, rows]) => [
    start,
    total(rows, (row) => row.given_back_count),
    total(rows, (row) => row.given_back_cents),
    total(rows, (row) => row.returned_count),
    total(rows, (row) => row.returned_cents),
  ])
  return {
    id: 'went-back',
    title: 'What went back',
    lead: 'Voids, refunds and returned debits, by the day on which the money moved.',
    picture: {
      kind: 'stacked',
      unit: 'money',
      categories: spans.map(([start]) => start),
      series: [
        { name: 'Given back', values: rows.map((row) => Number(row[2])) },
        { name: 'Returned by banks', values: rows.map((row) => Number(row[4])) },
      ],
    },
    columns: [
      { heading, kind: 'day' },
      { heading: 'Refunds and voids', kind: 'count' },
      { heading: 'Given back', kind: 'money' },
      { heading: 'Returned debits', kind: 'count' },
      { heading: 'Returned', kind: 'money' },
    ],
    rows: rows.reverse(),
  }
}

const brandName = ({ method_kind, brand }: { method_kind: MethodKind; brand: string }): string => {
  if (method_kind === 'bank') return 'Bank account'
  const isKnown = Object.hasOwn(CARD_BRAND_LABEL, brand)
  return isKnown ? CARD_BRAND_LABEL[brand as CardBrand] : brand || 'Other cards'
}

export function brandSection(
  brands: readonly (Figures & { method_kind: MethodKind; brand: string })[],
): ReportSection {
  const named = new Map<string, Figures[]>()
  for (const row of brands) named.set(brandName(row), [...(named.get(brandName(row)) ?? []), row])
  return {
    id: 'brands',
    title: 'Money by brand',
    lead: 'Which cards customers pay with, and how much by bank account.',
    ...grouped([...named], 'Brand'),
  }
}

export function partnerSection(
  partners: readonly (Figures & { partner_id: number })[],
  nameOf: (partnerId: number) => string,
): ReportSection {
  return {
    id: 'partners',
    title: 'Money by partner',
    lead: 'By the partner of the customer when the payment was asked for.',
    ...grouped(
      partners.map((row) => [nameOf(row.partner_id), [row]]),
      'Partner',
    ),
  }
}

/** The largest first. */
function grouped(
  groups: readonly (readonly [string, readonly Figures[]])[],
  heading: string,
): Pick<ReportSection, 'picture' | 'columns' | 'rows'> {
  const rows = groups
    .map(([name, of]) => {
      const taken = total(of, (row) => row.taken_cents)
      const back = total(of, (row) => row.given_back_cents + row.returned_cents)
      return [name, total(of, (row) => row.taken_count), taken, back, taken - back] as const
    })
    .filter(([, count, , back]) => count > 0 || back > 0)
    .sort((a, b) => b[2] - a[2])
  return {
    picture: {
      kind: 'bars',
      unit: 'money',
      categories: rows.map(([name]) => name),
      series: [{ name: 'Taken', values: rows.map(([, , taken]) => taken) }],
    },
    columns: [
      { heading, kind: 'text' },
      { heading: 'Payments', kind: 'count' },
      { heading: 'Taken', kind: 'money' },
      { heading: 'Went back', kind: 'money' },
      { heading: 'Net', kind: 'money' },
    ],
    rows,
  }
}
