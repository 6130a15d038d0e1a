import type { TieOutDifference } from '../../src/db/schema.ts'
import type { MethodKind } from '../../src/domain/payment.ts'
import type { DifferenceKind, Line, Side } from '../../src/domain/tie-out.ts'

export const SIDE_LABEL: Record<Side, string> = {
  ledger: 'Our ledger',
  gateway: 'IPpay',
  splynx: 'Splynx',
}

export const LINE_LABEL: Record<Line, string> = {
  taken: 'Taken',
  given_back: 'Given back',
  returned: 'Returned by banks',
}

export const METHOD_LABEL: Record<MethodKind, string> = { card: 'Cards', bank: 'Bank accounts' }

interface KindWords {
  title: string
  /** What it means and what a clerk does about it. */
  advice: string
}

/** In the order in which they matter. */
export const KIND_WORDS: Record<DifferenceKind, KindWords> = {
  gateway_only: {
    title: 'At IPpay, not in our ledger',
    advice:
      'Money moved that no approved message of ours stands for. Was the terminal used by somebody else? If a payment is named, look whether it was paid another way, then void it at IPpay or enter it in Splynx.',
  },
  gateway_twice: {
    title: 'Booked more than once at IPpay',
    advice:
      'One message of ours was booked several times. Ask IPpay to void all but one, and watch whether the customer was charged twice.',
  },
  gateway_amount: {
    title: 'Another amount at IPpay',
    advice: 'Both have it, with different amounts. Ask IPpay which one was moved.',
  },
  gateway_missing: {
    title: 'Ours, not at IPpay',
    advice:
      'Our ledger calls it approved and the report does not show it. It may be listed a day late. After two days ask IPpay; if no money moved, undo the payment.',
  },
  splynx_missing: {
    title: 'Taken, not in Splynx',
    advice:
      'The customer paid and Splynx does not show it. Open the payment: record it again, or see who deleted it there. One that came too late is given back from there.',
  },
  splynx_not_undone: {
    title: 'Went back, still paid in Splynx',
    advice:
      'The money is with the customer again and Splynx does not say so. Open the payment: its history says why, and it can be tried again.',
  },
  splynx_twice: {
    title: 'More than once in Splynx',
    advice: 'Splynx shows the payment several times. Delete all but one there.',
  },
  splynx_amount: {
    title: 'Another amount in Splynx',
    advice: 'Somebody changed the amount in Splynx. Put it right there.',
  },
  splynx_only: {
    title: 'In Splynx under our payment method, not ours',
    advice:
      'Somebody entered it by hand under the payment method of this program, or it was made by another one. Move it to another payment method in Splynx, or say why it is right.',
  },
}

const KINDS = Object.keys(KIND_WORDS) as DifferenceKind[]

export const byKind = (differences: readonly TieOutDifference[]) =>
  KINDS.map((kind) => ({ kind, rows: differences.filter((row) => row.kind === kind) })).filter(
    ({ rows }) => rows.length > 0,
  )

export const tieOutHref = (day: string): string => `/admin/tie-out/${day}`
