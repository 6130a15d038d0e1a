import type { Context } from '../../context.ts'

/**
 * Under which terminal new messages of these partners go. It is noted with each of them, so that a
 * setting that changes later leads no question, void or refund elsewhere.
 */
export async function terminalsOf(
  { settings }: Pick<Context, 'settings'>,
  partnerIds: readonly (number | null)[],
): Promise<(partnerId: number | null) => string> {
  const distinct = [...new Set([null, ...partnerIds])]
  const terminals = new Map(
    await Promise.all(
      distinct.map(async (id) => [id, (await settings.of(id)).terminalId] as const),
    ),
  )
  return (partnerId) => terminals.get(partnerId) ?? terminals.get(null)!
}
