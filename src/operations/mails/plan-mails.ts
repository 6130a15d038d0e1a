import { DateTime } from 'luxon'
import type { Context } from '../../context.ts'
import { listExpiringCards } from '../../db/expiring-cards.ts'
import { findMailSubjects, insertMails, type NewMail } from '../../db/mails.ts'
import { isSafeMode } from '../../db/safe-mode.ts'
import { listSchedules, timesOf } from '../../db/schedules.ts'
import type { Method, Schedule } from '../../db/schema.ts'
import { dayIn } from '../../domain/banking-days.ts'
import { type Slot, slotsBetween } from '../../domain/schedule.ts'
import { type OpenDays, readOpenDays } from '../schedules/open-days.ts'
import { type Selected, selectDocuments } from '../select-documents.ts'
import { filterFor } from '../start-due-runs.ts'
import { mailWishes } from './mail-wishes.ts'

const DAY_MS = 24 * 60 * 60_000

/** Puts into the outbox what the calendar asks for. May be repeated, and by two at once. */
export async function planMails(context: Context): Promise<string> {
  if (!context.mail) return 'there is no mail server'
  if (await isSafeMode(context.db)) return 'nothing is planned in safe mode'
  const cards = await planExpiring(context)
  const debits = await planUpcoming(context)
  return `${cards} cards, ${debits} debits`
}

const CARDS_AT_ONCE = 500

/** Cards that are charged automatically, 30 and 7 days before they end. */
async function planExpiring(context: Context): Promise<number> {
  const { db, config, now } = context
  const today = dayIn(now(), config.TZ)
  const lastDay = DateTime.fromISO(today).plus({ days: 30 })
  const upTo = { year: lastDay.year, month: lastDay.month }
  let planned = 0
  for (let afterId = 0; ; ) {
    const from = { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) }
    const cards = await listExpiringCards(db, { from, upTo, afterId, limit: CARDS_AT_ONCE })
    if (cards.length === 0) return planned
    afterId = cards.at(-1)!.id
    const due = cards.flatMap((card) => expiringMail(card, today, config.TZ) ?? [])
    planned += await plan(context, due)
  }
}

function expiringMail(
  card: Method,
  today: string,
  zone: string,
): Omit<NewMail, 'partnerId'> | null {
  const { id, customer_id: customerId, exp_year: year, exp_month: month } = card
  if (!year || !month) return null
  const lastDay = DateTime.fromObject({ year, month }, { zone }).endOf('month')
  const daysLeft = Math.floor(lastDay.diff(DateTime.fromISO(today, { zone }), 'days').days)
  if (daysLeft < 0 || daysLeft > 30) return null
  const days = daysLeft <= 7 ? 7 : 30
  const happenedAt = lastDay.startOf('day').minus({ days }).toJSDate()
  // Whoever entered it since then has just seen its expiry.
  if (card.created_at > happenedAt) return null
  return {
    kind: 'expiring',
    subject: `expiring-${days}:${id}:${year}-${month}`,
    customerId,
    methodId: id,
    sourceId: `${year}-${month}`,
    isBulk: true,
    happenedAt,
  }
}

/** What the coming runs of schedules would debit bank accounts for, as early as it is known. */
async function planUpcoming(context: Context): Promise<number> {
  let planned = 0
  const openDays = await readOpenDays(context)
  for (const schedule of await listSchedules(context.db)) {
    if (!schedule.is_enabled || schedule.filter.methodKind === 'card') continue
    // Each run means what the one before it would leave open: only the first one counts.
    const met = new Set<number>()
    for (const { slot, filter } of comingRuns(context, schedule, openDays)) {
      for await (const { selected } of selectDocuments(context, filter)) {
        const fresh = selected.filter(({ documentId }) => !met.has(documentId))
        for (const { documentId } of fresh) met.add(documentId)
        const mails = await Promise.all(
          fresh.map((one) => upcomingMail(context, one, filter.documentKind, slot)),
        )
        planned += await plan(
          context,
          mails.flatMap((mail) => mail ?? []),
        )
      }
    }
  }
  return planned
}

const NOTICE_DAYS_MAX = 30

/** In order, without those that mean no document which an earlier one does not mean as well. */
function comingRuns({ now, config }: Context, schedule: Schedule, { isOpen }: OpenDays) {
  const until = new Date(now().getTime() + NOTICE_DAYS_MAX * DAY_MS)
  const today = dayIn(now(), config.TZ)
  const meant = new Set<string>()
  return slotsBetween(timesOf(schedule), now(), until, isOpen).flatMap((slot) => {
    const filter = filterFor(schedule.filter, slot.coversUntil)
    // Nothing was issued in the future.
    const issuedTo = filter.to && filter.to < today ? filter.to : today
    const means = `${issuedTo} ${filter.dueTo ?? ''}`
    if (meant.has(means)) return []
    meant.add(means)
    return [{ slot, filter }]
  })
}

async function upcomingMail(
  { settings, now }: Context,
  { customerId, documentId, documentNumber, amountCents, partnerId, decision }: Selected,
  purpose: 'invoice' | 'proforma',
  { businessDate, dueAt }: Slot,
): Promise<Omit<NewMail, 'partnerId'> | null> {
  if (decision.kind !== 'charge' || decision.method.kind !== 'bank') return null
  const noticeMs = (await settings.of(partnerId)).mailUpcomingDays * DAY_MS
  const happenedAt = new Date(dueAt.getTime() - noticeMs)
  if (happenedAt > now()) return null
  return {
    kind: 'upcoming',
    // Once a month for an amount: a document that a nightly run leaves out is not announced nightly.
    subject: `upcoming:${customerId}:${purpose}-${documentId}:${amountCents}:${businessDate.slice(0, 7)}`,
    customerId,
    methodId: decision.method.id,
    facts: { amountCents, on: businessDate, purpose, documentId, documentNumber },
    isBulk: true,
    happenedAt,
  }
}

/** Stores those that are new, each for the partner that its customer has now. Returns how many. */
async function plan(
  context: Context,
  mails: readonly Omit<NewMail, 'partnerId'>[],
): Promise<number> {
  const { db, splynx, now } = context
  const known = await findMailSubjects(
    db,
    mails.map(({ subject }) => subject),
  )
  const fresh = mails.filter(({ subject }) => !known.has(subject))
  if (fresh.length === 0) return 0
  const customers = await splynx.findCustomers([
    ...new Set(fresh.map(({ customerId }) => customerId)),
  ])
  const partnerOf = new Map(customers.map(({ id, partnerId }) => [id, partnerId]))
  const complete = fresh.map((mail) => ({
    ...mail,
    partnerId: partnerOf.get(mail.customerId) ?? null,
  }))
  const about = complete.map(({ partnerId }) => ({ partner_id: partnerId }))
  await insertMails(db, complete, await mailWishes(context, about), now())
  return fresh.length
}
