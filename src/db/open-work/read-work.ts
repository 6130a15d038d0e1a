import { dueAtOf, WORK_KINDS, type WorkKind } from '../../domain/work.ts'
import type { Db } from '../connect.ts'
import type { WorkOwner } from '../schema.ts'
import { METHOD_WORK } from './of-methods.ts'
import { PAYMENT_WORK } from './of-payments.ts'
import { REFUND_WORK } from './of-refunds.ts'
import { RUN_WORK } from './of-runs.ts'
import { BANK_WORK, failingReport } from './of-the-bank.ts'
import { TIE_OUT_WORK } from './of-tie-out.ts'
import { findOwners, findSubjectsOf } from './owners.ts'
import type { WorkFacts, WorkSource } from './work-item.ts'

/** One piece of open work, with whose it is and by when it should be done. */
export type WorkItem = WorkFacts & {
  dueAt: Date
  isOverdue: boolean
  owner: string | null
  note: string | null
}

export interface WorkOptions {
  now: Date
  zone: string
  /** A report that has failed for so long is work. */
  reportWarnMs: number
}

/** So many of a kind are read: more of one is one trouble and not so many pieces of work. */
export const OF_A_KIND_MAX = 100

const sourcesOf = ({ reportWarnMs }: WorkOptions): WorkSource[] =>
  [
    ...PAYMENT_WORK,
    ...REFUND_WORK,
    ...BANK_WORK,
    failingReport(reportWarnMs),
    ...TIE_OUT_WORK,
    ...RUN_WORK,
    ...METHOD_WORK,
  ].sort((a, b) => WORK_KINDS.indexOf(a.kind) - WORK_KINDS.indexOf(b.kind))

export type WorkCounts = Partial<Record<WorkKind, number>>

/** How much there is of each kind that there is anything of. */
export async function countWork(db: Db, options: WorkOptions): Promise<WorkCounts> {
  const counts = await Promise.all(
    sourcesOf(options).map(
      async (source) => [source.kind, await source.count(db, options)] as const,
    ),
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

/**
 * Open work of all kinds or of some, what is due first first: of each kind at most a hundred pieces,
 * those that have waited longest. With an `owner` only what is that person's, all of it.
 */
export async function readWork(
  db: Db,
  options: WorkOptions,
  { kinds, owner }: { kinds?: readonly WorkKind[]; owner?: string } = {},
): Promise<WorkItem[]> {
  const mine = owner === undefined ? undefined : await findSubjectsOf(db, owner)
  const sources = sourcesOf(options).filter(({ kind }) => kinds?.includes(kind) !== false)
  const lists = await Promise.all(
    sources.map((source) => readSource(db, source, options, mine && (mine.get(source.kind) ?? []))),
  )
  return lists.flat().sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
}

async function readSource(
  db: Db,
  source: WorkSource,
  options: WorkOptions,
  subjects: readonly string[] | undefined,
): Promise<WorkItem[]> {
  if (subjects?.length === 0) return []
  const asked = { ...options, limit: OF_A_KIND_MAX, ...(subjects && { subjects }) }
  const found = await source.list(db, asked)
  const owners = await findOwners(
    db,
    source.kind,
    found.map(({ subject }) => subject),
  )
  return found.map((facts) => itemOf(facts, owners.get(facts.subject), options))
}

function itemOf(
  facts: WorkFacts,
  owner: WorkOwner | undefined,
  { now, zone }: WorkOptions,
): WorkItem {
  const dueAt = owner?.due_at ?? dueAtOf(facts.kind, facts.since, facts.clock ?? {}, zone)
  return {
    ...facts,
    dueAt,
    isOverdue: dueAt <= now,
    owner: owner?.owner ?? null,
    note: owner?.note ?? null,
  }
}

/** One piece of work, if it is still open. */
export async function findWork(
  db: Db,
  options: WorkOptions,
  { kind, subject }: { kind: WorkKind; subject: string },
): Promise<WorkItem | undefined> {
  const source = sourcesOf(options).find((one) => one.kind === kind)!
  return (await readSource(db, source, options, [subject]))[0]
}

export const totalOf = (counts: WorkCounts): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)
