import type { Context } from '../../context.ts'
import { listSettingRows } from '../../db/settings.ts'
import type { MethodKind } from '../../domain/payment.ts'

/** Splynx's payment methods under which payments of ours are recorded, those of every partner. */
export async function ownPaymentTypes({
  db,
  settings,
}: Pick<Context, 'db' | 'settings'>): Promise<Map<number, MethodKind>> {
  const rows = await listSettingRows(db)
  const partners = rows.flatMap(({ name }) => {
    const [, id] = /^(?:card|bank)PaymentTypeId@(\d+)$/.exec(name) ?? []
    return id ? Number(id) : []
  })
  const types = new Map<number, MethodKind>()
  for (const partner of [null, ...new Set(partners)]) {
    const { cardPaymentTypeId, bankPaymentTypeId } = await settings.of(partner)
    types.set(bankPaymentTypeId, 'bank').set(cardPaymentTypeId, 'card')
  }
  return types
}
