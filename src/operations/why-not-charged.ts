import type { Context } from '../context.ts'
import { listRunsIn } from '../db/attention.ts'
import { findBreaker } from '../db/breaker.ts'
import { type DocumentInRun, listDocumentRuns } from '../db/document-runs.ts'
import { isSafeMode } from '../db/safe-mode.ts'
import { listSchedules } from '../db/schedules.ts'
import type { Run, Schedule } from '../db/schema.ts'
import { dayIn } from '../domain/banking-days.ts'
import { type FilteredDocument, type FilterPart, partsAgainst } from '../domain/filter-match.ts'
import type { RunFilter } from '../domain/run.ts'
import type { Customer, Document } from '../splynx/splynx.ts'
import { areTwoRetriers } from './retries/refuse-two-retriers.ts'
import { listComingRuns } from './schedules/coming-runs.ts'
import { readOpenDays } from './schedules/open-days.ts'
import {
  chosenMethod,
  firstSkip,
  type Judged,
  type RuleName,
  readSelectionFacts,
  SELECTION_RULES,
  type SelectionFacts,
  type Skip,
} from './selection-rules.ts'
import { filterFor } from './start-due-runs.ts'

/** What one rule says of a document at this moment. `moot`: there is nothing that it could look at. */
export interface RuleVerdict {
  name: RuleName
  state: 'passes' | 'forbids' | 'moot'
  skip: Skip | null
}

export interface ScheduleVerdict {
  schedule: Schedule
  /** When a run of it would choose the document next; null when none does within two months. */
  choosesAt: Date | null
  /** What keeps the document out of its next run. */
  against: FilterPart[]
}

export interface Explanation {
  document: Document
  /** In the order of a run; all of them, though a run stops at the first one that forbids. */
  rules: RuleVerdict[]
  schedules: ScheduleVerdict[]
  /** The first run that chooses it and in which no rule speaks against it. */
  planned: { at: Date; schedule: Schedule } | null
  /** What forbids it: now, or else at the first time that a run would choose it. */
  blocked: Skip | null
  /** The payment that is under way for it. */
  underWayId: string | null
  runs: DocumentInRun[]
  /** Runs that wait for a second person and would choose it. */
  toApprove: { id: number; reason: string | null }[]
}

/** What holds for every document. */
export interface Standstill {
  isSafeMode: boolean
  /** Why the gateway is not asked at the moment. */
  breaker: string | null
  areTwoRetriers: boolean
}

const LOOK_AHEAD_MS = 62 * 24 * 60 * 60 * 1000
const TO_APPROVE_MAX = 100

export async function readStandstill(context: Context): Promise<Standstill> {
  const [safe, breaker, twice] = await Promise.all([
    isSafeMode(context.db),
    findBreaker(context.db),
    areTwoRetriers(context),
  ])
  return {
    isSafeMode: safe,
    breaker: breaker.state === 'open' ? (breaker.reason ?? 'The gateway does not answer') : null,
    areTwoRetriers: twice,
  }
}

/**
 * Says of each of these documents of one customer, all of one kind, what a run does with it and why.
 * It asks the selection's own rules. Rejects with `SplynxError` when Splynx cannot be asked.
 */
export async function explainDocuments(
  context: Context,
  documents: readonly Document[],
): Promise<Explanation[]> {
  const [first] = documents
  if (!first) return []
  const { db, now } = context
  const [schedules, { isOpen }] = await Promise.all([listSchedules(db), readOpenDays(context)])
  const period = { from: now(), until: new Date(now().getTime() + LOOK_AHEAD_MS) }
  const [facts, coming, runs, toApprove] = await Promise.all([
    readSelectionFacts(
      context,
      {
        documentKind: first.kind,
        needsPaymentTypes: schedules.some(({ filter }) => filter.paymentTypeId !== undefined),
      },
      documents,
    ),
    listComingRuns(context, period, { isOpen }),
    listDocumentRuns(
      db,
      documents.map(({ id }) => id),
    ),
    listRunsIn(db, 'awaiting_approval', TO_APPROVE_MAX),
  ])
  const slots = coming.map(({ schedule, slot }) => ({
    schedule,
    dueAt: slot.dueAt,
    filter: filterFor(schedule.filter, slot.coversUntil),
  }))
  return documents.map((document) =>
    explain({ context, document, facts, schedules, slots, runs, toApprove }),
  )
}

