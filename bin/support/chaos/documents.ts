import type { LiveContext } from '../../../src/context.ts'
import type { DocumentKind } from '../../../src/splynx/splynx.ts'
import type { Random } from './random.ts'

export interface OpenDocument {
  kind: DocumentKind
  id: number
  number: string
  customerId: number
}

/** Documents that are open, of customers who have something that can be charged. */
export async function listPayable(
  { db, splynx }: LiveContext,
  kind: DocumentKind,
): Promise<OpenDocument[]> {
  const methods = await db
    .selectFrom('methods')
    .select('customer_id')
    .where('status', '=', 'active')
    .execute()
  const canPay = new Set(methods.map(({ customer_id }) => customer_id))
  const payable: OpenDocument[] = []
  for await (const { documents } of splynx.eachDocument({ kind, status: 'not_paid' })) {
    for (const { id, number, customerId } of documents) {
      if (canPay.has(customerId)) payable.push({ kind, id, number, customerId })
    }
  }
  return payable
}

/** So many of them, each at most once. */
export function draw<T>(list: readonly T[], random: Random, count: number): T[] {
  const left = [...list]
  const drawn: T[] = []
  while (drawn.length < count && left.length > 0) {
    drawn.push(...left.splice(random.between(0, left.length - 1), 1))
  }
  return drawn
}
