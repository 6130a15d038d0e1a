import { sql } from 'kysely'
import { DECLINES_WINDOW_MS } from '../domain/patience.ts'
import type { Db } from './connect.ts'
import type { Method, NewMethod } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/** What a customer may choose from and see: the default first, then the newest. */
export const listMethods = (db: Db, customerId: number): Promise<Method[]> =>
  db
    .selectFrom('methods')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', 'in', ['active', 'disabled'])
    .orderBy('is_default', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const findMethod = (db: Db, id: number): Promise<Method | undefined> =>
  db.selectFrom('methods').selectAll().where('id', '=', id).executeTakeFirst()

export const findMethods = (db: Db, ids: readonly number[]): Promise<Method[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('methods').selectAll().where('id', 'in', ids).execute()

/** The saved methods of many customers, for a run: per customer the default first. */
export async function listSavedMethods(
  db: Db,
  customerIds: readonly number[],
): Promise<Map<number, Method[]>> {
  const byCustomer = new Map<number, Method[]>()
  if (customerIds.length === 0) return byCustomer
  const rows = await db
    .selectFrom('methods')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .where('status', 'in', ['active', 'disabled'])
    .orderBy('is_default', 'desc')
    .orderBy('id', 'desc')
    .execute()
  for (const row of rows) {
    const known = byCustomer.get(row.customer_id)
    if (known) known.push(row)
    else byCustomer.set(row.customer_id, [row])
  }
  return byCustomer
}

/**
 * Stores a method. A saved card that the customer has already is brought up to date instead (expiry,
 * holder, active again), and the first saved method becomes the default. Returns its id.
 */
export function saveMethod(db: Db, row: NewMethod, now: Date): Promise<number> {
  return transact(db, async (trx) => {
    const isSaved = row.status === 'active'
    const known = isSaved ? await findSaved(trx, row.customer_id, row.fingerprint) : undefined
    const hasDefault = isSaved && (await findDefaultId(trx, row.customer_id)) !== undefined
    const isDefault = isSaved && (Boolean(row.is_default) || !hasDefault)
    if (isDefault && hasDefault) await clearDefault(trx, row.customer_id, now)
    if (known) {
      const { holder_name, exp_month, exp_year, postal_code, token_sealed } = row
      const changes = { holder_name, exp_month, exp_year, postal_code, token_sealed }
      // Whoever enters a card again agrees again; an import brings no consent and takes none away.
      const { consent_at, consent_version, consent_address, consent_agent } = row
      const consent = { consent_at, consent_version, consent_address, consent_agent }
      await trx
        .updateTable('methods')
        .set({
          ...changes,
          ...(consent_at ? consent : {}),
          ...(isDefault ? { is_default: true } : {}),
          status: 'active',
          disabled_reason: null,
          updated_at: now,
        })
        .where('id', '=', known.id)
        .execute()
      return known.id
    }
    const { insertId } = await trx
      .insertInto('methods')
      .values({ ...row, is_default: isDefault })
      .executeTakeFirstOrThrow()
    return Number(insertId)
  })
}

const findSaved = (trx: Trx, customerId: number, fingerprint: string) =>
  trx
    .selectFrom('methods')
    .select('id')
    .where('saved_key', '=', `${customerId}:${fingerprint}`)
    .forUpdate()
    .executeTakeFirst()

const findDefaultId = (trx: Trx, customerId: number) =>
  trx
    .selectFrom('methods')
    .select('id')
    .where('default_of', '=', customerId)
    .forUpdate()
    .executeTakeFirst()

const clearDefault = (trx: Trx, customerId: number, now: Date) =>
  trx
    .updateTable('methods')
    .set({ is_default: false, updated_at: now })
    .where('default_of', '=', customerId)
    .execute()

/** False when the customer has no such active method. */
export function makeDefault(
  db: Db,
  { customerId, methodId }: { customerId: number; methodId: number },
  now: Date,
): Promise<boolean> {
  return transact(db, async (trx) => {
    const method = await trx
      .selectFrom('methods')
      .select('id')
      .where('id', '=', methodId)
      .where('customer_id', '=', customerId)
      .where('status', '=', 'active')
      .forUpdate()
      .executeTakeFirst()
    if (!method) return false
    await clearDefault(trx, customerId, now)
    await trx
      .updateTable('methods')
      .set({ is_default: true, updated_at: now })
      .where('id', '=', methodId)
      .execute()
    return true
  })
}

/** Takes a method from the customer's list unless a payment with it is under way. */
export function removeMethod(
  db: Db,
  { customerId, methodId }: { customerId: number; methodId: number },
  now: Date,
): Promise<'removed' | 'in_use' | 'not_found'> {
  return transact(db, async (trx) => {
    const method = await trx
      .selectFrom('methods')
      .select(['id', 'is_default'])
      .where('id', '=', methodId)
      .where('customer_id', '=', customerId)
      .where('status', 'in', ['active', 'disabled'])
      .forUpdate()
      .executeTakeFirst()
    if (!method) return 'not_found'
    const inUse = await trx
      .selectFrom('payments')
      .select('id')
      .where('customer_id', '=', customerId)
      .where('method_id', '=', methodId)
      .where('status', 'in', ['pending', 'submitting', 'unknown', 'review'])
      .limit(1)
      .executeTakeFirst()
    if (inUse) return 'in_use'
    await trx
      .updateTable('methods')
      .set({ status: 'removed', is_default: false, updated_at: now })
      .where('id', '=', methodId)
      .execute()
    if (method.is_default) await promoteNewest(trx, customerId, now)
    return 'removed'
  })
}

/** The customer's newest active method takes over, so that automatic payments go on. */
async function promoteNewest(trx: Trx, customerId: number, now: Date): Promise<void> {
  await trx
    .updateTable('methods')
    .set({ is_default: true, updated_at: now })
    .where('customer_id', '=', customerId)
    .where('status', '=', 'active')
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
}

/**
 * No charge with these any more until their customer enters them again. The same card with another
 * customer is the same card.
 */
export async function disableMethods(
  trx: Trx,
  ids: readonly number[],
  reason: string,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const useless = await trx
    .selectFrom('methods')
    .select('fingerprint')
    .where('id', 'in', ids)
    .execute()
  await trx
    .updateTable('methods')
    .set({ status: 'disabled', disabled_reason: reason, is_default: false, updated_at: now })
    .where(
      'fingerprint',
      'in',
      useless.map(({ fingerprint }) => fingerprint),
    )
    .where('status', '=', 'active')
    .execute()
}

export interface DeclineHistory {
  count: number
  lastAt: Date
}

/**
 * Declines of the last 30 days, counted per card over all its documents and customers (rules of the
 * trade C7): fingerprint → how many, and when the last one was.
 */
export async function findDeclines(
  db: Db,
  fingerprints: readonly string[],
  now: Date,
): Promise<Map<string, DeclineHistory>> {
  if (fingerprints.length === 0) return new Map()
  const rows = await db
    .selectFrom('methods')
    .innerJoin('attempts', 'attempts.method_id', 'methods.id')
    .select(['methods.fingerprint'])
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.max('attempts.sent_at').as('lastAt'),
    ])
    .where('methods.fingerprint', 'in', fingerprints)
    .where('attempts.sent_at', '>', new Date(now.getTime() - DECLINES_WINDOW_MS))
    .where('attempts.status', '=', 'declined')
    .where(sql<boolean>`coalesce(attempts.category, 'soft') <> 'config'`)
    .groupBy('methods.fingerprint')
    .execute()
  return new Map(
    rows.map(({ fingerprint, count, lastAt }) => [
      fingerprint,
      { count: Number(count), lastAt: new Date(lastAt) },
    ]),
  )
}
