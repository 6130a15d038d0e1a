import type { Db } from '../../db/connect.ts'
import { listMethods } from '../../db/methods.ts'
import type { Method } from '../../db/schema.ts'
import { notFound } from '../../middleware/http-problem.ts'
import type { MethodChoice } from './method-form.ts'

/** A saved method must be among those that the page offered. */
export const isOffered = (methods: readonly Method[], choice: MethodChoice): boolean =>
  choice.kind !== 'saved' || methods.some(({ id }) => id === choice.methodId)

/** Kind of the method that a form brought along, for the words about it. */
export const kindOf = (choice: MethodChoice): 'card' | 'bank' =>
  choice.kind === 'new_bank_account' ? 'bank' : 'card'

/** The customer's method and the others beside it; somebody else's is not found. */
export async function findOwnMethod(
  db: Db,
  customerId: number,
  methodId: number,
): Promise<{ method: Method; others: Method[] }> {
  const methods = await listMethods(db, customerId)
  const method = methods.find(({ id }) => id === methodId) ?? notFound()
  return { method, others: methods.filter(({ id }) => id !== methodId) }
}
