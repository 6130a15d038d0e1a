import type { Db } from './connect.ts'
import type { Method, NewMethod } from './schema.ts'
import { type Trx, transact } from './transact.ts'

/** What a customer may choose from and see: the default first, then as the customer ordered them. */
export const listMethods = (db: Db, customerId: number): Promise<Method[]> =>
  db
    .selectFrom('methods')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', 'in', ['active', 'disabled'])
    .orderBy('is_default', 'desc')
    .orderBy('position')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const findMethod = (db: Db, id: number): Promise<Method | undefined> =>
  db.selectFrom('methods').selectAll().where('id', '=', id).executeTakeFirst()

export const findMethods = (db: Db, ids: readonly number[]): Promise<Method[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('methods').selectAll().where('id', 'in', ids).execute()

/** The same of many customers, for a run. */
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
    .orderBy('position')
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
 * Stores a method that somebody entered. A saved one that the customer has already is brought up to
 * date instead (expiry, holder, consent, active again), and the first saved method becomes the
 * default. Returns its id, or null for a card that its bank refused for good: entered again
 * unchanged it is the same card (rules of the trade C1), with a new expiry it is a new one.
 */
export function saveMethod(db: Db, row: NewMethod, now: Date): Promise<number | null> {
  return transact(db, async (trx) => {
    const isSaved = row.status === 'active'
    const known = isSaved ? await findSaved(trx, row.customer_id, row.fingerprint) : undefined
    if (known && isRefusedForGood(known, row)) return null
    const hasDefault = isSaved && (await findDefaultId(trx, row.customer_id)) !== undefined
    const isDefault = isSaved && (Boolean(row.is_default) || !hasDefault)
    if (isDefault && hasDefault) await clearDefault(trx, row.customer_id, now)
    if (!known) return insertMethod(trx, { ...row, is_default: isDefault })
    const { consent_at, consent_version, consent_address, consent_agent } = row
    await trx
      .updateTable('methods')
      .set({
        ...newest(row),
        consent_at,
        consent_version,
        consent_address,
        consent_agent,
        // Agreed to anew; what had been taken back before stays in the audit trail.
        ...(consent_at ? { mandate_revoked_at: null } : {}),
        postal_code: row.postal_code,
        ...(isDefault ? { is_default: true } : {}),
        status: 'active',
        disabled_reason: null,
        renewed_at: now,
        updated_at: now,
      })
      .where('id', '=', known.id)
      .execute()
    return known.id
  })
}

const isRefusedForGood = (known: Method, row: NewMethod): boolean =>
  known.kind === 'card' &&
  known.status === 'disabled' &&
  known.exp_month === row.exp_month &&
  known.exp_year === row.exp_year

/**
 * Takes over a method that somebody entered elsewhere. One that is known gets the newest details and
 * nothing else: an import brings no consent, chooses no default and does not bring back what was
 * switched off.
 */
export function importMethod(db: Db, row: NewMethod, now: Date): Promise<'added' | 'known'> {
  return transact(db, async (trx) => {
    const known = await findSaved(trx, row.customer_id, row.fingerprint)
    if (known) {
      const postal_code = known.postal_code ?? row.postal_code
      await trx
        .updateTable('methods')
        .set({ ...newest(row), postal_code, updated_at: now })
        .where('id', '=', known.id)
        .execute()
      return 'known'
    }
    const hasDefault = (await findDefaultId(trx, row.customer_id)) !== undefined
    await insertMethod(trx, { ...row, is_default: !hasDefault })
    return 'added'
  })
}

const newest = ({ holder_name, exp_month, exp_year, token_sealed }: NewMethod) => ({
  holder_name,
  exp_month,
  exp_year,
  token_sealed,
})

async function insertMethod(trx: Trx, row: NewMethod): Promise<number> {
  const { insertId } = await trx.insertInto('methods').values(row).executeTakeFirstOrThrow()
  return Number(insertId)
}

/** Which of these are saved already, as `customer:fingerprint`. */
export async function findSavedKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('methods')
    .select('saved_key')
    .where('saved_key', 'in', keys)
    .execute()
  return new Set(rows.flatMap(({ saved_key }) => saved_key ?? []))
}

const findSaved = (trx: Trx, customerId: number, fingerprint: string) =>
  trx
    .selectFrom('methods')
    .selectAll()
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
      .where('mandate_revoked_at', 'is', null)
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

/** A new expiry or ZIP code of a card. False when the customer has no such card. */
export async function updateCard(
  db: Db,
  { customerId, methodId }: { customerId: number; methodId: number },
  {
    tokenSealed,
    ...changes
  }: { exp_month: number; exp_year: number; postal_code: string | null; tokenSealed: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('methods')
    .set({ ...changes, token_sealed: tokenSealed, renewed_at: now, updated_at: now })
    .where('id', '=', methodId)
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'card')
    .where('status', 'in', ['active', 'disabled'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
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
    if (method.is_default) await promoteNext(trx, customerId, now)
    return 'removed'
  })
}

/** The customer's next active method takes over, so that automatic payments go on. */
export async function promoteNext(trx: Trx, customerId: number, now: Date): Promise<void> {
  await trx
    .updateTable('methods')
    .set({ is_default: true, updated_at: now })
    .where('customer_id', '=', customerId)
    .where('status', '=', 'active')
    .where('mandate_revoked_at', 'is', null)
    .orderBy('position')
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
