import type { Context } from '../../context.ts'
import { listSchedules, timesOf } from '../../db/schedules.ts'
import type { Method, RetryPlanRow, Schedule } from '../../db/schema.ts'
import { partsAgainst } from '../../domain/filter-match.ts'
import { cardMeter, documentMeter, type Meter } from '../../domain/retry.ts'
import { CEILING } from '../../domain/retry-policy.ts'
import { type Slot, slotsBetween } from '../../domain/schedule.ts'
import { readOpenDays } from '../schedules/open-days.ts'
import { chosenMethod } from '../selection-rules.ts'
import { filterFor } from '../start-due-runs.ts'
import { type Blocked, type RetryBook, readRetryBook } from './retry-facts.ts'

/** What is known of a document; null where it was not asked of Splynx. */
export interface TriedDocument {
  purpose: 'invoice' | 'proforma'
  id: number
  number: string
  amountCents: number
  totalCents: number | null
  issuedOn: string | null
  dueOn: string | null
  partnerId: number | null
}

/** When a document is tried again by itself, or why it is not. */
export interface NextTry {
  document: TriedDocument
  /** Null: never by itself. */
  planned: { at: Date; schedule: Pick<Schedule, 'id' | 'name' | 'zone'> } | null
  /** What forbids a try at this moment. */
  blocked: Blocked | null
  /** Whether any schedule would choose it, the rules aside. */
  isChosen: boolean
  plan: RetryPlanRow | null
  /** How much of its own budget is used; null before the first decline. */
  tries: Meter | null
  /** Debits of it that came back, of those that may. */
  returned: Meter | null
}

const LOOK_AHEAD_MS = 62 * 24 * 60 * 60 * 1000

interface Asked {
  customerId: number
  documents: readonly TriedDocument[]
  /** The saved methods of the customer, the default first. */
  methods: readonly Method[]
}

/** The next try of each of these documents that was tried before, or that somebody has decided about. */
export async function readNextTries(context: Context, asked: Asked): Promise<NextTry[]> {
  const now = context.now()
  const { isOpen } = await readOpenDays(context)
  const schedules = (await listSchedules(context.db))
    .filter(({ is_enabled }) => is_enabled)
    .map((schedule) => ({
      schedule,
      slots: slotsBetween(timesOf(schedule), now, new Date(now.getTime() + LOOK_AHEAD_MS), isOpen),
    }))
  const tries = await Promise.all(
    (['invoice', 'proforma'] as const).map(async (purpose) => {
      const documents = asked.documents.filter((document) => document.purpose === purpose)
      if (documents.length === 0) return []
      const book = await readRetryBook(context, {
        purpose,
        documentIds: documents.map(({ id }) => id),
        customerIds: [asked.customerId],
        fingerprints: asked.methods.map(({ fingerprint }) => fingerprint),
      })
      return documents
        .filter((document) => isKnown(book, document, asked.methods))
        .map((document) => nextTry({ ...asked, document, book, schedules, now }))
    }),
  )
  return tries.flat()
}

function isKnown(book: RetryBook, { id }: TriedDocument, methods: readonly Method[]): boolean {
  if (book.planOf(id) !== null || book.returnedOf(id).length > 0) return true
  return methods.some((method) =>
    book.facts(id, method).declines.some(({ isOfDocument }) => isOfDocument),
  )
}

interface Looked extends Omit<Asked, 'documents'> {
  document: TriedDocument
  book: RetryBook
  schedules: readonly { schedule: Schedule; slots: readonly Slot[] }[]
  now: Date
}

function nextTry(looked: Looked): NextTry {
  const { document, book, schedules, methods, now } = looked
  const { id } = document
  const method = chosenMethod(methods)
  const facts = method && book.facts(id, method)
  const chosen = schedules.map(({ schedule, slots }) => ({
    schedule,
    slots: slots.filter((slot) => isMeant(schedule, slot, looked)),
  }))
  const planned = chosen.flatMap(({ schedule, slots }) => {
    const slot = slots.find(({ dueAt }) => blockAt(looked, schedule, dueAt) === null)
    return slot ? [{ at: slot.dueAt, schedule }] : []
  })
  const returned = book.returnedOf(id)
  return {
    document,
    planned: planned.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null,
    blocked: blockAt(looked, null, now),
    isChosen: chosen.some(({ slots }) => slots.length > 0),
    plan: book.planOf(id),
    tries: facts ? documentMeter(facts, book.rules, now) : null,
    returned: returned.length > 0 ? returnedMeter(book, returned.length) : null,
  }
}

/** The first presentment counts, too. */
const returnedMeter = ({ rules }: RetryBook, used: number): Meter => {
  const { windowDays, triesMax } = rules.policies.bank.returned
  const days = Math.min(windowDays, CEILING.represent.windowDays)
  return { label: `debits in ${days} days`, used, max: triesMax }
}

/** What keeps a run of the schedule from the document at that moment. */
function blockAt(
  { document, customerId, methods, book }: Looked,
  schedule: Schedule | null,
  at: Date,
): Blocked | null {
  const method = chosenMethod(methods, schedule?.filter.methodKind)
  if (!method) return { reason: 'no_method', detail: null }
  if (method.status !== 'active') {
    return { reason: 'method_disabled', detail: method.disabled_reason }
  }
  const { id, amountCents } = document
  return book.held(customerId, at) ?? book.blocked({ id, customerId, amountCents }, method, at)
}

/** Whether the run of that slot would choose it. What is not known of it does not speak against it. */
const isMeant = (
  { filter }: Schedule,
  { coversUntil }: Slot,
  { document, customerId }: Looked,
): boolean => {
  const { purpose: kind, ...rest } = document
  const asked = { ...rest, kind, customerId, locationId: null, paymentTypeId: null }
  return partsAgainst(filterFor(filter, coversUntil), asked).length === 0
}

/** How many declines of each card or account count now, over all its documents: method → meter. */
export async function readMethodMeters(
  context: Context,
  methods: readonly Method[],
): Promise<Map<number, Meter>> {
  const book = await readRetryBook(context, {
    purpose: 'invoice',
    documentIds: [],
    customerIds: [],
    fingerprints: methods.map(({ fingerprint }) => fingerprint),
  })
  const now = context.now()
  return new Map(
    methods.map((method) => [method.id, cardMeter(book.facts(0, method), book.rules, now)]),
  )
}