interface Slot {
  schedule: Schedule
  dueAt: Date
  filter: RunFilter
}

interface Looked {
  context: Context
  document: Document
  facts: SelectionFacts
  schedules: readonly Schedule[]
  /** In order of time. */
  slots: readonly Slot[]
  runs: readonly DocumentInRun[]
  toApprove: readonly Run[]
}

function explain(looked: Looked): Explanation {
  const { context, document, facts, schedules, slots, runs, toApprove } = looked
  const customer = facts.customers.get(document.customerId)
  const asked = askedOf(document, customer, facts)
  const chosen = slots.filter(({ filter }) => partsAgainst(filter, asked).length === 0)
  const judge = (slot: Slot) => firstSkip(judgedOf(looked, slot.filter, slot.dueAt))
  const free = chosen.find((slot) => judge(slot) === null)
  const rules = rulesNow(judgedOf(looked, chosen[0]?.filter ?? {}, context.now()))
  const forbidden = rules.find(({ state }) => state === 'forbids')?.skip ?? null
  return {
    document,
    rules,
    schedules: schedules.map((schedule) => ofSchedule(schedule, slots, asked, context.now())),
    planned: free ? { at: free.dueAt, schedule: free.schedule } : null,
    blocked: forbidden ?? (chosen[0] ? judge(chosen[0]) : null),
    underWayId: facts.underWay.get(document.id)?.id ?? null,
    runs: runs.filter(
      ({ documentId, documentKind }) =>
        documentId === document.id && documentKind === document.kind,
    ),
    toApprove: toApprove
      .filter(({ filter }) => partsAgainst(filter, asked).length === 0)
      .map(({ id, approval_reason: reason }) => ({ id, reason })),
  }
}

const askedOf = (
  { kind, number, customerId, totalCents, issuedOn, dueOn }: Document,
  customer: Customer | undefined,
  { paymentTypes }: SelectionFacts,
): FilteredDocument => ({
  ...{ kind, number, customerId, totalCents, issuedOn, dueOn },
  partnerId: customer?.partnerId ?? null,
  locationId: customer?.locationId ?? null,
  paymentTypeId: paymentTypes && (paymentTypes.get(customerId) ?? 0),
})

function judgedOf(
  { context, document, facts }: Looked,
  filter: Judged['filter'],
  at: Date,
): Judged {
  const saved = facts.methods.get(document.customerId) ?? []
  const method = chosenMethod(saved, filter.methodKind)
  const customer = facts.customers.get(document.customerId)
  return { context, filter, document, customer, method, facts, at }
}

const rulesNow = (judged: Judged): RuleVerdict[] =>
  SELECTION_RULES.map(({ name, isOfMethod, judge }) => {
    if (isOfMethod && !judged.method) return { name, state: 'moot', skip: null }
    const skip = judge(judged)
    return { name, state: skip ? 'forbids' : 'passes', skip }
  })

function ofSchedule(
  schedule: Schedule,
  slots: readonly Slot[],
  asked: FilteredDocument,
  now: Date,
): ScheduleVerdict {
  const own = slots.filter((slot) => slot.schedule.id === schedule.id)
  const choosing = own.find(({ filter }) => partsAgainst(filter, asked).length === 0)
  // One that is switched off has no next run: what it would say today.
  const next = own[0]?.filter ?? filterFor(schedule.filter, dayIn(now, schedule.zone))
  return {
    schedule,
    choosesAt: choosing?.dueAt ?? null,
    against: choosing ? [] : partsAgainst(next, asked),
  }
}
