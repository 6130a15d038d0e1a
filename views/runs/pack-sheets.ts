import { decimalOfCents } from '../../src/domain/money.ts'
import { keptCents } from '../../src/domain/run.ts'
import type { RunPack } from '../../src/operations/runs/run-pack.ts'

type Cell = string | number | Date | null
export interface PackSheet {
  name: string
  rows: Cell[][]
}

export interface PackWords {
  selection: string
  currency: string
  zone: string
}

const person = (actor: string | null) => actor?.replace(/^staff:/, '') ?? null

/** What was asked for, and by whom. */
export function parameterRows({ run, exclusions }: RunPack, words: PackWords): Cell[][] {
  return [
    ['Run', run.id],
    ['Selection', words.selection],
    ['Filter as stored', JSON.stringify(run.filter)],
    ['Source', run.source],
    ['Schedule', run.schedule_id],
    ['For the day', run.business_date],
    ['Started by', person(run.actor)],
    ['Started', run.created_at],
    ['Status', run.status],
    ['Ended', run.finished_at],
    ['First try, payments', run.canary_count],
    ['Gone on after the first try', run.canary_passed_at],
    ['Documents left out by hand', exclusions.length],
    ['Their ids', exclusions.join(' ') || null],
    ['Currency', words.currency],
    ['Times are in', words.zone],
  ]
}

/** Who agreed, and who signed. */
export function approvalRows({ run, signOff }: RunPack): Cell[][] {
  return [
    ['Approval needed because', run.approval_reason ?? 'It was not needed'],
    ['Asked for by', person(run.asked_by)],
    ['Documents then', run.asked_count],
    ['Sum then', run.asked_cents === null ? null : amount(run.asked_cents)],
    ['Approved by', person(run.approved_by)],
    ['Approved', run.approved_at],
    ['Signed off by', person(signOff?.signed_by ?? null)],
    ['Signed off', signOff?.signed_at ?? null],
    ['Note', signOff?.note ?? null],
    ['SHA-256 of what was signed', signOff?.hash ?? null],
  ]
}

/** Amounts as decimals: a spreadsheet knows nothing else. */
const amount = (cents: number): number => Number(decimalOfCents(cents))

const PARTS = [
  'charged',
  'declined',
  'unknown',
  'skipped',
  'cancelled',
  'sending',
  'waiting',
  'selected',
] as const

export function totalRows({ figures, signOff }: RunPack): Cell[][] {
  const { totals, reversals } = figures
  const signed = signOff?.figures
  return [
    ...PARTS.map((part) => [
      part,
      totals[part].count,
      amount(totals[part].cents),
      signed ? amount(signed.totals[part].cents) : null,
    ]),
    ...(['voided', 'refunded', 'returned'] as const).map((part) => [
      `${part} since`,
      reversals[part].count,
      amount(reversals[part].cents),
      signed ? amount(signed.reversals[part].cents) : null,
    ]),
    [
      'charged and kept',
      null,
      amount(keptCents(figures)),
      signed ? amount(keptCents(signed)) : null,
    ],
  ]
}

/** What proves that the list is the one that was there. */
export function hashRows({ documents, firstMade }: RunPack): Cell[][] {
  return [
    ['Documents', documents.count],
    ['SHA-256 of the result as CSV', documents.sha256],
    ['Put on record first', firstMade?.at ?? 'Not yet'],
    ['By', person(firstMade?.by ?? null)],
    ['SHA-256 then', firstMade?.sha256 ?? null],
    [
      'The same as then',
      firstMade === null ? null : firstMade.sha256 === documents.sha256 ? 'yes' : 'no: see Events',
    ],
  ]
}

export const eventRows = ({ events }: RunPack): Cell[][] =>
  events.map(({ at, actor, action, details, hash }) => [
    at,
    action,
    person(actor),
    hash.slice(0, 16),
    details,
  ])

/** The sheets round the documents of an auditor's workbook. */
export function packSheets(
  pack: RunPack,
  words: PackWords,
): { before: PackSheet[]; after: PackSheet[] } {
  return {
    before: [
      { name: 'Parameters', rows: [['What', 'Value'], ...parameterRows(pack, words)] },
      { name: 'Approval', rows: [['What', 'Value'], ...approvalRows(pack)] },
      {
        name: 'Totals',
        rows: [
          ['Part', 'Documents', 'Sum', 'Signed sum'],
          ...totalRows(pack),
          [],
          ...hashRows(pack),
        ],
      },
    ],
    after: [
      {
        name: 'Events',
        rows: [['At', 'What', 'Who', 'Hash in the trail', 'Details'], ...eventRows(pack)],
      },
    ],
  }
}
